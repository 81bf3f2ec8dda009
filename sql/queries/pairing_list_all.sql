-- Lists, newest first, without what they say; one more than a page.
-- $1 the last list of the page before, or null  $2 how many
select l.id, l.meeting, l.policy, l.snapshot, l.as_of::text as as_of, l.state, l.digest, l.replaces,
       to_char(l.created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created
  from pairing_list l
 where $1::text is null
    or (l.created, l.id collate "C") < (select a.created, a.id collate "C" from pairing_list a where a.id = $1)
 order by l.created desc, l.id collate "C" desc
 limit $2::bigint
