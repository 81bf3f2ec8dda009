-- Brings a table to what its reference file holds; gives back how many rows changed.
-- $1 table
select reference_sync($1::regclass) as changed
