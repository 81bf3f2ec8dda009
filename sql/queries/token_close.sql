-- Revokes a token: status, answer (its document), replayed.
-- $1 id
-- $2 Idempotency-Key or null  $3 token that asks  $4 route  $5 hash of the body
select status, answer, replayed from token_close($1, $2, $3, $4, $5)
