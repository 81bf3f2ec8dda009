-- Some partners whose grams are to be made: id, the entry of the audit, document.
-- $1 the id after which to go on
select id::text, seq, document
  from partner_stored_document
 where grams_seq is distinct from seq and id > $1
 order by id
 limit 200
