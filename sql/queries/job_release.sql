-- Gives a job back; whether it was still this worker's.
-- $1 id  $2 attempt
select job_release($1, $2::integer) as held
