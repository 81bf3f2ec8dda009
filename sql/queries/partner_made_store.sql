-- Keeps what was made of partners.
-- $1 ids  $2 the entry of the audit that each was made at  $3 cards  $4 grams
select partner_made_store($1::text[], $2::bigint[], $3::bytea[], $4::bytea[])
