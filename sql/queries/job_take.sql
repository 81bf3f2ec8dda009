-- Takes a job, if there is one.
-- $1 the worker's name  $2 milliseconds of the lease
select id, attempt, kind, request, snapshot
  from job_take($1, $2::integer)
