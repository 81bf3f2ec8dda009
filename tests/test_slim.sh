#!/bin/sh
# A daemon that keeps no profile in memory answers as one that keeps them all. Run by tests/with_postgres.sh with DAEMON.
exec tests/with_daemon.py python3 tests/slim.py
