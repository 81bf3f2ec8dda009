-- Cancels a job: status, answer (the job), replayed.
-- $1 id  $2 Idempotency-Key or null  $3 token  $4 route  $5 hash of the body
select status, answer, replayed
  from job_cancel($1, $2, $3, $4, $5)
