#!/bin/sh
# tests/tls.py, and the hostile clients under TLS, against the real daemon with certificates made here.
# Run by tests/with_postgres.sh with DAEMON.
set -eu
TLS_DIR=$(mktemp -d)
export TLS_DIR
trap 'rm -rf "$TLS_DIR"' EXIT

# certificate NAME DAYS: $TLS_DIR/NAME.pem and NAME.key, good for so many days
certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
		-keyout "$TLS_DIR/$1.key" -out "$TLS_DIR/$1.csr" 2>/dev/null
	openssl x509 -req -in "$TLS_DIR/$1.csr" -signkey "$TLS_DIR/$1.key" -days "$2" -out "$TLS_DIR/$1.pem" 2>/dev/null
}

certificate first 30
certificate second 60
certificate expired -1
cp "$TLS_DIR/first.pem" "$TLS_DIR/now.pem"
cp "$TLS_DIR/first.key" "$TLS_DIR/now.key"
cat >"$TLS_DIR/twinningd.ini" <<-INI
	tls_address = 127.0.0.1
	tls_port = 0
	tls_certificate = $TLS_DIR/now.pem
	tls_key = $TLS_DIR/now.key
	head_seconds = 2
	body_seconds = 2
	idle_seconds = 3
	write_seconds = 2
INI
export DAEMON_SETTINGS="--config=$TLS_DIR/twinningd.ini"
tests/with_daemon.py tests/tls.py
