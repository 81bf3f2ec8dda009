#!/bin/sh
# How fast partners are created over HTTP, each one durable when it is acknowledged. Run by `make bench`.
# The scratch server of the tests writes nothing through; here it must.
set -e
psql -Xqc "alter system set fsync = on" -c "alter system set shared_buffers = '256MB'"
$POSTGRES_CTL -m fast restart >/dev/null
exec tests/with_daemon.py python3 tests/bench_creates.py "$@"
