#!/usr/bin/env python3
"""Runs a command with a daemon: with_daemon.py COMMAND [ARG...]

Wants a PostgreSQL (tests/with_postgres.sh) and DAEMON, the twinningd to run. It migrates,
loads the reference data and the demonstration partners, and DAEMON_DATA, a file of SQL, if it is
named; makes a token for each role, and starts the daemon on free ports. The command finds in its environment:

    TWINNING_URL, TWINNING_ADMIN_URL    where the daemon listens
    TWINNING_TOKEN                      an administrator's
    TOKEN_STAFF, TOKEN_APPROVER, TOKEN_BATCH, TOKEN_AUDITOR, TOKEN_COMPANY (demo_nalsaendol_transit), TOKEN_CITY (manila)
    DAEMON_PID, DAEMON_LOG

Afterwards the daemon is told to stop; it must leave with status 0.
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading

DAEMON = os.environ.get("DAEMON", "build/twinningd")
SETTINGS = os.environ.get("DAEMON_SETTINGS", "").split()


def operator(*words):
    return subprocess.run([DAEMON, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def start(log):
    """The daemon, on a login that can do nothing else, and the ports that it says it listens on."""
    database = os.environ["TWINNING_DATABASE"].replace("user=" + os.environ["PGUSER"], "user=twinning")
    # Tests and benchmarks are in a hurry; the one that is about the limits sets them.
    daemon = subprocess.Popen([DAEMON, "serve", "--database", database, "--port=0", "--admin-port=0",
                               "--requests-per-caller=0", "--requests-per-address=0", *SETTINGS], stderr=log)
    # The log goes straight to a file, so that reading it costs the daemon nothing; tail ends with the daemon.
    tail = subprocess.Popen(["tail", "-n+1", "-f", "--pid", str(daemon.pid), log.name],
                            stdout=subprocess.PIPE, text=True, errors="replace")
    patience = threading.Timer(60, daemon.kill)
    patience.start()
    ports, knows = None, False
    for line in tail.stdout:
        said = re.search(r"listening .* port=(\d+) .* admin_port=(\d+)", line)
        if said:
            ports = {"port": said[1], "admin": said[2]}
        knows = knows or "catalogue snapshot=" in line
        if ports and knows:
            break
    patience.cancel()
    tail.terminate()
    if ports is None or daemon.poll() is not None:
        print("".join(open(log.name, errors="replace").readlines()[-20:]))
        sys.exit("the daemon did not come up")
    return daemon, ports


def main():
    operator("migrate")
    operator("load", "--demo")
    if "DAEMON_DATA" in os.environ:
        subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", os.environ["DAEMON_DATA"]], check=True,
                       stdout=subprocess.DEVNULL)
    tokens = {
        "TWINNING_TOKEN": operator("token", "create", "--role", "admin", "--name", "admin"),
        "TOKEN_STAFF": operator("token", "create", "--role", "staff", "--name", "staff"),
        "TOKEN_APPROVER": operator("token", "create", "--role", "approver", "--name", "approver"),
        "TOKEN_BATCH": operator("token", "create", "--role", "batch", "--name", "batch"),
        "TOKEN_AUDITOR": operator("token", "create", "--role", "auditor", "--name", "auditor"),
        "TOKEN_COMPANY": operator("token", "create", "--role", "company", "--name", "company",
                                  "--partner", "demo_nalsaendol_transit"),
        "TOKEN_CITY": operator("token", "create", "--role", "city", "--name", "city", "--city", "manila"),
    }
    with tempfile.NamedTemporaryFile("w", prefix="twinningd.", suffix=".log") as log:
        daemon, ports = start(log)
        status = 1
        try:
            status = subprocess.run(sys.argv[1:], env={
                **os.environ, **tokens,
                "TWINNING_URL": "http://127.0.0.1:" + ports["port"],
                "TWINNING_ADMIN_URL": "http://127.0.0.1:" + ports["admin"],
                "DAEMON_PID": str(daemon.pid), "DAEMON_LOG": log.name,
            }).returncode
        finally:
            if daemon.poll() is None:
                daemon.send_signal(signal.SIGTERM)
            left = daemon.wait(60)
            if status != 0 or left != 0:
                print("the daemon left with", left, "and its log ends:")
                print("".join(open(log.name, errors="replace").readlines()[-40:]))
                status = status or 1
    sys.exit(status)


main()
