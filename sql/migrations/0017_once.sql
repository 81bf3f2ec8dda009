-- Every POST may carry an Idempotency-Key. A write stores its answer itself, with recall() and
-- remember(); of what changes nothing the engine keeps the answer as it was given, whole.

alter table idempotency add column whole boolean not null default false;
comment on column idempotency.whole is 'The answer is the body that was sent, and not the document that it was made from.';

create or replace function recall(p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	found_row idempotency;
begin
	if p_key is null then
		return null;
	end if;
	perform pg_advisory_xact_lock(hashtextextended(p_token || ' ' || p_key, 0));
	select * into found_row from idempotency
	 where token = p_token and key = p_key and created >= now() - interval '7 days';
	if not found then
		return null;
	end if;
	if (found_row.route, found_row.body_hash) is distinct from (p_route, p_body_hash) then
		raise exception 'this Idempotency-Key was used for another request' using errcode = 'TW422';
	end if;
	return (found_row.status, found_row.answer, true)::written;
end
$$;

create or replace function remember(p_key text, p_token text, p_route text, p_body_hash text,
	p_status integer, p_answer text) returns written
language plpgsql as $$
begin
	if p_key is not null then
		insert into idempotency (key, token, route, body_hash, status, answer)
		values (p_key, p_token, p_route, p_body_hash, p_status, p_answer)
		-- One that has expired is as good as none.
		on conflict (token, key) do update set (route, body_hash, status, answer, created, whole)
		= (excluded.route, excluded.body_hash, excluded.status, excluded.answer, now(), false);
		-- A few at a time, and never waiting for another who does the same.
		delete from idempotency where (token, key) in (
			select token, key from idempotency
			 where created < now() - interval '7 days'
			 order by created limit 20 for update skip locked);
	end if;
	return (p_status, p_answer, false)::written;
end
$$;

create function once_look(p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	kept written := recall(p_key, p_token, p_route, p_body_hash);
begin
	return case when exists (select from idempotency where token = p_token and key = p_key and whole) then kept end;
end
$$;
comment on function once_look is 'The answer that was kept whole, or null; another who asks with the key at the same time is waited for.';

create function once_keep(p_key text, p_token text, p_route text, p_body_hash text, p_status integer, p_answer text)
returns written
language plpgsql as $$
declare
	kept written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if kept.replayed then
		return kept;
	end if;
	kept := remember(p_key, p_token, p_route, p_body_hash, p_status, p_answer);
	update idempotency set whole = true where token = p_token and key = p_key;
	return kept;
end
$$;
comment on function once_keep is 'Keeps an answer whole; gives back the one that counts, which may be that of another who was faster.';

call serve('once_look(text, text, text, text)');
call serve('once_keep(text, text, text, text, integer, text)');
