-- A sign of life; whether the job is still this worker's.
-- $1 id  $2 attempt  $3 phase or null  $4 permille  $5 milliseconds of the lease
select job_beat($1, $2::integer, $3, $4::integer, $5::integer) as held
