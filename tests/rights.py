#!/usr/bin/env python3
"""An engine that checks nothing, and what PostgreSQL still refuses. Run by tests/test_rights.sh, under
tests/with_daemon.py, with tests/open_doors.c for a daemon.

Only what is asked of the database is here: the engine answers for what it shows from its own memory.
"""
from claims import claim, finish
from client import ask

OWN, OTHER = "demo_nalsaendol_transit", "demo_hanbadaru_works"
PROFILE = {"name_en": "Taken over", "kind": "private_company"}


def done(status, *args, **more):
    """The JSON of what the office asks for."""
    a = ask(*args, **more)
    assert a.status == status, a
    return a.json


def make():
    """A list and a job of the office, and a snapshot that is not today's any more."""
    made = done(201, "POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"})
    job = done(202, "POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, Prefer="respond-async")
    done(200, "PATCH", "/v1/partners/" + OTHER, {"capacity": 9}, If_Match="*")
    return made["id"], made["snapshot"], job["id"]


def main():
    a_list, snapshot, job = make()
    lists = "/v1/pairing-lists/" + a_list
    before = ask("GET", "/v1/partners/" + OTHER).body, ask("GET", lists).json

    refused = [
        ("PUT", "/v1/partners/" + OTHER, PROFILE), ("PATCH", "/v1/partners/" + OTHER, {"capacity": 1}),
        ("POST", "/v1/partners", PROFILE),
        *[("POST", "/v1/partners/%s/%s" % (OTHER, verb), None) for verb in ("submit", "verify", "suspend", "renew")],
        ("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}),
        ("GET", lists, None), ("GET", lists + "/why-not?partner=%s&city=manila" % OWN, None),
        ("GET", lists + "/difference?from=" + a_list, None),
        *[("POST", lists + "/" + verb, {}) for verb in ("propose", "approve", "announce", "withdraw")],
        ("GET", "/v1/snapshots/" + snapshot, None),
        ("GET", "/v1/jobs/" + job, None), ("GET", "/v1/jobs/%s/events" % job, None),
        ("POST", "/v1/jobs/%s/cancel" % job, None), ("POST", "/v1/jobs/%s/rerun" % job, None),
    ]
    for who in ("company", "city"):
        for method, path, body in refused:
            extra = {"If_Match": "*"} if method in ("PUT", "PATCH") else {}
            a = ask(method, path, body, who=who, **extra)
            claim("the database refuses a %s %s %s" % (who, method, path), a.status in (403, 404), a)
        for path in ("/v1/pairing-lists", "/v1/jobs"):
            a = ask("GET", path, who=who)
            claim("it shows a %s nothing of %s" % (who, path), a.status == 200 and a.json["items"] == [], a)
    for verb in ("verify", "suspend", "renew"):
        a = ask("POST", "/v1/partners/%s/%s" % (OWN, verb), who="company")
        claim("a company may not %s itself" % verb, a.status in (403, 409), a)
    a = ask("POST", lists + "/propose", {}, who="batch")
    claim("the batch job proposes", a.status == 200, a)
    for who, verb in (("batch", "approve"), ("batch", "withdraw")):
        a = ask("POST", lists + "/" + verb, {}, who=who)
        claim("but does not " + verb, a.status == 403, a)
    a = ask("PUT", "/v1/partners/" + OTHER, PROFILE, If_Match="*", who="approver")
    claim("an approver edits no partner", a.status in (403, 404), a)

    after = ask("GET", "/v1/partners/" + OTHER).body, ask("GET", lists).json
    claim("the partner is as it was", before[0] == after[0], after[0])
    claim("the list too, but for its proposal", before[1]["pairings"] == after[1]["pairings"]
          and [e["action"] for e in after[1]["events"]] == ["propose"], after[1])
    a = ask("PATCH", "/v1/partners/" + OWN, {"capacity": 2}, If_Match="*", who="company")
    claim("a company edits what is its own", a.status == 200 and a.json["capacity"] == 2, a)
    finish()


main()
