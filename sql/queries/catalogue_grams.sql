-- The grams of every partner that has them: id, the entry of the audit, grams.
select id::text, seq, grams from partner_stored_document where grams is not null
