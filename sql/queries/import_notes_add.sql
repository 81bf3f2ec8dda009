-- Adds to the report of an import.
-- $1 import  $2 notes
select import_notes_add($1, $2::jsonb)
