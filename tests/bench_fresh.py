#!/usr/bin/env python3
"""How soon a change is seen by every process, how soon a process is ready, and what it keeps in memory.

    BENCH_LARGE=1    100,000 partners and 10,000 projects too
"""
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

DAEMON = os.environ.get("DAEMON", "build/twinningd")
SIZES = [(1000, 100), (10000, 1000)] + ([(100000, 10000)] if os.environ.get("BENCH_LARGE") else [])
CHANGES = 60
PROCESSES = 2

NETWORK = """
set session_replication_role = replica;
insert into project (id, number, city, title_en, title_ko, stage, slots, source)
select 'bench_' || i, 1000 + i, (select id from city order by id offset i %% 26 limit 1), 'Project of water and traffic ' || i,
       '물과 교통 사업 ' || i, 'open', 1, (select source from project limit 1)
  from generate_series((select count(*) from project), %d) i;
insert into project_category (project, category, weight, basis)
select p.id, (select id from category order by md5(id || p.id) limit 1), 10000, 'document'
  from project p where p.id like 'bench\\_%%' on conflict do nothing;
insert into partner (id, name_en, kind, country, state, capability_en, support, quadrants)
select 'bench_' || i, 'Partner ' || i, 'private_company', 'KR', 'verified',
       repeat('systems of water, traffic and energy for cities of every size; ', 3) || i,
       '{technology,operation}', '{dense_emerging}'
  from generate_series((select count(*) from partner where id like 'bench\\_%%'), %d) i;
insert into partner_category (partner, category, strength)
select p.id, c.id, 4 from partner p
 cross join lateral (select id from category order by md5(id || p.id) limit 2) c
 where p.id like 'bench\\_%%' on conflict do nothing;
insert into partner_reference (partner, number, city, country, category, year)
select p.id, 1, 'Seoul', 'KR', (select id from category order by md5(id || p.id) limit 1), 2012
  from partner p where p.id like 'bench\\_%%' on conflict do nothing;
select partner_store_all();
analyze;
"""


def sql(statement):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def operator(*words):
    return subprocess.run([DAEMON, *words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


class Daemon:
    def __init__(self, *settings):
        self.log = tempfile.NamedTemporaryFile("w", prefix="bench.", suffix=".log")
        self.began = time.monotonic()
        self.process = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0", "--requests-per-caller=0",
                                         *settings], stderr=self.log)

    def find(self, pattern, times=1):
        end = time.monotonic() + 600
        while time.monotonic() < end:
            with open(self.log.name, errors="replace") as file:
                found = re.findall(pattern, file.read())
            if len(set(found)) >= times:
                return sorted(set(found))
            if self.process.poll() is not None:
                break
        with open(self.log.name, errors="replace") as file:
            sys.exit("the daemon did not come up:\n" + file.read()[-2000:])

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def kept(port):
    return http.client.HTTPConnection("127.0.0.1", int(port), timeout=600)


def get(connection, path, token=None):
    connection.request("GET", path, headers={"Authorization": "Bearer " + token} if token else {})
    response = connection.getresponse()
    return response.status, response.read()


def digest(connection):
    said = re.search(rb'twinning_catalogue_info{snapshot="(\w+)"}', get(connection, "/metrics")[1])
    return said and said[1]


def ms(seconds):
    return "%.1f" % (seconds * 1000)


def spread(values):
    values = sorted(values)
    return "median %s ms, 90 of 100 within %s ms, worst %s ms" % (
        ms(statistics.median(values)), ms(values[len(values) * 9 // 10]), ms(values[-1]))


def memory(pid):
    with open("/proc/%d/status" % pid) as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) * 1024


def read_as_text():
    """How long it takes to have the same rows as text, and nothing else."""
    with open("sql/queries/catalogue_load.sql") as file:
        statement = file.read()
    begun = time.monotonic()
    subprocess.run(["psql", "-XqAt", "-o", "/dev/null", "-c", "set twinning.role = 'system'", "-c", statement], check=True)
    return time.monotonic() - begun


def start(token, partners):
    daemon = Daemon()
    port, admin = daemon.find(r" port=(\d+) admin_address=\S+ admin_port=(\d+)")[0]
    connection = kept(port)
    while get(connection, "/v1/partners/bench_%d/matches?limit=10" % (partners // 2), token)[0] != 200:
        pass
    took = time.monotonic() - daemon.began
    used = memory(daemon.process.pid)
    daemon.stop()
    return took, used


def freshness(token, partners):
    daemon = Daemon("--processes=%d" % PROCESSES)
    daemon.find(r"process number=(\d+) pid=\d+ serves", PROCESSES)
    admins = [kept(port) for _, port in daemon.find(r" port=(\d+) admin_address=\S+ admin_port=(\d+)", PROCESSES)]
    api = kept(daemon.find(r" port=(\d+) admin_address=\S+ admin_port=(\d+)")[0][0])
    writer = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def change(i):
        writer.stdin.write("update partner set capacity = capacity + 1 where id = 'bench_%d'; select 'done';\n"
                           % (i * 7919 % partners))
        writer.stdin.flush()
        writer.stdout.readline()

    def latencies(count):
        out = []
        for _ in range(count):
            begun = time.monotonic()
            get(api, "/v1/countries?limit=1", token)
            out.append(time.monotonic() - begun)
        return out

    while None in [digest(admin) for admin in admins]:
        pass
    quiet = latencies(2000)
    seen = []
    for i in range(CHANGES):
        before = [digest(admin) for admin in admins]
        change(i)
        begun = time.monotonic()
        for admin, old in zip(admins, before):
            while digest(admin) == old:
                pass
        seen.append(time.monotonic() - begun)
    over = threading.Event()

    def storm():
        i = 0
        while not over.is_set():
            change(i)
            i += 1
    thread = threading.Thread(target=storm)
    thread.start()
    busy = latencies(2000)
    over.set()
    thread.join()
    writer.stdin.close()
    writer.wait(60)
    daemon.stop()
    return seen, quiet, busy


def main():
    operator("migrate")
    operator("load")
    token = operator("token", "create", "--role", "admin", "--name", "bench")
    before = None
    for partners, projects in SIZES:
        sql(NETWORK % (projects, partners))
        text = statistics.median(read_as_text() for _ in range(3))
        ready, used = start(token, partners)
        seen, quiet, busy = freshness(token, partners)
        p99 = [sorted(x)[len(x) * 99 // 100] for x in (quiet, busy)]
        print("  %d partners, %d projects" % (partners, projects))
        print("    a change is seen by each of %d processes: %s; %.3f of reading it all as text (%.2f s)"
              % (PROCESSES, spread(seen), statistics.median(seen) / text, text))
        print("    99 of 100 answers within %s ms under a stream of changes, %s ms without: %.2f"
              % (ms(p99[1]), ms(p99[0]), p99[1] / p99[0]))
        print("    ready to answer after %.2f s: %.2f of reading it all as text" % (ready, ready / text))
        print("    memory %.1f MiB%s" % (used / 1048576, "" if before is None else
              ", %.0f bytes a partner more" % ((used - before[1]) / (partners - before[0]))), flush=True)
        before = (partners, used)


main()
