#!/bin/sh
# Who may do what, in the database itself: without the engine, and with one that checks nothing.
# Run by tests/with_postgres.sh with DAEMON, and OPEN_DAEMON, which is tests/open_doors.c.
set -u
. tests/claims.sh

daemon=${DAEMON:-build/twinningd}

# is NAME WANTED SQL [USER]
is() {
	same "$1" "$2" "$(printf '%s;\n' "$3" | psql -X -A -t -q -v ON_ERROR_STOP=1 -U "${4:-$PGUSER}" 2>&1)"
}

# refuses NAME SQLSTATE SQL [CALLER]: to the daemon's login, on behalf of a caller
refuses() {
	got=$(psql -X -A -t -q -v VERBOSITY=sqlstate -U twinning \
		-c "begin" -c "select ask_as('${4:-system}', null)" -c "$3" 2>&1)
	case $got in
	*"ERROR:  $2"*) pass "$1" ;;
	*) fail "$1" "wanted $2" "got    $got" ;;
	esac
}

# sees NAME WANTED CALLER SQL
sees() {
	is "$1" "$2" "begin; select ask_as('$3', null) \\g /dev/null
$4" twinning
}

"$daemon" migrate >/dev/null && "$daemon" load --demo >/dev/null || exit 1

# --- the rule, over every table, view and function that there is

is 'every table is guarded, against its owner too' '' \
	"select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
	    and not (relrowsecurity and relforcerowsecurity)"
is 'and says who reads and who writes it' '' \
	"select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
	    and (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname in ('reads', 'writes')) <> 2"
is 'no policy lets everybody in' '' \
	"select tablename from pg_policies where coalesce(qual, with_check) !~ 'caller_' or with_check !~ 'caller_'"
is 'everything is the owner''s' '' \
	"select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S')
	    and relowner <> 'twinning_owner'::regrole
	 union all select proname from pg_proc where pronamespace = 'public'::regnamespace
	    and proowner <> 'twinning_owner'::regrole"
is 'neither role can do more than any other' 'f|f|f|f
f|f|f|f' "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname ~ '^twinning'"
is 'the owner is nobody''s login' f "select rolcanlogin from pg_roles where rolname = 'twinning_owner'"
is 'the daemon writes no table' '' \
	"select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
	    and (has_table_privilege('twinning', oid, 'insert, update, delete, truncate, references, trigger')
	      or has_any_column_privilege('twinning', oid, 'insert, update, references'))"
is 'and reads three tables, else documents' 'job
pairing_list
snapshot' \
	"select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
	    and has_any_column_privilege('twinning', oid, 'select') and not (relkind = 'v' and relname ~ '_document$')
	  order by 1"
is 'and makes none' 'f|f' "select has_schema_privilege('twinning', 'public', 'create'),
	pg_has_role('twinning', 'twinning_owner', 'member')"
is 'what it calls works as the owner, and looks for names nowhere else' '' \
	"select proname from pg_proc where pronamespace = 'public'::regnamespace
	    and has_function_privilege('twinning', oid, 'execute')
	    and not (prosecdef and coalesce('search_path=public, pg_temp' = any (proconfig), false))
	    and proname not in ('caller_role', 'caller_token', 'caller_partner', 'caller_city', 'caller_is', 'caller_is_known',
	                        'caller_user', 'caller_side', 'moment', 'token_state', 'stages_seen')"
is 'nothing is anybody''s' '' \
	"select proname from pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
	  where pronamespace = 'public'::regnamespace and a.grantee = 0
	 union all select relname from pg_class, aclexplode(relacl) a
	  where relnamespace = 'public'::regnamespace and a.grantee = 0"

is 'every table is audited, or there is a reason why not' '' \
	"select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
	    and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname ~ '^(zz_)?audit_' and t.tgenabled = 'O')
	    and relname not in (
		'audit',			-- itself
		'audit_content', 'audit_pending',	-- its means
		'partner_stored',		-- written with the entries of the partners
		'snapshot',			-- named by the digest of its bytes, and that stands in lists and jobs
		'pairing',			-- follows from the document of its list, whose digest is audited
		'sign_in_failure',		-- forgotten within the hour
		'idempotency',			-- answers that were given already
		'import_piece', 'import_note',	-- a file as it came, and what was said of it; what it changes is audited
		'import_change',		-- follows from the entries of the partners
		'import_header',		-- what is proposed the next time
		'audit_key',			-- never changes
		'partner_transition', 'list_transition', 'schema_migration')	-- change with the release only"

# --- callers

psql -X -q -v ON_ERROR_STOP=1 <<-'SQL' || exit 1
	insert into token (id, name, role, partner, city, hash, expires, revoked) values
		('staff', 'staff', 'staff', null, null, sha256('1'), null, null),
		('approver', 'approver', 'approver', null, null, sha256('2'), null, null),
		('company', 'company', 'company', 'demo_nalsaendol_transit', null, sha256('3'), null, null),
		('city', 'city', 'city', null, 'manila', sha256('4'), now() + interval '1 hour', null),
		('late', 'late', 'staff', null, null, sha256('5'), now() - interval '1 second', null),
		('closed', 'closed', 'admin', null, null, sha256('6'), null, now());
SQL
refuses 'a token that is not there opens nothing' TW401 'select' nobody
refuses 'nor one that has run out' TW401 'select' late
refuses 'nor one that was revoked' TW401 'select' closed
is 'who was not named sees nothing' '0|0|0' \
	"select (select count(*) from partner_document), (select count(*) from city_document), (select count(*) from job)" twinning
sees 'nor does who has no token' '0|0' anyone \
	"select (select count(*) from partner_document), (select count(*) from city_document)"
sees 'the daemon itself sees all' '40|26|6' system \
	"select (select count(*) from partner_document), (select count(*) from city_document),
	        (select count(*) + 2 from token_document)"
sees 'the office sees every partner, and of tokens its own' '40|1' staff \
	"select (select count(*) from partner_document), (select count(*) from token_document)"
sees 'a company sees itself' demo_nalsaendol_transit company 'select id from partner_document'
sees 'and the network' '26|51' company "select (select count(*) from city_document), (select count(*) from project_document)"
sees 'a city sees no partner' 0 city 'select count(*) from partner_document'
is 'the name of the caller ends with its transaction' '40
0' "begin; select ask_as('staff', null) \\g /dev/null
select count(*) from partner_document; commit; select count(*) from partner_document" twinning

for table in token idempotency partner partner_contact pairing schema_migration; do
	refuses "the daemon does not read $table itself" 42501 "select from $table"
done
for statement in "insert into job (id) values ('x')" "update pairing_list set state = 'approved'" 'delete from snapshot' \
	'truncate job' "update token_document set id = 'x'" 'drop table job' 'set local role twinning_owner' \
	'alter table job disable row level security' 'create table x (x integer)' \
	"select partner_write('demo_nalsaendol_transit', '{}')" "select remember('k', 'company', 'r', 'h', 200, 'x')"; do
	refuses "the daemon may not: $statement" 42501 "$statement"
done

profile='{"name_en":"X","kind":"private_company"}'
refuses 'a company makes no partner' 42501 \
	"select partner_create(array[('$profile'::jsonb || '{\"id\":\"x\",\"state\":\"draft\",\"valid_to\":null,\"demonstration\":false,\"version\":1}')::text], array[null], array['company'], array['r'], array['h'])" company
refuses 'nor changes another' TW404 "select partner_save('demo_hanbadaru_works', null, '$profile')" company
refuses 'nor reviews itself' TW409 \
	"select partner_move('demo_nalsaendol_transit', null, 'suspend', null, null, 'company', 'r', 'h')" company
sees 'but saves its own profile' submitted company \
	"select partner_save('demo_nalsaendol_transit', null, '$profile') ->> 'state'"
refuses 'an answer is stored for who asked' 42501 \
	"select partner_move('demo_nalsaendol_transit', null, 'suspend', null, 'k', 'company', 'r', 'h')" staff
refuses 'an approver changes no partner' TW404 "select partner_save('demo_hanbadaru_works', null, '$profile')" approver

finish || exit 1

# --- an engine that lets everybody in

DAEMON=$OPEN_DAEMON tests/with_daemon.py python3 tests/rights.py
