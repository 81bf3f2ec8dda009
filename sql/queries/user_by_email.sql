-- The id of a user.
-- $1 address
select id from users where email = lower($1)
