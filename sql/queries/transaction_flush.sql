-- Writes what was committed before to disk, by a commit of its own that waits for the disk, and for standbys
-- where PostgreSQL is set so: it must have something to write.
select pg_logical_emit_message(true, 'twinning', '')
