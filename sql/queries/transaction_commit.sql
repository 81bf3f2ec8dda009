-- Ends a transaction: all of it is stored.
commit
