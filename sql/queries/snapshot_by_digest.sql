-- The data a list was computed from.
-- $1 digest
select document
  from snapshot
 where digest = $1
