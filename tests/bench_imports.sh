#!/bin/sh
# How fast partners are imported, beside a raw binary COPY of the same rows. Run by `make bench`.
DAEMON_SETTINGS="--role=all" exec tests/with_daemon.py python3 tests/bench_imports.py "$@"
