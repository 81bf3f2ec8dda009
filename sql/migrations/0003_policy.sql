-- Policies: named, numbered and never changed, so that a score can be computed again.

create function refuse_change() returns trigger
language plpgsql as $$
begin
	raise exception '% is never changed once stored', tg_table_name
		using errcode = 'TW409', hint = 'Store a new one under another id.';
end
$$;
comment on function refuse_change is 'Trigger for what stays as it was first stored.';

-- One integer for each part of a score.
create function part_numbers_fit(numbers jsonb, total integer) returns boolean
language sql immutable parallel safe
return (select count(*) = 8
               and bool_and(n.key in ('category', 'sector', 'quadrant', 'support', 'track_record',
                                      'relevance', 'preference', 'scale')
                            and jsonb_typeof(n.value) = 'number'
                            and n.value::numeric = trunc(n.value::numeric)
                            and n.value::numeric between 0 and 10000)
               and (total is null or sum(n.value::numeric) = total)
          from jsonb_each(case jsonb_typeof(numbers) when 'object' then numbers else '{}' end) n);

create table policy (
	id       slug primary key,
	document jsonb not null,
	created  timestamptz not null default now(),
	check (document ->> 'id' = id),
	check (document ?& array['name_en', 'name_ko', 'density_sources', 'weights', 'neutral',
		'gdp_threshold_milli', 'density_threshold_milli', 'softness_milli', 'target_share',
		'similar_parent', 'similar_sibling', 'stated_sector', 'implied_sector',
		'place_scale_milli', 'place_unknown', 'reference_year', 'recency_half_years', 'neighbours']),
	check (part_numbers_fit(document -> 'weights', 1000)),
	check (part_numbers_fit(document -> 'neutral', null)),
	check (jsonb_typeof(document -> 'density_sources') = 'array'
		and jsonb_array_length(document -> 'density_sources') > 0),
	check ((document ->> 'gdp_threshold_milli')::bigint > 0),
	check ((document ->> 'density_threshold_milli')::bigint > 0)
);
comment on table policy is 'Every threshold, weight and constant that a score depends on.';
comment on column policy.document is 'The policy as the API shows it. density_sources: ids of source; the first that has a value counts.';

create trigger policy_stays before update or delete on policy
	for each row execute function refuse_change();
