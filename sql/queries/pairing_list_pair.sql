-- Two lists at once, in this order: as documents.
-- $1 the one  $2 the other
select d.id, d.document::text as document
  from pairing_list_document d
 where d.id in ($1, $2)
 order by d.id = $1 desc
