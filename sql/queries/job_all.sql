-- Jobs, newest first, without their requests; one more than a page.
-- $1 state or null  $2 the last job of the page before, or null  $3 how many
select (d.document - 'request')::text as document, j.id
  from job j
  join job_document d on d.id = j.id
 where ($1::text is null or j.state = $1)
   and ($2::text is null
        or (j.created, j.id collate "C") < (select a.created, a.id collate "C" from job a where a.id = $2))
 order by j.created desc, j.id collate "C" desc
 limit $3::bigint
