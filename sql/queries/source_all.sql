-- Sources by their ids; one more than a page.
-- $1 the last source of the page before, or null  $2 how many
select document::text as document, id
  from source_document
 where $1::text is null or id collate "C" > $1
 order by id collate "C"
 limit $2::bigint
