#!/bin/sh
# The API as its users see it. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/api.py
