-- The same, of all that this release has not made.
-- $1 the id after which to go on  $2 the release, as grams have it from their ninth byte on
select id::text, seq, document
  from partner_stored_document
 where (grams_seq is distinct from seq or substr(grams, 9, 8) <> $2::bytea) and id > $1
 order by id
 limit 200
