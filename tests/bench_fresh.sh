#!/bin/sh
# How soon a change is seen, and how soon a process is ready. Run by tests/with_postgres.sh with DAEMON.
exec python3 tests/bench_fresh.py
