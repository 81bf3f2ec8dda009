#!/bin/sh
# The hot path beside nginx, over the network of 2018 and over 10,000 projects. Run by tests/with_postgres.sh with DAEMON.
set -e
tests/with_daemon.py python3 tests/bench_matches.py
DAEMON_DATA=tests/network_large.sql exec tests/with_daemon.py python3 tests/bench_matches.py large
