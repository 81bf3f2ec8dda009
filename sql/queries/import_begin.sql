-- Begins the work of a job; whether it is this worker's still.
-- $1 job  $2 attempt
select import_begin($1, $2::integer) as held
