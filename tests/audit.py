#!/usr/bin/env python3
"""The record of changes. Run by tests/test_audit.sh, under tests/with_daemon.py."""
import json
import os
import re
import subprocess

from claims import claim, claim_stored, finish
from client import CLI, DAEMON, TOKENS, ask, expect
from postgres import sql

OWN = "demo_nalsaendol_transit"
PROFILE = {"name_en": "Watched", "kind": "investor", "country": "KR",
           "contacts": [{"name": "Kim Hana", "email": "Hana@example.org", "phone": "+82 2 1234"},
                        {"name": "Lee", "email": "lee@example.org"}]}
TOKENS["auditor"] = os.environ["TOKEN_AUDITOR"]


def operator(*words, database=os.environ["PGDATABASE"]):
    """What an operator's command says, and its status."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("TWINNING_")}
    env["TWINNING_DATABASE"] = re.sub("dbname=.*", "dbname=" + database, os.environ["TWINNING_DATABASE"])
    done = subprocess.run([DAEMON, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout.strip()


def whole(name, *words, **where):
    status, said = operator("audit", "verify", *words, **where)
    claim(name, status == 0 and "is whole" in said, said)


def found(name, words, *more, **where):
    status, said = operator("audit", "verify", *more, **where)
    claim(name, status == 1 and words in said, said)


def entries(query, who="auditor"):
    answer = ask("GET", "/v1/audit?" + query, who=who)
    return answer.json["items"] if answer.status == 200 else []


def what_is_written():
    made = expect("a partner is stored", 201, "POST", "/v1/partners", PROFILE, who="staff").json["id"]
    first = entries("kind=partner&id=" + made)
    claim("and that is one entry", [e["action"] for e in first] == ["create"] and first[0]["before"] is None
          and json.loads(first[0]["after"])["name_en"] == "Watched", first)
    token = sql("select id from token where name = 'staff'")
    claim("that says who, as what, from where", (first[0]["token"], first[0]["role"], first[0]["name"], first[0]["from"])
          == (token, "staff", "staff", "127.0.0.1"), first)
    ask("PATCH", "/v1/partners/" + made, {"capacity": 7}, who="staff", If_Match="*")
    change = entries("kind=partner&id=%s&limit=1" % made)[0]
    claim("a change has what was and what became of it",
          (change["action"], json.loads(change["before"])["capacity"], json.loads(change["after"])["capacity"])
          == ("change", 1, 7), change)
    before = len(entries("kind=partner&id=" + made))
    ask("PATCH", "/v1/partners/" + made, {"capacity": 7}, who="staff", If_Match="*")
    claim("a change that changes nothing is none", len(entries("kind=partner&id=" + made)) == before)
    ask("PATCH", "/v1/partners/" + made, {"kind": "wizard"}, who="staff", If_Match="*")
    ask("POST", "/v1/partners/%s/verify" % made, {}, who="staff")
    claim("nor is one that was refused", len(entries("kind=partner&id=" + made)) == before)
    sql("update partner set capacity = 8 where id = '%s'" % made)
    hand = entries("kind=partner&id=%s&limit=1" % made)[0]
    claim("what is done by hand is found, with the login",
          (hand["role"], hand["name"], hand["token"]) == ("operator", os.environ["PGUSER"], None), hand)

    a_list = ask("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, who="batch").json
    ask("POST", "/v1/pairing-lists/%s/propose" % a_list["id"], {}, who="batch")
    ask("POST", "/v1/pairing-lists/%s/pairings/1/stages" % a_list["id"], {"stage": "proposed"}, who="staff")
    job = ask("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, who="batch", Prefer="respond-async").json
    ask("POST", "/v1/jobs/%s/cancel" % job["id"], who="batch")
    for kind, number, identity in (("pairing_list", 2, a_list["id"]), ("pairing_list_event", 1, a_list["id"] + "/1"),
                                   ("pairing_stage", 1, a_list["id"] + "/1/1")):
        got = entries("kind=%s&id=%s" % (kind, identity))
        claim("a %s is in it, %d times" % (kind, number), len(got) == number, got)
    claim("so are jobs", [e["action"] for e in entries("kind=job&id=" + job["id"])][-1:] == ["create"])
    made_token = entries("kind=token&actor=" + os.environ["PGUSER"])
    claim("so are tokens, and never their hashes", made_token != [] and "hash" not in json.dumps(made_token[0]["after"]))
    shown = ask("GET", "/v1/pairing-lists/" + a_list["id"]).json
    last = ask("GET", "/v1/audit/head", who="auditor").json
    claim("a list carries the head of the chain", shown["audit"] == last and last["seq"] > 0, (shown["audit"], last))
    claim("which is no part of its digest", shown["digest"] == a_list["digest"])
    return made


def what_is_shown():
    everything = entries("limit=1000&since=0")
    claim("the numbers have no holes, from the first", [e["seq"] for e in everything] == list(range(1, len(everything) + 1)))
    claim("the newest come first", [e["seq"] for e in entries("limit=3")] == [e["seq"] for e in everything[:-4:-1]])
    page = ask("GET", "/v1/audit?limit=2", who="auditor").json
    claim("pages go on", [e["seq"] for e in entries("limit=2&cursor=" + page["next"])] ==
          [e["seq"] for e in everything[-3:-5:-1]])
    page = ask("GET", "/v1/audit?limit=2&since=5", who="auditor").json
    claim("and in order", [e["seq"] for e in page["items"] + entries("limit=2&since=5&cursor=" + page["next"])] == [6, 7, 8, 9])
    today = everything[-1]["at"][:10]
    claim("a day finds its entries", len(entries("limit=1000&from=%s&to=%s" % (today, today))) > 0)
    claim("another day finds none", entries("to=2001-01-01") == [] and entries("from=2101-01-01") == [])
    expect("a cursor that is none is told", (400, "bad-query"), "GET", "/v1/audit?cursor=xyz", who="auditor")
    for who, status in (("admin", 200), ("staff", 403), ("company", 403), ("city", 403), ("batch", 403), ("approver", 403)):
        expect("the entries are for auditors: " + who, status, "GET", "/v1/audit", who=who)
    return everything


def who_may_write():
    for statement in ("insert into audit (seq) values (1)", "update audit set name = 'x'", "delete from audit", "truncate audit",
                      "update audit_content set after = '{}'", "delete from audit_content", "truncate audit_content"):
        done = subprocess.run(["psql", "-Xq", "-U", "twinning", "-c", statement], stderr=subprocess.PIPE, text=True)
        claim("the daemon may not: " + statement, "permission denied" in done.stderr, done.stderr)
        if statement.startswith("insert") or "set after" in statement:
            continue
        done = subprocess.run(["psql", "-Xq", "-c", statement + (" cascade" if "truncate" in statement else "")],
                              stderr=subprocess.PIPE, text=True)
        claim("nor the database's superuser: " + statement, "never changed" in done.stderr, done.stderr)


def in_order_of_commits():
    """Two transactions: the one that commits first has the lower number, whatever it began with."""
    one = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    one.stdin.write("begin; update partner set capacity = 11 where id = '%s'; select 'done';\n" % OWN)
    one.stdin.flush()
    one.stdout.readline()
    sql("update partner set capacity = 12 where id = 'demo_hanbadaru_works'")
    one.communicate("commit;\n")
    claim("the order is that of the commits", [e["id"] for e in entries("kind=partner&limit=2")] == [OWN, "demo_hanbadaru_works"])
    claim("what is under way leaves nothing behind", sql("select count(*) from audit_pending") == "0")


# Each leaves the chain broken, in a copy of the database.
FORGERIES = [
    ("an altered name", "update audit set name = 'nobody' where seq = 100", "Entry 100 "),
    ("an altered moment", "update audit set happened = happened + interval '1 microsecond' where seq = 3", "Entry 3 "),
    ("an altered hash", "update audit set hash = sha256('x') where seq = 50", "Entry 50 "),
    ("an altered digest", "update audit set after_digest = sha256('x') where seq = 50", "Entry 50 "),
    ("an altered document", "update audit_content set after = replace(after, 'Ha Noi', 'Hanoi') where seq in "
     "(select seq from audit where kind = 'city' and id = 'ha_noi')", "A document of entry"),
    ("a document that is gone", "delete from audit_content where seq = 20", "A document of entry 20 "),
    ("an altered document, said to be erased", "update audit_content set after = '{}', erased = 30 where seq = 20",
     "A document of entry 20 "),
    ("a removed entry", "delete from audit_content where seq = 100; delete from audit where seq = 100",
     "Entry 100 of the record of changes is missing"),
    ("a removed entry, the rest moved up", "delete from audit_content where seq = 100; delete from audit where seq = 100;"
     "update audit set seq = seq + 1000000 where seq > 100; update audit set seq = seq - 1000001 where seq > 1000000", "Entry 100 "),
    ("two entries that changed places", "update audit set seq = 1000000 where seq = 40; update audit set seq = 40 where seq = 41;"
     "update audit set seq = 41 where seq = 1000000", "Entry 40 "),
    ("the first entry removed", "delete from audit_content where seq = 1; delete from audit where seq = 1",
     "Entry 1 of the record of changes is missing"),
]


# The chain from an entry on, as somebody would write it anew who knows how.
REWRITE = """do $$
declare
	a    audit;
	last bytea := (select hash from audit where seq = {0} - 1);
begin
	for a in select * from audit where seq >= {0} order by seq loop
		last := sha256(coalesce(last, '') || convert_to(audit_line(a), 'UTF8'));
		update audit set hash = last where seq = a.seq;
	end loop;
end $$"""


def copy_table(table, columns):
    give = subprocess.run(["psql", "-Xq", "-c", "copy %s (%s) to stdout" % (table, columns)], check=True,
                          stdout=subprocess.PIPE).stdout
    subprocess.run(["psql", "-Xq", "-d", "audited", "-c", "copy %s (%s) from stdin" % (table, columns)], check=True, input=give)


def forgeries():
    """In copies without guards: what a superuser of the database could do."""
    sql("update partner set capacity = 13 where id = '%s'" % OWN)
    subprocess.run(["createdb", "audited"], check=True)
    operator("migrate", database="audited")
    subprocess.run(["psql", "-Xq", "-d", "audited", "-c", "alter table audit disable trigger all;"
                    "alter table audit_content disable trigger all; delete from audit_content; delete from audit"], check=True)
    copy_table("audit", sql("select string_agg(quote_ident(attname), ', ') from pg_attribute"
                            " where attrelid = 'audit'::regclass and attnum > 0"))
    copy_table("audit_content", "seq, salt, before, after, erased")
    whole("the copy is whole", database="audited")
    anchor = operator("audit", "head")[1]

    def forged(statement):
        subprocess.run(["dropdb", "--if-exists", "forged"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["createdb", "-T", "audited", "forged"], check=True)
        subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", "forged", "-c", statement], check=True)

    for name, statement, words in FORGERIES:
        forged(statement)
        found(name + " is found", words, database="forged")
    number = int(anchor.split(":")[0])
    forged("delete from audit_content where seq > {0}; delete from audit where seq > {0}".format(number - 1))
    whole("of a cut tail nothing is known by itself", database="forged")
    found("but by a head that was kept", "cut off", "--head", anchor, database="forged")
    forged("update audit set name = 'nobody' where seq = 100; " + REWRITE.format(100))
    whole("a chain that was written anew is whole by itself", database="forged")
    found("but not the one whose head was kept", "written anew", "--head=" + anchor, database="forged")
    whole("the head of today fits", "--head", anchor, database="audited")


def upload(text):
    """A file of partners, not run; its id."""
    return expect("a file is uploaded", 201, "POST", "/v1/imports?name=kim.csv", text.encode(), who="staff",
                  Content_Type="text/csv").json["id"]


def of_persons(made):
    """One person in two partners, in what was changed of them, and in answers kept for a repeat."""
    again = ask("POST", "/v1/partners", dict(PROFILE, name_en="Second"), who="staff", Idempotency_Key="person-1").json["id"]
    submitted = ask("POST", "/v1/partners/%s/submit" % again, who="staff", Idempotency_Key="person-2").json["version"]
    kept = expect("everything kept of a person is found", 200, "GET", "/v1/persons?email=hana@example.org", who="staff",
                  has=lambda j: {p["place"] for p in j["places"]} == {"partner", "audit", "answer"}).json
    claim("in both partners", {p["id"] for p in kept["places"] if p["place"] == "partner"} == {made, again}, kept)
    claim("with what is said of it, and of nobody else", "+82 2 1234" in kept["places"][0]["document"]
          and "lee@" not in json.dumps(kept), kept)
    uploaded = upload("name_en,kind,contacts\nFiled,investor,Kim Hana|hana@example.org|+82 2 1234\n")
    claim("an uploaded file is among the places", ("import", uploaded) in [(p["place"], p["id"]) for p in ask(
          "GET", "/v1/persons?email=hana@example.org").json["places"]])
    expect("a company looks for nobody", 403, "GET", "/v1/persons?email=hana@example.org", who="company")
    expect("nor does staff erase", 403, "POST", "/v1/persons/erase", {"email": "hana@example.org"}, who="staff")
    expect("an address that is none is refused", 422, "POST", "/v1/persons/erase", {"email": "hana"})
    erased = expect("a person is forgotten", 200, "POST", "/v1/persons/erase", {"email": "HANA@example.org"},
                    Idempotency_Key="erase-1").json
    claim("wherever it was", erased["partners"] == 2 and erased["answers"] == 1 and erased["imports"] == 1 and erased["entries"] >= 4, erased)
    expect("which may be asked again", 200, "POST", "/v1/persons/erase", {"email": "HANA@example.org"},
           Idempotency_Key="erase-1", has=lambda j: j == erased)
    expect("then nothing is kept of it", 200, "GET", "/v1/persons?email=hana@example.org", has=lambda j: j["places"] == [])
    claim_stored("what is stored of partners follows")
    for table in ("audit_content", "partner_stored", "idempotency", "partner_contact", "audit", "audit_pending", "import", "import_note"):
        claim("not in " + table, sql("select count(*) from %s t where t::text ~* 'hana@|2 1234'" % table) == "0")
    expect("the partner keeps its other contact", 200, "GET", "/v1/partners/" + again,
           has=lambda j: [c["email"] for c in j["contacts"]] == ["lee@example.org"] and j["version"] == submitted + 1)
    for what, path, body, key in (("create", "/v1/partners", dict(PROFILE, name_en="Second"), "person-1"),
                                  ("review", "/v1/partners/%s/submit" % again, None, "person-2")):
        answer = ask("POST", path, body, who="staff", Idempotency_Key=key)
        claim("the answer to a repeated %s is still given, without the person" % what, answer.status // 100 == 2
              and answer.json["id"] == again and [c["email"] for c in answer.json["contacts"]] == ["lee@example.org"], answer)
    last = entries("kind=person")
    claim("that somebody was forgotten is written, but not who", len(last) == 1 and last[0]["action"] == "erase"
          and "hana" not in json.dumps(last).lower(), last)
    whole("and the chain is whole")


def by_the_command_line():
    """Over HTTP, for who has a token and no database."""
    def said(*words):
        done = subprocess.run([CLI, "audit", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={**os.environ, "TWINNING_TOKEN": TOKENS["auditor"]})
        return done.returncode, done.stdout.strip()

    head = said("head")
    claim("an auditor reads the head", head == (0, operator("audit", "head")[1]), head)
    status, text = said("verify", head[1])
    claim("and checks the chain", status == 0 and "is whole" in text and head[1] in text, text)
    status, text = said("verify", "999999:" + head[1].split(":")[1])
    claim("and finds that it once was longer", status == 1 and "cut off" in text, text)
    claim("a head that is none is a mistake", said("verify", "x")[0] == 64)
    status, text = said("list", "--limit", "3")
    claim("and lists the newest", status == 0 and len(text.splitlines()) >= 4, text)


def main():
    made = what_is_written()
    what_is_shown()
    who_may_write()
    in_order_of_commits()
    whole("the chain is whole")
    by_the_command_line()
    of_persons(made)
    forgeries()
    status, said = operator("audit", "verify", "--head", "x")
    claim("a head that is none is refused", status == 1 and "1234:" in said, said)
    finish()


main()
