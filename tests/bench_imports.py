#!/usr/bin/env python3
"""Imports beside a raw COPY. Run by tests/bench_imports.sh, under tests/with_daemon.py.

The peers are binary COPY of rows that an import has stored, once more, into the same tables (tests/raw_copy.py),
without reading a file, checking it, or looking for duplicates: of all rows, which are those of the profiles, what
belongs to the import, and the audit; and of those of the profiles alone. Seconds are of the processor, of
PostgreSQL and the daemon together: others may use the machine. Several files of one size, each beside the COPY of its
own rows, and some of other sizes to show the growth.
"""
import http.client
import json
import os
import random

import figures
import usage
from client import TOKENS, URL, ask
from raw_copy import RawCopy, of_partners

ROWS, ROUNDS = int(os.environ.get("BENCH_ROWS", "20000")), int(os.environ.get("ROUNDS", "3"))
SIZES = [ROWS // 16, ROWS // 4, ROWS]


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


def upload(text):
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=600)
    connection.request("POST", "/v1/imports?name=bench.csv", text.encode(), {"Authorization": "Bearer " + TOKENS["staff"]})
    response = connection.getresponse()
    body = response.read()
    assert response.status == 201, body
    return json.loads(body)["id"]


def do(import_, action):
    job = ask("POST", "/v1/imports/%s/%s" % (import_, action), who="staff").json["id"]
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=600)
    connection.request("GET", "/v1/jobs/%s/events" % job, headers={"Authorization": "Bearer " + TOKENS["staff"]})
    connection.getresponse().read()
    result = ask("GET", "/v1/imports/" + import_, who="staff").json["result"]
    assert result and result["created"] == result["rows"], result


def of_job(import_, action):
    """The processor seconds of a job, those that the daemon has left to do then, and what it took of memory at most."""
    before, had = usage.of_both(), usage.memory("VmRSS")
    usage.forget_peak()
    do(import_, action)
    took = usage.of_both() - before
    return took, usage.settle(), usage.memory("VmHWM") - had


def of_copy(raw, rows):
    """The processor seconds of the COPY of rows."""
    with raw.ready(rows) as run:
        before = usage.of_both()
        run()
        return usage.of_both() - before


def one(count, which):
    """Of a file of so many rows, what each side took."""
    text = make_rows(count, which)
    had = usage.memory("VmRSS")
    usage.forget_peak()
    import_ = upload(text)
    took = {"bytes": len(text.encode()), "upload": usage.memory("VmHWM") - had}
    took["check"], _, _ = of_job(import_, "check")
    raw = RawCopy()
    took["run"], took["left"], took["memory"] = of_job(import_, "run")
    profile, audited = of_partners("select partner from import_change where import = '%s'" % import_)
    rows = {**profile, **audited, "import_change": "import = '%s'" % import_}
    # The row of the job is one, however many partners there are.
    if not raw.grown() <= rows.keys() | {"job"}:
        raise SystemExit("an import stores more than is copied: " + " ".join(raw.grown() - rows.keys()))
    took["profiles"], took["all"] = of_copy(raw, profile), of_copy(raw, rows)
    raw.drop()
    return took


def main():
    grown = [one(count, which) for which, count in enumerate(SIZES[:-1])]
    rounds = [one(ROWS, len(SIZES) + which) for which in range(ROUNDS)]
    took = {what: [each[what] for each in rounds] for what in rounds[0]}
    print("  %s partners a file, processor time" % figures.number(ROWS))
    for what, ours, least in (("dry run: read, checked, stored", "check", None), ("import: the same, and audited", "run", 0.8)):
        for peer, theirs in (("binary COPY of all rows that an import stores", "all"),
                             ("binary COPY of the rows of the profiles alone", "profiles")):
            figures.beside(what, "we", took[ours], peer, took[theirs], inverse=True, least=least if theirs == "all" else None)
    print("  what is left for the daemon to do then: %s" % figures.spread(took["left"], figures.seconds))
    figures.growth("time of an import", "rows", SIZES, [each["run"] for each in grown] + [figures.median(took["run"])])
    for what, which in (("the upload", "upload"), ("an import", "memory")):
        middle = figures.median(took[which])
        print("  memory that %s takes at most beside what is there: %s, %.1f times the file"
              % (what, figures.memory(middle), middle / figures.median(took["bytes"])))


main()
