#!/bin/sh
# How soon a process is ready, and what a partner costs it in memory. Run by tests/with_postgres.sh with DAEMON.
exec python3 tests/bench_start.py
