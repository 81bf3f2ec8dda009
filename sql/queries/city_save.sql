-- Changes a city; gives back its document.
-- $1 id  $2 version expected  $3 document
select city_save($1, $2::bigint, $3::jsonb)::text as document
