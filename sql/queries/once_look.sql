-- The answer kept for an Idempotency-Key: status, answer; no row when there is none.
-- $1 Idempotency-Key  $2 token  $3 route  $4 hash of the body
select status, answer
  from once_look($1, $2, $3, $4)
 where status is not null
