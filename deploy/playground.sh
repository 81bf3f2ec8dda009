#!/bin/sh
# A private PostgreSQL and a daemon on it, for trying things: make run, make stop.
#
#	playground.sh start	starts what does not run, and the daemon anew; prints how to go on
#	playground.sh stop	stops the daemon, then PostgreSQL; everything they stored stays
#	playground.sh status	says what runs
#
# All of it lives in var/, which `make clean` never touches:
#	postgres/	the cluster; its socket is inside, so only its owner can connect
#	twinningd.log, twinningd.pid
#	token, twinning.ini	the first token, and the profile of the command line that holds it
set -eu

cd "$(dirname "$0")/.."
top=$PWD
var=$top/var
bin=/usr/lib/postgresql/15/bin
WAIT_SECONDS=60

fail() {
	echo "playground: $1" >&2
	exit 1
}

# wait_until COMMAND...: asks again until it succeeds, or the time is over
wait_until() {
	tries=$((WAIT_SECONDS * 5))
	until "$@"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.2
	done
}

# --- who runs it. PostgreSQL refuses root, and the daemon should not need it either.

# Sets $cluster, $database (the operator's; $serving is the daemon's), and $as: what to put before a command to
# run it as the cluster's owner.
find_cluster() {
	umask 077
	[ -d "$var" ] || (umask 022 && mkdir "$var")
	as=
	owner=$(id -un)
	if [ "$owner" = root ]; then
		owner=postgres
		as='setpriv --reuid=postgres --regid=postgres --init-groups --inh-caps=-all --no-new-privs'
	fi
	if [ ! -e "$var/postgres" ]; then
		rm -f "$var/postgres"
		mkdir "$var/postgres"
		chown "$owner" "$var/postgres"
		if ! (cd "$var/postgres" && $as test -x "$var/postgres"); then
			live_elsewhere
		fi
	fi
	cluster=$(readlink -f "$var/postgres")
	socket="host='$(echo "$cluster/data" | sed "s/[\\\\']/\\\\&/g")' dbname=twinning"
	database="$socket user=postgres"
	serving="$socket user=twinning"
	case $cluster in *,*) long=1 ;; *) long=$((${#cluster} > 87)) ;; esac
	[ "$long" = 0 ] || fail "$cluster is too long for a socket, or holds a comma: clone to another place"
}

# Root's clone may lie where nobody else may go, as in /root.
live_elsewhere() {
	rmdir "$var/postgres"
	elsewhere=$(mktemp -d /var/lib/postgresql/twinning.XXXXXX)
	chown "$owner" "$elsewhere"
	ln -s "$elsewhere" "$var/postgres"
	echo "playground: user $owner cannot enter $top; the data lives in $elsewhere, and var/postgres points there"
}

as_owner() {
	(cd "$cluster" && $as "$@")
}

# --- PostgreSQL

postgres_runs() {
	[ -d "$cluster/data" ] && as_owner "$bin/pg_ctl" -D "$cluster/data" status >/dev/null 2>&1
}

create_cluster() {
	# Made under another name first: a cluster that is there is a whole one.
	rm -rf "$cluster/new"
	as_owner "$bin/initdb" -D "$cluster/new" -A trust -U postgres -E UTF8 --locale=C.UTF-8 \
		--data-checksums >/dev/null
	as_owner tee -a "$cluster/new/postgresql.conf" >/dev/null <<-'CONF'

		# The socket lies in this directory: who may not enter it cannot connect.
		listen_addresses = ''
		unix_socket_directories = '.'
		log_line_prefix = '%m [%p] '
	CONF
	mv "$cluster/new" "$cluster/data"
}

ask_postgres() {
	psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$cluster/data" -U postgres -d postgres -c "$1" 9>&-
}

start_postgres() {
	[ -d "$cluster/data" ] || create_cluster
	postgres_runs ||
		as_owner "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/postgres.log" -s -w start >/dev/null 9>&- ||
		fail "PostgreSQL did not start; why is at the end of $cluster/postgres.log"
	[ "$(ask_postgres "select count(*) from pg_database where datname = 'twinning'")" = 1 ] ||
		ask_postgres 'create database twinning'
}

# --- the daemon

# When the process began, in ticks since boot: with its number, it names a process for good.
# A zombie, which waits for a parent that will not ask, is gone for us.
began() {
	sed -n 's/.*) \([^ZX]\)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

# Sets $pid when the daemon we started still runs.
daemon_runs() {
	pid=
	[ -f "$var/twinningd.pid" ] && read -r pid since <"$var/twinningd.pid" || return 1
	[ -n "$pid" ] && [ "$(began "$pid")" = "$since" ]
}

daemon_is_gone() {
	! daemon_runs
}

stop_daemon() {
	if daemon_runs; then
		kill -TERM "$pid"
		wait_until daemon_is_gone || kill -KILL "$pid"
	fi
	rm -f "$var/twinningd.pid" "$var/twinningd.ports"
}

# Prints the first port from $1 on where nobody answers.
free_port() {
	port=$1
	# 7: refused
	while status=0; curl -s --max-time 1 -o /dev/null "telnet://127.0.0.1:$port" </dev/null || status=$?; [ $status != 7 ]; do
		port=$((port + 1))
		[ "$port" -lt $(($1 + 100)) ] || fail "no free port from $1 on"
	done
	echo "$port"
}

# Ready, or not there any more.
daemon_is_settled() {
	daemon_is_gone || daemon_is_ready
}

daemon_is_ready() {
	curl -sf --max-time 2 -o /dev/null "http://127.0.0.1:$admin_port/ready"
}

start_daemon() {
	port=$(free_port "${PORT:-8080}")
	admin_port=$(free_port $((port + 1000)))
	# A copy: the next build may replace the binary, and the owner may not reach it where it is.
	rm -f "$cluster/twinningd"
	install -m 755 build/twinningd "$cluster/twinningd"
	(
		cd "$cluster"
		# shellcheck disable=SC2086	# words
		# No limit on requests: what is tried here is often how fast it is.
		exec setsid $as ./twinningd serve --database "$serving" --port "$port" --admin_port "$admin_port" \
			--requests_per_caller 0 \
			</dev/null >>"$var/twinningd.log" 2>&1 9>&-
	) &
	echo "$! $(began $!)" >"$var/twinningd.pid"
	echo "$port $admin_port" >"$var/twinningd.ports"
	wait_until daemon_is_settled || fail "the daemon is not ready after $WAIT_SECONDS seconds; see var/twinningd.log"
	daemon_runs || {
		tail -n 5 "$var/twinningd.log" >&2
		fail "the daemon did not start; why is at the end of var/twinningd.log"
	}
}

# --- the first token

create_token() {
	[ -s "$var/token" ] && return
	build/twinningd token create --database "$database" --role admin --name playground >"$var/token.new" 9>&-
	mv "$var/token.new" "$var/token"
}

write_profile() {
	printf 'url = http://127.0.0.1:%s\ntoken = %s\n' "$port" "$(cat "$var/token")" >"$var/twinning.ini.new"
	mv "$var/twinning.ini.new" "$var/twinning.ini"
}

tell() {
	cat <<-TELL

		The Twinning engine answers at http://127.0.0.1:$port (health and metrics: http://127.0.0.1:$admin_port)
		Open it in a browser for the console, and sign in with the token; or with a password, once there is a user:
		  build/twinningd user create --database "$database" --role admin --name Me --email me@example.org

		Token of an administrator, also in var/token:  $(cat "$var/token")

		Try:
		  curl -H "Authorization: Bearer \$(cat var/token)" http://127.0.0.1:$port/v1/cities
		  export TWINNING_CONFIG='$var/twinning.ini'
		  build/twinning partner list
		  build/twinning match demo_nalsaendol_transit

		Log: var/twinningd.log    Stop: make stop    Data: var/, kept until you remove it
	TELL
}

# ---

verb=${1-}
case $verb in
start | stop | status) ;;
*)
	echo 'usage: playground.sh start|stop|status' >&2
	exit 2
	;;
esac
[ "$verb" = start ] || [ -e "$var/postgres" ] || {
	echo 'playground: nothing was started here'
	exit 0
}

# What an ordinary user has started goes on as that user, also by the hand of root.
who=$(stat -L -c %U "$var/postgres" 2>/dev/null) || who=$(id -un)
if [ "$(id -u)" = 0 ] && [ "$who" != postgres ] && [ "$who" != root ]; then
	exec runuser -u "$who" -- "$0" "$@"
elif [ "$(id -u)" != 0 ] && [ "$who" != "$(id -un)" ]; then
	fail "var/ belongs to $who (a make run as root?). Go on as root, or remove var/ if its data may go."
fi

find_cluster
# One at a time; who comes second waits, then finds everything there.
exec 9>"$var/lock"
flock 9

case $verb in
start)
	start_postgres
	stop_daemon
	build/twinningd migrate --database "$database" 9>&-
	build/twinningd load --demo --database "$database" 9>&-
	create_token
	start_daemon
	write_profile
	tell
	;;
stop)
	stop_daemon
	if postgres_runs; then
		as_owner "$bin/pg_ctl" -D "$cluster/data" -s -w -m fast stop
	fi
	echo 'playground: stopped'
	;;
status)
	if daemon_runs; then
		read -r port admin_port <"$var/twinningd.ports"
		daemon_is_ready && state=ready || state='not ready'
		echo "twinningd   $state, process $pid, http://127.0.0.1:$port"
	else
		echo 'twinningd   stopped'
	fi
	postgres_runs && echo 'PostgreSQL  running' || echo 'PostgreSQL  stopped'
	;;
esac
