#!/bin/sh
# The command line against the real daemon on a real PostgreSQL: what people see, what scripts
# get, and how each command ends. Run by tests/with_postgres.sh; needs CLI and DAEMON.
set -u

. tests/cli.sh
top=$PWD

# --- by itself, without a service

local_tests() {
	run
	ends 'without a command: usage, on stderr' 64 'Usage:'
	same 'without a command: nothing on stdout' '' "$out"
	run --help
	shows 'help names every group of commands' 'match ' 'pair build' 'partner import' 'city list' 'config.ini'
	run --help --lang ko
	shows 'help speaks Korean' '명령:' '매칭 목록'
	LANG=ko_KR.UTF-8 run help match
	shows 'the language is that of the environment' '옵션:' '--weights' 'twinning match'
	# Each command explains itself with an example.
	"$cli" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]* *[a-z]*\)  .*/\1/p' | sed 's/ *$//' >"$dir/commands"
	lacking=
	while read -r words; do
		# shellcheck disable=SC2086	# one or two words
		"$cli" $words --help | sed -n '/^Examples:/,/^$/p' | grep -q '^  .*twinning' || lacking="$lacking $words;"
	done <"$dir/commands"
	same 'every command has an example' '' "$lacking"
	holds 'there are commands to ask' test "$(wc -l <"$dir/commands")" -gt 20

	run pair bild
	ends 'a misspelt command: did you mean' 64 'Did you mean "pair build"?'
	run city
	ends 'half a command: what there is' 64 'city list, city show'
	run city list --contry VN
	ends 'a misspelt option: did you mean' 64 '--country'
	run city list --quadrant dense_emergin
	ends 'a misspelt value: did you mean' 64 'dense_emerging'
	run city list --state draft
	ends 'an option of another command is refused' 64 'does not take --state'
	run city show
	ends 'a missing operand is named' 64 'ID'
	run city list VN
	ends 'an operand too many is refused' 64 'VN'
	run city list --json --csv
	ends 'two formats are refused' 64
	run match x --token twn_secret
	ends 'a token in argv is refused' 64 'TWINNING_TOKEN'
	run match x --min-score 101
	ends 'a score beyond 100 is refused' 64 'from 0 to 100'

	run completion bash
	same 'completion is printed' 0 "$status"
	cp "$dir/out" "$dir/completion"
	holds 'completion is bash' bash -n "$dir/completion"
	completes 'completion: verbs' 'submit suspend' twinning partner su
	completes 'completion: options of the command' '--dry-run' twinning partner import --dry
	completes 'completion: words of an option' 'dense_developed dense_emerging' twinning city list --quadrant dense

	mkdir "$dir/bin"
	ln -s "$cli" "$dir/bin/twinning"
	# shellcheck disable=SC2016	# for the inner shell
	holds 'what is installed loads it' env PATH="$dir/bin:$PATH" bash -c '. "$1" && complete -p twinning' - "$top/deploy/twinning.bash"

	printf '[twinning]\ntoken = twn_x\nurl = http://127.0.0.1:1\n' >"$dir/open.ini"
	chmod 644 "$dir/open.ini"
	run city list --config "$dir/open.ini"
	ends 'a config file that others can read is refused' 64 "chmod 600 $dir/open.ini"
	chmod 600 "$dir/open.ini"
	run city list --config "$dir/open.ini" --retries 0
	ends 'connection refused: try again later' 75 'http://127.0.0.1:1'
	printf '[twinning]\ntokn = x\n' >"$dir/wrong.ini"
	chmod 600 "$dir/wrong.ini"
	run city list --config "$dir/wrong.ini"
	ends 'an unknown setting is refused by name' 64 'tokn'
	run city list --config "$dir/nowhere.ini"
	ends 'a config file that was named must be there' 64 'nowhere.ini'
	run city list --url ftp://localhost
	ends 'an address that is none is refused' 64 'ftp://localhost'
}

# completes NAME WANTED WORD...: what is offered for the last word
completes() {
	name=$1 wanted=$2
	shift 2
	# shellcheck disable=SC2016	# for the inner shell
	same "$name" "$wanted" "$(bash -c '. "$1"; shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_twinning
		echo "${COMPREPLY[*]}"' - "$dir/completion" "$@")"
}

# --- the manual

manual_tests() {
	for page in "$top"/deploy/man/*.[18]; do
		# The two pages name each other, and mandoc looks for them among those of the system.
		same "mandoc finds no fault in ${page##*/}" '' "$(mandoc -Tlint "$page" 2>&1 | grep -v 'referenced manual not found')"
	done
	lacking=
	while read -r group verb; do
		for word in $group $verb; do
			grep -qw -- "$word" "$top/deploy/man/twinning.1" || lacking="$lacking $group $verb;"
		done
	done <"$dir/commands"
	same 'the manual names every command' '' "$lacking"
	lacking=
	for option in $("$cli" completion bash | grep -o -- '--[a-z-]*' | sort -u); do
		case $option in -- | --*help) continue ;; esac
		grep -qw -- "${option#--}" "$top/deploy/man/twinning.1" || lacking="$lacking $option"
	done
	same 'the manual names every option' '' "$lacking"
}

# --- the network

network_tests() {
	unset TWINNING_TOKEN
	run city list
	ends 'without a token: sign-in needed, and how' 4 'TWINNING_TOKEN'
	export TWINNING_TOKEN="$token"

	run city list
	shows 'cities as a table' 'Ha Noi' 'Vietnam'
	same 'all 26 cities, and a heading' 27 "$(printf '%s\n' "$out" | wc -l)"
	run city list --csv
	same 'CSV has stable headings' 'id,name,country,quadrant,quadrant_flips,projects' "$(printf '%s\n' "$out" | head -1)"
	run city list --json
	same 'JSON is for programs: every city, whatever the pages' 26 "$(printf '%s' "$out" | jq -s '[.[].items[]] | length')"
	run city list --limit 3 --csv
	same '--limit counts across pages' 4 "$(printf '%s\n' "$out" | wc -l)"
	run city list --lang ko --country VN
	shows 'Korean names, words and headings' '하노이' '베트남' '이름'
	same 'the filter holds' 4 "$(printf '%s\n' "$out" | wc -l)"
	# Hangul is two cells wide: every "베트남" begins in the same cell.
	same 'Hangul columns are aligned' 1 "$(printf '%s\n' "$out" | sed -n 's/베트남.*//p' |
		sed 's/[^ -~]/xx/g' | awk '{ print length }' | sort -u | wc -l)"
	run city show Hanoi
	shows 'a city by another name, with facts by source' 'ha_noi' '하노이' 'population density'
	run city show Atlantis
	ends 'what is not there: said, with the next step' 1 'Check the id'
	run project list --city phuket --csv
	shows 'projects of a city' 'phuket'
	run project list --search 쓰레기 --json
	same 'a search in Korean is sent as it is' 0 "$status"
	run category list --lang ko
	shows 'categories in Korean' '상하수도'
	run sector list
	same 'sectors' 0 "$status"
	run meeting list
	shows 'meetings' 'asean_summit_33_2018_11' '2018-11'
	run meeting chain
	same 'the reporting chain' 0 "$status"
	run policy list
	shows 'policies' '2018-1'
	run policy show 2018-1
	shows 'a policy with its thresholds' '18535' '4179'
	run country show VN --json
	same 'one thing as JSON' VN "$(printf '%s' "$out" | jq -r .id)"
}

# --- partners

partner_tests() {
	run partner import --template
	shows 'the template has columns and an example' 'Name (English),Name (Korean),Kind,Country' 'Seoul|KR|public_transportation|2014'
	cp "$dir/out" "$dir/partners.csv"
	run partner import "$dir/partners.csv" --dry-run
	ends 'the example of the template is in order' 0 '1 rows would be imported, 0 are rejected'
	run partner import --template -o "$dir/template.xlsx" --lang ko
	same 'a workbook, when the file is one' 'PK' "$(head -c 2 "$dir/template.xlsx")"
	run partner export -o "$dir/all.csv"
	same 'all partners go into a file' 0 "$status"
	run partner import "$dir/all.csv" --dry-run
	ends 'which can be imported again' 0 '0 rows would be imported, 0 are rejected'
	run partner export --json
	same 'or one profile a line' 40 "$(printf '%s\n' "$out" | jq -r .id | grep -c '^demo_')"

	cat >"$dir/partners.csv" <<-'ROWS'
		name_en,name_ko,kind,country,categories,support,ticket_min,wanted_countries,references,languages,capability_en,capacity
		Bad Kind,,firm,KR,water_system:9,,abc,,,,,
		,"쉼표, ""있는"" 곳",private_company,KR,nowhere:5,,,,,,,
		"Quoted, ""Name""",이름,university,SG,water_system,training,,VN,Hanoi|VN|water_system||advisor,en,"two
		lines",3
		Second Good,,public_agency,,,,,,,,,
	ROWS
	run partner list --json
	before=$(printf '%s' "$out" | jq -s '[.[].items[]] | length')
	run partner import "$dir/partners.csv" --dry-run
	ends 'a dry run refuses what is wrong' 3 'row 2: kind: "firm"'
	ends 'every mistake of a row is told' 3 'row 2: ticket_min'
	run partner list --json
	same 'a dry run stores nothing' "$before" "$(printf '%s' "$out" | jq -s '[.[].items[]] | length')"
	run partner import "$dir/partners.csv" --all-or-nothing
	ends 'all or nothing is nothing, when a row is wrong' 3 'Nothing was imported: 2 rows are rejected'

	run partner import "$dir/partners.csv" --rejects "$dir/mend.csv" --json
	ends 'rejected rows: status 3, each with row, column and reason' 3 'row 3: categories: "nowhere"'
	ends 'the others are stored' 3 '2 rows imported, 2 rejected, 0 there already'
	import=$(printf '%s' "$out" | jq -r .id)
	same 'the rejected rows are kept, with the reason' 1 "$(grep -c "nowhere.*nowhere" "$dir/mend.csv")"
	same 'they are kept for their owner only' 600 "$(stat -c %a "$dir/mend.csv")"
	run partner import "$dir/partners.csv"
	ends 'importing again stores nothing twice' 3 '0 rows imported, 2 rejected, 2 there already'
	run partner list --json
	same 'the list has grown by two' $((before + 2)) "$(printf '%s' "$out" | jq -s '[.[].items[]] | length')"

	sed -i 's/nowhere:5/water_system:5/; /Bad Kind/d' "$dir/mend.csv"
	run partner import "$dir/mend.csv"
	ends 'mended rows are imported from the file of rejects' 0 '1 rows imported, 0 rejected'
	run partner list --search '"있는"'
	shows 'quotes and commas arrive whole' '쉼표, "있는" 곳'

	iconv -f UTF-8 -t CP949 "$dir/partners.csv" >"$dir/cp949.csv"
	run partner import "$dir/cp949.csv" --dry-run
	ends 'CP949, as Korean Excel writes it, is read and said' 3 'CP949'
	ends 'and it is the same content' 3 '0 rows would be imported, 2 are rejected, 2 are there already'
	run partner import "$dir/cp949.csv" --update
	ends 'what is there already can be replaced' 3 '2 rows imported, 2 rejected'
	printf 'PK\003\004rest' >"$dir/book.xlsx"
	run partner import "$dir/book.xlsx"
	ends 'a damaged workbook is said to be one' 1 'Excel'
	printf 'name_en,kindd,id\nA,university,x\n' >"$dir/columns.csv"
	run partner import "$dir/columns.csv"
	ends 'a column that is not read is told' 3 '"kindd" is not read'
	printf 'name_en,kind\n"A,university\n' >"$dir/quote.csv"
	run partner import "$dir/quote.csv"
	ends 'a quote that is not closed is found' 1 'Row 2'
	printf '%s\n' '{"name_en":"Line One","kind":"university"}' '' '{"name_en":"Line Two","kind":"univ"}' >"$dir/partners.ndjson"
	run partner import "$dir/partners.ndjson" --json
	ends 'NDJSON: the wrong line is told' 3 'row 3: kind'
	run search line won
	shows 'NDJSON: the right one is stored' 'Line One'

	run import list
	shows 'imports are listed' 'partners.csv' 'cp949.csv'
	run import undo "$import" --json
	same 'an import is undone' 2 "$(printf '%s' "$out" | jq .result.undone)"
	run import show "$import"
	shows 'and shown so' 'undone'
	run search luang prahang
	same 'search finds what was misspelled' 'Luang Prabang' "$(printf '%s' "$out" | sed -n 2p | grep -o 'Luang Prabang' | head -1)"
	run search 루앙 프라벙 --limit 1 --json
	same 'in Korean, too' luang_prabang "$(printf '%s' "$out" | jq -r '.items[0].id')"
	run search qqqqzzzz
	ends 'nothing is found where there is nothing' 0 'Nothing has a name like that'

	# The whole demonstration file, as somebody would send it: they are all there, by their names.
	sed '1s/,edge_cases$/,x/; /industry_health_care/d' "$top/sql/reference/demo_partner.csv" >"$dir/demo.csv"
	run partner import "$dir/demo.csv" --dry-run
	ends 'every demonstration partner passes as a row' 0 '0 rows would be imported, 0 are rejected, 39 are there already'

	cat >"$dir/topis.json" <<-'JSON'
		{"name_en": "TOPIS", "name_ko": "서울시 교통정보센터", "kind": "public_agency", "country": "KR",
		 "categories": [{"id": "public_transportation", "strength": 5}],
		 "support": ["technology", "advisory", "training"], "quadrants": ["dense_emerging"],
		 "references": [{"city": "Seoul", "country": "KR", "category": "public_transportation", "year": 2014}],
		 "capability_en": "Real-time bus and subway arrival information.", "capacity": 2}
	JSON
	run partner add "$dir/topis.json" --dry-run
	ends 'partner add: a dry run says what it would send' 0 'POST /v1/partners'
	run partner add "$dir/topis.json" --json
	same 'partner add: stored' 0 "$status"
	id=$(printf '%s' "$out" | jq -r .id)
	run partner add "$dir/topis.json" --json
	same 'partner add: again, and it is the same partner' "$id" "$(printf '%s' "$out" | jq -r .id)"
	"$cli" partner add - <"$dir/topis.json" >"$dir/out" 2>&1
	holds 'partner add: from standard input' grep -q "$id" "$dir/out"
	echo '{"name_en":"X","kind":"firm","nmae_ko":"x"}' >"$dir/wrong.json"
	run partner add "$dir/wrong.json"
	ends 'partner add: a mistake is told by its place' 1 '/kind: "firm"'
	ends 'partner add: every mistake' 1 '/nmae_ko'
	run partner show "$id" --lang ko
	shows 'a profile in Korean' '서울시 교통정보센터' '공공기관' '대중교통' '수행 실적'
	run partner submit "$id"
	shows 'submitted' "$id" 'Submitted'
	run partner verify "$id" --valid-to 2099-12-31 --csv
	shows 'verified, for a term' "$id" 'verified,2099-12-31'
	run partner verify nobody "$id"
	ends 'one that fails is said' 1 'nobody'
	run partner suspend "$id" --json
	same 'suspended' suspended "$(printf '%s' "$out" | jq -r .state)"
	run partner verify "$id" --json
	same 'verified again' verified "$(printf '%s' "$out" | jq -r .state)"
	run partner renew "$id" --valid-to 2098-12-31 --json
	same 'renewed' 2098-12-31 "$(printf '%s' "$out" | jq -r .valid_to)"
	run partner list --state verified --kind public_agency --csv
	shows 'the list by state and kind' "$id"
}

# --- files

# file_tests LIST: what is there already is lost to no failure, and is not turned into something else
file_tests() {
	echo before >"$dir/kept.json"
	run_small pair export "$1" -o "$dir/kept.json"
	ends 'a file that has no room is said' 1 "$dir/kept.json"
	same 'and what was there before is there still' before "$(cat "$dir/kept.json")"
	same 'with nothing beside it' "$dir/kept.json" "$(echo "$dir"/kept.json*)"
	ln -s kept.json "$dir/link"
	run pair export "$1" --json -o "$dir/link"
	same 'a link stays one, and what it leads to is written' "kept.json $1" "$(readlink "$dir/link") $(jq -r .id "$dir/kept.json")"
	mkfifo "$dir/pipe"
	jq -r .id "$dir/pipe" >"$dir/piped" &
	reader=$!
	run pair export "$1" --json -o "$dir/pipe"
	wait "$reader"
	same 'a pipe is written into' "$1" "$(cat "$dir/piped")"
	run partner export -o "$dir/all.xlsx"
	ends 'partners are not written as what they are not' 64 '.csv'
	same 'and no file is made' '' "$(find "$dir" -name all.xlsx)"
}

# --- matches

match_tests() {
	run match "$id" --limit 3
	shows 'matches: table, parts, and what would change it' 'Best project' 'Coverage' 'Track record' 'Points' 'Manila'
	run match "$id" --limit 3 --lang ko
	shows 'matches in Korean' '마닐라' '가장 잘 맞는 프로젝트' '수행 실적' '가중치'
	same 'in Korean no English heading is left' '' "$(printf '%s' "$out" | grep -E 'Score|Best project|Weight|Coverage')"
	run match "$id" --limit 3 --no-explain
	same 'without explanation there is only the table' '' "$(printf '%s' "$out" | grep Points)"
	run match "$id" --limit 5 --csv
	same 'matches as CSV' 6 "$(printf '%s\n' "$out" | wc -l)"
	run match "$id" --limit 26 --json
	same 'the points of the parts sum to the score' true \
		"$(printf '%s' "$out" | jq '[.matches[] | (.parts | map(.points) | add) == .score] | all')"
	run match "$id" --country PH --json --limit 26
	same 'only that country' '["PH"]' "$(printf '%s' "$out" | jq -c '[.matches[].city.country] | unique')"
	best=$(printf '%s' "$out" | jq -r '.matches[0].shown')
	run match "$id" --min-score 99.99 --json
	same 'no less than the least score' 0 "$(printf '%s' "$out" | jq '.matches | length')"
	run match --profile "$dir/topis.json" --country PH --limit 1 --json
	same 'an ad-hoc profile scores like the stored one' "$best" "$(printf '%s' "$out" | jq -r '.matches[0].shown')"
	run match "$id" --country PH --limit 1 --weights category=1000,sector=0,quadrant=0,support=0,track_record=0,relevance=0,preference=0,scale=0 --json
	same 'other weights are tried' '[1000,0,0,0,0,0,0,0]' "$(printf '%s' "$out" | jq -c '[.matches[0].parts[].weight]')"
	run match "$id" --weights category=300
	ends 'weights that do not sum to 1000 are refused' 64 '1060'
	run match
	ends 'match needs a partner or a profile' 64 '--profile'
	run match nobody
	ends 'a partner that is not there' 1 'not-found'
	run match "$id" --limit 0
	ends 'what the service refuses is told by parameter' 1 'limit'
	run candidates city manila --limit 3
	shows 'candidates of a city' 'Partner' 'Coverage'
	run candidates project "$(psql -X -A -t -c "select id from project order by id limit 1")" --limit 2 --csv
	shows 'candidates of a project' 'partner_id'
	run candidates village x
	ends 'candidates of something else are refused' 64 'village'
}

# --- pairing lists

pair_tests() {
	meeting=asean_summit_33_2018_11
	run pair build
	ends 'a list needs a meeting' 64 '--meeting'
	run pair build --meeting nowhere
	ends 'an unknown meeting is told by its place' 1 '/meeting'
	run pair build --meeting $meeting --pin "$id=atlantis"
	ends 'a pin to nowhere is refused' 64 'atlantis'
	run pair build --meeting $meeting --as-of 2026-11-01 --dry-run --json
	same 'a dry run has no id' null "$(printf '%s' "$out" | jq -r .id)"
	ends 'and says that it is not stored' 0 'Dry run'
	run pair build --meeting $meeting --as-of 2026-11-01 --pin "$id=manila" --capacity "$id=1" --max-per-city 2 --floor 5 --json
	same 'a list is built' 0 "$status"
	list=$(printf '%s' "$out" | jq -r .id)
	same 'the pin is in it' manila "$(printf '%s' "$out" | jq -r --arg id "$id" '.pairings[] | select(.partner.id == $id) | .city.id')"
	same 'no city has more than it may' true \
		"$(printf '%s' "$out" | jq '[.pairings[].city.id] | group_by(.) | map(length <= 2) | all')"
	digest=$(printf '%s' "$out" | jq -r .digest)
	run pair build --meeting $meeting --as-of 2026-11-01 --ban "$id=manila" --dry-run --json
	same 'a ban is kept' '' "$(printf '%s' "$out" | jq -r --arg id "$id" '.pairings[] | select(.partner.id == $id and .city.id == "manila") | .number')"
	run pair list --csv
	shows 'the list is among the lists' "$list" "$digest"
	run pair show "$list" --lang ko
	shows 'a list in Korean' '회의' '이유' '파트너' '지정'
	run pair export "$list"
	ends 'an export needs a format' 64 '--csv'
	run pair export "$list" --csv -o "$dir/list.csv"
	ends 'an export is written' 0 "$dir/list.csv"
	same 'the CSV opens right in a spreadsheet' 'efbbbf' "$(head -c 3 "$dir/list.csv" | od -An -tx1 | tr -d ' ')"
	run pair export "$list" --json
	same 'the export is the stored list' "$digest" "$(printf '%s' "$out" | jq -r .digest)"
	run pair export "$list" -o "$dir/named.JSON"
	same 'the name of the file says the format' "$digest" "$(jq -r .digest "$dir/named.JSON")"
	run pair export "$list" -o "$dir/list.doc"
	ends 'a name that says none is no format' 64 '--docx'
	file_tests "$list"
	run pair export "$list" --json -o "$dir/no/where.json"
	ends 'a file that cannot be written is said' 1 'where.json'
}

# --- when things go wrong

trouble_tests() {
	TWINNING_TOKEN=twn_wrong run city list
	ends 'a token nobody made: sign-in needed' 4
	company=$("$daemon" token create --role company --name company --partner "$id")
	# The daemon hears of a token that another process made a moment later.
	for _ in $(seq 100); do
		TWINNING_TOKEN=$company run match "$id" --limit 1 --no-explain
		[ "$status" = 4 ] || break
	done
	shows 'a company sees itself' 'Best project'
	TWINNING_TOKEN=$company run partner list
	ends 'and not the others' 4
	run city list --url "http://127.0.0.1:$port/wrong"
	ends 'an address with a wrong path is said' 1 'TWINNING_URL'
	"$cli" city list --json >/dev/full 2>"$dir/err"
	same 'a full disk is not success' 1 $?

	# PostgreSQL away: 503 for what needs it, and the command says try again.
	$POSTGRES_CTL -m fast stop
	echo '{"name_en":"Later","kind":"university"}' >"$dir/later.json"
	run partner add "$dir/later.json" --retries 0
	ends 'the database is away: try again later' 75 'try again later'
	run partner import "$dir/partners.ndjson" --retries 0
	ends 'nor is a file imported' 75 'try again later'
	$POSTGRES_CTL start
	run partner add "$dir/later.json" --retries 20 --json
	same 'the database is back, and the command goes through' Later "$(printf '%s' "$out" | jq -r .name_en)"

	stop_daemon
	run city list --retries 1
	ends 'the service is gone: try again later' 75
}

local_tests
manual_tests
if "$daemon" migrate >"$dir/setup.log" 2>&1 && "$daemon" load --demo >>"$dir/setup.log" 2>&1 &&
	token=$("$daemon" token create --role staff --name t) && start_daemon 0; then
	export TWINNING_URL="http://127.0.0.1:$port"
	network_tests
	partner_tests
	match_tests
	pair_tests
	trouble_tests
else
	fail 'the daemon starts' "$(cat "$dir/setup.log" "$dir/daemon.log" 2>/dev/null)"
fi

finish
