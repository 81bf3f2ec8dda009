#!/usr/bin/env python3
"""Creates over HTTP, each acknowledged only when it is durable, beside plain ways to store as many profiles.

Ours: POST /v1/partners with a profile of 8 kB and an Idempotency-Key; checked, authorised, stored in its tables,
audited and chained. The peers know nothing of that. COPY puts the same profiles into one plain table in one
transaction; or all rows that ours has stored into the same tables, with their keys (tests/raw_copy.py). pgbench
inserts the profiles into the plain table, one a transaction, from one connection and from eight. The sides take
turns, and none begins before the daemon has made of new partners what it keeps.
"""
import json
import os
import random
import re
import subprocess
import tempfile

import figures
import usage
from client import TOKENS, URL
from postgres import sql
from raw_copy import RawCopy, of_partners

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "3")), int(os.environ.get("SECONDS_EACH", "4"))
CLIENTS = (1, 8, 64)
ROWS = 5000

SCRIPT = """
local body = [[%s]]
local run, thread = "%s", 0
function setup(t) thread = thread + 1; t:set("number", thread) end
local n = 0
function request()
	n = n + 1
	return wrk.format("POST", "/v1/partners", {["Authorization"] = "Bearer %s", ["Content-Type"] = "application/json",
		["Idempotency-Key"] = run .. "-" .. number .. "-" .. n}, (body:gsub("NAME", run .. " " .. number .. " " .. n)))
end
"""


def profile():
    """8 kB, as a firm writes of itself; the same on every run."""
    r = random.Random(2018)
    english = "real time water leak detection for dense cities with sensors and dashboards operated in several provinces".split()
    korean = "실시간 수도 누수 감지 센서 관제 시스템을 여러 도시에서 운영한 경험이 있으며 교통 정보 제공 실적이 있다".split()
    words = lambda count, of: " ".join(r.choice(of) + format(r.randrange(1 << 16), "x") for _ in range(count))
    return {"name_en": "NAME", "kind": "private_company", "country": "KR", "support": ["technology", "advisory"],
            "categories": [{"id": "water_system", "strength": 5}, {"id": "smart_city", "strength": 3}],
            "sectors": [{"id": "industry_water", "strength": 4}], "wanted_countries": ["VN", "TH"], "ticket_min": 100000,
            "ticket_max": 5000000, "languages": ["ko", "en"], "capacity": 2,
            "references": [{"city": "Seoul", "country": "KR", "category": "smart_city", "year": 2014, "role": "operator"}],
            "contacts": [{"name": "Kim", "email": "kim@example.org", "language": "ko"}],
            "capability_en": words(440, english), "capability_ko": words(215, korean)}


def create(directory, clients, turn):
    """Creates acknowledged a second."""
    script = os.path.join(directory, "create.lua")
    with open(script, "w") as out:
        out.write(SCRIPT % (json.dumps(profile(), ensure_ascii=False), "bench %d %d" % (clients, turn), TOKENS["staff"]))
    before = int(sql("select count(*) from partner"))
    said = subprocess.run(["wrk", "-t1", "-c%d" % clients, "-d%ds" % SECONDS, "-s", script, "http://" + URL.netloc],
                          capture_output=True, text=True, check=True).stdout
    count = int(re.search(r"(\d+) requests in", said)[1])
    # Those on their way when wrk left were carried out, too.
    if "Non-2xx" in said or not count <= int(sql("select count(*) from partner")) - before <= count + clients:
        raise SystemExit(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def copy_plain(directory):
    rows = os.path.join(directory, "rows")
    text = json.dumps(profile(), ensure_ascii=False).replace("\\", "\\\\")
    with open(rows, "w") as out:
        for n in range(ROWS):
            out.write("%d\t%s\n" % (n, text.replace("NAME", "copy %d" % n)))
    sql("drop table if exists plain; create table plain (id text primary key, document text)")
    took = subprocess.run(["psql", "-XqAt", "-c", "\\timing on", "-c", "\\copy plain from '%s'" % rows], check=True,
                          capture_output=True, text=True).stdout
    return ROWS / (float(re.search(r"Time: ([\d.]+) ms", took)[1]) / 1000)


def copy_again(raw, clients, turn):
    """Rows of partners a second, with all that was stored of them."""
    created = "bench %d %d" % (clients, turn)
    partners = "select id from partner where name_en like '%s %%'" % created
    profile, audited = of_partners(partners)
    rows = {**profile, **audited, "idempotency": "key like '%s-%%'" % created}
    if not raw.grown() <= rows.keys():
        raise SystemExit("a create stores more than is copied: " + " ".join(raw.grown() - rows.keys()))
    count = int(sql("select count(*) from (%s) p" % partners))
    with raw.ready(rows) as run:
        return count / run()


def insert(directory, connections):
    script = os.path.join(directory, "insert.sql")
    with open(script, "w") as out:
        out.write("insert into plain (document) values ('%s');\n" % json.dumps(profile(), ensure_ascii=False).replace("'", "''"))
    sql("drop table if exists plain; create table plain (id bigint generated always as identity primary key, document text)")
    said = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c%d" % connections, "-T%d" % SECONDS, "-f", script],
                          check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said)[1])


def main():
    ours, left = {clients: [] for clients in CLIENTS}, {clients: [] for clients in CLIENTS}
    plain, again, inserted = [], [], {1: [], 8: []}
    raw = RawCopy()
    with tempfile.TemporaryDirectory() as directory:
        for turn in range(ROUNDS):
            plain.append(copy_plain(directory))
            for connections in inserted:
                inserted[connections].append(insert(directory, connections))
            for clients in CLIENTS:
                ours[clients].append(create(directory, clients, turn))
                left[clients].append(usage.settle())
            again.append(copy_again(raw, max(CLIENTS), turn))
    print("creates of profiles of %d bytes, each acknowledged when it is durable, a second"
          % len(json.dumps(profile(), ensure_ascii=False).encode()))
    for clients in CLIENTS:
        what = "%d client%s" % (clients, "" if clients == 1 else "s")
        wanted = 0.8 if clients == max(CLIENTS) else None
        figures.beside(what, "twinningd", ours[clients], "COPY of all rows that they store, into the same tables", again,
                       figures.rate, least=wanted)
        figures.beside(what, "twinningd", ours[clients], "COPY of the profiles into a plain table", plain, figures.rate,
                       least=wanted)
        for connections in inserted:
            figures.beside(what, "twinningd", ours[clients], "one INSERT a transaction, %d connection%s"
                           % (connections, "" if connections == 1 else "s"), inserted[connections], figures.rate)
        print("  %s: what is left for the daemon to do then, for a thousand creates: %s" % (what, figures.spread(
            [1000 * s / (rate * SECONDS) for s, rate in zip(left[clients], ours[clients])], figures.seconds)), flush=True)


main()
