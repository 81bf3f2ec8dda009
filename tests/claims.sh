#!/bin/sh
# What the suites in shell claim and count: sourced, from the top of the clone.

passed=0
failed=0

pass() {
	passed=$((passed + 1))
	echo "ok   $1"
}

# fail NAME LINE...: what was wanted and what came
fail() {
	failed=$((failed + 1))
	echo "FAIL $1"
	shift
	[ $# = 0 ] || printf '     %s\n' "$@"
}

# same NAME WANTED GOT
same() {
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "wanted $2" "got    $3"; fi
}

# holds NAME COMMAND...: the command succeeds
holds() {
	name=$1
	shift
	if said=$("$@" 2>&1); then pass "$name"; else fail "$name" "failed: $*" "$said"; fi
}

# Says how many, and fails when any has.
finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ]
}
