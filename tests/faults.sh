#!/bin/sh
# The long run of faults (make check-faults): every part, a full disk, a soak. Needs DAEMON.
#	FAULT_SECONDS	of the soak, 60
# The full disk is a small file system of its own, which only root can mount.
set -eu

status=0
tests/with_postgres.sh tests/faults.py full || status=1
if [ "$(id -u)" = 0 ]; then
	disk=$(mktemp -d)
	trap 'umount "$disk"; rmdir "$disk"' EXIT
	mount -t tmpfs -o size=160m twinning "$disk"
	chmod 755 "$disk"
	TMPDIR=$disk tests/with_postgres.sh tests/faults.py disk_full || status=1
else
	echo "FAIL a full disk needs root, to mount a small file system"
	status=1
fi
tests/with_postgres.sh tests/faults.py soak || status=1
exit $status
