create or replace function partner_store_all() returns bigint
language plpgsql as $$
declare
	entry   audit := audit_caller();
	was     text := caller_become('system');
	differs record;
	count   bigint := 0;
begin
	entry.kind := 'partner';
	for differs in select coalesce(d.id, s.id::text) as id, c.after as before, d.document::text as after
	                 from partner_document d
	                 full join partner_stored s on s.id = d.id
	                 left join audit_content c on c.seq = s.seq
	                where c.after::jsonb is distinct from d.document order by 1 loop
		entry.action := case when differs.before is null then 'create' when differs.after is null then 'delete' else 'change' end;
		entry := audit_append_all(entry, array[differs.id], array[differs.before], array[differs.after]);
		count := count + 1;
	end loop;
	perform caller_become(was);
	return count;
end
$$;
comment on function partner_store_all is 'Appends entries for partners that are otherwise than the audit has them: after a migration, or when triggers were passed by. Gives back how many.';
