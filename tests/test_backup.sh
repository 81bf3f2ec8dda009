#!/bin/sh
# A backup and its restoring on a server that has none of our roles, by the very commands of twinningd(8).
# Run by tests/with_postgres.sh with DAEMON.
set -eu
. tests/claims.sh

# The commands of the section's first or second block, for a shell that is the superuser already.
block() {
	awk -v wanted="$1" '
		/^\.Sh/ { within = $0 == ".Sh BACKUP AND RESTORE" }
		within && /^\.Bd/ { block++; next }
		/^\.Ed/ { within = within && block < wanted }
		within && block == wanted
	' deploy/man/twinningd.8 | sed 's/^sudo -u postgres //'
}

# Everything that rows say, whatever their order.
digest() {
	pg_dump --data-only --inserts twinning 2>&1 | grep '^INSERT' | LC_ALL=C sort | sha256sum
}

twinningd() {
	"$daemon" "$@" </dev/null
}

daemon=$(readlink -f "${DAEMON:-build/twinningd}")

if [ "${1-}" = restore ]; then
	cd "$2"
	dropdb twinning	# which with_postgres.sh has made
	eval "$RESTORE"
	digest >restored
	exit
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/twinning-backup.XXXXXX")
trap 'rm -rf "$dir"' EXIT

twinningd migrate >/dev/null 2>&1
twinningd load --demo >/dev/null 2>&1
echo 'a password of some length' | "$daemon" user create --role admin --name Kim --email kim@example.org >/dev/null 2>&1
commands=$(block 1)
same 'the manual has commands for a backup' 2 "$(printf '%s\n' "$commands" | grep -c .)"
(cd "$dir" && eval "$commands")
holds 'a backup is taken' test -s "$dir/twinning.dump"
digest >"$dir/stored"

RESTORE=$(set -e; block 2)
export RESTORE
same 'and for its restoring' 6 "$(printf '%s\n' "$RESTORE" | grep -c .)"
holds 'a server without our roles takes it' tests/with_postgres.sh "$0" restore "$dir"
same 'with every row' "$(cat "$dir/stored")" "$(cat "$dir/restored")"
holds 'which are some' test "$(pg_dump --data-only --inserts twinning 2>&1 | grep -c '^INSERT')" -gt 500
finish
