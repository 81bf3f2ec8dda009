-- Stores new partners as drafts: status, answer (the document), replayed.
-- $1 id  $2 profile
-- $3 Idempotency-Key or null  $4 token  $5 route  $6 hash of the body
-- Gathers.
select status, answer, replayed
  from partner_create($1::text[], $2::text[]::jsonb[], $3::text[], $4::text[], $5::text[], $6::text[])
