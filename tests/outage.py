#!/usr/bin/env python3
"""The daemon without its database, and at its end. Run by tests/test_outage.sh, under tests/with_daemon.py.

    POSTGRES_CTL    pg_ctl for the scratch server (tests/with_postgres.sh)
"""
import os
import signal
import socket
import subprocess
import threading

from claims import claim, finish
from client import ADMIN, URL, ask
from postgres import freeze, pg_ctl, thaw

DAEMON = int(os.environ["DAEMON_PID"])


def log_says(words, since, until=lambda: True):
    """Waits for a line of the daemon's log, written after `since` bytes, that has these words, and after which
    `until` holds."""
    tail = subprocess.Popen(["tail", "-c+%d" % (since + 1), "-f", os.environ["DAEMON_LOG"]],
                            stdout=subprocess.PIPE, text=True, errors="replace")
    patience = threading.Timer(30, tail.kill)
    patience.start()
    found = any(words in line and until() for line in tail.stdout)
    patience.cancel()
    tail.kill()
    return found


def log_size():
    return os.path.getsize(os.environ["DAEMON_LOG"])


PROFILE = {"name_en": "Outage", "kind": "investor"}

# PostgreSQL goes away in good order.
mark = log_size()
pg_ctl("-m", "fast", "stop")
claim("the outage is logged", log_says("database", mark))
for method, path, body in (("GET", "/v1/cities", None), ("GET", "/v1/partners/demo_nalsaendol_transit/matches", None),
                           ("POST", "/v1/partners", PROFILE)):
    a = ask(method, path, body)
    claim("%s %s is 503 while it is away" % (method, path), a.status == 503 and a.headers["Retry-After"] == "2"
          and a.json["code"] == "database", a)
claim("the daemon lives on", ask("GET", "/live", at=ADMIN).status == 200)
claim("but is not ready", ask("GET", "/ready", at=ADMIN).status == 503)
mark = log_size()
pg_ctl("start")
claim("it comes back without a restart, and reads nothing twice", log_says(" changes=0 ", mark))
claim("ready again", ask("GET", "/ready", at=ADMIN).status == 200)
a = ask("POST", "/v1/partners", PROFILE, Idempotency_Key="after-outage")
claim("and writes again", a.status == 201, a)
made = a.json
claim("and reads what it wrote", ask("GET", "/v1/partners/" + made["id"]).json == made)

# Another process writes while nobody is asked: NOTIFY brings it here.
mark = log_size()
subprocess.run(["psql", "-X", "-q", "-c", "update partner set capacity = 77, version = version + 1 where id = '%s'"
                % made["id"]], check=True)
claim("a change by another process is shown", log_says("catalogue snapshot=", mark, lambda: ask(
    "GET", "/v1/partners/" + made["id"]).json["capacity"] == 77))

# Its backends die under the daemon.
subprocess.run(["psql", "-X", "-q", "-o", "/dev/null", "-c", "select pg_terminate_backend(pid) from pg_stat_activity"
                " where pid <> pg_backend_pid() and backend_type = 'client backend'"], check=True)
statuses = {ask("GET", "/v1/pairing-lists").status for _ in range(20)}
claim("lost backends give 503 at worst", statuses <= {200, 503}, statuses)

# It stops answering without saying so.
freeze()
try:
    answers = []
    asking = [threading.Thread(target=lambda: answers.append(ask("GET", "/v1/pairing-lists").status)) for _ in range(10)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(20)
    claim("a frozen server: each request ends with 503 or 504", len(answers) == 10 and set(answers) <= {503, 504}, answers)
    claim("and the daemon lives", ask("GET", "/live", at=ADMIN).status == 200)
finally:
    mark = log_size()
    thaw()
claim("and comes back when the server does", log_says("catalogue snapshot=", mark,
      lambda: ask("GET", "/ready", at=ADMIN).status == 200))

# Told to stop: what is in flight is finished, then it leaves (with_daemon.py wants status 0).
lock = subprocess.Popen(["psql", "-X", "-q", "-c", "begin; lock table partner in exclusive mode",
                         "-c", "\\echo locked", "-c", "\\! cat >/dev/null"],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
lock.stdout.readline()
answers = []
writer = threading.Thread(target=lambda: answers.append(ask("POST", "/v1/partners", PROFILE).status))
mark = log_size()
writer.start()
subprocess.run(["psql", "-X", "-q", "-o", "/dev/null", "-c", """
    do $$ begin
        for i in 1..2000 loop
            perform pg_stat_clear_snapshot();
            exit when exists (select from pg_locks where not granted);
            perform pg_sleep(0.01);
        end loop;
    end $$"""], check=True)
os.kill(DAEMON, signal.SIGTERM)
claim("it says that it stops", log_says("stopping", mark))
try:
    socket.create_connection((URL.hostname, URL.port), timeout=2).close()
    claim("new clients are refused while it stops", False)
except OSError:
    claim("new clients are refused while it stops", True)
lock.stdin.close()
lock.wait(20)
writer.join(20)
claim("the request in flight was finished", answers == [201], answers)

finish()
