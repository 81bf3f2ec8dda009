-- Moves a partner through its review: status, answer (its document), replayed.
-- $1 id  $2 version expected, or null for any  $3 submit, verify, suspend or renew
-- $4 last day of the term, for verify and renew, or null for none
-- $5 Idempotency-Key or null  $6 token  $7 route  $8 hash of the body
select status, answer, replayed
  from partner_move($1, $2::bigint, $3, $4::date, $5, $6, $7, $8)
