#!/bin/sh
# What the released binaries are built with, and how much of the system the unit leaves open.
#
#	built_hardened.sh DAEMON CLI	from the top of the tree; prints "N passed, M failed"
set -eu

passed=0 failed=0
# claim NAME COMMAND...: it succeeds
claim() {
	name=$1
	shift
	if "$@" >/dev/null 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "  FAIL  $name"
	fi
}
# shows PATTERN FILE OPTION...: readelf with these options tells of it
shows() {
	pattern=$1 file=$2
	shift 2
	readelf -W "$@" "$file" | grep -qE "$pattern"
}
lacks() {
	! shows "$@"
}

for binary; do
	claim "$binary may be loaded anywhere" shows 'Flags:.* PIE' "$binary" -d
	claim "$binary binds all its symbols at the start" shows 'Flags: NOW' "$binary" -d
	claim "$binary then makes its tables read-only" shows GNU_RELRO "$binary" -l
	claim "$binary has no stack that runs" shows 'GNU_STACK .* RW ' "$binary" -l
	claim "$binary has no memory both written and run" lacks 'LOAD .* RWE' "$binary" -l
	claim "$binary notices a stack written over" shows __stack_chk_fail "$binary" --dyn-syms
	claim "$binary calls checked functions" shows '__(vsnprintf|snprintf|memcpy|fprintf|printf)_chk' "$binary" --dyn-syms
	claim "$binary takes libraries from where the system has them" lacks 'RPATH|RUNPATH' "$binary" -d
done

# In tenths: 2.0 is the most.
claim "the unit leaves little open" systemd-analyze security --offline=true --threshold=20 deploy/twinningd.service
systemd-analyze security --offline=true --no-pager deploy/twinningd.service 2>/dev/null | sed -n 's/.*Overall/Overall/p'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
