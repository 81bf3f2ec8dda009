#!/bin/sh
# The ten best of a sheet beside SQL and numpy. Run by tests/with_postgres.sh.
# Not just any python3: the one that numpy is a package of.
exec /usr/bin/python3 tests/bench_scoring_sheet.py
