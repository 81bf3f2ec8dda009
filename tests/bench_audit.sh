#!/bin/sh
# How long a long chain of changes takes to check. Run by tests/with_postgres.sh with DAEMON.
exec python3 tests/bench_audit.py
