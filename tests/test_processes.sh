#!/bin/sh
# Several processes on one port, and what each of them knows. Run by tests/with_postgres.sh with DAEMON.
DAEMON_SETTINGS=--processes=2 exec tests/with_daemon.py python3 tests/processes.py
