-- A hint to every process that its catalogue is out of date. Only a hint: it is lost
-- while nobody listens, so who connects anew reads everything again.

create function hint_catalogue() returns trigger
language plpgsql as $$
begin
	perform pg_notify('catalogue', tg_table_name);
	return null;
end
$$;
comment on function hint_catalogue is 'Trigger: says which table changed. Equal hints of one transaction arrive once.';

do $$
declare
	t name;
begin
	foreach t in array array['country', 'city', 'city_alias', 'fact', 'representative', 'sector', 'category',
		'category_sector', 'city_category', 'city_sector', 'project', 'project_category', 'project_sector',
		'project_support', 'project_partner_kind', 'meeting', 'reporting_step', 'policy', 'partner',
		'partner_category', 'partner_sector', 'partner_country', 'partner_city', 'partner_conflict',
		'partner_reference', 'partner_contact', 'decline'] loop
		execute format('create trigger hint_catalogue after insert or update or delete or truncate on %I
			for each statement execute function hint_catalogue()', t);
	end loop;
end
$$;

-- That a token was used changes nothing about who may enter.
create trigger hint_catalogue after insert or delete or truncate
	or update of name, role, partner, city, hash, expires, revoked on token
	for each statement execute function hint_catalogue();
