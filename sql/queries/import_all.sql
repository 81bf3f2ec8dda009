-- Imports, newest first, without what is in them; one more than a page.
-- $1 the last import of the page before, or null  $2 how many
select (d.document - '{sheets,columns}'::text[])::text as document, d.id
  from import_document d
 where $1::text is null
    or (d.created, d.id collate "C") < (select a.created, a.id collate "C" from import_document a where a.id = $1)
 order by d.created desc, d.id collate "C" desc
 limit $2::bigint
