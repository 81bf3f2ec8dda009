-- Before a password changes: seconds to wait, the user's address, and the hash so far if it has to be shown.
-- $1 user  $2 whether it is the caller's own
select wait, email, hash from user_password_begin($1, $2::boolean)
