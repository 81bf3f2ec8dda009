-- Takes back what an import has stored: how many partners were undone and kept.
-- $1 import  $2 the reason for those that were changed  $3 the reason for those that are in use
select undone, kept
  from import_undo($1, $2::jsonb, $3::jsonb)
