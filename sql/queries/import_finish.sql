-- Ends the job of an import; whether it was this worker's still.
-- $1 job  $2 attempt  $3 what was done
select import_finish($1, $2::integer, $3::jsonb) as held
