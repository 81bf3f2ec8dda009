-- The addresses that a document holds, by which the audit finds whom to forget.

-- As jsonb prints a document, the name of a member and the colon after it stand in one form, and nowhere else but in a
-- name that ends like it: there an escape comes before.
create or replace function emails_in(p_document text) returns text[]
language plpgsql immutable parallel safe as $$
declare
	pieces text[] := string_to_array(p_document, '"email": "');
	count  integer := coalesce(cardinality(pieces), 0);
	emails text[] := '{}';
begin
	for i in 2 .. count loop
		emails := emails || lower(split_part(pieces[i], '"', 1));
		if emails[i - 1] like '%\\%' or pieces[i - 1] like '%\\' then
			return (select coalesce(array_agg(distinct lower(e #>> '{}')), '{}')
			          from jsonb_path_query(p_document::jsonb, 'strict $.**.email') e
			         where jsonb_typeof(e) = 'string');
		end if;
	end loop;
	if count > 2 then
		emails := array(select distinct e from unnest(emails) e order by e);
	end if;
	return emails;
end
$$;
