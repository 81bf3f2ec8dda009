-- Notes that a token was used; at most one write an hour.
-- $1 id
update token
   set last_use = now()
 where id = $1
   and (last_use is null or last_use < now() - interval '1 hour')
