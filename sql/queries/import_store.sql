-- Stores new partners.
-- $1 import  $2 their profiles, each with its id and row
select import_store($1, $2::jsonb)
