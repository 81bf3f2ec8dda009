#!/bin/sh
# The hot path beside nginx. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/bench_matches.py
