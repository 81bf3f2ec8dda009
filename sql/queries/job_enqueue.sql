-- Queues a job: status, answer (the job), replayed.
-- $1 id  $2 kind  $3 request  $4 digest of the snapshot  $5 its text, or null when it is stored
-- $6 the job it repeats, or null
-- $7 Idempotency-Key or null  $8 token  $9 route  $10 hash of the body
select status, answer, replayed
  from job_enqueue($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10)
