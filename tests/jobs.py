#!/usr/bin/env python3
"""Jobs, as clients and operators see them. Run by tests/test_jobs.sh, under tests/with_daemon.py.

The daemon beside it serves the API only; this starts, stops, freezes and kills the workers.
What is awaited is awaited at its source: an event of a stream, or a line of a worker's log.
"""
import atexit
import concurrent.futures
import functools
import http.client
import json
import os
import pty
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

from claims import PATIENCE, claim, finish, within
from client import ADMIN, CLI, DAEMON, TOKENS, URL, Answer
from postgres import copy_partners, pg_ctl, sql

MEETING = "asean_summit_33_2018_11"
LATER = {"Prefer": "wait=1, respond-async"}


def open_request(method, path, body=None, who="admin", at=URL, headers=()):
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=PATIENCE)
    sent = {"Authorization": "Bearer " + TOKENS.get(who, who), **dict(headers)}
    sent = {name: value for name, value in sent.items() if value is not None}
    if body is not None:
        sent["Content-Type"] = "application/json"
        body = json.dumps(body)
    connection.request(method, path, body, sent)
    return connection, connection.getresponse()


def ask(*args, **more):
    """An answer; 503 is none: the database is away for a moment, and it is asked again."""
    until = time.monotonic() + PATIENCE
    while True:
        connection, response = open_request(*args, **more)
        answer = Answer(response)
        connection.close()
        if answer.status != 503 or time.monotonic() > until:
            return answer


def build(headers=LATER, at=URL, **request):
    return ask("POST", "/v1/pairing-lists", {"meeting": MEETING, **request}, at=at, headers=headers)


def enqueue(**request):
    """The path of a new job."""
    answer = build(**request)
    assert answer.status == 202, answer
    return answer.headers["Location"]


def digest_of(job):
    return ask("GET", "/v1/pairing-lists/" + job["list"]).json["digest"]


class Stream:
    """The events of a job, one by one."""

    def __init__(self, path, at=URL, headers=()):
        self.connection, self.response = open_request("GET", path + "/events", at=at, headers=headers)
        self.kinds, self.jobs, self.ids = [], [], []

    def next(self):
        """The next event's job, or None at the end of the stream."""
        kind = data = ident = None
        while True:
            line = self.response.readline().decode()
            if line == "":
                return None
            line = line.rstrip("\n")
            if line.startswith("event: "):
                kind = line[7:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
            elif line.startswith("id: "):
                ident = line[4:]
            elif line == "" and data is not None:
                self.kinds.append(kind)
                self.ids.append(ident)
                self.jobs.append(data)
                return data

    def until(self, *states):
        while True:
            job = self.next()
            if job is None or job["state"] in states:
                return job

    def end(self):
        """Reads on to the end; the last job told of."""
        while self.next() is not None:
            pass
        self.connection.close()
        return self.jobs[-1]

    def leave(self):
        self.response.close()
        self.connection.close()


class Process:
    """A twinningd of our own, and the lines of its log as they come."""

    def __init__(self, *settings):
        self.lines = queue.Queue()
        self.log = []
        self.process = subprocess.Popen([DAEMON, "serve", "--admin_port=0", *settings],
                                        stderr=subprocess.PIPE, text=True, errors="replace", env={
                                            k: v for k, v in os.environ.items()
                                            if not re.fullmatch("TWINNING_(ADMIN_)?(URL|TOKEN)", k)})
        atexit.register(self.process.kill)
        threading.Thread(target=self.follow, daemon=True).start()
        self.listening = self.await_line("listening ")
        self.await_line("catalogue snapshot=")

    def follow(self):
        for line in self.process.stderr:
            self.log.append(line)
            self.lines.put(line)
        self.lines.put(None)

    def await_line(self, pattern):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.1, until - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError("%s: did not come, or the process ended before: %s" % (pattern, "".join(self.log[-20:])))
            if re.search(pattern, line):
                return line

    def send(self, sig):
        self.process.send_signal(sig)

    def stop(self, sig=signal.SIGTERM):
        self.send(sig)
        return self.process.wait(PATIENCE)


def worker(*settings):
    return Process("--role=worker", *settings)


def queueing():
    before = sql("select count(*) from job")
    a = build()
    job = a.json
    claim("a list is built in the background when Prefer says so", a.status == 202 and job["state"] == "queued"
          and a.headers["Location"] == "/v1/jobs/" + job["id"], a)
    claim("the job names its data, its request and who asked",
          len(job["snapshot"]) == 64 and job["request"]["meeting"] == MEETING and job["token"] is not None, job)
    shown = ask("GET", a.headers["Location"])
    claim("a job is shown", shown.status == 200 and shown.json == job, shown)
    listed = ask("GET", "/v1/jobs?limit=1").json
    claim("the newest job is listed first, without its request",
          listed["items"][0]["id"] == job["id"] and "request" not in listed["items"][0], listed)
    claim("jobs are filtered by state", ask("GET", "/v1/jobs?state=done").json["items"] == [])
    claim("a state that is none is named", ask("GET", "/v1/jobs?state=ended").status == 400)
    claim("what is wrong is told at once and not queued",
          build(pins=[{"partner": "demo_nalsaendol_transit", "city": "atlantis"}]).status == 422)
    claim("a dry run is answered at once", build(dry_run=True).status == 200)
    claim("companies have no jobs", ask("GET", "/v1/jobs", who="company").status == 403)
    for method, path in (("GET", ""), ("GET", "/events"), ("POST", "/cancel"), ("POST", "/rerun")):
        claim("a job that is not there: " + method + path,
              ask(method, "/v1/jobs/01234567-89ab-7def-8123-456789abcdef" + path).status == 404)
    claim("events are had as text/event-stream only",
          ask("GET", a.headers["Location"] + "/events", headers={"Accept": "text/csv"}).status == 406)

    key = {**LATER, "Idempotency-Key": "once"}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: build(headers=key), range(8)))
    claim("one key makes one job, however many ask at once",
          all(x.status == 202 for x in answers) and len({x.headers["Location"] for x in answers}) == 1,
          [str(x) for x in answers])
    claim("a key with another request is refused", build(headers=key, floor=1).json["code"] == "key-reused")
    claim("nothing else was queued", int(sql("select count(*) from job")) == int(before) + 2)

    path = answers[0].headers["Location"]
    stream = Stream(path)
    claim("a waiting job's first event says so", stream.next()["state"] == "queued" and stream.kinds == ["state"])
    claim("a job that has not ended is not run again", ask("POST", path + "/rerun").status == 409)
    claim("a waiting job is cancelled", ask("POST", path + "/cancel").json["state"] == "cancelled")
    claim("which ends its stream", stream.end()["state"] == "cancelled" and stream.ids[-1] == "end", stream.ids)
    claim("cancelling again changes nothing", ask("POST", path + "/cancel").json["state"] == "cancelled")
    claim("a browser that comes back is told that it is over",
          ask("GET", path + "/events", headers={"Last-Event-ID": "end"}).status == 204)
    claim("HEAD begins no stream", ask("HEAD", path + "/events").body == b"")
    ask("POST", a.headers["Location"] + "/cancel")


def running():
    w = worker()
    path = enqueue(floor=100)
    stream = Stream(path)
    done = stream.end()
    claim("a worker finishes the job", done["state"] == "done" and done["permille"] == 1000 and
          done["attempts"] == 1 and done["problem"] is None and done["finished"] is not None, done)
    permilles = [j["permille"] for j in stream.jobs]
    claim("progress only grows", permilles == sorted(permilles), permilles)
    states = [j["state"] for j in stream.jobs]
    order = ["queued", "running", "done"]
    claim("states come in their order", states == sorted(states, key=order.index), states)
    claim("a stream of an ended job tells it and ends", Stream(path).end()["state"] == "done")
    claim("its list is the one that is built at once",
          digest_of(done) == build(headers={}, floor=100).json["digest"])
    corrected = {"replaces": done["list"], "change_price": 100000, "floor": 100}
    claim("a correction is built in the background too", digest_of(Stream(enqueue(**corrected)).end()) ==
          build(headers={}, **corrected).json["digest"])
    claim("a job that is done is not cancelled", ask("POST", path + "/cancel").json["code"] == "conflict")
    again = ask("POST", path + "/rerun", headers={"Idempotency-Key": "again"})
    claim("it is run again", again.status == 202 and again.json["again_of"] == done["id"] and
          again.json["request"] == ask("GET", path).json["request"], again)
    claim("once for one key", ask("POST", path + "/rerun", headers={"Idempotency-Key": "again"}).json["id"] ==
          again.json["id"])
    claim("the same data give the same list",
          digest_of(Stream(again.headers["Location"]).end()) == digest_of(done))
    rename("name_en || ' II'")
    third = Stream(ask("POST", path + "/rerun").headers["Location"]).end()
    claim("newer data are another snapshot", third["state"] == "done" and third["snapshot"] != done["snapshot"])

    # A quota that crosses another is found out by the solver only.
    crossed = Stream(enqueue(quotas=[{"group": "partner_country", "id": "KR", "max": 1},
                                     {"group": "partner_kind", "id": "private_company", "max": 1}])).end()
    claim("a job without a list says why, in both languages", crossed["state"] == "failed" and
          crossed["problem"]["code"] == "quotas-cross" and crossed["problem"]["ko"] != crossed["problem"]["en"] and
          crossed["list"] is None, crossed)
    claim("a failed job is no reason to stop", Stream(enqueue()).end()["state"] == "done")
    claim("a worker leaves when told to", w.stop() == 0)


def rename(change):
    """Changes the data under the workers, and waits until the API follows."""
    sql("update partner set name_en = %s where id = 'demo_nalsaendol_transit'" % change)
    name = sql("select name_en from partner where id = 'demo_nalsaendol_transit'")
    assert within(lambda: ask("GET", "/v1/partners/demo_nalsaendol_transit").json["name_en"] == name)


def two_workers():
    before = int(sql("select count(*) from pairing_list"))
    workers = [worker() for _ in range(3)]
    paths = [enqueue(floor=i) for i in range(24)]
    with concurrent.futures.ThreadPoolExecutor(len(paths)) as pool:
        jobs = list(pool.map(lambda path: Stream(path).end(), paths))
    claim("all are done", all(j["state"] == "done" for j in jobs), jobs)
    claim("each by one worker, at its first attempt", {j["attempts"] for j in jobs} == {1}, jobs)
    claim("each with a list of its own", len({j["list"] for j in jobs}) == len(paths) and
          int(sql("select count(*) from pairing_list")) == before + len(paths))
    for w in workers:
        claim("a worker that rests leaves at once", w.stop() == 0)


def met(act):
    """What became of a job that a worker was at when `act` met it. One that was done by then tells nothing: the
    next is begun."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        stream = Stream(enqueue())
        stream.until("running")
        act(stream)
        job = stream.end()
        if job["state"] != "done" or job["attempts"] > 1:
            return job
    raise AssertionError("every job was done before it was met")


def strays():
    """Lists that no job ended with."""
    return sql("select (select count(*) from pairing_list) - (select count(*) from job where list is not null)")


def lost_workers():
    """The same list every time, whatever happens to who computes it."""
    copy_partners(60)
    begin = functools.partial(worker, "--lease_seconds=1")
    workers = [begin(), begin()]
    wanted = digest_of(Stream(enqueue()).end())
    workers.pop().stop()
    before = strays()

    def kill(stream):
        workers.pop().stop(signal.SIGKILL)
        # Today's data are others when the job is taken over; its own are not.
        rename("name_en || ' III'")
        workers.append(begin())
        stream.end()
        rename("replace(name_en, ' III', '')")

    job = met(kill)
    claim("another worker finishes what a killed one began", job["state"] == "done", job)
    claim("and the list is the same, byte for byte", digest_of(job) == wanted)

    # A worker that stands still loses its job, and is not heard when it goes on.
    def freeze(stream):
        # The database says "running" first: who is frozen before it hears that has no job to lose.
        workers[0].await_line("job id=%s attempt=[0-9]+ taken" % stream.jobs[0]["id"])
        workers[0].send(signal.SIGSTOP)
        workers.append(begin())
        stream.end()
        workers[0].send(signal.SIGCONT)
        workers.pop().stop()

    job = met(freeze)
    workers[0].await_line("job id=%s attempt=[0-9]+ (lost|stopped)" % job["id"])
    claim("a frozen worker's job is taken over", job["state"] == "done", job)
    claim("and is finished once", strays() == before)
    claim("with the same list", digest_of(job) == wanted)

    def dismiss(stream):
        claim("a worker that is told to leave leaves", workers.pop().stop() == 0)
        stream.until("queued", "done")
        workers.append(begin())

    job = met(dismiss)
    claim("and gives its job back for the next", job["state"] == "done" and digest_of(job) == wanted, job)

    stream = Stream(enqueue())
    stream.until("running")
    pg_ctl("-m", "fast", "restart")
    job = stream.end()
    claim("a restart of the database does not end a job", job["state"] == "done", job)
    claim("nor change its list", digest_of(job) == wanted)

    job = met(lambda stream: ask("POST", "/v1/jobs/%s/cancel" % stream.jobs[0]["id"]))
    claim("a running job is cancelled", job["state"] == "cancelled", job)
    workers[0].await_line("job id=%s attempt=[0-9]+ (stopped|lost)" % job["id"])
    claim("its worker stops, and stores nothing: one job, one list", strays() == before)
    claim("and takes the next", Stream(enqueue(floor=7000000)).end()["state"] == "done")
    workers.pop().stop()


def crashing():
    job = enqueue()
    sql("update job set attempts = 8 where id = '%s'" % job.rsplit("/", 1)[1])
    w = worker()
    ended = Stream(job).end()
    claim("a job that costs every worker its life is given up",
          ended["state"] == "failed" and ended["problem"]["code"] == "job-gave-up", ended)
    w.stop()


def connections():
    return int(re.search(r"^twinning_http_connections (\d+)$", ask("GET", "/metrics", at=ADMIN).body.decode(), re.M)[1])


def clients():
    path = enqueue(floor=1)
    streams = [Stream(path) for _ in range(50)]
    for s in streams:
        s.next()
    claim("many may watch", connections() >= 50)
    for s in streams[:-1]:
        s.leave()
    claim("who leaves is forgotten", within(lambda: connections() == 1), connections())
    # A connection goes on after a stream.
    last = streams[-1]
    ask("POST", path + "/cancel")
    while last.next() is not None:
        pass
    last.connection.request("GET", path, headers={"Authorization": "Bearer " + TOKENS["admin"]})
    claim("the connection of a stream is good for the next request", last.connection.getresponse().status == 200)
    last.connection.close()


def let_in():
    """A stream lasts no longer than what its client was let in by."""
    path = enqueue(floor=2)
    token = ask("POST", "/v1/tokens", {"name": "watcher", "role": "batch"}).json
    user = ask("POST", "/v1/users", {"name": "Watcher", "email": "watcher@example.org", "role": "staff"}).json
    secret = {"email": "watcher@example.org", "password": "correct horse battery staple"}
    ask("POST", "/v1/users/%s/password" % user["id"], {"password": secret["password"]})

    def session():
        signed_in = open_request("POST", "/v1/sessions", secret, headers={"Sec-Fetch-Site": "same-origin"})[1]
        return {"Cookie": signed_in.headers["Set-Cookie"].split(";")[0], "Sec-Fetch-Site": "same-origin",
                "Authorization": None}

    cookies = [session(), session()]
    stays, revoked = Stream(path), Stream(path, headers={"Authorization": "Bearer " + token["secret"]})
    signed_out, shut_out = (Stream(path, headers=cookie) for cookie in cookies)
    streams = (stays, revoked, signed_out, shut_out)
    claim("they watch", all(s.next()["state"] == "queued" for s in streams))
    claim("a token is revoked", ask("POST", "/v1/tokens/%s/revoke" % token["id"]).status == 200)
    claim("which ends its stream", revoked.next() is None)
    claim("a session is signed out of", ask("DELETE", "/v1/sessions/current", headers=cookies[0]).status == 204)
    claim("which ends its stream, and no other's", signed_out.next() is None)
    ask("PATCH", "/v1/users/" + user["id"], {"role": "auditor"}, headers={"If-Match": "*"})
    claim("whoever becomes somebody else watches no more", shut_out.next() is None)
    ask("POST", path + "/cancel")
    claim("who was let in otherwise goes on to the end", stays.end()["state"] == "cancelled")


def one_machine():
    both = Process("--port=0")
    at = urllib.parse.urlsplit("http://127.0.0.1:" + re.search(r" port=(\d+) ", both.listening)[1])
    job = build(at=at).headers["Location"]
    claim("one process does it all", Stream(job, at=at).end()["state"] == "done")
    claim("and what it has done is seen everywhere", Stream(job).end()["state"] == "done")
    stream = Stream(build(at=at).headers["Location"], at=at)
    stream.until("running")
    claim("it leaves in the middle of a job", both.stop() == 0)
    claim("whose stream ends with it", stream.end()["state"] in ("running", "queued"), stream.jobs)
    stream = Stream("/v1/jobs/" + stream.jobs[-1]["id"])
    claim("the job waits for another", stream.next()["state"] == "queued")
    w = worker()
    claim("who finishes it", stream.end()["state"] == "done")
    w.stop()


def twinning(*words, terminal=False):
    """The command line: its status, what it printed, and what it said on stderr."""
    read, write = pty.openpty() if terminal else os.pipe()
    run = subprocess.Popen([CLI, *words], stdout=subprocess.PIPE, stderr=write, text=True, env={
        **os.environ, "HOME": "/nowhere", "LANG": "C.UTF-8", "TERM": "xterm"})
    os.close(write)
    said = b""
    while True:
        try:
            piece = os.read(read, 65536)
        except OSError:    # what a terminal says when nobody is left at its other end
            break
        if not piece:
            break
        said += piece
    os.close(read)
    return run.wait(PATIENCE), run.communicate()[0], said.decode(errors="replace")


def command_line():
    status, out, said = twinning("pair", "build", "--meeting", MEETING, "--background", "--json")
    job = json.loads(out)
    claim("a list is built in the background", status == 0 and job["state"] == "queued", (status, out, said))
    claim("and the command says how to go on", "twinning job watch " + job["id"] in said, said)
    status, out, _ = twinning("job", "list")
    claim("jobs are listed", status == 0 and job["id"] in out, out)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        plain = pool.submit(twinning, "job", "watch", job["id"])
        shown = pool.submit(twinning, "job", "watch", job["id"], terminal=True)
        w = worker()
        status, out, said = plain.result()
        claim("a watched job ends", status == 0 and "100" in out, (status, out, said))
        claim("in a pipe there is no bar", "[" not in said and "\033" not in said, said)
        status, out, said = shown.result()
        claim("on a terminal there is", status == 0 and re.search(r"\[[#.]{30}\] +\d+%", said), said)
        claim("the list is named", "twinning pair show " in said, said)
    status, out, _ = twinning("job", "watch", job["id"], "--json")
    claim("events are lines of JSON", status == 0 and json.loads(out.splitlines()[-1])["state"] == "done", out)
    claim("the result is shown", twinning("job", "show", job["id"])[0] == 0)
    claim("what is done is not cancelled", twinning("job", "cancel", job["id"])[0] == 1)
    w.stop()
    status, out, _ = twinning("job", "rerun", job["id"], "--json")
    again = json.loads(out)["id"]
    claim("it is run again", status == 0 and again != job["id"], out)
    claim("and cancelled", twinning("job", "cancel", again, "--lang", "ko")[0] == 0)
    claim("a cancelled job is no success", twinning("job", "watch", again)[0] == 1)
    claim("a job that is not there is named", twinning("job", "watch", "none_such")[0] == 1)
    claim("nothing is rehearsed in the background", twinning("pair", "build", "--meeting", MEETING, "--dry-run",
                                                             "--background")[0] == 64)


for test in (queueing, running, two_workers, lost_workers, crashing, clients, let_in, one_machine, command_line):
    if test.__name__ in (sys.argv[1:] or test.__name__):
        test()
finish()
