#!/usr/bin/env python3
"""How soon a change of a partner is seen by every process, and what following changes costs who asks meanwhile.

    BENCH_LARGE=1    100,000 partners and 10,000 projects too
"""
import http.client
import os
import queue
import re
import subprocess
import threading
import time

import bench_many
import figures
from postgres import sql

DAEMON = os.environ.get("DAEMON", "build/twinningd")
SIZES = [(1000, 100), (10000, 1000)] + ([(100000, 10000)] if os.environ.get("BENCH_LARGE") else [])
LENGTH = 400
CHANGES = 100
ASKED = 10000
ROUNDS = 3
PROCESSES = 2


def operator(*words):
    return subprocess.run([DAEMON, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


class Daemon:
    """Its log is read as it is written: who waits for a catalogue takes no time from who makes it."""
    def __init__(self):
        self.process = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0", "--requests-per-caller=0",
                                         "--processes=%d" % PROCESSES], stderr=subprocess.PIPE, text=True)
        self.seen, self.serving = queue.Queue(), queue.Queue()
        self.ports, self.pids = [], {}
        threading.Thread(target=self.read, daemon=True).start()
        for waited in (self.seen, self.serving):
            for _ in range(PROCESSES):
                waited.get(timeout=600)

    def read(self):
        for line in self.process.stderr:
            port, pid = re.search(r" port=(\d+) admin_address", line), re.search(r"process number=(\d+) pid=(\d+) serves", line)
            if port:
                self.ports.append(int(port[1]))
            if pid:
                self.pids[pid[1]] = int(pid[2])
                self.serving.put(pid[1])
            if "catalogue snapshot=" in line:
                self.seen.put(time.monotonic())

    def forget(self):
        while True:
            try:
                self.seen.get(timeout=0.5)
            except queue.Empty:
                return

    def memory(self):
        total = 0
        for pid in self.pids.values():
            with open("/proc/%d/status" % pid) as file:
                total += int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) * 1024
        return total / PROCESSES

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class Writer:
    """One after the other, each committed before the next."""
    def __init__(self, database, partners):
        self.psql = subprocess.Popen(["psql", "-XqAt", "-d", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.partners, self.count = partners, 0

    def change(self):
        self.psql.stdin.write("update partner set capacity = capacity + 1 where id = '%s'; select 'done';\n"
                              % bench_many.partner_id(1 + self.count * 7919 % self.partners))
        self.count += 1
        self.psql.stdin.flush()
        assert self.psql.stdout.readline() == "done\n"

    def stop(self):
        self.psql.stdin.close()
        self.psql.wait(60)


def latencies(port, token, writer=None):
    """Of one who asks for something else; meanwhile changes are written as fast as they can be."""
    over, out = threading.Event(), []

    def storm():
        while not over.is_set():
            writer.change()
    thread = threading.Thread(target=storm) if writer else None
    if thread:
        thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    for _ in range(ASKED):
        begun = time.monotonic()
        connection.request("GET", "/v1/countries?limit=1", headers={"Authorization": "Bearer " + token})
        connection.getresponse().read()
        out.append(time.monotonic() - begun)
    over.set()
    if thread:
        thread.join()
    return figures.percentile(out, 99)


def measure(token, partners, projects):
    what = "%s partners, %s projects" % ("{:,}".format(partners), "{:,}".format(projects))
    daemon = Daemon()
    here, elsewhere = Writer("twinning", partners), Writer("elsewhere", partners)
    daemon.forget()
    seen, commit = [], []
    for _ in range(CHANGES):
        begun = time.monotonic()
        here.change()
        committed = time.monotonic()
        commit.append(committed - begun)
        seen.append(max(0.0, max(daemon.seen.get(timeout=60) for _ in range(PROCESSES)) - committed))  # psql may hear later
    print("  %s: a change is seen by each of %d processes %s after its commit, 90 of 100 within %s, the last after %s%s" % (
        what, PROCESSES, figures.spread(seen, figures.seconds), figures.seconds(figures.percentile(seen, 90)),
        figures.seconds(max(seen)), figures.wanted(figures.median(seen), most=0.05)), flush=True)
    print("  %s: the commit itself took %s" % (what, figures.spread(commit, figures.seconds)))
    before = daemon.memory()
    sides = [(latencies(daemon.ports[0], token, elsewhere), latencies(daemon.ports[0], token, here),
              latencies(daemon.ports[0], token)) for _ in range(ROUNDS)]
    other, followed, quiet = (list(side) for side in zip(*sides))
    figures.beside(what + ", 99 of 100 answers meanwhile", "with changes followed", followed,
                   "with the same changes in a database that nobody follows", other)
    print("  %s: with no changes at all %s" % (what, figures.spread(quiet, figures.seconds)))
    print("  %s: memory of a process %s, after %d changes %s" % (
        what, figures.memory(before), here.count, figures.memory(daemon.memory())), flush=True)
    for one in (here, elsewhere, daemon):
        one.stop()
    return figures.median(seen)


def main():
    operator("migrate")
    operator("load")
    token = operator("token", "create", "--role", "admin", "--name", "bench")
    seen = []
    for partners, projects in SIZES:
        bench_many.fill(partners, projects, LENGTH)
        if seen:
            sql("drop database elsewhere")
        sql("create database elsewhere template twinning")
        seen.append(measure(token, partners, projects))
    figures.growth("a change is seen", "partners", [partners for partners, _ in SIZES], seen)


main()
