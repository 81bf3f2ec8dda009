#!/bin/sh
# What the suites of the command line share: sourced, from the top of the clone, with CLI and DAEMON.

. tests/claims.sh

cli=$(realpath "${CLI:-build/twinning}")
daemon=$(realpath "${DAEMON:-build/twinningd}")
dir=$(mktemp -d "${TMPDIR:-/tmp}/twinning-cli.XXXXXX")
served=
trap 'stop_daemon; rm -rf "$dir"' EXIT

# Nothing of whoever runs the tests may change what they say.
unset LC_ALL LC_MESSAGES TWINNING_URL TWINNING_TOKEN TWINNING_CONFIG TWINNING_LANG TWINNING_CA XDG_CONFIG_HOME NO_COLOR
export LANG=C.UTF-8 HOME="$dir/home"
mkdir -p "$HOME"

# run ARG...: the command; leaves $out, $err and $status
run() {
	if [ -n "$served" ] && ! kill -0 "$served" 2>/dev/null; then
		fail "the daemon lives until: $*" "$(tail -n 40 "$dir/daemon.log")"
		finish
		exit 1	# all that follows would only wait for it
	fi
	"$cli" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	out=$(cat "$dir/out")
	err=$(cat "$dir/err")
}

# The same where a file may have a thousand bytes.
run_small() {
	# shellcheck disable=SC2039,SC3045	# every sh of Debian has it
	(trap '' XFSZ && ulimit -f 2 && exec "$cli" "$@" >"$dir/out" 2>"$dir/err" </dev/null)
	status=$?
	out=$(cat "$dir/out")
	err=$(cat "$dir/err")
}

# ends NAME STATUS [TEXT]: how the last run ended, and what it said on stderr
ends() {
	if [ "$status" = "$2" ] && printf '%s' "$err" | grep -qF -- "${3-}"; then
		pass "$1"
	else
		fail "$1" "wanted status $2 and on stderr: ${3-}" "got    status $status, stderr: $err"
	fi
}

# shows NAME TEXT...: the last run succeeded and printed every text
shows() {
	name=$1
	shift
	for text; do
		if [ "$status" != 0 ] || ! printf '%s' "$out" | grep -qF -- "$text"; then
			fail "$name" "wanted $text" "got    status $status: $out" "       $err"
			return
		fi
	done
	pass "$name"
}

# --- the daemon

start_daemon() {
	rm -f "$dir/said"
	mkfifo "$dir/said"
	TWINNING_PORT=$1 TWINNING_ADMIN_PORT=0 "$daemon" serve 2>"$dir/said" &
	served=$!
	exec 3<"$dir/said"
	port=
	while [ -z "$port" ] && read -r line <&3; do
		echo "$line" >>"$dir/daemon.log"
		case $line in
		*listening*) port=$(echo "$line" | sed -n 's/.* port=\([0-9]*\).*/\1/p') ;;
		esac
	done
	cat <&3 >>"$dir/daemon.log" &
	exec 3<&-
	[ -n "$port" ]
}

stop_daemon() {
	[ -z "$served" ] && return
	kill "$served" 2>/dev/null
	wait "$served"
	served=
}
