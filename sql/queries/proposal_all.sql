-- What is proposed to the caller: its own lines of lists, the newest list first; one more than a page.
-- $1 the last line of the page before, as list/number, or null  $2 how many
select list || '/' || number as id, document::text as document
  from proposal_document
 where $1::text is null
    or list collate "C" < split_part($1, '/', 1)
    or (list = split_part($1, '/', 1) and number > split_part($1, '/', 2)::integer)
 order by list collate "C" desc, number
 limit $2::bigint
