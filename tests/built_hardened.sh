#!/bin/sh
# What the released binaries are built with, and how much of the system the unit leaves open.
#
#	built_hardened.sh DAEMON CLI	from the top of the tree; prints "N passed, M failed"
set -eu

. tests/claims.sh

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
	holds "$binary may be loaded anywhere" shows 'Flags:.* PIE' "$binary" -d
	holds "$binary binds all its symbols at the start" shows 'Flags: NOW' "$binary" -d
	holds "$binary then makes its tables read-only" shows GNU_RELRO "$binary" -l
	holds "$binary has no stack that runs" shows 'GNU_STACK .* RW ' "$binary" -l
	holds "$binary has no memory both written and run" lacks 'LOAD .* RWE' "$binary" -l
	holds "$binary notices a stack written over" shows __stack_chk_fail "$binary" --dyn-syms
	holds "$binary calls checked functions" shows '__(vsnprintf|snprintf|memcpy|fprintf|printf)_chk' "$binary" --dyn-syms
	holds "$binary takes libraries from where the system has them" lacks 'RPATH|RUNPATH' "$binary" -d
done

# In tenths: 2.0 is the most.
holds "the unit leaves little open" systemd-analyze security --offline=true --threshold=20 deploy/twinningd.service
systemd-analyze security --offline=true --no-pager deploy/twinningd.service 2>/dev/null | sed -n 's/.*Overall/Overall/p'

finish
