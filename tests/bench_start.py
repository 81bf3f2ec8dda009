#!/usr/bin/env python3
"""How soon a process is ready to answer matches, and what it keeps in memory, beside PQexec of the same partners as text.

The first start finds no cards: it reads every document, and stores cards in the background. Each start from
then on reads those. Ready is: from the call of the program to the last byte of a partner's matches.
"""
import ctypes
import http.client
import os
import re
import subprocess
import time

import bench_many
import figures
from postgres import sql

DAEMON = os.environ.get("DAEMON", "build/twinningd")
SIZES = (1000, 10000, 100000)
LENGTHS = (150, 3800)  # of a text: profiles of about 1.5 and 8 kB
PROJECTS = 100
ROUNDS = 5
ROWS = b"select id, seq, document from plain"


def operator(*words):
    return subprocess.run([DAEMON, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


class Text:
    """libpq as a program in C has it."""
    def __init__(self):
        self.pq = ctypes.CDLL("libpq.so.5")
        self.pq.PQconnectdb.restype = self.pq.PQexec.restype = ctypes.c_void_p
        self.connection = ctypes.c_void_p(self.pq.PQconnectdb(b""))

    def fetch(self, rows):
        begun = time.monotonic()
        result = ctypes.c_void_p(self.pq.PQexec(self.connection, ROWS))
        took = time.monotonic() - begun
        got = self.pq.PQntuples(result)
        self.pq.PQclear(result)
        assert got >= rows, got
        return took


def start(token, then=lambda: None):
    """Seconds until it is ready, and bytes in memory then; it is stopped when `then` has returned."""
    begun = time.monotonic()
    process = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0"], stderr=subprocess.PIPE, text=True)
    port = None
    for line in process.stderr:
        said = re.search(r" port=(\d+) admin_address", line)
        port = said[1] if said else port
        if "catalogue snapshot=" in line:
            break
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    connection.request("GET", "/v1/partners/%s/matches" % bench_many.partner_id(7), headers={"Authorization": "Bearer " + token})
    response = connection.getresponse()
    assert response.status == 200 and response.read(), response.status
    took = time.monotonic() - begun
    with open("/proc/%d/status" % process.pid) as file:
        used = int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) * 1024
    then()
    process.terminate()
    process.stderr.read()
    process.wait(60)
    process.stderr.close()
    return took, used


def await_cards():
    while sql("select count(*) from partner_stored where card is null") != "0":
        pass


def measure(text, token, partners, kb):
    what = "%s partners of %.1f kB" % ("{:,}".format(partners), kb)
    first, _ = start(token, then=await_cards)
    sql("vacuum analyze partner_stored")
    text.fetch(partners)
    sides = [(text.fetch(partners), *start(token)) for _ in range(ROUNDS)]
    texts, ready, used = (list(side) for side in zip(*sides))
    figures.beside(what, "ready with cards after", ready, "PQexec of them as text", texts, most=0.15 if partners == SIZES[-1] else None)
    print("  %s: first start, without cards: %s, %.2f of PQexec" % (
        what, figures.seconds(first), first / figures.median(texts)), flush=True)
    return figures.median(ready), figures.median(texts), figures.median(used)


def main():
    operator("migrate")
    operator("load")
    token = operator("token", "create", "--role", "admin", "--name", "bench")
    text = Text()
    for length in LENGTHS:
        figured = []
        for partners in SIZES:
            bench_many.fill(partners, PROJECTS, length)
            sql("drop table if exists plain; create table plain (id text, seq bigint, document text compression lz4);"
                "insert into plain select s.id, s.seq, c.after from partner_stored s join audit_content c using (seq)")
            sql("vacuum analyze plain")
            kb = float(sql("select avg(octet_length(document)) from plain where id like 'bench\\_%'")) / 1000
            figured.append(measure(text, token, partners, kb))
        ready, texts, used = zip(*figured)
        each = (used[-1] - used[0]) / (SIZES[-1] - SIZES[0])
        print("  memory at %s partners: %s, %.0f bytes a partner, %.2f of its document%s" % (
            "{:,}".format(SIZES[-1]), figures.memory(used[-1]), each, each / kb / 1000, figures.wanted(each, most=1000)))
        figures.growth("ready", "partners", SIZES, ready)
        figures.growth("PQexec as text", "partners", SIZES, texts)
        figures.growth("memory", "partners", SIZES, used)
        bench_many.empty()


main()
