-- Users in the order in which they were stored; one more than a page.
-- $1 text that the name or the address holds, or null  $2 role or null  $3 state or null
-- $4 the last user of the page before, or null  $5 how many
select document::text as document, id
  from user_document
 where ($1::text is null or strpos(lower(document ->> 'name'), lower($1)) > 0
        or strpos(document ->> 'email', lower($1)) > 0)
   and ($2::text is null or document ->> 'role' = $2)
   and ($3::text is null or document ->> 'state' = $3)
   and ($4::text is null or id collate "C" > $4)
 order by id collate "C"
 limit $5::bigint
