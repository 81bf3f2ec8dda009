#!/bin/sh
# A short run of tests/faults.py; `make check-faults` is the long one.
# Run by tests/with_postgres.sh with RELEASED: how soon a daemon is back is a matter of the released one.
DAEMON=$RELEASED exec tests/faults.py short
