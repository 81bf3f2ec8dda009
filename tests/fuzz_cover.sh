#!/bin/sh
# Runs what counts lines, fuzzers over their kept corpus and tests, and prints what of the parsers they came to:
# fuzz_cover.sh PROGRAM...	(make fuzz-cover)
#
# What cannot be reached by bytes from outside stays in the count: slips of our own, memory that is not there.
set -eu

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
for program; do
	name=${program##*/}
	inputs=
	[ ! -d "build/corpus/$name" ] || inputs=$(echo "build/corpus/$name"/*)
	# shellcheck disable=SC2086	# words
	CK_FORK=no LLVM_PROFILE_FILE=$data/$name.profraw "$program" $inputs >"$data/$name.log" 2>&1 ||
		{ tail -20 "$data/$name.log"; exit 1; }
done
llvm-profdata-14 merge -o "$data/all.profdata" "$data"/*.profraw
parsers="proto/http.c proto/http_head.c proto/header.c proto/query.c proto/json.c proto/json_merge.c proto/utf8.c
	proto/form.c proto/message_read.c proto/book.c proto/book_row.c proto/book_text.c proto/book_xlsx.c proto/xlsx_part.c
	proto/zip_part.c proto/csv.c engine/config_load.c"
first=$1
shift
# shellcheck disable=SC2046,SC2086	# words
llvm-cov-14 report "$first" $(printf -- '-object %s ' "$@") -instr-profile="$data/all.profdata" $parsers |
	awk '/\.c / || /^TOTAL/ { printf "%-28s %6s lines %6s missed %8s\n", $1, $8, $9, $10 }'
