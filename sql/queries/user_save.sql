-- Changes a user; gives back the user's document.
-- $1 id  $2 version expected, or null for any  $3 document  $4 token that asks
select user_save($1, $2::bigint, $3::jsonb, $4)::text as document
