-- Makes the two roles if they are missing, and lets whoever migrates become the owner.
do $$
declare
	earlier text;
begin
	begin
		if to_regrole('twinning_owner') is null then
			create role twinning_owner;
		end if;
		if to_regrole('twinning') is null then
			create role twinning login;
		end if;
	exception when duplicate_object or unique_violation then
		null;	-- another database of this server is made at the same time
	end;
	if not pg_has_role(session_user, 'twinning_owner', 'member') then
		execute format('grant twinning_owner to %I', session_user);
	end if;
	-- Before there were two roles one login had it all.
	select pg_get_userbyid(relowner) into earlier from pg_class
	 where oid = to_regclass('public.schema_migration') and relowner <> 'twinning_owner'::regrole;
	if found then
		execute format('reassign owned by %I to twinning_owner', earlier);
	end if;
	if not has_database_privilege('twinning_owner', current_database(), 'create, temporary') then
		execute format('grant create, temporary on database %I to twinning_owner', current_database());
	end if;
	if not has_schema_privilege('twinning_owner', 'public', 'create') then
		grant create on schema public to twinning_owner;
	end if;
end
$$
