#!/bin/sh
# Imports, against real processes. Run by tests/with_postgres.sh with DAEMON and CLI.
# Words after it name the parts to run: upload, rows, ...
DAEMON_SETTINGS="--role=api" exec tests/with_daemon.py python3 tests/imports.py "$@"
