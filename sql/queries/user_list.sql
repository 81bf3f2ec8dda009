-- Every user, oldest first.
select id, email, name, role, coalesce(partner, city, '') as owner, state,
       to_char(created at time zone 'UTC', 'YYYY-MM-DD') as created,
       coalesce((select to_char(max(t.last_use) at time zone 'UTC', 'YYYY-MM-DD')
                   from token t where t.user_id = u.id), '') as last_use
  from users u
 order by u.created, id
