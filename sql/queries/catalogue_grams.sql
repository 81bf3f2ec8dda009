-- The grams of every partner that has them as it is now: id, the entry of the audit, grams.
select id::text, seq, grams from partner_stored_document where grams_seq = seq
