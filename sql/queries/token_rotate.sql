-- Gives a token a successor: status, answer (the new one's document), replayed.
-- $1 id  $2 id of the new one  $3 SHA-256 of its secret, in hex  $4 how it begins  $5 minutes that the old one still opens
-- $6 Idempotency-Key or null  $7 token that asks  $8 route  $9 hash of the body
select status, answer, replayed from token_rotate($1, $2, $3, $4, $5::integer, $6, $7, $8, $9)
