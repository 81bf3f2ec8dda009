-- Of a partner a hint is given with its entry in the audit: one, where each of its eight tables gave one.
do $$
declare
	t text;
begin
	foreach t in array array['partner', 'partner_category', 'partner_sector', 'partner_country', 'partner_city',
		'partner_conflict', 'partner_reference', 'partner_contact'] loop
		execute format('drop trigger hint_catalogue on %I', t);
	end loop;
end
$$;
create trigger hint_catalogue after insert or delete or update of seq on partner_stored
	for each statement execute function hint_catalogue();

-- The document of a new partner is made of its profile, which carries its id (sql/functions/partner_write.sql).
drop function if exists partner_create(text[], jsonb[], text[], text[], text[], text[]);
drop function partner_documents(text[]);
