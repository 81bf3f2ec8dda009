#!/bin/sh
# The command line of those who run the programme: users, tokens, signing in, editing the network.
# Run by tests/with_postgres.sh; needs CLI and DAEMON.
set -u
. tests/cli.sh

# --- people

# as SECRET ARG...: run, with another token
as() {
	kept=$TWINNING_TOKEN
	export TWINNING_TOKEN="$1"
	shift
	run "$@"
	export TWINNING_TOKEN="$kept"
}

people_tests() {
	admin=$(TWINNING_TOKEN='' "$daemon" token create --role admin --name boss)
	export TWINNING_TOKEN="$admin"
	run user add 'Hana@example.org' --name '김하나' --role staff --language ko
	shows 'a user is stored' 'hana@example.org' '김하나' 'Centre staff' 'Korean'
	person=$(printf '%s' "$out" | sed -n 's/^Id *//p')
	run user add hana@example.org --name x --role staff
	ends 'an address is one user only' 1 'conflict'
	run user add other@example.org --name x --role king
	ends 'an unknown role is refused before it is sent' 64 'king'
	run user add other@example.org --name x --role city
	ends 'a city officer has a city' 1 '/city: is needed with the role city'
	run user change "$person" --role city --city Manila
	shows 'a user is changed' 'city officer' 'Manila'
	run user change "$person" --role approver
	ends 'and checked as a whole' 1 '/city'
	run user list --role city --csv
	shows 'users are listed' "$person,hana@example.org,김하나,city,active"
	printf 'a long enough password\n' >"$dir/password"
	"$cli" user password "$person" <"$dir/password" >"$dir/out" 2>"$dir/err"
	same 'a password is read from standard input' 0 $?
	printf 'short\n' | "$cli" user password "$person" >"$dir/out" 2>"$dir/err"
	holds 'one that is too short is refused' grep -q '/password' "$dir/err"

	# what the Centre edits
	cat >"$dir/project.json" <<-'JSON'
	{"city":"Hanoi","title_en":"Flood warning","title_ko":"홍수 경보","stage":"open",
	 "categories":[{"id":"water_system","weight":9000}],"support":[{"support":"technology","weight":8000}]}
	JSON
	run project add "$dir/project.json"
	shows 'a project is stored' 'Flood warning' '홍수 경보' 'Open' 'Water'
	project=$(printf '%s' "$out" | sed -n 's/^Id *//p')
	run project add "$dir/project.json"
	same 'the same file again is the same project' "$project" "$(printf '%s' "$out" | sed -n 's/^Id *//p')"
	echo '{"stage":"matched"}' >"$dir/patch.json"
	run project change "$project" "$dir/patch.json"
	shows 'a project is changed' Matched
	echo '{"stage":"soon"}' >"$dir/patch.json"
	run project change "$project" "$dir/patch.json"
	ends 'a wrong word is named' 1 '/stage'
	run project change "$project" "$dir/none.json"
	ends 'a file that is not there' 1 none.json
	echo '{"aliases":["Ujung Pandang"]}' | "$cli" city change makassar - >"$dir/out" 2>"$dir/err"
	run city show 'Ujung Pandang'
	shows 'a city is found by a new name' Makassar
	echo '{"name_en":"Extra","name_ko":"임시 회의","date_start":"2031-01-01"}' >"$dir/meeting.json"
	run meeting add "$dir/meeting.json"
	meeting=$(printf '%s' "$out" | sed -n 's/^Id *//p')
	echo '{"place":"Jakarta"}' >"$dir/patch.json"
	run meeting change "$meeting" "$dir/patch.json"
	shows 'a meeting is changed' '임시 회의' Jakarta
	"$cli" policy show 2018-1 --json | sed 's/"2018-1"/"2031-1"/' >"$dir/policy.json"
	run policy add "$dir/policy.json"
	shows 'a policy is stored' 2031-1
	sed 's/"category":240/"category":241/' "$dir/policy.json" >"$dir/policy2.json"
	run policy add "$dir/policy2.json"
	ends 'weights that do not sum are refused' 1 '/weights'

	unset TWINNING_TOKEN
	mkdir -p "$dir/own"
	export TWINNING_CONFIG="$dir/own/deep/config.ini"
	mkdir -p "${TWINNING_CONFIG%/*}"
	printf '; mine\nlang = ko\ntoken = twn_old\n' >"$TWINNING_CONFIG"
	chmod 600 "$TWINNING_CONFIG"
	printf 'not the password\n' | "$cli" sign-in hana@example.org >"$dir/out" 2>"$dir/err"
	same 'a wrong password opens nothing' 4 $?
	holds 'and leaves the file as it was' grep -q twn_old "$TWINNING_CONFIG"
	"$cli" sign-in hana@example.org --days 3 --lang en <"$dir/password" >"$dir/out" 2>"$dir/err"
	status=$? err=$(cat "$dir/err")
	ends 'signs in' 0
	holds 'says where the token is' grep -q "$TWINNING_CONFIG" "$dir/err"
	same 'prints no secret' '' "$(cat "$dir/out")"
	same 'the file is its owner'"'"'s alone' 600 "$(stat -c %a "$TWINNING_CONFIG")"
	same 'keeps what else it said' '; mine
lang = ko' "$(grep -v '^url\|^token' "$TWINNING_CONFIG")"
	same 'and has one token' 1 "$(grep -c '^token = twn_' "$TWINNING_CONFIG")"
	kept=$TWINNING_CONFIG
	export TWINNING_CONFIG="$dir/own/new/config.ini"
	run whoami
	ends 'a file that is named must be there' 64 'new/config.ini'
	"$cli" sign-in hana@example.org <"$dir/password" >"$dir/out" 2>"$dir/err"
	same 'but signing in makes it' '0 600' "$? $(stat -c %a "$TWINNING_CONFIG")"
	run sign-out
	export TWINNING_CONFIG="$kept"
	unset TWINNING_URL
	run whoami --lang en
	shows 'which says who one is' '김하나' 'city officer' 'Manila'
	same 'no session is left behind' 0 \
		"$(psql -XAt -c "select count(*) from token where kind = 'session' and revoked is null")"
	run token list --json
	shows 'one sees one'"'"'s own tokens' '"kind":"token"' 'twinning@'
	run sign-out
	ends 'signs out' 0
	same 'and the token is gone from the file' 0 "$(grep -c '^token' "$TWINNING_CONFIG")"
	run whoami
	ends 'and opens nothing' 4 'sign-in'
	unset TWINNING_CONFIG

	export TWINNING_URL="http://127.0.0.1:$port" TWINNING_TOKEN="$admin"
	run token create 'night job' --role batch --days 30
	secret=$out
	holds 'a token is made, and its secret alone printed' expr "$secret" : 'twn_[A-Za-z0-9_-]*$'
	token_id=$(printf '%s' "$err" | sed -n 's/.*Token \([0-9a-f-]*\)\..*/\1/p')
	as "$secret" whoami
	shows 'it opens' 'batch job'
	run token rotate "$token_id"
	new=$out
	as "$secret" whoami
	ends 'its successor takes over' 4
	as "$new" whoami --json
	shows 'and opens' '"role":"batch"'
	run token create x --role batch --days none
	ends 'what is no number is named' 1 '/days'
	run token revoke "$(psql -XAt -c "select id from token where name = 'night job' and revoked is null")"
	shows 'a token is revoked' 'revoked'
	as "$new" whoami
	ends 'for good' 4
	run user disable "$person"
	shows 'a user is shut out' disabled
	printf '' | "$cli" user password "$person" >/dev/null 2>"$dir/err"
	same 'no password is no password' 1 $?
	run user enable "$person"
	shows 'and let in again' active
}

if "$daemon" migrate >"$dir/setup.log" 2>&1 && "$daemon" load --demo >>"$dir/setup.log" 2>&1 && start_daemon 0; then
	export TWINNING_URL="http://127.0.0.1:$port"
	people_tests
else
	fail 'the daemon starts' "$(cat "$dir/setup.log" "$dir/daemon.log" 2>/dev/null)"
fi

finish
