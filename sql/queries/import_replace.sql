-- Replaces the profiles of partners.
-- $1 import  $2 the rows they come from, "1,2,3"  $3 their documents, one a line, with the id and version of who is replaced
select import_replace($1, string_to_array($2, ',')::bigint[], string_to_array($3, E'\n')::jsonb[])
