#!/bin/sh
# The console from its sources, then as people use it, in Chromium. Run by `make check-console`
# from the top, with DAEMON; the pictures are left in build/console-shots.
#
# dist/ must be what the sources give, byte for byte: it is committed, so that make needs no npm.
set -eu

cd engine/console
npm ci --no-audit --no-fund --prefer-offline --loglevel=error
npm run --silent build
if git diff --exit-code --stat -- dist && [ -z "$(git ls-files --others --exclude-standard dist)" ]; then
	echo '1 passed, 0 failed'
else
	echo 'dist is not what the sources give: build it with npm run build, and commit it' >&2
	echo '0 passed, 1 failed'
fi
cd ../..
tests/with_postgres.sh tests/with_daemon.py node engine/console/e2e/walk.mjs
