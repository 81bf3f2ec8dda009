#!/bin/sh
# The rules that a compiler cannot see. Each finding is one line: file:line: what, and why.
set -u

# rule WHY: the lines on standard input are findings; none is good.
rule() {
	sed "s|\$| <- $1|" | awk '{ print } END { print NR ? "rule broken" : "rule kept" }'
}

# What is committed, or would be. Git is not always there, and refuses a clone of somebody else's.
all=$(git ls-files -co --exclude-standard 2>/dev/null ||
	find . -type f ! -path './.git/*' ! -path './build/*' ! -path './var/*' | sed 's|^\./||')

# files [PATTERN...]: of all those, the ones that match; a * also matches a slash
files() {
	echo "$all" | while read -r f; do
		for pattern in "${@:-*}"; do
			# shellcheck disable=SC2254	# it is a pattern
			case $f in $pattern) [ ! -f "$f" ] || echo "$f"; break ;; esac
		done
	done
}

# in_files PATTERN FILES...: grep in them, quiet where there is none yet
in_files() {
	pattern=$1
	shift
	files "$@" | xargs -r -d '\n' grep -nHE -- "$pattern"
}

rules() {
in_files '#include [<"](event2|libpq|cjson|sodium|ini\.h|utf8proc|curl|proto/|engine/)' 'scoring/*.[ch]' 'tests/test_scoring*' 'tests/test_pairing*' |
	rule 'scoring knows neither libraries nor the layers above it'
in_files '#include [<"](event2|libpq|sodium|curl|engine/|build/)' 'proto/*.[ch]' 'proto/*.def' 'tests/test_proto*' |
	rule 'proto knows no sockets, no database and no engine'
in_files '#include [<"](event2|libpq|engine/[^c]|engine/c[^l]|build/)' 'engine/cli/*.[ch]' |
	grep -vE '"engine/(verify|chain)\.h"' |
	rule 'the command line speaks HTTP, and takes from the engine only what verifies a list, or the chain of the audit'
in_files '#include [<"](stdio|time|locale|errno|unistd|pthread)\.h' 'scoring/*.[ch]' |
	rule 'scoring is arithmetic: no I/O, clock, locale or thread'
in_files '\<(float|double)\>' 'scoring/*.[ch]' |
	grep -vE '^[^:]+:[0-9]+:[[:space:]]*(/?\*|//)' |
	rule 'scores are integers, the same on every machine'

in_files '"(select|insert into|update|delete from|create|alter|drop|with|begin|commit|rollback|listen|set)[[:space:]][a-z_ (*]' 'engine/*.[ch]' 'proto/*.[ch]' 'scoring/*.[ch]' |
	rule 'SQL lives in sql/, one statement a file'
in_files '(^|[[:space:],(])select[[:space:]]+\*' 'sql/queries/*.sql' |
	rule 'columns are named, so that a new one surprises nobody'
in_files '^create (or replace )?function' 'sql/migrations/*.sql' | awk -F'[/_]' '$3 > 56' |
	rule 'a function that changes stands in sql/functions, once'

files '*.c' '*.h' '*.sh' '*.sql' '*.def' '*.awk' '*.py' '*.ts' '*.tsx' '*.mjs' | grep -v '/contract\.ts$' | xargs -r -d '\n' awk '
	FNR == 601 { print FILENAME ":601: more than 600 lines" }' |
	rule 'a long file usually holds two things'
in_files '(TO''DO|FIX''ME|XX''X:)' |
	rule 'finish it, or open an issue'
in_files '(^|[^_[:alnum:]])(u|nano)?sle''ep([[:space:]]+[0-9.$]|[[:space:]]*\()' 'tests/*' |
	rule 'tests wait for an event, not for a while'
in_files '(skip''_test|_skip\(|\.skip\(|ck_assert(_msg)? ?\( ?1 ?[,)]|^[[:space:]]*skip( |$))' 'tests/*' |
	rule 'no test is skipped, none passes by itself'

in_files '(/(ro''ot|ho''me|wo''rk|fa''rm)/|\.\./sha''red)' |
	rule 'a path of one machine'
in_files '(deb\.deb''ian\.org|security\.deb''ian|registry\.np''mjs|pypi\.o''rg|proxy\.gol''ang|crates\.i''o)' |
	rule 'the machine knows where its packages come from'
files | sed 's|/.*||' | sort -u | grep -vxE 'Makefile|README\.md|LICENSE|engine|proto|sql|scoring|tests|deploy|\..*' |
	rule 'unexpected at the top level'
in_files '[[:space:]]$' '*.[ch]' '*.def' '*.sh' '*.sql' '*.awk' Makefile |
	rule 'space at the end of a line'
files 'tests/*.sh' 'deploy/*.sh' '.ci/*' | while read -r f; do [ -x "$f" ] || echo "$f:1: not executable"; done |
	rule 'scripts are run by name'
files '*.sh' .ci/run | xargs -r -d '\n' shellcheck -f gcc 2>&1 |
	rule 'shellcheck'
files 'deploy/man/*' | xargs -r -d '\n' mandoc -Tlint -Wwarning 2>&1 |
	rule 'mandoc'
}

rules | awk '
	$0 == "rule kept" { passed++; next }
	$0 == "rule broken" { failed++; next }
	{ print }
	END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }'
