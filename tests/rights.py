#!/usr/bin/env python3
"""An engine that checks nothing, and what PostgreSQL still refuses. Run by tests/test_rights.sh, under
tests/with_daemon.py, with tests/open_doors.c for a daemon.

Only what is asked of the database is here: the engine answers for what it shows from its own memory.
"""
import http.client
import json
import os
import urllib.parse

URL = urllib.parse.urlsplit(os.environ["TWINNING_URL"])
TOKENS = {"admin": os.environ["TWINNING_TOKEN"], "company": os.environ["TOKEN_COMPANY"],
          "city": os.environ["TOKEN_CITY"], "approver": os.environ["TOKEN_APPROVER"], "batch": os.environ["TOKEN_BATCH"]}
OWN, OTHER = "demo_nalsaendol_transit", "demo_hanbadaru_works"
PROFILE = {"name_en": "Taken over", "kind": "private_company"}

passed = failed = 0


def claim(name, holds, got=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAIL", name, "::", str(got)[:400])


def ask(who, method, path, body=None, **headers):
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=60)
    sent = {"Authorization": "Bearer " + TOKENS[who], **{k.replace("_", "-"): v for k, v in headers.items()}}
    if body is not None:
        sent["Content-Type"] = "application/json"
    connection.request(method, path, None if body is None else json.dumps(body), sent)
    response = connection.getresponse()
    text = response.read()
    connection.close()
    return response.status, text


def make():
    """A list and a job of the office, and a snapshot that is not today's any more."""
    status, text = ask("admin", "POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"})
    assert status == 201, text
    made = json.loads(text)
    status, text = ask("admin", "POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, Prefer="respond-async")
    assert status == 202, text
    job = json.loads(text)["id"]
    status, text = ask("admin", "PATCH", "/v1/partners/" + OTHER, {"capacity": 9}, If_Match="*")
    assert status == 200, text
    return made["id"], made["snapshot"], job


def main():
    a_list, snapshot, job = make()
    before = ask("admin", "GET", "/v1/partners/" + OTHER), ask("admin", "GET", "/v1/pairing-lists/" + a_list)

    lists = "/v1/pairing-lists/" + a_list
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
            status, text = ask(who, method, path, body, **extra)
            claim("the database refuses a %s %s %s" % (who, method, path), status in (403, 404), (status, text))
        for path in ("/v1/pairing-lists", "/v1/jobs"):
            status, text = ask(who, "GET", path)
            claim("it shows a %s nothing of %s" % (who, path), status == 200 and json.loads(text)["items"] == [], text)
    for verb in ("verify", "suspend", "renew"):
        status, text = ask("company", "POST", "/v1/partners/%s/%s" % (OWN, verb))
        claim("a company may not %s itself" % verb, status in (403, 409), (status, text))
    status, text = ask("batch", "POST", lists + "/propose", {})
    claim("the batch job proposes", status == 200, text)
    for who, verb in (("batch", "approve"), ("batch", "withdraw")):
        status, text = ask(who, "POST", lists + "/" + verb, {})
        claim("but does not " + verb, status == 403, (status, text))
    status, text = ask("approver", "PUT", "/v1/partners/" + OTHER, PROFILE, If_Match="*")
    claim("an approver edits no partner", status in (403, 404), (status, text))

    after = ask("admin", "GET", "/v1/partners/" + OTHER), ask("admin", "GET", lists)
    claim("the partner is as it was", before[0] == after[0], after[0])
    claim("the list too, but for its proposal",
          json.loads(before[1][1])["pairings"] == json.loads(after[1][1])["pairings"]
          and [e["action"] for e in json.loads(after[1][1])["events"]] == ["propose"], after[1])
    status, text = ask("company", "PATCH", "/v1/partners/" + OWN, {"capacity": 2}, If_Match="*")
    claim("a company edits what is its own", status == 200 and json.loads(text)["capacity"] == 2, (status, text))

    print("%d passed, %d failed" % (passed, failed))
    return failed


raise SystemExit(main() > 0)
