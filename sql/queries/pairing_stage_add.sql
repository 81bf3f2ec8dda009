-- Notes a stage of a pairing: status, answer (the pairing with its stages), replayed.
-- $1 list  $2 number of the line  $3 stage  $4 side or null  $5 day, or null for today  $6 reason or null  $7 note or null
-- $8 Idempotency-Key or null  $9 token  $10 route  $11 hash of the body
select status, answer, replayed
  from pairing_stage_add($1, $2::integer, $3, $4, $5::date, $6, $7, $8, $9, $10, $11)
