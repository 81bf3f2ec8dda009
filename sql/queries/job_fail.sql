-- Ends a job without a result; whether it was still this worker's.
-- $1 id  $2 attempt  $3 why
select job_fail($1, $2::integer, $3::jsonb) as held
