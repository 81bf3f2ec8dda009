-- Stores a list, its lines and its snapshot: status, answer (the list), replayed.
-- $1 id  $2 the canonical document  $3 the snapshot it names
-- $4 Idempotency-Key or null  $5 token  $6 route  $7 hash of the body
select status, answer, replayed
  from pairing_list_store($1, $2, $3, $4, $5, $6, $7)
