-- Whether nobody else stores what a release has made of partners at the moment; nobody else does then, as long as
-- this connection lasts.
-- $1 the release
select pg_try_advisory_lock(hashtextextended('twinning made ' || $1, 0)) as mine
