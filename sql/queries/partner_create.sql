-- Stores a new partner as a draft: status, answer (its document), replayed.
-- $1 id  $2 document  $3 demonstration
-- $4 Idempotency-Key or null  $5 token  $6 route  $7 hash of the body
-- Shares a flush.
select status, answer, replayed
  from partner_create($1, $2::jsonb, $3::boolean, $4, $5, $6, $7)
