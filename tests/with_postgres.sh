#!/bin/sh
# Runs a command with a scratch PostgreSQL: with_postgres.sh COMMAND [ARG...]
#
# The server listens on a private socket only; it and its files go away at the end.
# Its database is empty: who needs tables runs `twinningd migrate`.
#	PGHOST, PGUSER, PGDATABASE	for psql and libpq
#	TWINNING_DATABASE		the same, for twinningd
#	POSTGRES_CTL			pg_ctl for this server, for tests that stop and start it:
#					$POSTGRES_CTL -m fast stop; $POSTGRES_CTL start
set -eu

bin=/usr/lib/postgresql/15/bin
dir=$(mktemp -d "${TMPDIR:-/tmp}/twinning.XXXXXX")
as=
if [ "$(id -u)" = 0 ]; then	# the server refuses to run as root
	chown postgres "$dir"
	as='runuser -u postgres --'
fi
POSTGRES_CTL="$as $bin/pg_ctl -D $dir/data -l $dir/log -s -w"
trap '$POSTGRES_CTL -m immediate stop >/dev/null 2>&1; rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(
	cd "$dir"	# a server that cannot enter the present directory says so, every time
	$as "$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
	$as tee -a "$dir/data/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$dir'
		fsync = off
		shared_buffers = 16MB
	CONF
	$POSTGRES_CTL start >/dev/null
)

export POSTGRES_CTL PGHOST="$dir" PGUSER=postgres PGDATABASE=twinning
export TWINNING_DATABASE="host=$dir user=postgres dbname=twinning"
createdb twinning
"$@"
