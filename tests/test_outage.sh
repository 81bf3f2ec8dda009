#!/bin/sh
# The daemon without its database, and at its end. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/outage.py
