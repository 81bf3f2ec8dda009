-- Changes how a file is to be read; gives back the import.
-- $1 id  $2 version expected  $3 plan  $4 what was said of its headers
select import_change_plan($1, $2::bigint, $3::jsonb, $4::jsonb)::text as document
