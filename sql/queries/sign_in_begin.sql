-- Seconds to wait; if none, the user and the hash to compare the password with, or nulls.
-- $1 address of the user  $2 address of the client
select wait, id, hash from sign_in_begin($1, $2)
