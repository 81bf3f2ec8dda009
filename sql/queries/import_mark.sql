-- What comes after it can be taken back without ending the transaction.
savepoint rows
