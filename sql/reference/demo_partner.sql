-- Invented partners for demonstration. One that is there already is left as it is.

select partner_write(s.id, jsonb_build_object(
	'name_en', s.name_en,
	'name_ko', s.name_ko,
	'kind', s.kind,
	'country', s.country,
	'categories', (select jsonb_agg(jsonb_build_object('id', split_part(x, ':', 1),
			'strength', split_part(x, ':', 2)::integer)) from string_to_table(s.categories, ';') x),
	'sectors', (select jsonb_agg(jsonb_build_object('id', split_part(x, ':', 1),
			'strength', split_part(x, ':', 2)::integer)) from string_to_table(s.sectors, ';') x),
	'support', string_to_array(s.support, ';'),
	'quadrants', string_to_array(s.quadrants, ';'),
	'wanted_countries', string_to_array(s.wanted_countries, ';'),
	'excluded_countries', string_to_array(s.excluded_countries, ';'),
	'capacity', s.capacity::bigint,
	'ticket_min', s.ticket_min::bigint,
	'ticket_max', s.ticket_max::bigint,
	'references', (select jsonb_agg(jsonb_build_object('city', split_part(x, '|', 1),
			'country', split_part(x, '|', 2), 'category', split_part(x, '|', 3),
			'year', split_part(x, '|', 4)::integer) order by n)
	                 from string_to_table(s."references", ';') with ordinality r (x, n)),
	'languages', string_to_array(s.languages, ';'),
	'capability_en', s.capability_en,
	'capability_ko', s.capability_ko))
  from staged s
 where not exists (select from partner p where p.id = s.id);

-- Version 1 and a draft: written just now, not edited since.
update partner p
   set state = 'verified', demonstration = true
  from staged s
 where p.id = s.id and p.state = 'draft' and not p.demonstration;
