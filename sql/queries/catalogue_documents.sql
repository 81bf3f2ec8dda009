-- Every partner as it is now: its id, the entry of the audit that it stands at, and its document.
select id::text, seq, document from partner_stored_document
