-- Takes back what came after the mark.
rollback to savepoint rows
