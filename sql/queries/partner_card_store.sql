-- Keeps cards: gives back how many of them were new.
-- $1 ids  $2 the entry of the audit that each was made at  $3 cards
select partner_card_store($1::text[], $2::bigint[], $3::bytea[])
