-- Makes a token: status, answer (its document), replayed.
-- $1 id  $2 what was asked  $3 SHA-256 of the secret, in hex  $4 how the secret begins
-- $5 Idempotency-Key or null  $6 token that asks  $7 route  $8 hash of the body
select status, answer, replayed from token_make($1, $2::jsonb, $3, $4, $5, $6, $7, $8)
