#!/bin/sh
# What 2,000 connections and 200 slow readers cost the others. Run by tests/with_postgres.sh with DAEMON.
DAEMON_SETTINGS="--clients=5000" exec tests/with_daemon.py python3 tests/bench_connections.py
