-- Keeps grams: gives back of how many partners.
-- $1 ids  $2 the entry of the audit that each was made at  $3 grams
select partner_grams_store($1::text[], $2::bigint[], $3::bytea[])
