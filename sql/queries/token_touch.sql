-- Notes that a token was used; at most one write an hour.
-- $1 id
select token_touch($1)
