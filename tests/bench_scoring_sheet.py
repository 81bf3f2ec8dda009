#!/usr/bin/env python3
"""The ten best of a sheet, by the kernel, by one SQL query and by numpy: the same bytes in one run.

bench_scoring_sheet draws the sheet and writes it to a file. The query is prepared, over one
denormalised table that is in memory, and may run in parallel; its time is what pgbench sees
over a socket. numpy's is that of the calls alone. All three must give the same ten.
"""
import os
import re
import statistics
import subprocess
import tempfile
import time

import numpy

KERNEL = "build/plain/tests/bench_scoring_sheet"
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
WEIGHTS = [240, 160, 160, 140, 120, 100, 50, 30]	# policy 2018-1
BLOCK, OPEN, ROUNDS, SECONDS = 16, 1 << 24, 5, 2

QUERY = "select project from pair order by gates = 0 desc, %s desc, project limit 10" % " + ".join(
    "%d * p%d" % (weight, k) for k, weight in enumerate(WEIGHTS))


def read_sheet(path, count):
    rows = (count + BLOCK - 1) // BLOCK * BLOCK
    with open(path, "rb") as file:
        parts = [numpy.fromfile(file, numpy.int16, rows)[:count] for _ in WEIGHTS]
        return parts, numpy.fromfile(file, numpy.uint16, rows)[:count]


def by_numpy(parts, gates, count):
    columns = numpy.stack(parts)
    weights = numpy.array(WEIGHTS, numpy.int32)
    index = numpy.arange(count, dtype=numpy.int64)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        standing = (weights[:, None] * columns).sum(axis=0, dtype=numpy.int32) + (gates == 0) * OPEN
        order = (standing.astype(numpy.int64) << 32) - index
        best = numpy.argpartition(order, -min(10, count))[-10:]
        best = best[numpy.argsort(-order[best])]
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e9, [int(i) for i in best]


def psql(sql, **more):
    return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True,
                          stdout=subprocess.PIPE, text=True, **more).stdout


def by_sql(directory, parts, gates, count):
    psql("set client_min_messages = warning; drop table if exists pair; create unlogged table pair (project integer primary key, gates integer not null, %s)" %
         ", ".join("p%d integer not null" % k for k in range(len(WEIGHTS))))
    rows = numpy.column_stack([numpy.arange(count), gates, *parts])
    numpy.savetxt(os.path.join(directory, "rows"), rows, fmt="%d", delimiter="\t")
    with open(os.path.join(directory, "rows")) as file:
        psql("copy pair from stdin", stdin=file)
    psql("vacuum analyze pair")
    script = os.path.join(directory, "query.sql")
    with open(script, "w") as file:
        file.write(QUERY + ";\n")
    said = subprocess.run([PGBENCH, "-n", "-M", "prepared", "-T", str(SECONDS), "-f", script], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    latency = float(re.search(r"latency average = ([\d.]+) ms", said)[1])
    return latency * 1e6, [int(line) for line in psql(QUERY).split()]


def main():
    with tempfile.TemporaryDirectory() as directory:
        for count in (51, 10000, 1000000):
            sheet = os.path.join(directory, "sheet")
            said = subprocess.run([KERNEL, str(count), sheet], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
            ours, ten = float(said[0]), [int(i) for i in said[2:]]
            parts, gates = read_sheet(sheet, count)
            numpy_ns, numpy_ten = by_numpy(parts, gates, count)
            sql_ns, sql_ten = by_sql(directory, parts, gates, count)
            if not ten == numpy_ten == sql_ten:
                raise SystemExit("the tens differ: %s, numpy %s, SQL %s" % (ten, numpy_ten, sql_ten))
            print("  ten best of %d pairs: ours %.2f us, SQL %.0f us, ratio %.0f; numpy %.0f us, ratio %.0f" % (
                count, ours / 1e3, sql_ns / 1e3, sql_ns / ours, numpy_ns / 1e3, numpy_ns / ours))


main()
