#!/bin/sh
# Documents as their readers get them. Run by tests/with_postgres.sh with DAEMON and CLI.
exec tests/with_daemon.py python3 tests/papers.py
