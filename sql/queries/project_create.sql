-- Stores a new project: status, answer (its document), replayed.
-- $1 id  $2 document
-- $3 Idempotency-Key or null  $4 token  $5 route  $6 hash of the body
select status, answer, replayed from project_create($1, $2::jsonb, $3, $4, $5, $6)
