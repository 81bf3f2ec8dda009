#!/bin/sh
# What the daemon itself costs, beside its budget. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/bench_cost.py
