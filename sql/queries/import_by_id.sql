-- One import.
-- $1 id
select document::text as document
  from import_document
 where id = $1
