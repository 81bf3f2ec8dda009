#!/bin/sh
# What is asked twice is done once, whatever breaks in between. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/once.py
