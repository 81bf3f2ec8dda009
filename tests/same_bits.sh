#!/bin/sh
# Builds the scoring with each compiler at each level of optimisation, and runs it
# once more under valgrind: all must print one digest, the one the test expects.
#
#	same_bits.sh		from the top of the tree; prints "N passed, M failed"
set -eu
. tests/claims.sh

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
expected=$(awk '/EXPECTED = / { gsub(/.*\(|\).*/, ""); print }' tests/test_scoring_bits.c)

for cc in gcc clang; do
	for level in -O0 -O2 -O3; do
		program=$build/bits$cc$level
		# shellcheck disable=SC2046	# words
		$cc -std=c11 -D_GNU_SOURCE -I. $level $(pkg-config --cflags check) -o "$program" \
			tests/test_scoring_bits.c scoring/*.c $(pkg-config --libs check) -lm
		same "$cc $level" "$expected" "$("$program" digest)"
	done
done
same "gcc -O2 under valgrind" "$expected" "$(valgrind -q --error-exitcode=9 "$build/bitsgcc-O2" digest || echo "valgrind found errors")"

finish
