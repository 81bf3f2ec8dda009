-- Whether nobody else makes grams at the moment; nobody else does then, as long as this connection lasts.
select pg_try_advisory_lock(hashtextextended('twinning grams', 0)) as mine
