#!/usr/bin/env python3
"""What is asked twice is done once. Run by tests/test_once.sh, under tests/with_daemon.py."""
import concurrent.futures
import os
import re
import subprocess
import tempfile
import threading
import urllib.parse

import client
from claims import claim, finish
from client import DAEMON, ask, expect
from postgres import sql

PROFILE = {"name_en": "Once", "kind": "investor", "country": "KR"}
MATCH = {"profile": {"name_en": "Once", "kind": "investor", "country": "KR"}}
MEETING = {"meeting": "amm_51_2018_08"}


def psql(*words):
    subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *[w for s in words for w in ("-c", s)]], check=True,
                   stdout=subprocess.DEVNULL)


def every_post_takes_a_key():
    paths = ask("GET", "/openapi.json").json["paths"]
    without = sorted(path for path, methods in paths.items() if "post" in methods
                     and not any(p["name"] == "Idempotency-Key" for p in methods["post"]["parameters"]))
    claim("every POST takes a key, but those whose body is a secret",
          without == ["/v1/sessions", "/v1/users/{id}/password"], without)


def what_changes_nothing():
    first = expect("an ad-hoc match takes a key", 200, "POST", "/v1/matches", MATCH, Idempotency_Key="m1")
    sql("update partner set capacity = 5 where id = 'demo_hanbadaru_works'")
    again = expect("again it gives the answer that was kept", 200, "POST", "/v1/matches", MATCH, Idempotency_Key="m1")
    claim("byte for byte", again.body == first.body)
    expect("another body is refused", (422, "key-reused"), "POST", "/v1/matches",
           {"profile": dict(MATCH["profile"], name_en="Other")}, Idempotency_Key="m1")
    expect("another route too", (422, "key-reused"), "POST", "/v1/partners", MATCH["profile"], Idempotency_Key="m1")
    expect("another caller may use the key", 200, "POST", "/v1/matches", MATCH, who="staff", Idempotency_Key="m1")
    dry = expect("so does a dry run", 200, "POST", "/v1/pairing-lists", dict(MEETING, dry_run=True), Idempotency_Key="d1")
    claim("which is kept", ask("POST", "/v1/pairing-lists", dict(MEETING, dry_run=True), Idempotency_Key="d1").body == dry.body)
    expect("and is no list", (422, "key-reused"), "POST", "/v1/pairing-lists", MEETING, Idempotency_Key="d1")
    user = ask("POST", "/v1/users", {"name": "P", "email": "p@example.org", "role": "staff"}).json["id"]
    ask("POST", "/v1/users/%s/password" % user, {"password": "correct horse battery"}, Idempotency_Key="secret1")
    claim("of a password nothing is kept", sql("select count(*) from idempotency where key = 'secret1'") == "0")


def at_once():
    """Many with one key: one does it, the others wait and are told."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: ask("POST", "/v1/partners", PROFILE, Idempotency_Key="at-once"), range(8)))
    claim("of eight at once all are told the same", len({(a.status, a.body) for a in got}) == 1 and got[0].status == 201, got[0])
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: ask("POST", "/v1/matches", MATCH, Idempotency_Key="at-once-2"), range(8)))
    claim("also of what changes nothing", len({(a.status, a.body) for a in got}) == 1 and got[0].status == 200, got[0])


def another_process():
    """What was kept is there for a daemon that starts later."""
    stored = ask("POST", "/v1/partners", PROFILE, Idempotency_Key="restart")
    with tempfile.NamedTemporaryFile("w", suffix=".log") as log:
        env = {k: v for k, v in os.environ.items() if not k.startswith("TWINNING_")}
        env["TWINNING_DATABASE"] = os.environ["TWINNING_DATABASE"]
        other = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0"], stderr=log, env=env)
        tail = subprocess.Popen(["tail", "-n+1", "-f", "--pid", str(other.pid), log.name], stdout=subprocess.PIPE, text=True)
        patience = threading.Timer(60, other.kill)
        patience.start()
        port = None
        for line in tail.stdout:
            said = re.search(r"listening .* port=(\d+) ", line)
            port = said[1] if said else port
            if "catalogue snapshot=" in line:
                break
        patience.cancel()
        at = urllib.parse.urlsplit("http://127.0.0.1:" + port)
        again = ask("POST", "/v1/partners", PROFILE, at=at, Idempotency_Key="restart")
        claim("a key survives a restart", again.status == 201 and again.json["id"] == stored.json["id"], again)
        again = ask("POST", "/v1/matches", MATCH, at=at, Idempotency_Key="m1")
        claim("so does an answer that was kept whole", again.status == 200 and again.headers["Content-Type"] == "application/json")
        other.terminate()
        claim("the other leaves well", other.wait(60) == 0)
        tail.terminate()


def what_is_old():
    sql("update idempotency set created = now() - interval '8 days' where key = 'restart'")
    again = ask("POST", "/v1/partners", dict(PROFILE, name_en="Later"), Idempotency_Key="restart")
    claim("after a week a key is free again", again.status == 201 and again.json["name_en"] == "Later", again)


def count(name):
    return sql("select count(*) from partner where name_en = '%s'" % name)


def waits(condition):
    """Asks the database until it holds; it ends with the suite's patience."""
    while sql("select " + condition) != "t":
        pass


def backend(state):
    """The connection of the daemon that is in its COMMIT."""
    waits("exists (select from pg_stat_activity where usename = 'twinning' and %s)" % state)
    return sql("select pid from pg_stat_activity where usename = 'twinning' and %s limit 1" % state)


def killed_after_the_commit():
    """Committed, but never acknowledged: the server waits for a standby that does not exist, and is killed."""
    psql("alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()")
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ask, "POST", "/v1/partners", dict(PROFILE, name_en="Committed"), Idempotency_Key="committed")
        pid = backend("wait_event = 'SyncRep'")
        os.environ["PGOPTIONS"] = "-c synchronous_commit=local"
        sql("select pg_terminate_backend(%s)" % pid)
        psql("alter system reset synchronous_standby_names", "select pg_reload_conf()")
        answer = answer.result()
    claim("killed after its COMMIT a write is found, and told as done", answer.status == 201
          and answer.json["name_en"] == "Committed" and answer.headers["Location"].endswith(answer.json["id"]), answer)
    claim("it is there once", count("Committed") == "1")


def killed_before_the_commit():
    """Killed in what runs at COMMIT: nothing is stored, and it is done when it is asked again."""
    psql("create function hold_commit() returns trigger language plpgsql as"
         " $$ begin perform pg_advisory_xact_lock(77); return null; end $$",
         "grant execute on function hold_commit to public",
         "create constraint trigger hold_commit after insert on partner deferrable initially deferred"
         " for each row execute function hold_commit()")
    holder = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write("select pg_advisory_lock(77); select 'held';\n")
    holder.stdin.flush()
    while holder.stdout.readline().strip() != "held":
        pass
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ask, "POST", "/v1/partners", dict(PROFILE, name_en="Rolled back"), Idempotency_Key="rolled-back")
        pid = backend("wait_event_type = 'Lock'")
        sql("select pg_terminate_backend(%s)" % pid)
        holder.communicate("select pg_advisory_unlock(77);\n")
        answer = answer.result()
    psql("drop trigger hold_commit on partner", "drop function hold_commit")
    claim("killed before its COMMIT a write is done when it is asked again", answer.status == 201, answer)
    claim("and is there once", count("Rolled back") == "1")


def killed_all_the_time():
    """Writers with keys that repeat what failed, while every connection is killed again and again."""
    kills = []

    def write(n):
        body, answer = dict(PROFILE, name_en="Kill %d" % n), None
        if n % 4 == 0:
            kills.append(sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'twinning'"))
        while answer is None or answer.status == 503:
            if answer is not None:
                while ask("GET", "/ready", at=client.ADMIN).status != 200:
                    pass
            answer = ask("POST", "/v1/partners", body, Idempotency_Key="kill-%d" % n)
        return answer.json.get("id", answer)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        got = list(pool.map(write, range(60)))
    there = sql("select string_agg(id, ' ' order by id) from partner where name_en like 'Kill %'").split()
    claim("every write is acknowledged in the end", all(isinstance(g, str) for g in got), got)
    claim("none is lost, none is there twice: %d times killed" % len(kills), sorted(map(str, got)) == there, (got, there))


def main():
    every_post_takes_a_key()
    what_changes_nothing()
    at_once()
    another_process()
    what_is_old()
    killed_after_the_commit()
    killed_before_the_commit()
    killed_all_the_time()
    finish()


main()
