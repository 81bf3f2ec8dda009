-- What makes a write safe to repeat: its answer, kept under the key that came with it. The answer is a text,
-- or the document of an entry of the audit.

create or replace function recall(p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	kept idempotency;
	was  text;
begin
	if p_key is null then
		return null;
	end if;
	perform pg_advisory_xact_lock(hashtextextended(p_token || ' ' || p_key, 0));
	select * into kept from idempotency
	 where token = p_token and key = p_key and created >= now() - interval '7 days';
	if not found then
		return null;
	end if;
	if (kept.route, kept.body_hash) is distinct from (p_route, p_body_hash) then
		raise exception 'this Idempotency-Key was used for another request' using errcode = 'TW422';
	end if;
	if kept.entry is not null then
		was := caller_become('system');
		select after into kept.answer from audit_content where seq = kept.entry;
		was := caller_become(was);
	end if;
	return (kept.status, kept.answer, true)::written;
end
$$;
comment on function recall is 'What was answered to a write with this key; none: nothing yet. Another who asks with the key at the same time waits.';

-- Of each write that came with a key the answer, or the entry.
create or replace function remember_all(p_keys text[], p_tokens text[], p_routes text[], p_body_hashes text[],
	p_status integer, p_answers text[], p_entries bigint[]) returns void
language plpgsql as $$
begin
	insert into idempotency (key, token, route, body_hash, status, answer, entry)
	select u.key, u.token, u.route, u.body_hash, p_status, u.answer, u.entry
	  from unnest(p_keys, p_tokens, p_routes, p_body_hashes, p_answers, p_entries) u (key, token, route, body_hash, answer, entry)
	 where u.key is not null
	-- One that has expired is as good as none.
	on conflict (token, key) do update set (route, body_hash, status, answer, entry, created, whole)
	= (excluded.route, excluded.body_hash, excluded.status, excluded.answer, excluded.entry, now(), false);
	-- A few at a time, and never waiting for another who does the same.
	if found and exists (select from idempotency where created < now() - interval '7 days') then
		delete from idempotency where (token, key) in (
			select token, key from idempotency
			 where created < now() - interval '7 days'
			 order by created limit 20 for update skip locked);
	end if;
end
$$;

create or replace function remember(p_key text, p_token text, p_route text, p_body_hash text,
	p_status integer, p_answer text) returns written
language plpgsql as $$
begin
	if p_key is not null then
		perform remember_all(array[p_key], array[p_token], array[p_route], array[p_body_hash], p_status, array[p_answer], null);
	end if;
	return (p_status, p_answer, false)::written;
end
$$;
comment on function remember is 'Keeps the answer of a write, and gives it back.';
