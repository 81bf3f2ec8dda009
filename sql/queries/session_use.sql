-- Notes that a session is used; whether it goes on.
-- $1 id
select session_use($1) as alive
