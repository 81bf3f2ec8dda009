#!/bin/sh
# Installs the Debian packages that the project needs and this machine lacks.
#
#	setup.sh SET	build, run, check, bench or console; run holds build, check and bench hold run
#	setup.sh --tell SET	installs nothing: says what is missing, and fails if anything is
#
# Root and network are asked for only when something is missing.
set -eu

# package, oldest version we accept ("-": any), sets.
# libevent and cJSON: older builds have published holes. PostgreSQL: 15 is what is tested.
packages='
gcc                -                       build run check
libc6-dev          -                       build run check
make               -                       build run check
pkg-config         -                       build run check
libevent-dev       2.1.12-stable-8+deb12u1 build run check
libpq-dev          15                      build run check
libcjson-dev       1.7.15-1+deb12u4        build run check
libsodium-dev      1.0.18                  build run check
libxxhash-dev      0.8.1                   build run check
libssl-dev         3.0                     build run check
openssl            3.0                     check
libinih-dev        53                      build run check
libutf8proc-dev    2.8.0                   build run check
libcurl4-openssl-dev 7.88                  build run check
libcsv-dev         3.0.3                   build run check
libminizip-dev     1.1                     build run check
libexpat1-dev      2.5.0                   build run check
libpango1.0-dev    1.50                    build run check
libxlsxwriter-dev  1.1.4                   build run check
fonts-noto-cjk     1:20220127              run check
postgresql-15      15                      run check
curl               7.76                    run check
util-linux         2.36                    run check
check              0.15                    check
shellcheck         0.9                     check
clang              1:14                    check
llvm               1:14                    check
libfaketime        0.9.10                  check
systemd            252                     check
binutils           2.40                    check
libclang-rt-14-dev -                       check
valgrind           1:3.19                  check
poppler-utils      22.12                   check
mandoc             1.14                    check
jq                 1.6                     check
python3            3.11                    check bench
nginx-light        1.22                    bench
wrk                4.1                     bench
g++                -                       bench
liblemon-dev       1.3                     bench
libglpk-dev        5.0                     bench
python3-scipy      1.10                    bench
nodejs             18                      console
npm                -                       console
chromium           -                       console
'

mode=install
if [ "${1-}" = --tell ]; then
	mode=tell
	shift
fi
set=${1-}
case $set in
build | run | check | bench | console) ;;
*)
	echo "usage: setup.sh [--tell] build|run|check|bench|console" >&2
	exit 2
	;;
esac

if ! command -v dpkg-query >/dev/null; then
	echo "setup: this is not Debian; needed are: $(echo "$packages" | awk -v s="$set" '$0 ~ " " s { printf "%s ", $1 }')" >&2
	exit 0
fi

have=$(dpkg-query -W -f '${Status}\t${Package}\t${Version}\n' | sed -n 's/^install ok installed\t//p')

# Prints the packages of the set that are absent, or older than the least version.
missing() {
	echo "$packages" | while read -r package least sets; do
		case "$set $sets" in
		*" $set" | *" $set "* | 'bench '*run*) ;;
		*) continue ;;
		esac
		# Where Node.js is not Debian's own, npm comes with it.
		[ "$package" != npm ] || ! command -v npm >/dev/null || continue
		version=$(echo "$have" | awk -v p="$package" '$1 == p { print $2; exit }')
		if [ -z "$version" ]; then
			echo "$package"
		elif [ "$least" != - ] && dpkg --compare-versions "$version" lt "$least"; then
			echo "$package"
		fi
	done
}

wanted=$(missing | tr '\n' ' ')
[ -n "$wanted" ] || exit 0

if [ $mode = tell ]; then
	echo "setup: missing or too old: $wanted" >&2
	echo "setup: install them with: deploy/setup.sh $set" >&2
	exit 1
fi

as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "setup: missing or too old: $wanted" >&2
		echo "setup: there is no sudo here. As root, run: apt-get install $wanted" >&2
		exit 1
	fi
	as_root=sudo
	sudo true || {
		echo "setup: missing or too old: $wanted" >&2
		echo "setup: sudo refuses. As root, run: apt-get install $wanted" >&2
		exit 1
	}
fi

echo "setup: installing $wanted"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt_get() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" >"$log" 2>&1 </dev/null
}

# The lists may be absent, or name versions that the mirror no longer has.
# shellcheck disable=SC2086	# one word per package
if ! apt_get update || ! apt_get install -y --no-install-recommends $wanted; then
	tail -20 "$log" >&2
	echo "setup: apt-get failed (above). Is the network there? By hand: apt-get update && apt-get install $wanted" >&2
	exit 1
fi

have=$(dpkg-query -W -f '${Status}\t${Package}\t${Version}\n' | sed -n 's/^install ok installed\t//p')
left=$(missing | tr '\n' ' ')
if [ -n "$left" ]; then
	echo "setup: apt has only older versions of: $left" >&2
	echo "setup: enable the security updates of Debian 12 in the apt sources, then run this again" >&2
	exit 1
fi
