#!/bin/sh
# The record of changes: what it holds, that it cannot be altered unseen, and forgetting a person in it.
# Run by tests/with_postgres.sh with DAEMON and CLI.
exec tests/with_daemon.py python3 tests/audit.py
