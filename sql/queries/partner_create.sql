-- Stores new partners as drafts: status, answer (the document), replayed.
-- $1 profile, with the id it is to have
-- $2 Idempotency-Key or null  $3 token  $4 route  $5 hash of the body
-- Gathers.
select status, answer, replayed
  from partner_create($1::text[]::jsonb[], $2::text[], $3::text[], $4::text[], $5::text[])
