-- Every list, newest first, without what it says.
select id, meeting, state, digest,
       to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created
  from pairing_list
 order by pairing_list.created desc, id collate "C" desc
