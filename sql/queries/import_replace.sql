-- Replaces the profiles of partners.
-- $1 import  $2 the profiles, each with the partner's id and the row
select import_replace($1, $2::jsonb)
