-- A network of 700 cities and 10,000 projects around that of 2018, for benchmarks: all of it is made up
-- and says so. Written past the audit, so a daemon is to be started afterwards.
set client_min_messages = warning;
set session_replication_role = replica;

insert into city (id, number, country, name_en, name_ko, capital, source)
select 'synthetic_' || i, 1000 + i, c.country[1 + i % cardinality(c.country)], 'Synthetic City ' || i, '가상 도시 ' || i, false,
       (select source from city order by id limit 1)
  from generate_series((select count(*) from city) + 1, 700) i,
       (select array_agg(id order by id) as country from country) c;
-- From 20 to some 12,000 people a square kilometre, so that the cities spread over the grid.
insert into fact (id, city, property, value, unit, year, source)
select 'synthetic_density_' || i, 'synthetic_' || i, 'population_density', 20 + i::bigint * 7919 % 12000, 'people/km2', 2018,
       (select source from fact where property = 'population_density' order by id limit 1)
  from generate_series(1, 700) i where exists (select from city where id = 'synthetic_' || i);

insert into project (id, city, number, title_en, title_ko, stage, slots, budget_min, budget_max, source)
select 'synthetic_' || i, c.city[1 + i * 13 % cardinality(c.city)], 1000 + i,
       format('Synthetic %s %s for %s', w.en[1 + i % 31], w.en[1 + i * 7 % 29], w.en[1 + i * 11 % 23]),
       format('가상 %s %s %s 사업', w.ko[1 + i % 19], w.ko[1 + i * 7 % 17], w.ko[1 + i * 11 % 13]),
       'open', 1, (1 + i % 40) * 500000, (1 + i % 40) * 500000 * (2 + i % 7), (select source from project order by id limit 1)
  from generate_series((select count(*) from project) + 1, 10000) i,
       (select array_agg(id order by id) as city from city) c,
       (select string_to_array('water traffic energy waste sewage treatment bus rail ticketing signal junction camera '
	'safety hospital school housing heritage tourism harbour flood drainage solar battery metering billing recycling '
	'compost parking bicycle lighting broadband payment permits', ' ') as en,
	string_to_array('상수도 하수도 수질 누수 교통 신호 버스 환승 주차 철도 조명 방범 의료 학교 주거 관광 홍수 배수 태양광 풍력', ' ') as ko) w;
insert into project_category (project, category, weight, basis)
select 'synthetic_' || i, k.category[1 + (i * 5 + n * 3) % cardinality(k.category)], 10000 / (1 + n), 'document'
  from generate_series(1, 10000) i, generate_series(0, 1) n,
       (select array_agg(id order by id) as category from category) k
 where n <= i % 2 and exists (select from project where id = 'synthetic_' || i) on conflict do nothing;
insert into project_support (project, support, weight, basis)
select 'synthetic_' || i, (array['technology', 'construction', 'operation', 'finance', 'advisory', 'training'])[1 + (i + n * 2) % 6],
       10000, 'action_plan'
  from generate_series(1, 10000) i, generate_series(0, 2) n
 where n <= i % 3 and exists (select from project where id = 'synthetic_' || i) on conflict do nothing;

set session_replication_role = origin;
analyze;
