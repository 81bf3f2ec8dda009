-- Rejected rows with their cells and the reasons.
-- $1 import  $2 number of the last note of the page before  $3 how many
select document::text as document, cells::text as cells, number
  from import_note_document
 where import = $1 and outcome = 'rejected' and number > $2::integer
 order by number
 limit $3::bigint
