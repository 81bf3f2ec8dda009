#!/bin/sh
# Builds the scoring with each compiler at each level of optimisation, and runs it
# once more under valgrind: all must print one digest, the one the test expects.
#
#	same_bits.sh		from the top of the tree; prints "N passed, M failed"
set -eu

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
passed=0 failed=0
expected=$(awk '/EXPECTED = / { gsub(/.*\(|\).*/, ""); print }' tests/test_scoring_bits.c)

# Compares one digest; `$1` says where it comes from.
compare() {
	if [ "$2" = "$expected" ]; then
		passed=$((passed + 1))
		echo "  ok    $2 $1"
	else
		failed=$((failed + 1))
		echo "  FAIL  $2 $1, expected $expected"
	fi
}

for cc in gcc clang; do
	for level in -O0 -O2 -O3; do
		program=$build/bits$cc$level
		# shellcheck disable=SC2046	# words
		$cc -std=c11 -D_GNU_SOURCE -I. $level $(pkg-config --cflags check) -o "$program" \
			tests/test_scoring_bits.c scoring/*.c $(pkg-config --libs check) -lm
		compare "$cc $level" "$("$program" digest)"
	done
done
compare "gcc -O2 under valgrind" "$(valgrind -q --error-exitcode=9 "$build/bitsgcc-O2" digest || echo "valgrind found errors")"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
