-- Closes a token for good; gives back its id. Doing so again changes nothing.
-- $1 id
update token
   set revoked = coalesce(revoked, now())
 where id = $1
returning id
