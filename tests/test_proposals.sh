#!/bin/sh
# What is proposed to companies and cities, and what each answers. Run by tests/with_postgres.sh with DAEMON and CLI.
exec tests/with_daemon.py python3 tests/proposals.py
