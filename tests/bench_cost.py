#!/usr/bin/env python3
"""What the daemon itself costs, beside the budget in twinningd(8): time a phase, allocations, reads and writes, memory.

Time is of the histograms under /metrics, while wrk asks (1 thread, 64 connections). What is asked of the
allocator and the kernel is counted exactly, in a daemon of its own, by build/plain/tests/count_calls.so.
Every figure stands beside its budget, which is read from the table "WHAT A REQUEST COSTS" of the manual page.
Run by tests/bench_cost.sh, under tests/with_daemon.py.
"""
import collections
import http.client
import json
import mmap
import os
import re
import struct
import subprocess
import tempfile
import urllib.parse

import figures
from postgres import sql

DAEMON = os.environ.get("DAEMON", "build/twinningd")
TOKEN, ROUNDS, SECONDS = os.environ["TWINNING_TOKEN"], int(os.environ.get("ROUNDS", "5")), int(os.environ.get("SECONDS_EACH", "2"))
MANUAL, COUNTER = "deploy/man/twinningd.8", "build/plain/tests/count_calls.so"
PHASES = ["read", "route", "rank", "print", "write"]
OWN = "/v1/partners/demo_nalsaendol_transit"
PROFILE = {"profile": {"name_en": "Somebody new", "kind": "private_company", "country": "KR",
                       "categories": [{"id": "public_transportation", "strength": 5}], "support": ["technology"],
                       "quadrants": ["dense_emerging"], "capability_en": "Bus arrival times, traffic signals, smart cards",
                       "references": [{"city": "Seoul", "country": "KR", "category": "public_transportation", "year": 2015}]}}
# By the names that the rows of the manual page have.
ASKED = {"matches, every sentence": (OWN + "/matches", None), "matches, all parts": (OWN + "/matches?evidence=false", None),
         "matches, bare": (OWN + "/matches?explain=false", None), "a profile, all parts": ("/v1/matches?evidence=false", PROFILE),
         "one partner": (OWN, None)}
COUNTS, Counts = struct.Struct("4q"), collections.namedtuple("Counts", "allocations bytes_live transfers waits")
CONNECTIONS, PARTNERS = 1000, (2000, 5000, 10000)

MORE = """set session_replication_role = replica;
insert into partner (id, name_en, name_ko, kind, country, state, capability_en, capability_ko, support, quadrants)
select 'cost_' || i, 'Partner of cities ' || i, '도시의 파트너 ' || i, 'private_company', 'KR', 'verified',
       repeat('systems of water, traffic and energy for cities of every size; ', 10) || i,
       repeat('모든 규모의 도시를 위한 물과 교통과 에너지; ', 10) || i, '{technology,operation}', '{dense_emerging}'
  from generate_series((select count(*) from partner where id like 'cost\\_%%') + 1, %d) i;
insert into partner_category (partner, category, strength)
select p.id, c.id, 4 from partner p cross join lateral (select id from category order by md5(id || p.id) limit 2) c
 where p.id like 'cost\\_%%' on conflict do nothing;
insert into partner_reference (partner, number, city, country, category, year)
select p.id, 1, 'Seoul', 'KR', (select id from category order by md5(id || p.id) limit 1), 2012
  from partner p where p.id like 'cost\\_%%' on conflict do nothing;
set session_replication_role = origin;
select count(partner_store_all());
"""


class Client:
    """A connection that is kept."""

    def __init__(self, url):
        at = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(at.hostname, at.port, timeout=600)

    def ask(self, path, body=None):
        headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
        self.connection.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body), headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status != 200:
            raise SystemExit("%s: %d %s" % (path, response.status, text[:300]))
        return text


# --- time

def phases(admin):
    """Seconds and turns of each phase until now."""
    said = admin.ask("/metrics").decode()
    return {phase: tuple(float(re.search(r'phase_duration_seconds_%s{phase="%s"} (\S+)' % (what, phase), said)[1])
                         for what in ("sum", "count")) for phase in PHASES}


def load(url, script):
    said = subprocess.run(["wrk", "-t1", "-c64", "-d%ds" % SECONDS, "-s", script, "-H", "Authorization: Bearer " + TOKEN, url],
                          capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    return int(re.search(r"(\d+) requests in", said)[1])


def write_script(script, body):
    script.seek(0)
    script.truncate()
    if body is not None:
        script.write("wrk.method = 'POST'\nwrk.body = [==[%s]==]\nwrk.headers['Content-Type'] = 'application/json'\n"
                     % json.dumps(body))
    script.flush()


def time_phases(url, admin, path, script):
    """Microseconds a request, of each phase, by round."""
    took = {phase: [] for phase in PHASES}
    for _ in range(ROUNDS):
        before = phases(admin)
        count = load(url + path, script.name)
        after = phases(admin)
        for phase in PHASES:
            took[phase].append((after[phase][0] - before[phase][0]) * 1e6 / count)
    return took


# --- what is asked of the allocator and the kernel

class Counted:
    """A daemon whose calls are counted."""

    def __init__(self, *settings):
        self.file = tempfile.NamedTemporaryFile(prefix="counts.")
        self.file.write(bytes(COUNTS.size))
        self.file.flush()
        self.map = mmap.mmap(self.file.fileno(), COUNTS.size)
        self.log = tempfile.NamedTemporaryFile("w", prefix="counted.", suffix=".log")
        self.process = subprocess.Popen(
            [DAEMON, "serve", "--port=0", "--admin-port=0", "--requests-per-caller=0", "--clients_per_address=5000", *settings],
            stderr=self.log, env={**{k: v for k, v in os.environ.items() if not k.startswith("TWINNING_") or k == "TWINNING_DATABASE"},
                                  "LD_PRELOAD": os.path.abspath(COUNTER), "COUNT_CALLS": self.file.name})
        ports = self.said(r" port=(\d+) admin_address=\S+ admin_port=(\d+)")
        self.said("catalogue snapshot=")
        self.url, self.admin = ("http://127.0.0.1:" + port for port in ports.groups())

    def said(self, pattern):
        tail = subprocess.Popen(["tail", "-n+1", "-f", "--pid", str(self.process.pid), self.log.name],
                                stdout=subprocess.PIPE, text=True, errors="replace")
        found = next(filter(None, (re.search(pattern, line) for line in tail.stdout)), None)
        tail.kill()
        if found is None:
            raise SystemExit("the counted daemon did not come up")
        return found

    def counts(self):
        return Counts(*COUNTS.unpack(self.map[:]))

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def count_request(daemon, path, script):
    """Allocations, reads and writes, and waits a request, of the same load."""
    load(daemon.url + path, script.name)
    before = daemon.counts()
    count = load(daemon.url + path, script.name)
    after = daemon.counts()
    return [(getattr(after, what) - getattr(before, what)) / count for what in ("allocations", "transfers", "waits")]


def count_connections(daemon):
    """Bytes of a connection that has been answered and is kept."""
    def connect():
        client = Client(daemon.url)
        client.ask("/v1/countries?limit=1")
        return client
    connect()
    before = daemon.counts().bytes_live
    kept = [connect() for _ in range(CONNECTIONS)]
    return (daemon.counts().bytes_live - before) / len(kept)


def count_partners():
    """Bytes in memory of so many partners, once one of them has been matched; and once all have been exported, with
    room to keep their profiles."""
    live, kept, stored = [], [], []
    for count in PARTNERS:
        sql(MORE % count)
        for found, mib, path in (live, 0, "/v1/partners/cost_%d/matches" % (count // 2)), (kept, 1024, "/v1/exports/partners"):
            daemon = Counted("--profiles_mib=%d" % mib)
            Client(daemon.url).ask(path)
            found.append(daemon.counts().bytes_live)
            daemon.stop()
        stored.append(int(sql("select sum(octet_length(document)) from partner_stored_document")))
    return live, kept, stored


# --- beside the budget

def budget():
    """The rows of the manual page's table, by their first column."""
    with open(MANUAL) as file:
        section = file.read().split(".Sh WHAT A REQUEST COSTS")[1].split(".Sh ")[0]
    rows = re.findall(r'^\.It "?([^"\n]+?)"? Ta ([\d. Ta,]+)$', section, re.M)
    return {name: [float(cell.replace(",", "")) for cell in cells.split(" Ta ")] for name, cells in rows}


def beside_budget(what, shown, value, allowed):
    print("    %-31s %-40s budget %g, ratio %.2f%s" % (what, shown, allowed, value / allowed, ": EXCEEDED" if value > allowed else ""))
    return value > allowed


def show_request(name, took, allocations, transfers, waits, allowed):
    whole = sum(figures.median(took[phase]) for phase in PHASES)
    print("  %s: %.1f us in all phases, of which writing %s us" % (name, whole, figures.spread(took["write"])))
    exceeded = 0
    for phase, most in zip(PHASES[:-1], allowed):
        ratio, low, high = figures.ratio(took[phase], took["write"])
        exceeded += beside_budget(phase, "%s us, %.2f of writing (%.2f to %.2f)" % (
            "%.2f" % figures.median(took[phase]), ratio, low, high), ratio, most)
    exceeded += beside_budget("allocations", "%.2f" % allocations, allocations, allowed[4])
    exceeded += beside_budget("reads and writes", "%.2f" % transfers, transfers, allowed[5])
    print("    %-31s %.2f" % ("waits, shared by who is ready", waits))
    return exceeded


def main():
    os.environ["PGOPTIONS"] = "-c twinning.role=system"
    allowed, admin, exceeded = budget(), Client(os.environ["TWINNING_ADMIN_URL"]), 0
    daemon = Counted()
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        for name, (path, body) in ASKED.items():
            write_script(script, body)
            took = time_phases(os.environ["TWINNING_URL"], admin, path, script)
            exceeded += show_request(name, took, *count_request(daemon, path, script), allowed[name])
    connection = count_connections(daemon)
    daemon.stop()
    live, kept, stored = count_partners()
    print("  memory, as the allocator gives it")
    exceeded += beside_budget("a kept connection", "%.0f bytes, of %d" % (connection, CONNECTIONS), connection,
                              allowed["a kept connection"][0])
    each, whole, text = ((of[-1] - of[0]) / (PARTNERS[-1] - PARTNERS[0]) for of in (live, kept, stored))
    for what, found in (("a partner", each), ("a partner whose profile is kept", whole)):
        exceeded += beside_budget(what, "%.0f bytes, %.2f of its document's %.0f" % (found, found / text, text), found, allowed[what][0])
    figures.growth("memory of the daemon", "partners", PARTNERS, live)
    print("  %d of the figures exceed their budget" % exceeded)


main()
