-- The addresses that a document holds, by which the audit finds whom to forget.

-- However a document is printed, the name of a member and the colon after it stand in one form, and nowhere else but in
-- a name that ends like it: there an escape comes before. Documents are long, so they are only searched for words.
create or replace function emails_in(p_document text) returns text[]
language plpgsql immutable parallel safe as $$
declare
	pieces text[] := string_to_array(p_document, '"email":');
	count  integer := coalesce(cardinality(pieces), 0);
	emails text[] := '{}';
	odd    boolean := strpos(p_document, '\"email":') > 0;
begin
	for i in 2 .. count loop
		continue when ltrim(split_part(pieces[i], '"', 1)) <> '';
		emails := emails || lower(split_part(pieces[i], '"', 2));
		if odd or emails[cardinality(emails)] like '%\\%' then
			return (select coalesce(array_agg(distinct lower(e #>> '{}')), '{}')
			          from jsonb_path_query(p_document::jsonb, 'strict $.**.email') e
			         where jsonb_typeof(e) = 'string');
		end if;
	end loop;
	if cardinality(emails) > 1 then
		emails := array(select distinct e from unnest(emails) e order by e);
	end if;
	return emails;
end
$$;
