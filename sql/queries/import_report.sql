-- What the last job of an import had to say, row by row; one more than a page.
-- $1 import  $2 outcome or null  $3 number of the last note of the page before, or null  $4 how many
select document::text as document, number as id
  from import_note_document
 where import = $1 and ($2::text is null or outcome = $2) and ($3::integer is null or number > $3::integer)
 order by number
 limit $4::bigint
