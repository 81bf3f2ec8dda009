-- Stores new partners.
-- $1 import  $2 the rows they come from, "1,2,3"  $3 their documents, one a line
select import_store($1, string_to_array($2, ',')::bigint[], string_to_array($3, E'\n'))
