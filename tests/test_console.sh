#!/bin/sh
# The console as the daemon serves it. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/console.py
