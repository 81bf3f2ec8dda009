#!/bin/sh
# Users, sessions, tokens and limits. Run by tests/with_postgres.sh with DAEMON and CLI.
DAEMON_SETTINGS="--proxies=127.0.0.1 --requests-per-address=600" exec tests/with_daemon.py python3 tests/people.py
