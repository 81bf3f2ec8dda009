-- Stores new partners as drafts: status, answer, replayed, entry. The answer is the document of who was stored when the
-- key was used first; of who is stored now it is null, and the entry of the audit is told.
-- $1 document
-- $2 Idempotency-Key or null  $3 token  $4 route  $5 hash of the body
-- Gathers.
select status, answer, replayed, entry
  from partner_create($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
