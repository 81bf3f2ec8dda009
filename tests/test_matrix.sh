#!/bin/sh
# Who may call which route: every cell of twinning-rights(7), with a real token. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/matrix.py
