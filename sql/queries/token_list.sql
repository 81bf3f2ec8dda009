-- Every token of a program, oldest first, without its hash.
select id, name, role, coalesce(partner, city, '') as owner,
       to_char(created at time zone 'UTC', 'YYYY-MM-DD') as created,
       coalesce(to_char(expires at time zone 'UTC', 'YYYY-MM-DD'), '') as expires,
       coalesce(to_char(last_use at time zone 'UTC', 'YYYY-MM-DD'), '') as last_use,
       case when revoked is not null then 'revoked'
            when expires <= now() then 'expired'
            else 'valid' end as state
  from token
 where kind = 'token'
 order by token.created, id
