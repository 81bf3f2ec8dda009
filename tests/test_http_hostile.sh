#!/bin/sh
# tests/hostile_http.py against the real daemon, started with short deadlines: many at a time under the
# sanitizers, then one after the other against the daemon as it is released, to see what memory each takes.
# Run by tests/with_postgres.sh with DAEMON and RELEASED.
set -eu
export TWINNING_HEAD_SECONDS=2 TWINNING_BODY_SECONDS=2 TWINNING_IDLE_SECONDS=3 TWINNING_WRITE_SECONDS=2
# shellcheck disable=SC2016	# the address is known inside
tests/with_daemon.py sh -c 'tests/hostile_http.py --deadlines 2,2,3,2 --log "$DAEMON_LOG" "${TWINNING_URL#http://}"'
export TWINNING_HEAD_SECONDS=1 TWINNING_BODY_SECONDS=1 TWINNING_IDLE_SECONDS=1 TWINNING_WRITE_SECONDS=1
# shellcheck disable=SC2016
DAEMON=$RELEASED tests/with_daemon.py sh -c \
	'tests/hostile_http.py --deadlines 1,1,1,1 --pid "$DAEMON_PID" "${TWINNING_URL#http://}"'
