#!/bin/sh
# tests/hostile_http.py against the real daemon, started with short deadlines.
# Run by tests/with_postgres.sh with DAEMON.
export TWINNING_HEAD_SECONDS=2 TWINNING_BODY_SECONDS=2 TWINNING_IDLE_SECONDS=3 TWINNING_WRITE_SECONDS=2
# shellcheck disable=SC2016	# the address is known inside
exec tests/with_daemon.py sh -c 'tests/hostile_http.py --deadlines 2,2,3,2 "${TWINNING_URL#http://}"'
