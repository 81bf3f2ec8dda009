-- Meetings of the reference data stay in the order of their source, which knows more than their first
-- days tell; what people add stands among them by its day.

create or replace function meeting_turns() returns trigger
language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning calendar', 0));
	update meeting m set turn = c.place
	  from (select id, row_number() over (order by day, number) as place
	          from (select id, number, case when number > 1000000 then date_start
	                                        -- The latest day so far, so that a later number never comes earlier.
	                                        else max(date_start) over (partition by number > 1000000 order by number)
	                                   end as day
	                  from meeting) d) c
	 where c.id = m.id and c.place is distinct from m.turn;
	return null;
end
$$;
update meeting set number = number;
