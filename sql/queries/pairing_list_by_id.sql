-- One list: as a document, and the bytes that its digest names.
-- $1 id
select l.id, l.digest, l.document as canonical, d.document::text as document
  from pairing_list l
  join pairing_list_document d on d.id = l.id
 where l.id = $1
