-- Whether a secret opens anything.
-- $1 its SHA-256, in hex
select token_known($1) as known
