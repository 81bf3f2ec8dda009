#!/bin/sh
# tests/hostile_http.py against the real daemon, started with short deadlines.
# Run by tests/with_postgres.sh; needs DAEMON.
set -eu

daemon=$(realpath "${DAEMON:-build/twinningd}")
dir=$(mktemp -d "${TMPDIR:-/tmp}/twinning-http.XXXXXX")
served=
trap 'stop_daemon; rm -rf "$dir"' EXIT
mkfifo "$dir/said"

# A daemon that ends badly, as the sanitizers make it, fails the suite.
stop_daemon() {
	[ -z "$served" ] && return
	kill "$served" 2>/dev/null || true
	wait "$served" || echo "the daemon ended with status $?"
	served=
}

"$daemon" migrate >"$dir/setup.log" 2>&1 || { cat "$dir/setup.log"; exit 1; }
"$daemon" load >"$dir/setup.log" 2>&1 || { cat "$dir/setup.log"; exit 1; }
TWINNING_TOKEN=$("$daemon" token create --role staff --name hostile)
export TWINNING_TOKEN

TWINNING_HEAD_SECONDS=2 TWINNING_BODY_SECONDS=2 TWINNING_IDLE_SECONDS=3 TWINNING_WRITE_SECONDS=2 \
	"$daemon" serve --port 0 --admin-port 0 2>"$dir/said" &
served=$!
exec 3<"$dir/said"
port=
while [ -z "$port" ] && read -r line <&3; do
	port=$(echo "$line" | sed -n 's/.*listening.* port=\([0-9]*\).*/\1/p')
done
[ -n "$port" ] || { echo "the daemon did not start"; exit 1; }
cat <&3 >"$dir/log" &

status=0
tests/hostile_http.py --deadlines 2,2,3,2 "127.0.0.1:$port" || status=1
stop_daemon >"$dir/end"
[ ! -s "$dir/end" ] || { cat "$dir/end"; grep -v ' request id=' "$dir/log" | tail -50; status=1; }
exit $status
