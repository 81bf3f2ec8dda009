-- Tokens and sessions that the caller may see, newest first; one more than a page.
-- $1 user or null  $2 kind or null  $3 state or null  $4 the last token of the page before, or null  $5 how many
select document::text as document, id
  from token_entry_document
 where ($1::text is null or document #>> '{user,id}' = $1)
   and ($2::text is null or document ->> 'kind' = $2)
   and ($3::text is null or document ->> 'state' = $3)
   and ($4::text is null or id collate "C" < $4)
 order by id collate "C" desc
 limit $5::bigint
