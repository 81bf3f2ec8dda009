-- Every partner: id, the entry of the audit that it stands at, and its card.
select id::text, seq, card from partner_stored_document
