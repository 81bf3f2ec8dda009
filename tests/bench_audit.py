#!/usr/bin/env python3
"""How long a long chain of changes takes to check, beside reading the same rows as text, and how that grows.

One altered row must be found among them. Run by tests/bench_audit.sh, under tests/with_postgres.sh.
"""
import os
import subprocess
import time

import figures

DAEMON, ROUNDS, SIZES = os.environ.get("DAEMON", "build/twinningd"), int(os.environ.get("ROUNDS", "5")), (10000, 30000, 100000)

# Changes of partners, chained as audit_append() does it, but for the lock and the look at the last entry.
CHANGES = """
do $$
declare
    documents text[] := array(select document::text from partner_document order by id);
    a         audit;
    salt      bytea;
    n         integer := cardinality(documents);
    behind    integer;
begin
    select * into a from audit order by seq desc limit 1;
    select %d - count(*) into behind from audit;
    for i in 1 .. behind loop
        salt := uuid_send(gen_random_uuid());
        a.seq := a.seq + 1;
        a.role := 'staff';
        a.name := 'bench';
        a.kind := 'partner';
        a.id := 'p' || i %% n;
        a.action := 'change';
        a.before_digest := audit_digest(salt, documents[i %% n + 1]);
        a.after_digest := audit_digest(salt, documents[(i + 1) %% n + 1]);
        a.hash := sha256(a.hash || convert_to(audit_line(a), 'UTF8'));
        insert into audit select a.*;
        insert into audit_content (seq, salt, before, after)
        values (a.seq, salt, documents[i %% n + 1], documents[(i + 1) %% n + 1]);
    end loop;
end
$$;
analyze audit, audit_content;
"""

AS_TEXT = "copy (select a.*, c.* from audit a left join audit_content c using (seq) order by a.seq) to stdout"


def psql(*statements):
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", *sum((["-c", s] for s in statements), [])], check=True,
                   stdout=subprocess.DEVNULL)


def timed(what):
    begun = time.monotonic()
    what()
    return time.monotonic() - begun


def verify(status=0):
    said = subprocess.run([DAEMON, "audit", "verify"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if said.returncode != status:
        raise SystemExit("audit verify: %d, %s" % (said.returncode, said.stdout))


def main():
    os.environ["PGOPTIONS"] = "-c twinning.role=system"
    for words in (["migrate"], ["load", "--demo"]):
        subprocess.run([DAEMON, *words], check=True, stdout=subprocess.DEVNULL)
    middles = []
    for size in SIZES:
        psql(CHANGES % size)
        rounds = [(timed(verify), timed(lambda: psql(AS_TEXT))) for _ in range(ROUNDS)]
        checked, read = zip(*rounds)
        figures.beside("a chain of %s entries" % figures.number(size), "checked in", checked, "read as text in", read)
        middles.append(figures.median(checked))
    figures.growth("time to check", "entries", SIZES, middles)
    psql("alter table audit disable trigger audit_stays", "update audit set name = 'nobody' where seq = %d" % (SIZES[-1] - 7))
    verify(1)
    print("  one altered among them is found")


main()
