#!/bin/sh
# The database keeps its promises without the engine: constraints, functions, reference data,
# and the operator's commands. Run by tests/with_postgres.sh; needs DAEMON or build/twinningd.
set -u
. tests/claims.sh

daemon=${DAEMON:-build/twinningd}
dir=$(mktemp -d "${TMPDIR:-/tmp}/twinning-sql.XXXXXX")
trap 'rm -rf "$dir"' EXIT
unset LC_ALL LC_MESSAGES
export LANG=C.UTF-8
# A superuser sees every row, but the functions that write are the owner's, who is bound by the policies.
export PGOPTIONS='-c twinning.role=system'

# ask SQL: one value, or rows with | between the columns
ask() {
	psql -X -A -t -q -v ON_ERROR_STOP=1 -c "$1" 2>&1
}

# is NAME WANTED SQL
is() {
	same "$1" "$2" "$(ask "$3")"
}

# refuses NAME SQLSTATE SQL
refuses() {
	got=$(psql -X -A -t -q -v ON_ERROR_STOP=1 -v VERBOSITY=sqlstate -c "$3" 2>&1)
	case $got in
	*"ERROR:  $2"*) pass "$1" ;;
	*) fail "$1" "wanted $2" "got    $got" ;;
	esac
}

# runs NAME TEXT ARG...: the command succeeds and prints the text
runs() {
	name=$1 text=$2
	shift 2
	if got=$("$daemon" "$@" 2>&1) && printf '%s' "$got" | grep -qF -- "$text"; then
		pass "$name"
	else
		fail "$name" "wanted $text" "got    $got"
	fi
}

# stops NAME TEXT ARG...: the command fails and says the text on standard error, nothing on standard output
stops() {
	name=$1 text=$2
	shift 2
	if got=$("$daemon" "$@" 2>"$dir/err"); then
		fail "$name" 'it succeeded' "$got"
	elif [ -n "$got" ] || ! grep -qF -- "$text" "$dir/err"; then
		fail "$name" "wanted $text" "got    $got $(cat "$dir/err")"
	else
		pass "$name"
	fi
}

# until_true SQL: asks again until it is true, at most some seconds
until_true() {
	tries=500
	until [ "$(ask "$1")" = t ]; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
	done
}

# --- migrating

stops 'load on an empty database says what to do first' 'twinningd migrate' load
runs 'migrates an empty database' 'Applied 0001_words.sql.' migrate
runs 'migrating again does nothing' 'up to date' migrate
createdb bare
mkfifo "$dir/said"
"$daemon" serve --port=0 --admin-port=0 --database="host=$PGHOST user=$PGUSER dbname=bare" 2>"$dir/said" &
served=$!
holds 'a daemon that serves a database without our tables says so' \
	timeout 60 grep -q 'does not exist; run "twinningd migrate"' "$dir/said"
kill "$served"
wait "$served" && status=0 || status=$?
same 'and leaves in good order' 0 "$status"
dropdb bare
functions="select md5(string_agg(oid::regprocedure || prosrc || prosecdef || coalesce(proconfig::text, '') || coalesce(proacl::text, ''), ' ' order by oid))
	  from pg_proc where pronamespace = 'public'::regnamespace"
were=$(ask "$functions")
ask "create or replace function recall(text, text, text, text) returns written language sql return null::written;
	create or replace function partner_create(p_documents text[], p_keys text[], p_tokens text[], p_routes text[],
	p_body_hashes text[]) returns table (status integer, answer text, replayed boolean, entry bigint) language sql
	return row(null::integer, null::text, null::boolean, null::bigint)" >/dev/null 2>&1
ask "alter function partner_create(text[], text[], text[], text[], text[]) security invoker" >/dev/null
runs 'a function that has become another' 'up to date' migrate
is 'is this release'"'"'s again, with its rights' "$were" "$functions"
is 'every migration is remembered with its digest' \
	"$(for f in sql/migrations/*.sql; do echo "$(basename "$f")|$(sha256sum <"$f" | cut -d ' ' -f 1)"; done)" \
	'select name, sha256 from schema_migration order by name'
stops 'refuses words it does not know' 'sideways' migrate sideways
runs 'help is given wherever it is asked for' '--requests_per_address  Requests' migrate --help

createdb twice
export TWINNING_DATABASE="${TWINNING_DATABASE% dbname=*} dbname=twice"
"$daemon" migrate >"$dir/one" 2>&1 &
one=$!
"$daemon" migrate >"$dir/two" 2>&1
two=$?
wait $one
one=$?
if [ "$one$two" = 00 ] && [ "$(cat "$dir/one" "$dir/two" | grep -c 'Applied 0001')" = 1 ]; then
	pass 'two that migrate at once take turns'
else
	fail 'two that migrate at once take turns' "$(cat "$dir/one" "$dir/two")"
fi
createdb -E SQL_ASCII -T template0 ascii
export TWINNING_DATABASE="${TWINNING_DATABASE% dbname=*} dbname=ascii"
stops 'refuses a database that is not UTF-8' 'UTF-8' migrate
export TWINNING_DATABASE="${TWINNING_DATABASE% dbname=*} dbname=nowhere"
stops 'says when there is no such database' 'nowhere' migrate
export TWINNING_DATABASE="${TWINNING_DATABASE% dbname=*} dbname=$PGDATABASE"

ask "create table kept as select * from schema_migration" >/dev/null
ask "update schema_migration set sha256 = 'x' where name = '0004_partner.sql'" >/dev/null
stops 'refuses a database that had a migration in another form' '0004_partner.sql' migrate
ask "delete from schema_migration where name = '0004_partner.sql'" >/dev/null
stops 'refuses a database that lacks an earlier migration' '0004_partner.sql' migrate
ask "delete from schema_migration; insert into schema_migration select * from kept;
	insert into schema_migration values ('9999_future.sql', 'x')" >/dev/null
stops 'refuses a database that is newer than the program' '9999_future.sql' migrate
ask "delete from schema_migration where name = '9999_future.sql'; drop table kept" >/dev/null

is 'every table and view says what it is' '' \
	"select relname from pg_class
	  where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
	    and relname <> 'schema_migration' and obj_description(oid, 'pg_class') is null"
is 'what goes with its parent is found by an index' '' \
	"select conrelid::regclass from pg_constraint c
	  where contype = 'f' and confdeltype = 'c'
	    and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])"

# --- reference data

runs 'loads the reference data' 'in place' load
is 'has the whole network' '10|26|51|15|6|8|8|2' \
	"select (select count(*) from country), (select count(*) from city), (select count(*) from project),
	        (select count(*) from category), (select count(*) from sector), (select count(*) from meeting),
	        (select count(*) from reporting_step), (select count(*) from policy)"
is 'has every link, fact and person' '45|64|5|113|38|53|16' \
	"select (select count(*) from city_category), (select count(*) from project_category),
	        (select count(*) from project_sector), (select count(*) from fact),
	        (select count(*) from representative), (select count(*) from action_plan_project),
	        (select count(*) from city_alias)"
is 'loads no partner unasked' 0 'select count(*) from partner'
is 'the placeholder of Manila is pending and asks for nothing' 'manila_pending|pending|0' \
	"select id, stage, (select count(*) from project_support where project = id) from project where stage <> 'open'"
is 'unspecified technical support counts half, once, beside what is stated' 'advisory|10000|action_plan
finance|10000|action_plan
technology|5000|technical_unspecified' \
	"select support, weight, basis from project_support
	  where project = 'battambang_urban_street_public_space' order by support"
is 'a bank that a plan asks for is a preferred kind' '["multilateral_bank"]' \
	"select document -> 'preferred_kinds' from project_document where id = 'siem_reap_city_centre_waste'"
is 'a category stated in table and text stands once' 1 \
	"select count(*) from city_document, jsonb_array_elements(document -> 'categories') k
	  where id = 'ha_noi' and k ->> 'id' = 'public_transportation'"

# What the article's thresholds make of the facts of a policy's sources, the first that has a value.
quadrants="select c.id, p.id as policy,
		case when d.value * 1000 > (p.document ->> 'density_threshold_milli')::bigint then 'dense_' else 'low_density_' end
		|| case when g.value * 1000 > (p.document ->> 'gdp_threshold_milli')::bigint then 'developed' else 'emerging' end as quadrant,
		c.published_quadrant
	  from policy p cross join city c
	  join fact g on g.country = c.country and g.property = 'gdp_per_capita'
	  cross join lateral (select f.value from fact f
	         join jsonb_array_elements_text(p.document -> 'density_sources') with ordinality s (id, n) on s.id = f.source
	        where f.city = c.id and f.property = 'population_density' order by s.n limit 1) d"
is 'under 2018-1 the facts give the grid as published' 26 \
	"select count(*) from ($quadrants) q where policy = '2018-1' and quadrant = published_quadrant"
is 'under 2018-2 four cities become dense' 'chonburi johor_bahru makassar mandalay' \
	"select string_agg(id, ' ' order by id) from ($quadrants) q where policy = '2018-2' and quadrant <> published_quadrant"

runs 'loads the demonstration partners when asked' 'demonstration' load --demo
is 'all of them, marked and verified' '40|40|40' \
	"select count(*), count(*) filter (where demonstration), count(*) filter (where state = 'verified') from partner"
is 'numbers above 32 bits stay whole' '2147483647|1000000000000' \
	"select capacity, ticket_max from partner where id = 'demo_hanbadaru_works'"
is 'a name in one language will do' 't|한글샘시스템 (demo)' \
	"select name_en is null, name_ko from partner where id = 'demo_hangeulsaem_systems'"
is 'a line break inside a text stays' 2 \
	"select array_length(string_to_array(capability_en, e'\n'), 1) from partner where id = 'demo_prairiequill_analytics'"
is 'a country may be wanted and excluded at once' '["TH", "VN"]|["VN"]' \
	"select document -> 'wanted_countries', document -> 'excluded_countries' from partner_document
	  where id = 'demo_geojulmaru_controls'"
is 'a reference may name a sector' industry_health_care \
	"select document #>> '{references,0,category}' from partner_document where id = 'demo_dolbomdeul_homecare'"

# The dumps differ in the word that guards them against psql's own commands.
dump() {
	pg_dump --data-only 2>/dev/null | grep -v 'restrict '
}
dump >"$dir/before"
versions="select count(*), max(xmin::text::bigint) from (select xmin from city union all select xmin from fact
	union all select xmin from project union all select xmin from project_support union all select xmin from policy
	union all select xmin from partner union all select xmin from partner_category
	union all select xmin from city_category) x"
kept=$(ask "$versions")
runs 'loading again finds nothing to change' 'changed: 0.' load --demo
is 'and touches no row' "$kept" "$versions"
dump >"$dir/after"
if cmp -s "$dir/before" "$dir/after"; then pass 'and leaves every table as it was'; else
	fail 'and leaves every table as it was' "$(diff "$dir/before" "$dir/after" | head -5)"
fi

ask "update city set name_en = 'Hanoi' where id = 'ha_noi'; delete from category_sector where category = 'education';
	insert into city_category values ('ha_noi', 9, 'education', 1, 'annex_1')" >/dev/null
runs 'loading mends what differs, and only that' 'changed: 3.' load
is 'and removes links that the files do not have' 0 "select count(*) from city_category where number = 9"
ask "select partner_save(id, null, document || '{\"name_en\":\"Edited\"}') from partner_document
	where id = 'demo_haetsaldeul_grid'" >/dev/null
runs 'loads the demonstration partners over an edited one' 'in place' load --demo
is 'and leaves it as it is' 'Edited|submitted|2' \
	"select name_en, state, version from partner where id = 'demo_haetsaldeul_grid'"
ask "alter table policy disable trigger policy_stays;
	update policy set document = document || '{\"neighbours\":1}' where id = '2018-1';
	alter table policy enable trigger policy_stays" >/dev/null
stops 'refuses when a stored policy has other numbers' 'policy 2018-1' load
ask "alter table policy disable trigger policy_stays;
	update policy set document = document || (select jsonb_build_object('neighbours', document -> 'neighbours')
		from policy where id = '2018-2') where id = '2018-1';
	alter table policy enable trigger policy_stays" >/dev/null
runs 'and loads again when it has them' 'changed: 0.' load

# --- documents have the members that the messages read

# members FILE TABLE: the names in a table of fields
members() {
	sed -n "/ $2\\[\\]/,/\\.name = NULL/s/.*\\.name = \"\\([a-z0-9_]*\\)\".*/\\1/p" "proto/$1.c"
}
# has_members VIEW FILE TABLE FILLED-BY-THE-ENGINE
has_members() {
	wanted=$(members "$2" "$3" | grep -vxE "${4:--}" | sed "s/.*/('&')/" | paste -s -d ,)
	is "$1 has what its message reads" 't|' \
		"select (select count(*) > 0 from (values $wanted) m),
		        (select string_agg(distinct m.name, ' ') from (values $wanted) m (name), $1 d where not d.document ? m.name)"
}
has_members country_document network country_fields
has_members city_document network city_fields 'quadrant|membership|quadrant_flips|projects'
has_members project_document network project_fields
has_members category_document network category_fields
has_members sector_document network sector_fields
has_members meeting_document network meeting_fields
has_members reporting_step_document network reporting_step_fields
has_members partner_document partner partner_fields
has_members policy_document policy policy_fields
is 'the catalogue comes in one statement, with the moment it is of' '10|1' \
	"select count(distinct kind) + 1,	-- no decline and no token yet, and no partners
	        count(*) filter (where kind = 'position' and split_part(id, '/', 1)::bigint = (select max(seq) from audit))
	   from ($(cat sql/queries/catalogue_load.sql)) c"

# --- partners

# As the engine does: who knows what it has sent is told nothing more of it.
ask "create function first_document(text, jsonb) returns text language sql
	return \$2 || jsonb_build_object('id', \$1, 'state', 'draft', 'valid_to', null, 'demonstration', false, 'version', 1);
create function create_all(p_ids text[], p_profile jsonb, p_keys text[], p_tokens text[], p_routes text[], p_body_hashes text[])
	returns table (status integer, answer text, replayed boolean, entry bigint) language plpgsql as 'declare
	documents text[] := array(select first_document(id, p_profile) from unnest(p_ids) id);
begin
	return query select c.status, coalesce(c.answer, documents[c.n]), c.replayed, c.entry
	  from partner_create(documents, p_keys, p_tokens, p_routes, p_body_hashes) with ordinality c (status, answer, replayed, entry, n);
end';
create function create_one(text, jsonb, text, text, text, text)
	returns table (status integer, answer text, replayed boolean, entry bigint) language sql
	as 'select * from create_all(array[\$1], \$2, array[\$3], array[\$4], array[\$5], array[\$6])'" >/dev/null
doc='{"name_en":"Acme","name_ko":null,"kind":"private_company","country":"KR","registration_number":null,
	"categories":[{"id":"education","strength":5},{"id":"water_system","strength":3}],"sectors":[{"id":"industry_water","strength":2}],
	"support":["finance","training"],"quadrants":["dense_emerging"],"wanted_countries":["TH","VN"],"wanted_cities":[],
	"excluded_countries":[],"excluded_cities":["manila"],"conflicts":["chonburi_smart_grid"],"ticket_min":1,"ticket_max":5000000000,
	"references":[{"city":"안양","country":"KR","category":"education","year":2015,"role":"all"},
		{"city":"Jeju","country":"KR","category":"industry_water","year":null,"role":null}],
	"languages":["ko"],"capability_en":"Water \"meters\"\nand pipes","capability_ko":"수도","capacity":7,
	"contacts":[{"name":"A","email":"a@b.kr","phone":null,"language":null}]}'
ask "insert into token (id, name, role, hash) values ('t1', 'test', 'staff', sha256('1')), ('t2', 'test', 'batch', sha256('2'))" >/dev/null

is 'creates a draft' '201|f|draft|1' \
	"select status, replayed, answer::jsonb ->> 'state', answer::jsonb ->> 'version'
	   from create_one('p1', '$doc', 'k1', 't1', 'POST /v1/partners', 'h1')"
is 'and stores all it was told' t \
	"select document @> jsonb_strip_nulls('$doc') from partner_document where id = 'p1'"
is 'says the same again for the same key' 't|t' \
	"select replayed, answer = (select document::text from partner_document where id = 'p1')
	   from create_one('p-other', '$doc', 'k1', 't1', 'POST /v1/partners', 'h1')"
is 'and creates nothing then' 0 "select count(*) from partner where id = 'p-other'"
refuses 'a key does not serve another body' TW422 \
	"select create_one('p2', '$doc', 'k1', 't1', 'POST /v1/partners', 'h2')"
refuses 'nor another route' TW422 \
	"select create_one('p2', '$doc', 'k1', 't1', 'POST /v1/other', 'h1')"
is 'but another caller may use the same key' f \
	"select replayed from create_one('p2', '$doc', 'k1', 't2', 'POST /v1/partners', 'h2')"
refuses 'an id is given once' 23505 "select create_one('p1', '$doc', null, 't1', 'r', 'h')"
refuses 'a failed write keeps no key' 23503 \
	"select create_one('p3', '$doc'::jsonb || '{\"kind\":\"wizard\"}', 'k3', 't1', 'r', 'h')"
is 'so the key is free afterwards' f "select replayed from create_one('p3', '$doc', 'k3', 't1', 'r', 'other')"
ask "update idempotency set created = now() - interval '8 days' where key = 'k1' and token = 't2'" >/dev/null
# together ID KEY ID KEY ID KEY: three creates as one statement
together() {
	printf "create_all(array['%s','%s','%s'], '%s', array['%s','%s',nullif('%s', '')], " "$1" "$3" "$5" "$doc" "$2" "$4" "$6"
	printf "array_fill('t1'::text, array[3]), array_fill('POST /v1/partners'::text, array[3]), array_fill('h1'::text, array[3]))"
}
is 'of creates that come together one may be a repeat' 'g1 false, p1 true, g3 false' \
	"select string_agg(answer::jsonb ->> 'id' || ' ' || replayed, ', ' order by n) from $(together g1 kg1 g2 k1 g3 '') with ordinality c (status, answer, replayed, entry, n)"
is 'each says the same again' 'g1 true, p1 true, g4 false' \
	"select string_agg(answer::jsonb ->> 'id' || ' ' || replayed, ', ' order by n) from $(together g2 kg1 g2 k1 g4 '') with ordinality c (status, answer, replayed, entry, n)"
ask "create table told as select * from $(together g2 kg1 g8 kg8 g9 '') with ordinality c (status, answer, replayed, entry, n)" >/dev/null
is 'of who is new the entry is told' 'true true true' \
	"select string_agg((t.entry is not distinct from case when not t.replayed then s.seq end)::text, ' ' order by t.n)
	   from told t left join partner_stored s on s.id = t.answer::jsonb ->> 'id'"
is 'byte for byte, from the audit' t "select answer = first_document('g1', '$doc') from create_one('g5', '$doc', 'kg1', 't1', 'POST /v1/partners', 'h1')"
refuses 'one key twice at once' TW409 "select $(together g5 kg5 g6 kg5 g7 '')"
refuses 'an id twice at once' 23505 "select $(together g5 kg5 g6 kg6 g5 '')"
is 'and then none of them is there' 0 "select count(*) from partner where id in ('g5', 'g6', 'g7')"
refuses 'what is no draft is not created' 23514 \
	"select partner_create(array[(first_document('g10', '$doc')::jsonb || '{\"state\":\"verified\"}')::text], array[null], array['t1'], array['r'], array['h'])"
is 'no key is fine' f "select replayed from create_one('p4', '$doc', null, 't1', 'r', 'h')"

ask "select partner_move('p4', null, 'submit', null, 'k4', 't1', 'r', 'h')" >/dev/null
is 'answers older than a week are forgotten with the next write that has a key' 0 \
	"select count(*) from idempotency where created < now() - interval '7 days'"

# One holds its transaction open while another comes with the same key.
mkfifo "$dir/in"
psql -X -A -t -q <"$dir/in" >"$dir/first" 2>&1 &
first=$!
exec 3>"$dir/in"
printf "begin; select replayed from create_one('twin1', '%s', 'k-twin', 't1', 'r', 'h');\n" "$doc" >&3
until_true "select exists (select from pg_locks where locktype = 'advisory' and granted)" || fail 'the first holds the key'
psql -X -A -t -q -c "select replayed, answer::jsonb ->> 'id' from create_one('twin2', '$doc', 'k-twin', 't1', 'r', 'h')" \
	>"$dir/second" 2>&1 &
second=$!
until_true "select exists (select from pg_locks where locktype = 'advisory' and not granted)" || fail 'the second waits'
echo 'commit;' >&3
exec 3>&-
wait $first $second
if [ "$(cat "$dir/first") $(cat "$dir/second")" = 'f t|twin1' ]; then
	pass 'of two at once with one key the second waits and is told the same'
else
	fail 'of two at once with one key the second waits and is told the same' "$(cat "$dir/first" "$dir/second")"
fi
is 'and one partner is there' 1 "select count(*) from partner where id like 'twin_'"

is 'saving raises the version' '2|Acme 2' \
	"select d ->> 'version', d ->> 'name_en' from partner_save('p1', 1, '$doc'::jsonb || '{\"name_en\":\"Acme 2\"}') d"
refuses 'another version is refused' TW412 "select partner_save('p1', 1, '$doc')"
refuses 'nobody is not found' TW404 "select partner_save('nobody', 1, '$doc')"
is 'saving what is there changes nothing' 2 \
	"select partner_save('p1', 2, document) ->> 'version' from partner_document where id = 'p1'"
is 'what is left out of a profile is gone' '[]|[]|null|1' \
	"select d -> 'contacts', d -> 'references', d -> 'ticket_min', d -> 'capacity'
	   from partner_save('p2', null, '{\"name_ko\":\"가\",\"kind\":\"university\"}') d"
is 'the client does not set what is the server''s' 'p2|draft|false' \
	"select d ->> 'id', d ->> 'state', d ->> 'demonstration'
	   from partner_save('p2', null, '{\"id\":\"x\",\"name_ko\":\"나\",\"kind\":\"university\",\"state\":\"verified\",\"demonstration\":true}') d"

# Every action in every state: what becomes of it, or - when it is refused.
moves='draft:     submitted - - -
submitted: - verified - -
verified:  - - suspended verified
suspended: - verified - -
expired:   - - - verified'
echo "$moves" | while read -r state results; do
	for action in submit verify suspend renew; do
		wanted=${results%% *}
		results=${results#* }
		ask "update partner set state = '${state%:}' where id = 'p3'" >/dev/null
		if [ "$wanted" = - ]; then
			got=$(psql -X -q -v VERBOSITY=sqlstate -c "select partner_move('p3', null, '$action', null, null, 't1', 'r', 'h')" 2>&1)
			case $got in *TW409*) got=- ;; esac
		else
			got=$(ask "select answer::jsonb ->> 'state' from partner_move('p3', null, '$action', null, null, 't1', 'r', 'h')")
		fi
		[ "$got" = "$wanted" ] || echo "$action of ${state%:} gave $got, not $wanted"
	done
done >"$dir/moves"
if [ -s "$dir/moves" ]; then fail 'the review goes its way' "$(cat "$dir/moves")"; else pass 'the review goes its way'; fi

ask "update partner set state = 'submitted', version = 5 where id = 'p3'" >/dev/null
is 'verifying sets the term' 'verified|2019-12-31|6' \
	"select d ->> 'state', d ->> 'valid_to', d ->> 'version'
	   from (select answer::jsonb as d from partner_move('p3', 5, 'verify', '2019-12-31', 'km', 't1', 'r', 'h')) x"
is 'asking again with its key says the same' 't|6' \
	"select replayed, answer::jsonb ->> 'version' from partner_move('p3', 5, 'verify', '2019-12-31', 'km', 't1', 'r', 'h')"
refuses 'a move of another version is refused' TW412 \
	"select partner_move('p3', 5, 'suspend', null, null, 't1', 'r', 'h')"
refuses 'a move of nobody is not found' TW404 "select partner_move('nobody', null, 'submit', null, null, 't1', 'r', 'h')"
is 'suspending keeps the term' 2019-12-31 \
	"select answer::jsonb ->> 'valid_to' from partner_move('p3', 6, 'suspend', null, null, 't1', 'r', 'h')"
is 'a suspended profile that changes stays suspended' suspended \
	"select partner_save('p3', 7, '$doc'::jsonb || '{\"capacity\":8}') ->> 'state'"
ask "update partner set state = 'verified' where id = 'p3'" >/dev/null
is 'a verified profile that changes waits for review' submitted \
	"select partner_save('p3', 8, '$doc'::jsonb || '{\"capacity\":9}') ->> 'state'"

# --- what is stored of them

# stored NAME [SQL]: after this no partner is stored otherwise than it is
stored() {
	[ $# = 1 ] || ask "$2" >/dev/null
	is "what is stored of partners is what they are: $1" '' "$(cat tests/partner_stored.sql)"
}
is 'of every partner its document is stored' t \
	'select count(*) > 40 and count(*) = (select count(*) from partner) from partner_stored'
stored 'created, saved, reviewed'
is 'its last entry in the audit has the document' 't|t' \
	"select s.seq = max(a.seq), s.document = (select document::text from partner_document where id = 'p3')
	   from partner_stored_document s join audit a on a.kind = 'partner' and a.id = s.id where s.id = 'p3' group by s.seq, s.document"
ask "update partner_stored set card = 'x' where id in ('p2', 'p3')" >/dev/null
stored 'changed by hand' "update partner_category set strength = 1 where partner = 'p3'"
is 'with the document its card goes, and no other' 'p2' 'select id from partner_stored where card is not null'
stored 'a child row that came' "insert into partner_contact (partner, number, email) values ('p3', 9, 'stored@example.org')"
is 'which is in it' t "select document like '%stored@example.org%' from partner_stored_document where id = 'p3'"
stored 'a person forgotten' "insert into token (id, name, role, hash) values ('t9', 'test', 'admin', sha256('9'));
	begin; select ask_as('t9', null); select person_erase('stored@example.org', null, 't9', 'r', 'h'); commit"
is 'who is not in it' f "select document like '%stored@example.org%' from partner_stored_document where id = 'p3'"
stored 'two in one transaction, one of them twice' "begin; update partner set capacity = 21 where id in ('p2', 'p3');
	set constraints all immediate; set constraints all deferred; update partner set capacity = 22 where id = 'p3'; commit"
stored 'taken back' "begin; update partner set capacity = 23 where id = 'p3'; rollback"
stored 'deleted' "begin; select create_one('gone', '$doc', null, 't1', 'r', 'h'); commit; delete from partner where id = 'gone'"
is 'of a partner that is gone nothing is stored' 0 "select count(*) from partner_stored where id = 'gone'"
stored 'created and deleted at once' \
	"begin; select create_one('gone', '$doc', null, 't1', 'r', 'h'); delete from partner where id = 'gone'; commit"
ask "set session_replication_role = replica; delete from partner_stored where id = 'p2';
	update partner set capacity = 24 where id = 'p3';
	insert into partner_stored (id, seq) values ('gone', 1)" >/dev/null
is 'what was stored past the audit is found' "gone
p2
p3" "$(cat tests/partner_stored.sql) order by 1"
stored 'and mended' "set twinning.role = 'operator'; select partner_store_all()"
is 'in the name of who did it' 'operator|3' "select role, count(*) from audit where seq > (select max(seq) - 3 from audit) group by role"
is 'which leaves nothing to mend' 0 'select partner_store_all()'

# --- who has read up to an entry

# since MOMENT: how many records changed since, as catalogue_since.sql tells it; nothing when nobody knows
since() {
	ask "with c as ($(grep -v '^--' sql/queries/catalogue_since.sql | sed "s|\$1|'$1'|g; s|\$2|'{}'|g"))
		select count(*) filter (where kind <> 'position') from c having bool_or(kind = 'position' and id is not null)"
}
moment=$(ask "select seq || '/' || encode(hash, 'hex') from audit order by seq desc limit 1")
ask "update partner set capacity = 24 where id = 'p2'" >/dev/null
tells() {
	got=$(since "$3")
	if [ "$got" = "$2" ]; then pass "$1"; else fail "$1" "wanted $2" "got    $got"; fi
}
tells 'what changed since is told' 1 "$moment"
tells 'of a moment that a crash took away nobody knows' '' "$((${moment%%/*} + 9))/${moment#*/}"
tells 'nor of one that another history has in its place' '' "${moment%%/*}/$(printf '%064d' 7)"

refuses 'a partner has a name' 23514 "select partner_save('p3', null, '{\"kind\":\"city\"}')"
refuses 'a strength is 1 to 5' 23514 "update partner_category set strength = 6"
refuses 'the least ticket is not the greater' 23514 "update partner set ticket_min = 9, ticket_max = 8"
refuses 'support is a known word' 23514 "update partner set support = '{magic}'"
refuses 'a quadrant is a known word' 23514 "update partner set quadrants = '{nowhere}'"
refuses 'a reference names a category or sector there is' 23503 \
	"select partner_save('p3', null, '$doc'::jsonb || '{\"references\":[{\"city\":\"A\",\"country\":\"KR\",\"category\":\"x\"}]}')"
refuses 'one fact of a source for one scope' 23505 \
	"insert into fact (id, city, property, value, unit, source) select 'again', city, property, 1, unit, source from fact
	  where id = 'ha_noi_density_article'"
refuses 'a fact is about a country or a city' 23514 "update fact set country = 'VN' where city = 'ha_noi'"
refuses 'an alias means one city' 23505 \
	"insert into city_alias (city, alias, language, kind, source) values ('manila', 'HANOI', 'en', 'variant', 'twinning')"

# --- the audit's means

# emails DOCUMENT: the addresses that it holds, found fast or slowly, as PostgreSQL prints it and as the engine does
emails() {
	for document in "'$1'::jsonb::text" "'$(printf '%s' "$1" | sed 's/": /":/g; s/, "/,"/g')'"; do
		ask "select coalesce(nullif(array_to_string(emails_in($document), ' '), ''), '-')"
	done | uniq
}
while IFS='	' read -r wanted document; do
	got=$(emails "$document")
	if [ "$got" = "$wanted" ]; then pass "the addresses in a document are $wanted"; else
		fail "the addresses in $document" "wanted $wanted" "got    $got"; fi
done <<-'CASES'
	a@b.kr	{"email": "A@b.kr"}
	a@b.kr c@d.kr	{"x": [{"email": "c@d.kr", "name": "email"}, {"email": "a@b.kr"}, {"email": "a@B.kr"}]}
	a@b.kr	{"note": "two\nlines", "email": "a@b.kr"}
	a"b@c.kr	{"email": "a\"b@c.kr"}
	a@b.kr	{"email": null, "y": {"email": {"email": "a@b.kr"}}}
	-	{"email": 1, "text": "\"email\": \"x@y.kr\""}
	-	{"x": ["email", "a@b.kr"]}
	-	{"x\"email": "a@b.kr", "emails": "c@d.kr"}
CASES
is 'no document, no address' '{}' 'select emails_in(null)'
is 'a readable id is as long as it may be' t "select repeat('a', 80)::slug is not null"
for id in "repeat('a', 81)" "''" "'A'" "'a b'" "'a' || chr(10)" "'é'"; do
	refuses "no id is $id" 23514 "select ($id)::slug"
done

# --- lists

is 'a snapshot has the digest of its bytes' 64 \
	"insert into snapshot (digest, document) values (snapshot_digest('s1'), 's1') returning length(digest)"
refuses 'another digest is refused' 23514 \
	"insert into snapshot (digest, document) values (snapshot_digest('s2'), 's3')"
list=$(ask "select jsonb_build_object('meeting', 'amm_51_2018_08', 'policy', '2018-1', 'as_of', '2018-08-01',
	'snapshot', snapshot_digest('s1'), 'totals', '{}'::jsonb, 'pairings', jsonb_build_array(
	jsonb_build_object('number', 1, 'score', 7000000, 'city', '{\"id\":\"ha_noi\"}'::jsonb,
		'project', '{\"id\":\"ha_noi_smart_tourism\"}'::jsonb, 'partner', '{\"id\":\"p1\"}'::jsonb),
	jsonb_build_object('number', 2, 'score', 10, 'city', '{\"id\":\"manila\"}'::jsonb,
		'project', '{\"id\":null}'::jsonb, 'partner', '{\"id\":\"p2\"}'::jsonb)))")
is 'stores a list, with the digest of its bytes' 't|draft|t|2' \
	"select answer::jsonb ->> 'digest' = encode(sha256(convert_to('$list', 'UTF8')), 'hex'),
	        answer::jsonb ->> 'state', answer::jsonb @> '$list', jsonb_array_length(answer::jsonb -> 'pairings')
	   from pairing_list_store('l1', '$list', 's1', 'kl', 't1', 'r', 'h')"
is 'its lines can be found' '1|ha_noi|ha_noi_smart_tourism|p1|7000000
2|manila||p2|10' "select number, city, project, partner, score from pairing where list = 'l1' order by number"
is 'a second with its key is the first' 't|l1' \
	"select replayed, answer::jsonb ->> 'id' from pairing_list_store('l2', '$list', 's1', 'kl', 't1', 'r', 'h')"
refuses 'a line names a partner there is' 23503 \
	"select pairing_list_store('l3', replace('$list', '\"p2\"', '\"nobody\"'), 's1', 'kx', 't1', 'r', 'h')"
is 'and nothing of such a list is stored' '0|0' \
	"select (select count(*) from pairing_list where id = 'l3'), (select count(*) from idempotency where key = 'kx')"
is 'the bytes come back as they were' t "select document = '$list' from pairing_list where id = 'l1'"
refuses 'a list keeps what it says' TW409 "update pairing_list set document = '{}' where id = 'l1'"
refuses 'a list is not approved before it is proposed' TW409 \
	"insert into pairing_list_event (list, action, token) values ('l1', 'approve', 't3')"
ask "insert into token (id, name, role, hash) values ('t3', 'Second', 'approver', sha256('3'))" >/dev/null
ask "insert into pairing_list_event (list, action, token) values ('l1', 'propose', 't1')" >/dev/null
refuses 'a list does not approve itself' TW409 "update pairing_list set state = 'approved' where id = 'l1'"
refuses 'nobody approves what they propose' TW403 \
	"insert into pairing_list_event (list, action, token) values ('l1', 'approve', 't1')"
ask "insert into pairing_list_event (list, action, token) values ('l1', 'approve', 't3')" >/dev/null
refuses 'what happened is not changed' TW409 "update pairing_list_event set holder = 'Nobody'"
refuses 'what happened is not deleted' TW409 "delete from pairing_list_event"
refuses 'an approved list is not reopened' TW409 "update pairing_list set state = 'draft' where id = 'l1'"
refuses 'an approved list is not deleted' TW409 "delete from pairing_list where id = 'l1'"
refuses 'its lines are not deleted' TW409 "delete from pairing where list = 'l1'"
refuses 'its lines are not changed' TW409 "update pairing set score = 1 where list = 'l1'"
refuses 'it gets no further line' TW409 \
	"insert into pairing values ('l1', 3, 'ha_noi', null, 'p1', 1)"
refuses 'lists are not emptied at once' TW409 "truncate pairing_list cascade"
refuses 'a partner in a list is not deleted' 23503 "delete from partner where id = 'p1'"
refuses 'a snapshot is not changed' TW409 "update snapshot set created = now()"
refuses 'a snapshot is not deleted' TW409 "delete from snapshot"
refuses 'a policy is not changed' TW409 "update policy set created = now()"
refuses 'a policy is not deleted' TW409 "delete from policy"
refuses 'the weights of a policy sum to 1000' 23514 \
	"insert into policy (id, document) select 'x', document || '{\"id\":\"x\",\"weights\":{\"scale\":1000}}' from policy limit 1"
is 'a second list from the same data shares its snapshot' '201|1' \
	"select status, (select count(*) from snapshot) from pairing_list_store('l9', '$list', 's1', null, 't1', 'r', 'h')"
ask "delete from pairing_list where id = 'l9'" >/dev/null
is 'a draft may go, and its lines with it' '0|0' \
	"select (select count(*) from pairing_list where id = 'l9'), (select count(*) from pairing where list = 'l9')"

# --- tokens

refuses 'a company token names its partner' 23514 "insert into token (name, role, hash) values ('x', 'company', sha256('x'))"
refuses 'a staff token names none' 23514 \
	"insert into token (name, role, partner, hash) values ('x', 'staff', 'p1', sha256('x'))"
stops 'a token needs a role there is' 'staff, company, city' token create --role wizard --name x
stops 'a token for nobody is refused' 'no nobody' token create --role company --name x --partner nobody
secret=$("$daemon" token create --role city --name 'Ha Noi' --city ha_noi --days 30 2>"$dir/err")
if printf '%s\n' "$secret" | grep -qxE 'twn_[A-Za-z0-9_-]{43}'; then
	pass 'a new token is printed, and only it'
else
	fail 'a new token is printed, and only it' "$secret" "$(cat "$dir/err")"
fi
is 'its hash is stored, its secret is not' 'city|ha_noi|t' \
	"select role, city, expires between now() + interval '29 days' and now() + interval '31 days'
	   from token where hash = sha256('$secret')"
id=$(ask "select id from token where hash = sha256('$secret')")
is 'the engine may see it' 1 "select count(*) from token_document where id = '$id' and document ->> 'hash' ~ '^[0-9a-f]{64}$'"
runs 'tokens are listed without their hash' "$id	Ha Noi	city	ha_noi" token list
runs 'a token is revoked' "$id" token revoke "$id"
is 'and then the engine does not see it' 0 "select count(*) from token_document where id = '$id'"
stops 'a token that is not there cannot be revoked' 'twinningd token list' token revoke nothing

# --- hints

# hints SQL: the tables it names
hints() {
	printf 'listen catalogue;\n%s;\nselect;\n' "$1" | psql -X -q -A -t 2>&1 |
		sed -n 's/.*"catalogue" with payload "\([a-z_]*\)".*/\1/p' | sort -u | paste -s -d ' '
}
# hinted NAME WANTED SQL
hinted() {
	got=$(hints "$3")
	if [ "$got" = "$2" ]; then pass "$1"; else fail "$1" "wanted $2" "got    $got"; fi
}
hinted 'a change of a partner is hinted' partner_stored "update partner set capacity = 3 where id = 'p1'"
hinted 'a new fact is hinted' fact "delete from fact where id = 'ha_noi_area_action_plan'"
hinted 'a decline is hinted' decline "insert into decline values ('p1', 'ha_noi_smart_tourism', 'too far')"
hinted 'a revoked token is hinted' token "update token set revoked = now() where id = '$id'"
hinted 'that a token was used is not' '' \
	"$(sed "s/^--.*//; s/\$1/'t1'/" sql/queries/token_touch.sql)"
is 'though it is written down' t "select last_use is not null from token where id = 't1'"
hinted 'a list is not, for the catalogue holds none' '' "update pairing_list set state = 'announced' where id = 'l1'"

is 'ids of stored things sort as they were made' 't|7' \
	"select array_agg(substr(u, 1, 13) order by n) = array_agg(substr(u, 1, 13) order by u collate \"C\"), min(substr(u, 15, 1))
	   from (select n, uuid_v7() as u from generate_series(1, 20000) n) x"

finish
