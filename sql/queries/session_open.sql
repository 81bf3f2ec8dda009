-- Opens a session; its token's document, or null when the password has changed meanwhile.
-- $1 user  $2 the hash that was compared  $3 a newer hash of the same password, or null  $4 address of the client
-- $5 id  $6 SHA-256 of the secret, in hex  $7 how the secret begins
-- $8 seconds it lasts  $9 seconds it lasts unused
select session_open($1, $2, $3, $4, $5, $6, $7, $8::integer, $9::integer)::text as document
