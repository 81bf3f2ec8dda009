-- Forgets a person everywhere: status, answer (how much), replayed.
-- $1 e-mail address
-- $2 Idempotency-Key or null  $3 token  $4 route  $5 hash of the body
select status, answer, replayed
  from person_erase($1, $2, $3, $4, $5)
