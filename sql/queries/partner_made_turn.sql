-- Whether nobody else stores what was made of partners at the moment; nobody else does then, as long as this
-- connection lasts.
select pg_try_advisory_lock(hashtextextended('twinning made', 0)) as mine
