-- What may be done with a list, and by whom; it fills in what follows from that.

create or replace function list_event_check() returns trigger
language plpgsql as $$
declare
	held  list_state;
	after list_state;
	who   token;
begin
	select state into held from pairing_list where id = new.list for update;
	if not found then
		raise exception 'there is no list %', new.list using errcode = 'TW404';
	end if;
	select t.new into after from list_transition t where t.action = new.action and t.old = held;
	if not found then
		raise exception 'a list that is % cannot be put through "%"', held, new.action
			using errcode = 'TW409', detail = held;
	end if;
	select * into who from token where id = new.token;
	new.user_id := who.user_id;
	new.holder := token_holder(who);
	-- One person is one user, whatever the token; programs that are nobody's are told apart by their names.
	if new.action = 'approve' and (who.role not in ('approver', 'admin') or exists (
		select from pairing_list_event e
		 where e.list = new.list and e.action = 'propose'
		   and (e.token = new.token
		        or case when e.user_id is not null and new.user_id is not null then e.user_id = new.user_id
		                else e.holder = new.holder end))) then
		raise exception 'list % is approved by an approver who did not propose it', new.list
			using errcode = 'TW403';
	end if;
	if new.action = 'announce' then
		-- Who announces another correction of the same list waits here, and then sees this one.
		perform from pairing_list o where o.id = (select l.replaces from pairing_list l where l.id = new.list) for update;
		if exists (select from pairing_list l join pairing_list other on other.replaces = l.replaces
		            where l.id = new.list and other.id <> l.id and other.state = 'announced') then
			raise exception 'what list % replaces was replaced before', new.list using errcode = 'TW420';
		end if;
	end if;
	new.number := (select count(*) + 1 from pairing_list_event e where e.list = new.list);
	new.state := after;
	new.happened := now();
	return new;
end
$$;
