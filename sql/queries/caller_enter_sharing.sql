-- First in a transaction that shares its flush with others: who asks; and its commit may return before it is on disk.
-- $1 id of a token, system or anyone  $2 the address it calls from, or null
select ask_as($1, $2), set_config('synchronous_commit', 'off', true)
