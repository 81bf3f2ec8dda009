-- Keeps an answer for an Idempotency-Key: status, answer, of the one that counts.
-- $1 status  $2 answer  $3 Idempotency-Key  $4 token  $5 route  $6 hash of the body
select status, answer
  from once_keep($3, $4, $5, $6, $1::integer, $2)
