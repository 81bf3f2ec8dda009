-- Stores the list and ends the job; whether it was still this worker's.
-- $1 id  $2 attempt  $3 id of the list  $4 its canonical document
select job_finish($1, $2::integer, $3, $4) as held
