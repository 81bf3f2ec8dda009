#!/usr/bin/env python3
"""The ten best of a sheet, by the kernel, by one SQL query and by numpy: the same bytes in one run.

bench_scoring_sheet draws the pairs and writes their columns to a file. The query is prepared, over one
denormalised table that is in memory, and may run in parallel; its time is what pgbench sees
over a socket. numpy's is that of the calls alone. All three must give the same ten.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

import numpy

sys.path.insert(0, os.path.dirname(__file__))
from figures import beside, growth, median  # noqa: E402

KERNEL = "build/plain/tests/bench_scoring_sheet"
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
WEIGHTS = [240, 160, 160, 140, 120, 100, 50, 30]	# policy 2018-1
OPEN, ROUNDS, SECONDS, COUNTS = 1 << 24, 5, 2, (51, 10000, 1000000)

QUERY = "select project from pair order by gates = 0 desc, %s desc, project limit 10" % " + ".join(
    "%d * p%d" % (weight, k) for k, weight in enumerate(WEIGHTS))


def read_columns(path, count):
    with open(path, "rb") as file:
        parts = [numpy.fromfile(file, numpy.int16, count) for _ in WEIGHTS]
        return parts, numpy.fromfile(file, numpy.uint16, count)


def by_kernel(path, count):
    said = subprocess.run([KERNEL, str(count), path], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    end = said.index("0")
    return [float(word) / 1e9 for word in said[:end]], [int(word) for word in said[end + 1:]]


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
    return times, [int(i) for i in best]


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
    times = []
    for _ in range(ROUNDS):
        said = subprocess.run([PGBENCH, "-n", "-M", "prepared", "-T", str(SECONDS), "-f", script], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        times.append(float(re.search(r"latency average = ([\d.]+) ms", said)[1]) / 1e3)
    return times, [int(line) for line in psql(QUERY).split()]


def main():
    took = {"ours": [], "SQL": [], "numpy": []}
    with tempfile.TemporaryDirectory() as directory:
        for count in COUNTS:
            path = os.path.join(directory, "columns")
            ours, ten = by_kernel(path, count)
            parts, gates = read_columns(path, count)
            numpy_times, numpy_ten = by_numpy(parts, gates, count)
            sql_times, sql_ten = by_sql(directory, parts, gates, count)
            if not ten == numpy_ten == sql_ten:
                raise SystemExit("the tens differ: %s, numpy %s, SQL %s" % (ten, numpy_ten, sql_ten))
            what = "ten best of %d pairs" % count
            beside(what, "ours", ours, "SQL", sql_times, inverse=True, least=200)
            beside(what, "ours", ours, "numpy", numpy_times, inverse=True, least=50)
            for side, times in (("ours", ours), ("SQL", sql_times), ("numpy", numpy_times)):
                took[side].append(median(times))
    for side, times in took.items():
        growth("ten best by %s: time" % side, "pairs", COUNTS, times)


main()
