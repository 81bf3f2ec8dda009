-- Stores a token; gives back its id.
-- $1 name  $2 role  $3 partner or null  $4 city or null  $5 SHA-256 of the secret, in hex
-- $6 days it lasts, or null for no end  $7 how the secret begins
insert into token (name, role, partner, city, hash, expires, prefix)
values ($1, $2, $3, $4, decode($5, 'hex'), now() + make_interval(days => $6::integer), $7)
returning id
