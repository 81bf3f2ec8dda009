#!/usr/bin/env python3
"""How the answers to some clients suffer from a crowd that is connected besides.

64 clients ask without a pause (wrk, 1 thread), alone and then among 2,000 others, in turns in one run.
The others come from several addresses: 1,800 keep their connection open and ask once in a while;
200 have asked for a large answer, read it a few bytes at a time from a small window, and come to no end.
So do half and twice as many, to show the growth. Run by tests/bench_connections.sh, under tests/with_daemon.py.
"""
import multiprocessing
import os
import re
import resource
import socket
import subprocess
import urllib.parse

import figures

URL, TOKEN, PID = urllib.parse.urlsplit(os.environ["TWINNING_URL"]), os.environ["TWINNING_TOKEN"], int(os.environ["DAEMON_PID"])
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "7")), int(os.environ.get("SECONDS_EACH", "2"))
CLIENTS, CROWD, CROWDS, OF_WHICH_SLOW, ADDRESSES = 64, 2000, (1000, 2000, 4000), 10, 6
WINDOW, SIP, TURN_SECONDS, ASKS_A_TURN = 4096, 64, 0.05, 10
ASKED = "/v1/partners/demo_nalsaendol_transit/matches?evidence=false"
LARGE = ["/v1/exports/partners", "/openapi.json"]

LONG = """insert into partner (id, name_en, kind, country, state, capability_en)
    select 'long_' || i, 'Partner ' || i, 'private_company', 'KR', 'verified', repeat('works for cities; ', 400)
      from generate_series(1, 2000) i"""


def request(path):
    return ("GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n" % (path, TOKEN)).encode()


def memory_of_daemon():
    with open("/proc/%d/status" % PID) as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) * 1024


def processor_of_daemon():
    with open("/proc/%d/stat" % PID) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Crowd:
    """The others: connected while the with-block lasts, in a process that leaves the processor to the rest."""

    def __init__(self, count):
        self.slow, self.quiet = count // OF_WHICH_SLOW, count - count // OF_WHICH_SLOW

    def __enter__(self):
        ours, theirs = multiprocessing.Pipe()
        self.pipe, self.process = ours, multiprocessing.Process(target=self.live, args=(theirs,))
        self.process.start()
        self.pipe.recv()
        return self

    def __exit__(self, *_):
        self.pipe.send("over")
        self.answered, self.sipped, self.lost = self.pipe.recv()
        self.process.join()
        if self.lost or self.answered < self.quiet:
            raise SystemExit("of the crowd %d were cut off, %d of %d were answered" % (self.lost, self.answered, self.quiet))

    def live(self, pipe):
        os.nice(19)
        self.answered = self.sipped = self.lost = 0
        quiet = [connect(i) for i in range(self.quiet)]
        slow = [connect(i, WINDOW) for i in range(self.slow)]
        for s in quiet:
            self.ask(s)
        for i, s in enumerate(slow):
            s.sendall(request(LARGE[i % len(LARGE)]))
        for s in slow:
            self.sip(s)
            s.setblocking(False)
        pipe.send("here")
        turn = 0
        while not pipe.poll(TURN_SECONDS):
            for s in slow:
                self.sip(s)
            for _ in range(ASKS_A_TURN):
                self.ask(quiet[turn % len(quiet)])
                turn += 1
        for s in slow:
            self.sip(s)
        pipe.send((self.answered, self.sipped, self.lost))

    def ask(self, s):
        s.sendall(request("/v1/countries?limit=1"))
        self.answered += s.recv(65536).startswith(b"HTTP/1.1 200 ")

    def sip(self, s):
        try:
            got = len(s.recv(SIP))
        except BlockingIOError:
            return
        except ConnectionError:
            got = 0
        self.sipped += got
        self.lost += got == 0


def connect(number, window=None):
    s = socket.socket()
    if window:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    s.bind(("127.0.0.%d" % (2 + number % ADDRESSES), 0))
    s.connect((URL.hostname, URL.port))
    return s


class Measured:
    """What wrk and the kernel say of some rounds."""

    def __init__(self):
        self.half, self.most, self.rate, self.cost, self.memory = [], [], [], [], []

    def round(self):
        before = processor_of_daemon()
        said = subprocess.run(["wrk", "-t1", "-c%d" % CLIENTS, "-d%ds" % SECONDS, "--latency", "-H",
                               "Authorization: Bearer " + TOKEN, urllib.parse.urljoin(os.environ["TWINNING_URL"], ASKED)],
                              capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise SystemExit(said)
        count = int(re.search(r"(\d+) requests in", said)[1])
        self.half.append(latency(said, 50))
        self.most.append(latency(said, 99))
        self.rate.append(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]))
        self.cost.append((processor_of_daemon() - before) / count)
        self.memory.append(memory_of_daemon())


def latency(said, hundredths):
    value, unit = re.search(r"\s%d%%\s+([\d.]+)(us|ms|s)\s" % hundredths, said).groups()
    return float(value) * {"us": 1e-6, "ms": 1e-3, "s": 1}[unit]


def main():
    # This side of so many connections needs descriptors too.
    resource.setrlimit(resource.RLIMIT_NOFILE, (CROWDS[-1] + 100, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    subprocess.run(["psql", "-Xq", "-c", LONG], check=True)
    alone, among = Measured(), {count: Measured() for count in CROWDS}
    for _ in range(ROUNDS):
        alone.round()
        for count in CROWDS:
            with Crowd(count):
                among[count].round()
    print("  %d clients alone, and among %d connections, %d of them slow readers" % (CLIENTS, CROWD, CROWD // OF_WHICH_SLOW))
    for what, name, show, most in (("99 of 100 answers within", "most", figures.seconds, 2),
                                   ("half of the answers within", "half", figures.seconds, None),
                                   ("requests a second", "rate", figures.rate, None),
                                   ("processor time a request", "cost", figures.seconds, None)):
        figures.beside(what, "among", getattr(among[CROWD], name), "alone", getattr(alone, name), show, most=most)
    # What it has taken once it keeps: the first round is the one before any crowd.
    figures.beside("memory of the daemon", "among", among[CROWD].memory, "before", alone.memory[:1], figures.memory)
    for what, name in (("99 of 100 answers", "most"), ("processor time a request", "cost")):
        figures.growth(what, "connections", CROWDS, [figures.median(getattr(among[count], name)) for count in CROWDS])


main()
