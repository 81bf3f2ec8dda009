-- Queues a job of an import: status, answer (the job), replayed.
-- $1 import  $2 check, run or undo  $3 id of the job
-- $4 Idempotency-Key or null  $5 token  $6 route  $7 hash of the body
select status, answer, replayed
  from import_queue($1, $2, $3, $4, $5, $6, $7)
