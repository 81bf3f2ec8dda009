-- Entries of the audit, many that are alike but for their records at a time. p_before and p_after are their documents.

create or replace function audit_append_all(p_entry audit, p_ids text[], p_before text[], p_after text[]) returns audit
language plpgsql as $$
declare
	was     text := caller_become('system');
	last    audit;
	salts   bytea[];
	entries audit[];
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select * into last from audit order by seq desc limit 1;
	p_entry.happened := clock_timestamp();
	last.seq := coalesce(last.seq, 0);
	p_entry.hash := coalesce(last.hash, '');
	salts := array(select uuid_send(gen_random_uuid()) from generate_subscripts(p_ids, 1));
	for i in 1 .. cardinality(p_ids) loop
		p_entry.seq := last.seq + i;
		p_entry.id := p_ids[i];
		p_entry.before_digest := sha256(salts[i] || convert_to(p_before[i], 'UTF8'));
		p_entry.after_digest := sha256(salts[i] || convert_to(p_after[i], 'UTF8'));
		p_entry.hash := sha256(p_entry.hash || convert_to(audit_line(p_entry), 'UTF8'));
		entries[i] := p_entry;
	end loop;
	insert into audit select * from unnest(entries);
	insert into audit_content (seq, salt, before, after)
	select last.seq + u.n, u.salt, u.before, u.after
	  from unnest(salts, p_before, p_after) with ordinality u (salt, before, after, n);
	if p_entry.kind = 'partner' and p_entry.action = 'delete' then
		delete from partner_stored where id = any (p_ids);
	elsif p_entry.kind = 'partner' then
		insert into partner_stored (id, seq)
		select u.id, last.seq + u.n from unnest(p_ids) with ordinality u (id, n)
		on conflict (id) do update set (seq, card, grams) = (excluded.seq, null, null);
	end if;
	perform caller_become(was);
	return p_entry;
end
$$;
comment on function audit_append_all is 'Appends entries, and gives back the last one. From here to the end of the transaction all others wait to append theirs.';

create or replace function audit_append(p_entry audit, p_before text, p_after text) returns audit
language sql
return audit_append_all(p_entry, array[p_entry.id], array[p_before], array[p_after]);
comment on function audit_append is 'Appends an entry, and gives back its number in it.';
