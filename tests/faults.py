#!/usr/bin/env python3
"""Faults under a running load, against real processes: what was acknowledged is there afterwards, once and whole.

    faults.py short|full|PART...        under tests/with_postgres.sh, with DAEMON

Writers (tests/ledger.py) never stop while the parts go through their faults. At the end the books are
compared with the database, and the figures printed. FAULT_SECONDS is how long the soak lasts.
"""
import atexit
import email.utils
import http.client
import json
import multiprocessing
import os
import re
import select
import shlex
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import ledger
from claims import PATIENCE, claim, claim_stored, finish
from postgres import copy_partners, freeze, pg_ctl, sql, thaw

DAEMON = os.environ.get("DAEMON", "build/twinningd")
DATABASE = os.environ["TWINNING_DATABASE"]
MEETING = "amm_51_2018_08"
WAIT_SECONDS = 3     # how long a request waits for the database, as the daemon is told
HELD_UP = 5 * WAIT_SECONDS    # who takes longer waits for something else, on however busy a machine
faults = 0


def operator(*words):
    return subprocess.run([DAEMON, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """A daemon that may be killed and started again, always on the same ports."""

    def __init__(self, *settings, role="all"):
        self.port, self.admin, self.settings, self.role = free_port(), free_port(), settings, role
        self.log = tempfile.NamedTemporaryFile("w", prefix="twinningd.", suffix=".log")
        self.process = None
        atexit.register(lambda: self.process.poll() is None and self.process.kill())

    def start(self, **environment):
        """How long it took until it was ready."""
        mark = os.path.getsize(self.log.name)
        started = time.monotonic()
        self.process = subprocess.Popen(
            [DAEMON, "serve", "--database", DATABASE.replace("user=" + os.environ["PGUSER"], "user=twinning"),
             "--role", self.role, "--port", str(self.port), "--admin-port", str(self.admin), "--lease-seconds=1",
             "--wait-ms=%d" % (1000 * WAIT_SECONDS), "--requests-per-caller=0", "--requests-per-address=0", *self.settings],
            stderr=self.log, env={**os.environ, **environment})
        tail = subprocess.Popen(["tail", "-c+%d" % (mark + 1), "-f", "--pid", str(self.process.pid), self.log.name],
                                stdout=subprocess.PIPE, text=True, errors="replace")
        patience = threading.Timer(PATIENCE, tail.kill)
        patience.start()
        up = any("catalogue snapshot=" in line for line in tail.stdout)
        patience.cancel()
        tail.kill()
        assert up, "".join(open(self.log.name, errors="replace").readlines()[-30:])
        return time.monotonic() - started

    def stop(self, sig=signal.SIGTERM):
        self.process.send_signal(sig)
        return self.process.wait(PATIENCE)

    def log_says(self, pattern):
        with open(self.log.name, errors="replace") as log:
            return re.findall(pattern, log.read())


class Load:
    """The daemon with writers at work."""

    def __init__(self):
        operator("migrate")
        operator("load", "--demo")
        self.token = operator("token", "create", "--role", "admin", "--name", "faults")
        self.daemon = Process()
        self.first_start = self.daemon.start()
        self.books = ledger.Ledger("http://127.0.0.1:%d" % self.daemon.port, self.token)
        assert self.books.await_more(20) is not None, self.books.wrong[:2]

    def ask(self, method, path, body=None, timeout=60, port=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.daemon.port, timeout=timeout)
        connection.request(method, path, None if body is None else json.dumps(body), {
            "Authorization": "Bearer " + self.token, "Content-Type": "application/json",
            **{k.replace("_", "-"): v for k, v in headers.items()}})
        response = connection.getresponse()
        text = response.read()
        connection.close()
        return response.status, text

    def date(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60)
        connection.request("GET", "/openapi.json")
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.headers["Date"]

    def ask_for_sure(self, method, path, text=None, kind=None, key=None):
        """Under a key, until there is an answer."""
        headers = {"Authorization": "Bearer " + self.token}
        headers.update({"Content-Type": kind} if kind else {}, **({"Idempotency-Key": key} if key else {}))
        until = time.monotonic() + PATIENCE
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.daemon.port, timeout=60)
                connection.request(method, path, text, headers)
                response = connection.getresponse()
                answer = json.loads(response.read())
                connection.close()
            except (OSError, http.client.HTTPException):
                response = None
            if response is not None and response.status < 300:
                return answer
            assert time.monotonic() < until and (response is None or response.status in ledger.AGAIN), answer

    def settle(self, n=10):
        """The writers get through again."""
        return self.books.await_more(n, PATIENCE)


def happened():
    global faults
    faults += 1


# ------------------------------------------------------------------ the parts

def daemon_killed(load, times):
    """kill -9 in the middle of writes."""
    took = []
    for _ in range(times):
        load.settle(8)
        load.daemon.stop(signal.SIGKILL)
        happened()
        took.append(load.daemon.start())
    claim("after kill -9 it starts as at first: nothing has to run out or be mended before",
          statistics.median(took) < 20 * load.first_start, (took, load.first_start))
    print("ready at first after %.2f s, after kill -9 %.2f s (median), %.2f s at most"
          % (load.first_start, statistics.median(took), max(took)))
    claim("and the writers go on", load.settle() is not None)


def restarted(load, times):
    """Told to leave under load: it ends what is in flight."""
    left = []
    for _ in range(times):
        load.settle(8)
        left.append(load.daemon.stop())
        happened()
        load.daemon.start()
    claim("a restart under load ends in good order", set(left) == {0}, left)
    claim("and the writers go on after it", load.settle() is not None)


def backends_killed(load, seconds):
    """Every backend of the daemon, every 0.6 s."""
    over, killed = time.monotonic() + seconds, 0
    before = load.books.statuses[500]
    while time.monotonic() < over:
        threading.Event().wait(0.6)
        killed += int(sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                          " where usename = 'twinning' and backend_type = 'client backend'"))
        happened()
    claim("backends were killed", killed >= seconds, killed)
    claim("which is never an error of the server", load.books.statuses[500] == before)
    claim("and the writers go on without them", load.settle() is not None)


def database_restarted(load, times):
    """An immediate stop of PostgreSQL is a crash."""
    slowest = 0.0
    before = load.books.statuses[500]
    for _ in range(times):
        load.settle(8)
        pg_ctl("-m", "immediate", "restart")
        happened()
        first = load.books.await_more(1, PATIENCE)
        slowest = max(slowest, PATIENCE if first is None else first)
    claim("the first acknowledgement comes soon after the server's return", slowest <= HELD_UP, slowest)
    claim("and no answer is 500", load.books.statuses[500] == before)


def probe_live(url, seconds, took):
    """In a process of its own, which waits for nobody but the daemon. How often, how long in all, and at most."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        started = time.monotonic()
        status = urllib.request.urlopen(url, timeout=PATIENCE).status
        last = time.monotonic() - started if status == 200 else PATIENCE
        took[:] = [took[0] + 1, took[1] + last, max(took[2], last)]
        select.select([], [], [], 0.02)


def start_probe(load, seconds):
    took = multiprocessing.Array("d", [0, 0, 0])
    process = multiprocessing.get_context("fork").Process(
        target=probe_live, args=("http://127.0.0.1:%d/live" % load.daemon.admin, seconds, took))
    process.start()
    return process, took


def probe(load, method, path, body, over, answers):
    while not over.is_set():
        started = time.monotonic()
        try:
            status = load.ask(method, path, body)[0]
        except OSError as why:
            status = str(why)
        answers.append((method, status, time.monotonic() - started))


def database_frozen(load, seconds):
    """PostgreSQL stands still and says nothing."""
    load.settle()
    over, answers = threading.Event(), []
    process, calm = start_probe(load, 2)
    process.join(PATIENCE)
    freeze()
    happened()
    body = {"name_en": "Frozen", "kind": "investor"}
    probes = [threading.Thread(target=probe, args=(load, method, path, body if method == "POST" else None, over, answers))
              for method, path in (("GET", "/v1/pairing-lists"), ("GET", "/v1/cities"), ("POST", "/v1/partners")) * 2]
    process, slow = start_probe(load, seconds)
    try:
        for thread in probes:
            thread.start()
        over.wait(seconds)
        over.set()
        for thread in [*probes, process]:
            thread.join(PATIENCE)
    finally:
        thaw()
    writes = {status for method, status, _ in answers if method == "POST"}
    claim("a frozen database: each write ends with 503 or 504", writes and writes <= {503, 504}, writes)
    claim("each read as well, unless it is answered from memory", {s for _, s, _ in answers} <= {200, 503, 504}, answers)
    claim("soon after they may wait no longer", max(took for _, _, took in answers) <= HELD_UP, max(answers, key=lambda a: a[2]))
    claim("/live waits for none of them, and takes what it took before", slow[0] > 1 and slow[2] < WAIT_SECONDS
          and slow[1] / slow[0] < 20 * calm[1] / calm[0], (slow[:], calm[:]))
    print("frozen for %d s: %d requests, the slowest %.2f s; /live at most %.0f ms, before that %.0f ms"
          % (seconds, len(answers), max(took for _, _, took in answers), slow[2] * 1000, calm[2] * 1000))
    claim("and the writers go on when it does", load.settle() is not None)


def job(load, path):
    while True:
        status, text = load.ask("GET", path)
        if status == 200:
            return json.loads(text)


def workers_killed(load, times):
    """kill -9 of who computes a list: another computes the same one, once."""
    if not sql("select 1 from partner where id like 'big_%' limit 1"):
        copy_partners(40)
    before = int(sql("select count(*) from pairing_list"))
    worker = Process("--address=127.0.0.1", role="worker")
    load.daemon.stop()
    load.daemon.role = "api"
    load.daemon.start()
    worker.start()
    ended = []
    for i in range(times):
        status, text = load.ask("POST", "/v1/pairing-lists", {"meeting": MEETING}, Prefer="respond-async",
                                Idempotency_Key="job %d of %d" % (i, before))
        claim("a job is taken on", status == 202, (status, text))
        path = "/v1/jobs/" + json.loads(text)["id"]
        while job(load, path)["state"] == "queued":
            pass
        worker.stop(signal.SIGKILL)
        happened()
        worker.start()
        # The writers add partners all the while, and each list is made of all of them.
        until = time.monotonic() + 10 * PATIENCE
        last = job(load, path)
        while last["state"] in ("queued", "running") and time.monotonic() < until:
            last = job(load, path)
        ended.append(last)
    claim("each job ends well, whoever was killed over it", all(j["state"] == "done" for j in ended),
          [(j["state"], j["attempts"]) for j in ended])
    claim("and some had a worker killed over them", any(j["attempts"] > 1 for j in ended), [j["attempts"] for j in ended])
    claim("with one list each", int(sql("select count(*) from pairing_list")) == before + times)
    worker.stop()
    load.daemon.stop()
    load.daemon.role = "all"
    load.daemon.start()


def imports_killed(load, times):
    """kill -9 of a daemon that stores a file: all its rows are there in the end, once, and never some of them."""
    rows, half, ended, several = 60, [], [], 0
    for i in range(times):
        name = "Import %d of" % i
        text = "name_en,kind,country\n" + "".join("%s %d,private_company,KR\n" % (name, row) for row in range(rows))
        kept = load.ask_for_sure("POST", "/v1/imports?name=partners.csv", text, "text/csv", "file %d" % i)
        job = load.ask_for_sure("POST", "/v1/imports/%s/run" % kept["id"], None, None, "run %d" % i)
        while job["state"] == "queued":
            job = load.ask_for_sure("GET", "/v1/jobs/" + job["id"])
        threading.Event().wait(i % 10 * 0.01)   # at another point of the work each time
        load.daemon.stop(signal.SIGKILL)
        happened()
        stored = "select count(*) from partner where name_en like '%s %%'" % name
        half += [n for n in [int(sql(stored))] if n not in (0, rows)]
        load.daemon.start()
        while job["state"] in ("queued", "running"):
            threading.Event().wait(0.05)
            job = load.ask_for_sure("GET", "/v1/jobs/" + job["id"])
        several += job["attempts"] > 1
        ended.append((job["state"], int(sql(stored))))
    claim("of a file all rows are stored or none, whenever it is killed", not half, half)
    claim("in the end each row is there once", ended == [("done", rows)] * times, ended)
    claim("and some were begun again", several > 0)


def clock_jumps(load, jumps):
    """The time of day goes forwards and back."""
    library = "/usr/lib/%s/faketime/libfaketime.so.1" % subprocess.run(
        ["gcc", "-print-multiarch"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with tempfile.NamedTemporaryFile("w", prefix="clock.") as clock:
        def tell(offset):
            clock.seek(0)
            clock.truncate()
            clock.write(offset + "\n")
            clock.flush()
        tell("+0")
        load.daemon.stop()
        load.daemon.start(LD_PRELOAD=library, FAKETIME_TIMESTAMP_FILE=clock.name, FAKETIME_NO_CACHE="1",
                          FAKETIME_DONT_FAKE_MONOTONIC="1")
        before, waits, shown = load.books.statuses[500], [], []
        for offset in jumps:
            tell(offset)
            happened()
            waits.append(load.books.await_more(20, PATIENCE))
            shown.append(email.utils.parsedate_to_datetime(load.date()).timestamp() - time.time())
        claim("writers do not notice that the clock jumps", None not in waits, waits)
        claim("and nothing goes wrong", load.books.statuses[500] == before)
        claim("the daemon's clock did jump", max(shown) - min(shown) > 86400, shown)
        load.daemon.stop()
    load.daemon.start()


def disk_full(load):
    """The database's disk is full; PGHOST is on a file system of its own."""
    place = os.environ["PGHOST"]
    filler = os.path.join(place, "filler")
    space = os.statvfs(place)
    with open(filler, "wb") as file:
        os.posix_fallocate(file.fileno(), 0, space.f_bavail * space.f_frsize - 1048576)
    happened()
    claim("a full disk is met", load.books.await_failure(PATIENCE))
    answered = load.ask("GET", "/live", port=load.daemon.admin)[0]
    claim("the daemon lives through it", answered == 200)
    os.remove(filler)
    if subprocess.run(shlex.split(os.environ["POSTGRES_CTL"]) + ["status"], stdout=subprocess.DEVNULL).returncode != 0:
        pg_ctl("start")
    claim("and the writers go on when there is room", load.settle() is not None)
    claim("without an error of the server", load.books.statuses[500] == 0, load.books.statuses)


def rss_kib(pid):
    with open("/proc/%d/status" % pid) as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def soak(load, seconds):
    """A steady load of reads: memory and descriptors stay what they were."""
    load.books.close()
    paths = ["/v1/cities?limit=5", "/v1/partners/demo_nalsaendol_transit/matches?limit=3", "/v1/pairing-lists?limit=2",
             "/openapi.json", "/v1/cities/nowhere", "/v1/partners?limit=10"]
    over, done, wrong = threading.Event(), [], []

    def reader(number):
        connection = http.client.HTTPConnection("127.0.0.1", load.daemon.port, timeout=60)
        at = number
        while not over.is_set():
            connection.request("GET", paths[at % len(paths)], headers={"Authorization": "Bearer " + load.token})
            response = connection.getresponse()
            response.read()
            if response.status not in (200, 404):
                wrong.append(response.status)
            if at % 50 == number:
                connection.close()
            at += 1
        done.append(at)
        connection.close()

    readers = [threading.Thread(target=reader, args=(number,)) for number in range(4)]
    for thread in readers:
        thread.start()
    over.wait(min(60, seconds / 3))
    pid = load.daemon.process.pid
    began, descriptors = rss_kib(pid), len(os.listdir("/proc/%d/fd" % pid))
    over.wait(seconds)
    grown, more = rss_kib(pid) - began, len(os.listdir("/proc/%d/fd" % pid)) - descriptors
    over.set()
    for thread in readers:
        thread.join(PATIENCE)
    claim("steady reads are answered", not wrong and len(done) == len(readers), wrong[:5])
    claim("memory grows by less than 1 MiB", grown < 1024, "%d KiB" % grown)
    claim("and descriptors stay", more <= len(readers), more)
    print("soak: %d s, %d requests, memory %d KiB and %+d, descriptors %d and %+d"
          % (seconds, sum(done), began, grown, descriptors, more))


# ------------------------------------------------------------------ the books

def stored_partners(load):
    """Documents by name, as the API gives them."""
    stored = {}
    for line in sql("select id from partner where name_en like 'Fault %'").split():
        status, text = load.ask("GET", "/v1/partners/" + line)
        if status != 200:
            claim("what is stored can be read", False, (line, status, text))
            continue
        document = json.loads(text)
        stored.setdefault(document["name_en"], []).append(document)
    return stored


def close_books(load):
    load.books.close()
    lost, half, twice, strange = load.books.compare(stored_partners(load))
    claim_stored("what is stored of each partner is what it is")
    claim("nothing acknowledged is lost", not lost, lost)
    claim("nothing is half there", not half, half)
    claim("nothing is there twice", not twice, twice)
    claim("nothing is there that nobody asked for", not strange, strange)
    claim("no answer was wrong", not load.books.wrong, load.books.wrong[:5])
    claim("no request was held up", load.books.slowest[0] <= HELD_UP, load.books.slowest)
    claim("the daemon never said that it made a mistake", not load.daemon.log_says("(?m)^<3>error request.*"),
          load.daemon.log_says("(?m)^<3>error request.*")[:5])
    print("acknowledged %d writes, %d faults, lost %d, half %d, twice %d; answers %s"
          % (load.books.acknowledged, faults, len(lost), len(half), len(twice),
             ", ".join("%s: %d" % (status or "none", n) for status, n in sorted(
                 load.books.statuses.items(), key=lambda item: item[0] or 0))))


SHORT = [(daemon_killed, 3), (restarted, 2), (backends_killed, 3), (database_restarted, 2), (database_frozen, 6),
         (clock_jumps, ["+3d", "-2d", "+0"])]
FULL = [(daemon_killed, 20), (restarted, 10), (backends_killed, 20), (database_restarted, 10), (database_frozen, 20),
        (workers_killed, 20), (clock_jumps, ["+40d", "-40d", "+10y", "-1h", "+1s", "+0"]), (imports_killed, 50)]


def main():
    load = Load()
    if sys.argv[1] == "disk_full":
        disk_full(load)
        close_books(load)
    elif sys.argv[1] == "soak":
        soak(load, int(os.environ.get("FAULT_SECONDS", "60")))
    else:
        for part, measure in {"short": SHORT, "full": FULL}.get(sys.argv[1]) or [
                (p, m) for p, m in FULL if p.__name__ in sys.argv[1:]]:
            started = time.monotonic()
            part(load, measure)
            if load.books.wrong:
                break
            print("%-20s %6.1f s, the slowest request %s" % (part.__name__, time.monotonic() - started, load.books.slowest), flush=True)
        close_books(load)
    claim("at last it leaves in good order", load.daemon.stop() == 0)
    finish()


main()
