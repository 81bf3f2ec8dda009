#!/usr/bin/env python3
"""Imports beside a raw COPY. Run by tests/bench_imports.sh, under tests/with_daemon.py.

The peer is binary COPY of the very rows that an import has stored, into the same tables with the
same keys and indexes, but without reading a file, checking it, looking for duplicates, or the
audit. Seconds are of the processor, of PostgreSQL and the daemon together: others may use the machine.
Several files of one size, each beside the COPY of its own rows, and some of other sizes to show the growth.
"""
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import figures
from client import DAEMON, TOKENS, URL, ask, sql

ROWS, ROUNDS = int(os.environ.get("BENCH_ROWS", "20000")), int(os.environ.get("ROUNDS", "3"))
SIZES = [ROWS // 16, ROWS // 4, ROWS]
TABLES = ["partner", "partner_category", "partner_sector", "partner_country", "partner_city", "partner_conflict",
          "partner_reference", "partner_contact"]
TICK = os.sysconf("SC_CLK_TCK")


def number(serial):
    nine = "%09d" % serial
    total = sum(int(d) * w for d, w in zip(nine, (1, 3, 7, 1, 3, 7, 1, 3, 5))) + int(nine[8]) * 5 // 10
    return nine + str((10 - total % 10) % 10)


def make_rows(count, which):
    """The same rows on every run: names of their own, texts of some length in both languages."""
    r = random.Random(2018 + which)
    english = "real time water leak detection for dense cities with sensors and dashboards operated in several provinces".split()
    korean = "실시간 수도 누수 감지 센서 관제 시스템을 여러 도시에서 운영한 경험이 있으며 교통 정보 제공 실적이 있다".split()
    categories = ["water_system", "waste_management", "smart_city", "public_transportation", "education", "construction"]
    lines = ["name_en,name_ko,kind,country,registration_number,categories,support,wanted_countries,ticket_min,ticket_max,"
             "references,languages,capability_en,capability_ko,capacity,contacts"]
    for i in range(count):
        name = "".join(chr(0xac00 + r.randrange(11172)) for _ in range(r.randint(4, 8)))
        lines.append(",".join((
            "Firm " + format(r.getrandbits(60), "x"), name, "private_company", "KR", number(100000000 + 37 * i + 37 * ROWS * which),
            ";".join("%s:%d" % (c, r.randint(1, 5)) for c in r.sample(categories, 2)), "technology;advisory",
            ";".join(r.sample(["VN", "TH", "ID", "MY", "PH"], 2)), "100000", "5000000",
            "Seoul|KR|%s|2014|operator" % r.choice(categories), "ko;en", " ".join(r.choice(english) for _ in range(60)),
            " ".join(r.choice(korean) for _ in range(40)), "2", "담당자%d|p%d@example.org||ko" % (i, i))))
    return "\n".join(lines) + "\n"


def cpu():
    """Seconds of the processor: the daemon, and PostgreSQL with all connections that have ended."""
    total = 0
    postmaster = sql("select pg_read_file('postmaster.pid')").splitlines()[0]
    for pid, fields in ((os.environ["DAEMON_PID"], (13, 14)), (postmaster, (13, 14, 15, 16))):
        stat = open("/proc/%s/stat" % pid).read().rsplit(")", 1)[1].split()
        total += sum(int(stat[f - 2]) for f in fields)
    return total / TICK


def upload(text):
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=600)
    connection.request("POST", "/v1/imports?name=bench.csv", text.encode(), {"Authorization": "Bearer " + TOKENS["staff"]})
    response = connection.getresponse()
    body = response.read()
    assert response.status == 201, body
    return json.loads(body)["id"]


def do(import_, action):
    """The seconds that a job took, and its result."""
    before = cpu()
    job = ask("POST", "/v1/imports/%s/%s" % (import_, action), who="staff").json["id"]
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=600)
    connection.request("GET", "/v1/jobs/%s/events" % job, headers={"Authorization": "Bearer " + TOKENS["staff"]})
    connection.getresponse().read()
    result = ask("GET", "/v1/imports/" + import_, who="staff").json["result"]
    assert result and result["created"] == result["rows"], result
    return cpu() - before


def raw_copy(import_):
    """The rows of an import, once more: into a database of its own."""
    where = "host=%s user=%s dbname=bench_raw" % (os.environ["PGHOST"], os.environ["PGUSER"])
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "env": {k: v for k, v in os.environ.items() if not k.startswith("TWINNING")}}
    with tempfile.TemporaryDirectory() as directory:
        for table in TABLES:
            with open(os.path.join(directory, table), "wb") as out:
                subprocess.run(["psql", "-Xqc", "copy (select x.* from %s x where x.%s in (select partner from import_change where import = '%s')) "
                                "to stdout (format binary)" % (table, "id" if table == "partner" else "partner", import_)], check=True, stdout=out)
        subprocess.run(["createdb", "bench_raw"], check=True)
        subprocess.run([DAEMON, "migrate", "--database", where], **quiet)
        subprocess.run([DAEMON, "load", "--database", where], **quiet)
        for table in TABLES:
            subprocess.run(["psql", "-Xqd", "bench_raw", "-c", "alter table %s disable trigger user" % table], check=True)
        script = "begin; set enable_seqscan = off;\n" + "".join(
            "\\copy %s from '%s' (format binary)\n" % (t, os.path.join(directory, t)) for t in TABLES) + "commit;\n"
        before = cpu()
        subprocess.run(["psql", "-Xqd", "bench_raw"], input=script, text=True, check=True)
        return cpu() - before


def one(count, which):
    """Processor seconds of the dry run, of the import, and of the raw COPY of the same rows."""
    import_ = upload(make_rows(count, which))
    took = do(import_, "check"), do(import_, "run"), raw_copy(import_)
    subprocess.run(["dropdb", "bench_raw"], check=True)
    return took


def main():
    grown = [one(count, which) for which, count in enumerate(SIZES[:-1])]
    rounds = [one(ROWS, len(SIZES) + which) for which in range(ROUNDS)]
    check, run, raw = zip(*rounds)
    print("  %s partners a file, processor time" % figures.number(ROWS))
    for what, took, least in (("dry run: read, checked, stored", check, None), ("import: the same, and audited", run, 0.8)):
        figures.beside(what, "we", took, "binary COPY of the same rows", raw, inverse=True, least=least)
    middles = [took[1] for took in grown] + [figures.median(run)]
    figures.growth("time of an import", "rows", SIZES, middles)
    peak = next(int(l.split()[1]) for l in open("/proc/%s/status" % os.environ["DAEMON_PID"]) if l.startswith("VmHWM"))
    print("  peak memory of the daemon %s, %.1f times the file" % (figures.memory(peak * 1024), peak * 1024 / len(make_rows(ROWS, 0).encode())))


main()
