-- First in every transaction: who asks.
-- $1 id of a token, system or anyone  $2 the address it calls from, or null
select ask_as($1, $2)
