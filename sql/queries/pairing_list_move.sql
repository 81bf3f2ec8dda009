-- Proposes, approves, announces or withdraws a list: status, answer (the list), replayed.
-- $1 id  $2 action  $3 note or null
-- $4 Idempotency-Key or null  $5 token  $6 route  $7 hash of the body
select status, answer, replayed
  from pairing_list_move($1, $2, $3, $4, $5, $6, $7)
