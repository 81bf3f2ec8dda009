#!/bin/sh
# Pairing lists as their users see them. Run by tests/with_postgres.sh with DAEMON and CLI.
exec tests/with_daemon.py python3 tests/lists.py
