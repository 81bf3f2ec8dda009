-- Sets a user's password; gives back the user's document.
-- $1 id  $2 argon2id hash
select user_password_save($1, $2)::text as document
