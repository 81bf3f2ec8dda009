-- Two that migrate at once take turns.
select pg_advisory_lock(hashtextextended('twinning migrate', 0))
