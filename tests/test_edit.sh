#!/bin/sh
# The network as people edit it. Run by tests/with_postgres.sh with DAEMON and CLI.
exec tests/with_daemon.py python3 tests/edit.py
