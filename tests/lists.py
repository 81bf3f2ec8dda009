#!/usr/bin/env python3
"""Pairing lists: their proof, the questions about them, their life. Run by tests/test_lists.sh."""
import concurrent.futures
import copy
import datetime
import hashlib
import json
import os
import re
import subprocess
import tempfile
import urllib.parse

from claims import claim, finish
from client import CLI, TOKENS, URL, ask, expect

MEETING = "amm_51_2018_08"
AROUND = ["id", "state", "digest", "created", "events", "stages", "audit"]  # what the digest does not cover


def build(**asked):
    a = ask("POST", "/v1/pairing-lists", {"meeting": MEETING, "dry_run": True, **asked})
    assert a.status == 200, a
    return a.json


def store(**asked):
    a = ask("POST", "/v1/pairing-lists", {"meeting": MEETING, **asked}, who="staff")
    assert a.status == 201, a
    return a.json


def pairs_of(made):
    return {(p["partner"]["id"], p["city"]["id"], p["project"]["id"]) for p in made["pairings"]}


def rule_of(line):
    place = {"project": line["project"]["id"]} if line["project"]["id"] else {"city": line["city"]["id"]}
    return {"partner": line["partner"]["id"], **place}


def refuses(name, state, statement):
    said = subprocess.run(["psql", "-XqAt", "-v", "VERBOSITY=sqlstate", "-c", statement], stderr=subprocess.PIPE, text=True).stderr
    claim(name, state in said, said)


# --- verifying


def sealed(made):
    """The list with the digest that belongs to it, computed as the documentation says."""
    canonical = json.dumps({k: v for k, v in made.items() if k not in AROUND}, ensure_ascii=False, separators=(",", ":"))
    return {**made, "digest": hashlib.sha256(canonical.encode()).hexdigest()}


def digest_of_lines(text):
    """The digest of a snapshot, as engine/catalogue_lines.h defines it."""
    groups = [[] for _ in range(256)]
    for line in text.splitlines(keepends=True):
        digest = hashlib.sha256(line).digest()
        groups[digest[0]].append(digest)
    return hashlib.sha256(b"".join(hashlib.sha256(b"".join(sorted(group))).digest() for group in groups)).hexdigest()


class Checker:
    def __init__(self, made):
        self.dir = tempfile.TemporaryDirectory(prefix="lists.")
        self.snapshot = os.path.join(self.dir.name, "snapshot.ndjson")
        a = ask("GET", "/v1/snapshots/" + made["snapshot"], who="approver")
        claim("a snapshot has the digest that names it", a.status == 200 and digest_of_lines(a.body) == made["snapshot"])
        with open(self.snapshot, "wb") as out:
            out.write(a.body)

    def verify(self, made):
        """Without any service to ask."""
        done = subprocess.run([CLI, "verify", "-", "--snapshot", self.snapshot, "--json"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env={"PATH": "/usr/bin", "LANG": "C.UTF-8"},
                              input=json.dumps(made, ensure_ascii=False))
        return done.returncode == 0 and json.loads(done.stdout)["verified"], done.stdout + done.stderr


def change(made, *path, by=1):
    """The list with one number greater, or one truth turned, or one text altered."""
    other = copy.deepcopy(made)
    at = other
    for step in path[:-1]:
        at = at[step]
    old = at[path[-1]]
    at[path[-1]] = (not old) if isinstance(old, bool) else old + by if isinstance(old, int) else \
        ("0" if old[0] != "0" else "1") + old[1:]
    return other


def without(made, *path):
    other = copy.deepcopy(made)
    at = other
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return other


def mutants(made, thorough):
    """Every list that differs in one thing, resealed: only the proof can refuse it."""
    lines = range(len(made["pairings"])) if thorough else (0, len(made["pairings"]) // 2)
    for i in lines:
        yield "a score", change(made, "pairings", i, "score")
        for mark in ("pinned", "kept"):
            yield mark, change(made, "pairings", i, mark)
    for i in lines[:2]:
        for member in ("number", "coverage", "shown"):
            yield member, change(made, "pairings", i, member)
        yield "a part", change(made, "pairings", i, "parts", 0, "value")
        yield "a name", change(made, "pairings", i, "partner", "name_en")
        yield "a reason", change(made, "pairings", i, "reason_ko")
        # The same score for another partner, or a total that hides the change, is no better.
        other = copy.deepcopy(made)
        a, b = other["pairings"][i], other["pairings"][-1 - i]
        a["partner"], b["partner"] = b["partner"], a["partner"]
        if a["partner"]["id"] != b["partner"]["id"]:
            yield "two partners", other
        other = change(made, "pairings", i, "score", by=-1)
        other["totals"]["score"] -= 1
        yield "a score and its total", other
        other = without(made, "pairings", i)
        for k, line in enumerate(other["pairings"]):
            line["number"] = k + 1
        other["totals"]["pairings"] -= 1
        other["totals"]["score"] -= made["pairings"][i]["score"]
        yield "a pair left out", other
    for name in ("cities", "cities_covered", "pairings", "score", "shortfall", "changes", "change_cost"):
        yield "total " + name, change(made, "totals", name)
    for table in ("partners", "projects", "cities", "quotas"):
        rows = made["certificate"][table]
        for i in range(len(rows)) if thorough else range(min(1, len(rows))):
            member = ("pins", "cities", "minimums", "score", "tie")[(i + len(rows)) % 5]
            yield "price %s %s" % (table, member), change(made, "certificate", table, i, member)
            if i % 4 == 0:
                yield "price %s left out" % table, without(made, "certificate", table, i)
    yield "the seal", change(made, "certificate", "seal")
    asked = made["constraints"]
    yield "the floor", change(made, "constraints", "floor")
    for i in range(len(asked["quotas"])):
        for bound in ("min", "max"):
            if asked["quotas"][i][bound] is not None:
                yield "quota " + bound, change(made, "constraints", "quotas", i, bound)
        yield "a quota left out", without(made, "constraints", "quotas", i)
    for i in range(len(asked["capacities"])):
        yield "a capacity left out", without(made, "constraints", "capacities", i)
    for rule in ("pins", "bans", "earlier"):
        if asked[rule]:
            yield rule + " left out", without(made, "constraints", rule, 0)
    if asked["change_price"]:
        yield "the price of a change", change(made, "constraints", "change_price")
    yield "the snapshot", change(made, "snapshot")
    for member in ("policy", "as_of"):
        yield member, {**made, member: {"2018-1": "2018-2", "2018-2": "2018-1"}.get(made[member], "2018-08-02")}


def proofs():
    plain = build()
    first, last = plain["pairings"][0], plain["pairings"][-1]
    table = [
        ("nothing asked", {}), ("a floor", {"floor": 6500000}), ("another policy", {"policy": "2018-2"}),
        ("another day", {"as_of": "2018-11-01"}),
        ("a pin", {"pins": [{"partner": "demo_supgilbit_landscape", "project": "phuket_eagle_eyes_cctv"}]}),
        ("a pin on inferred needs", {"pins": [{"partner": "demo_nalsaendol_transit", "city": "manila"}]}),
        ("bans", {"bans": [rule_of(first), {"partner": last["partner"]["id"], "city": last["city"]["id"]}]}),
        ("capacities", {"capacities": [{"partner": first["partner"]["id"], "min": 1, "max": 1},
                                       {"partner": "demo_bulssidol_energy", "min": 3, "max": 4}]}),
        ("quotas that nest", {"quotas": [{"group": "country", "id": "VN", "max": 4}, {"group": "city", "id": "ha_noi", "max": 1},
                                         {"group": "partner_kind", "id": "university", "max": 1}]}),
        ("minimums", {"quotas": [{"group": "country", "id": "BN", "min": 2}, {"group": "partner_kind", "id": "investor", "min": 1}]}),
        ("a minimum out of reach", {"quotas": [{"group": "city", "id": "phuket", "min": 40}]}),
        ("a pin against a ban", {"pins": [rule_of(first)], "bans": [rule_of(first)]}),
        ("earlier pairs", {"earlier": [{"partner": "demo_supgilbit_landscape", "project": "phuket_eagle_eyes_cctv"}],
                           "change_price": 700000}),
        ("everything", {"floor": 5000000, "pins": [rule_of(last)], "bans": [rule_of(first)], "change_price": 100000,
                        "earlier": [rule_of(p) for p in plain["pairings"][::2]],
                        "quotas": [{"group": "country", "id": "TH", "min": 2, "max": 5}],
                        "capacities": [{"partner": first["partner"]["id"], "max": 2}]}),
    ]
    checker = Checker(plain)
    claim("the digest is that of the compact JSON from meeting on", sealed(plain)["digest"] == plain["digest"])
    for name, asked in table:
        made = build(**asked)
        good, said = checker.verify(made)
        claim("a list with %s verifies" % name, good, said)
        count = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for what, (good, said) in pool.map(lambda m: (m[0], checker.verify(sealed(m[1]))),
                                               mutants(made, thorough=name == "everything")):
                claim("with %s, another %s is refused" % (name, what), not good and '"code"' in said, said)
                count += 1
        claim("mutants of %s were made" % name, count >= 30, count)
    for what, mutant in (("digest", change(plain, "digest")), ("reason", change(plain, "pairings", 0, "reason_en")),
                         ("name", change(plain, "pairings", 0, "partner", "name_en")),
                         ("certificate", without(plain, "certificate"))):
        good, said = checker.verify(mutant)
        claim("another %s is refused" % what, not good and '"code"' in said, said)
    with open(checker.snapshot, "r+b") as out:
        out.seek(-4, os.SEEK_END)
        out.write(b" ")
    good, said = checker.verify(plain)
    claim("other data is refused", not good and "verify-snapshot" in said, said)
    expect("a snapshot is for the office", (403, "forbidden"), "GET", "/v1/snapshots/" + plain["snapshot"], who="company")
    expect("no such snapshot", (404, "not-found"), "GET", "/v1/snapshots/" + "0" * 64)


def earlier():
    old = store()
    ban = rule_of(old["pairings"][0])
    cheap = build(bans=[ban], replaces=old["id"])
    dear = build(bans=[ban], replaces=old["id"], change_price=1000000000)
    again = build(replaces=old["id"], change_price=1000000)
    claim("a list that replaces names the other, and its pairs", cheap["constraints"]["replaces"] == old["id"]
          and len(cheap["constraints"]["earlier"]) == len(old["pairings"]))
    claim("what is kept is marked", all(p["kept"] == ((p["partner"]["id"], p["city"]["id"], p["project"]["id"]) in pairs_of(old))
          for p in dear["pairings"]))
    claim("a high price keeps all that can be kept", dear["totals"]["changes"] == 1 <= cheap["totals"]["changes"],
          (dear["totals"], cheap["totals"]))
    claim("changes cost their price", dear["totals"]["change_cost"] == 1000000000)
    claim("what was best stays", pairs_of(again) == pairs_of(old) and again["totals"]["changes"] == 0)
    expect("no such list to replace", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": MEETING, "replaces": "none"}, has=lambda j: j["errors"][0]["pointer"] == "/replaces")
    expect("a list of another meeting is not replaced", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": "jcm_2018_10", "replaces": old["id"]},
           has=lambda j: j["errors"][0]["pointer"] == "/replaces" and MEETING in j["errors"][0]["detail"])
    expect("a price of nothing", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": MEETING, "change_price": 5}, has=lambda j: j["errors"][0]["pointer"] == "/change_price")
    expect("either a list or pairs", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": MEETING, "replaces": old["id"], "earlier": [ban]}, has=lambda j: j["errors"][0]["pointer"] == "/earlier")
    asked = {"replaces": old["id"], "bans": [ban], "change_price": 300000}
    job = expect("a job knows what it replaces", 202, "POST", "/v1/pairing-lists", {"meeting": MEETING, **asked},
                 Prefer="respond-async", has=lambda j: len(j["request"]["earlier"]) == len(old["pairings"])).json
    ask("GET", "/v1/jobs/%s/events" % job["id"])  # until it has ended
    job = expect("and is done", 200, "GET", "/v1/jobs/" + job["id"], has=lambda j: j["state"] == "done" and j["list"]).json
    expect("with the list that a request builds", 200, "GET", "/v1/pairing-lists/%s" % job["list"],
           has=lambda j: j["digest"] == build(**asked)["digest"])


# --- questions


def why(made, partner, **place):
    return ask("GET", "/v1/pairing-lists/%s/why-not?%s" % (made["id"], urllib.parse.urlencode(
        {"partner": partner, **place}))).json


def why_not():
    made = store()
    have, totals = pairs_of(made), made["totals"]
    path = "/v1/pairing-lists/%s/why-not?" % made["id"]
    partners = sorted({p["partner"]["id"] for p in made["pairings"]})[:6]
    cities = ("manila", "phuket", "ha_noi", "singapore")
    priced = 0
    for partner in partners:
        for city in cities:
            w = why(made, partner, city=city)
            if w["reason"] != "outbid" or w["loss"]["cities"] or w["loss"]["minimums"] or w["loss"]["pins"]:
                continue
            priced += 1
            name = "%s with %s" % (partner, w["project"]["title_en"])
            pair = {"partner": partner, **({"project": w["project"]["id"]} if w["project"]["id"] else {"city": city})}
            must = build(pins=[pair])
            claim("as a must it costs what was said: " + name,
                  must["totals"]["score"] == totals["score"] - w["loss"]["score"], (must["totals"], w["loss"]))
            named = {(p["partner"]["id"], p["city"]["id"], p["project"]["id"]) for p in w["dropped"]}
            claim("and drops whom was said: " + name, have - pairs_of(must) == named, (have - pairs_of(must), named))
            if w["rise"] is None:
                continue
            this = (partner, city, w["project"]["id"])
            claim("the rise pairs them: " + name, this in pairs_of(build(earlier=[pair], change_price=w["rise"])), w)
            claim("less does not: " + name, w["rise"] < 2
                  or this not in pairs_of(build(earlier=[pair], change_price=w["rise"] - 2)), w)
    claim("many pairs were asked about", priced >= 8, priced)
    of_title = {p["title_en"]: p["id"] for p in ask("GET", "/v1/projects?limit=1000").json["items"]}
    said = 0
    for u in made["unpaired"]:
        found = re.search(r": (.*) best \(.*; ([0-9.]+) more points would have paired it", u["en"])
        if found is None or found[1] not in of_title:
            continue
        said += 1
        w = why(made, u["partner"]["id"], project=of_title[found[1]])
        claim("who is left over hears of as many points as why-not names, and of enough: " + u["partner"]["id"],
              w["change_en"].startswith(found[2] + " more points") and float(found[2]) * 100000 > w["loss"]["score"], (u, w))
    claim("many were told", said >= 8, said)
    line = made["pairings"][0]
    w = why(made, line["partner"]["id"], city=line["city"]["id"])
    claim("a pair of the list says so", w["reason"] == "paired" and w["rise"] is None, w)
    w = why(made, "demo_mundadeum_works", city="ha_noi")
    claim("a gate is named in both languages", w["reason"] == "blocked" and w["gates"][0]["gate"] == "country_excluded"
          and re.search("[가-힣]", w["ko"]) and w["change_en"], w)
    low = store(floor=7000000)
    w = why(low, "demo_hanbadaru_works", project="bandar_seri_begawan_kampong_ayer_revitalization")
    claim("a floor is named", w["reason"] == "floor" and w["score"] < 7000000 and w["shown"] in w["change_en"], w)
    banned = store(bans=[rule_of(line)])
    w = why(banned, **rule_of(line))
    claim("a ban is named", w["reason"] == "banned", w)
    shut = store(capacities=[{"partner": line["partner"]["id"], "max": 0}])
    w = why(shut, **rule_of(line))
    claim("no room is named", w["reason"] == "no_room", w)
    expect("either a city or a project", (400, "bad-query"), "GET", path + "partner=" + partners[0])
    expect("a partner there is", (400, "bad-query"), "GET", path + "partner=nobody&city=manila")
    expect("an approver may ask", 200, "GET", path + "partner=%s&city=manila" % partners[0], who="approver")
    expect("a company may not", (403, "forbidden"), "GET", path + "partner=%s&city=manila" % partners[0], who="company")
    for line in made["pairings"][:12]:
        losses = [a["loss"] for a in line["alternates"] if a["loss"] is not None]
        claim("alternates stand by what they cost", losses == sorted(losses), losses)
        for a in line["alternates"][:1]:
            w = why(made, a["partner"]["id"], **({"project": a["project"]["id"]} if a["project"]["id"] else
                                                {"city": line["city"]["id"]}))
            claim("an alternate costs what why-not says", w["loss"]["score"] == a["loss"], (w["loss"], a))
            claim("and is not in the city", all(p["partner"]["id"] != a["partner"]["id"] for p in made["pairings"]
                                               if p["city"]["id"] == line["city"]["id"]), a)


def difference():
    old = store()
    gone = old["pairings"][3]
    new = store(bans=[rule_of(gone)], floor=6000000)
    d = expect("a difference", 200, "GET", "/v1/pairing-lists/%s/difference?from=%s" % (new["id"], old["id"])).json
    removed, added = pairs_of(old) - pairs_of(new), pairs_of(new) - pairs_of(old)
    key = lambda line, side: (line[side]["partner"]["id"], line["city"]["id"], line[side]["project"]["id"])
    claim("names every pair that went", {key(x, "before") for x in d["lines"] if x["before"]} == removed, removed)
    claim("and every pair that came", {key(x, "after") for x in d["lines"] if x["after"]} == added, added)
    claim("and counts the rest", d["kept"] == len(pairs_of(old) & pairs_of(new)))
    claim("each once, of the right kind", all(x["kind"] == ("changed" if x["before"] and x["after"] else
          "removed" if x["before"] else "added") for x in d["lines"]))
    claim("with reasons of both lists", all(x[s]["reason_en"] and re.search("[가-힣]", x[s]["reason_ko"])
          for x in d["lines"] for s in ("before", "after") if x[s]) and all(x["en"] and re.search("[가-힣]", x["ko"]) for x in d["lines"]))
    claim("and what it rests on", d["same_snapshot"] and d["same_policy"] and not d["same_constraints"])
    expect("a list does not differ from itself", 200, "GET", "/v1/pairing-lists/%s/difference?from=%s" % (old["id"], old["id"]),
           has=lambda j: j["lines"] == [] and j["kept"] == len(old["pairings"]))
    expect("from nothing", (404, "not-found"), "GET", "/v1/pairing-lists/%s/difference?from=none" % old["id"])


def shortages():
    partners = [p["id"] for p in ask("GET", "/v1/partners?limit=1000").json["items"]]
    cities = [c["id"] for c in ask("GET", "/v1/cities?country=KH").json["items"]]
    only = "demo_mulgyeoldam_water_systems"
    bans = [{"partner": p, "city": c} for p in partners if p != only for c in cities]
    made = build(bans=bans, capacities=[{"partner": only, "max": 1}],
                 quotas=[{"group": "country", "id": "KH", "min": 3}])
    short = [u for u in made["uncovered"] if u["city"]["id"] in cities]
    claim("cities that share one partner stay alone, but for one", len(short) == len(cities) - 1, made["uncovered"])
    text = " ".join(u["en"] for u in short)
    claim("the blocking set is named: the cities, the partner, the rule", "Mulgyeoldam" in text and "Only" in text
          and "banned" in text and "Battambang, Phnom Penh, Siem Reap need 3 pairings in all and get 1" in text, text)
    claim("in Korean too", all(re.search("[가-힣]", u["ko"]) for u in short))
    claim("the minimum of the country is named", any("Cambodia" in p["en"] and "at least 3" in p["en"] for p in made["problems"]),
          made["problems"])
    made = build(floor=9990000)
    claim("a floor that shuts out all is named", len(made["uncovered"]) == 26 and "floor" in made["uncovered"][0]["en"],
          made["uncovered"][:1])
    expect("two quotas that cross are both named", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": MEETING, "quotas": [{"group": "partner_kind", "id": "private_company", "max": 3},
                                           {"group": "city", "id": "phuket", "max": 1},
                                           {"group": "partner_country", "id": "KR", "max": 3}]},
           has=lambda j: [e["pointer"] for e in j["errors"]] == ["/quotas/0/group", "/quotas/2/group"]
           and "rivate company" in j["errors"][0]["detail"] and "KR" in j["errors"][0]["detail"])
    pin = {"partner": "demo_mundadeum_works", "city": "manila"}
    claim("a pin against a gate is named", any("demo" in p["en"] and "but" in p["en"] for p in build(
        pins=[{"partner": "demo_mundadeum_works", "project": "phuket_eagle_eyes_cctv"}])["problems"]), pin)


# --- life


def move(name, status, made, action, who, body=None, has=None):
    return expect(name, status, "POST", "/v1/pairing-lists/%s/%s" % (made["id"], action), body, who=who, has=has)


def life():
    made = store()
    bytes_before = made["digest"]
    move("a draft is not approved", (409, "conflict"), made, "approve", "approver")
    move("a draft is not announced", (409, "conflict"), made, "announce", "staff")
    move("an approver does not propose", (403, "forbidden"), made, "propose", "approver")
    move("staff proposes", 200, made, "propose", "staff", {"note": "For the ministers."},
         has=lambda j: j["state"] == "proposed" and j["events"][0]["holder"] == "staff" and j["events"][0]["note"])
    move("not twice", (409, "conflict"), made, "propose", "staff")
    move("staff does not approve", (403, "forbidden"), made, "approve", "staff")
    move("another approves", 200, made, "approve", "approver", has=lambda j: j["state"] == "approved"
         and [e["state"] for e in j["events"]] == ["proposed", "approved"] and all(e["at"] for e in j["events"]))
    own = store()
    move("an administrator proposes", 200, own, "propose", "admin")
    move("and does not approve it too", (403, "forbidden"), own, "approve", "admin",
         has=lambda j: "did not propose" in j["detail"])
    move("nor may a company", (403, "forbidden"), own, "approve", "company")
    move("withdraws it", 200, own, "withdraw", "admin", has=lambda j: j["state"] == "withdrawn")
    move("which ends it", (409, "conflict"), own, "propose", "staff")
    shown = expect("what is approved says what it said", 200, "GET", "/v1/pairing-lists/" + made["id"],
                   has=lambda j: j["digest"] == bytes_before and sealed(j)["digest"] == bytes_before).json
    claim("with its events", len(shown["events"]) == 2)

    one = "where id = '%s'" % made["id"]
    refuses("an approved list cannot be rewritten, even by hand", "TW409", "update pairing_list set document = '{}' " + one)
    refuses("nor reopened", "TW409", "update pairing_list set state = 'draft' " + one)
    refuses("nor announced without an event", "TW409", "update pairing_list set state = 'announced' " + one)
    refuses("nor deleted", "TW409", "delete from pairing_list " + one)
    refuses("nor its lines", "TW409", "update pairing set score = 0 where list = '%s'" % made["id"])
    refuses("nor its history", "TW409", "delete from pairing_list_event where list = '%s'" % made["id"])
    refuses("one person cannot approve by hand either", "TW403",
            "insert into pairing_list_event (list, action, token) select '%s', 'propose', id from token where name = 'admin';"
            "insert into pairing_list_event (list, action, token) select '%s', 'approve', id from token where name = 'admin'"
            % ((store()["id"],) * 2))

    move("is announced", 200, made, "announce", "staff", has=lambda j: j["state"] == "announced")
    move("an announced list is not withdrawn", (409, "conflict"), made, "withdraw", "staff")
    new = store(replaces=made["id"], bans=[rule_of(made["pairings"][0])], change_price=100000)
    move("a correction is proposed", 200, new, "propose", "staff")
    move("approved", 200, new, "approve", "approver")
    claim("until it is announced the old one stands",
          ask("GET", "/v1/pairing-lists/" + made["id"]).json["state"] == "announced")
    move("and announced", 200, new, "announce", "staff")
    expect("then the old one is withdrawn, and says for which", 200, "GET", "/v1/pairing-lists/" + made["id"],
           has=lambda j: j["state"] == "withdrawn" and j["events"][-1]["replaced_by"] == new["id"]
           and j["events"][-1]["action"] == "supersede" and j["digest"] == bytes_before)
    late = store(replaces=made["id"])
    move("another correction of the same list is proposed", 200, late, "propose", "staff")
    move("and approved", 200, late, "approve", "approver")
    move("but not announced, for then two would stand", (409, "conflict"), late, "announce", "staff",
         has=lambda j: "replaced by another" in j["detail"])
    further = store(replaces=new["id"])
    move("a correction of the correction is proposed", 200, further, "propose", "staff")
    move("approved", 200, further, "approve", "approver")
    move("and announced", 200, further, "announce", "staff")
    claim("one of them stands", [ask("GET", "/v1/pairing-lists/" + i["id"]).json["state"] for i in (made, new, late, further)]
          == ["withdrawn", "withdrawn", "approved", "announced"])
    expect("the list of lists says what replaces what", 200, "GET", "/v1/pairing-lists",
           has=lambda j: any(x["replaces"] == made["id"] for x in j["items"]))
    key = {"Idempotency_Key": "propose-once"}
    once = store()
    first = ask("POST", "/v1/pairing-lists/%s/propose" % once["id"], who="staff", **key)
    claim("a move is safe to repeat", first.status == 200
          and first.body == ask("POST", "/v1/pairing-lists/%s/propose" % once["id"], who="staff", **key).body, first)


def stages():
    made = store()
    line = made["pairings"][0]
    path = "/v1/pairing-lists/%s/pairings/%%d/stages" % made["id"]
    note = lambda name, status, n, has=None, **body: expect(name, status, "POST", path % n, body, who="staff", has=has)
    day = lambda back: (datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=back)).isoformat()

    note("the pairings of a draft do not move", (409, "conflict"), 1, stage="proposed")
    ask("POST", "/v1/pairing-lists/%s/propose" % made["id"], who="staff")
    note("nothing comes before the proposal", (409, "conflict"), 2, stage="accepted", side="city")
    note("an answer has a side", (422, "bad-field"), 2, stage="accepted", has=lambda j: j["errors"][0]["pointer"] == "/side")
    note("a memorandum has none", (422, "bad-field"), 2, stage="memorandum", side="city")
    note("a decline has a reason", (422, "bad-field"), 2, stage="declined", side="city",
         has=lambda j: j["errors"][0]["pointer"] == "/reason")
    note("no such line", (404, "not-found"), 9999, stage="proposed")
    expect("no such number", (404, "not-found"), "POST", path.replace("%d", "x"), {"stage": "proposed"})
    note("is proposed", 201, 2, stage="proposed", date=day(9), has=lambda j: j["stages"][0]["date"] == day(9)
         and j["stages"][0]["holder"] == "staff" and j["alternates"] == [])
    note("the city accepts", 201, 2, stage="accepted", side="city", date=day(8))
    note("not twice", (409, "conflict"), 2, stage="accepted", side="city", date=day(8))
    note("one side is not enough", (409, "conflict"), 2, stage="introduced", date=day(7))
    note("days do not run backwards", (409, "conflict"), 2, stage="accepted", side="partner", date=day(9))
    note("nor ahead", (409, "conflict"), 2, stage="accepted", side="partner", date=day(-3))
    note("the partner accepts", 201, 2, stage="accepted", side="partner", date=day(7))
    for back, stage in ((6, "introduced"), (5, "letter_of_intent"), (4, "memorandum"), (3, "study"), (2, "contract"),
                        (1, "operating"), (0, "ended")):
        note("is " + stage, 201, 2, stage=stage, date=day(back), note="so it was")
    note("what has ended stays so", (409, "conflict"), 2, stage="operating")
    expect("a list shows its stages, outside its digest", 200, "GET", "/v1/pairing-lists/" + made["id"],
           has=lambda j: [s["stage"] for s in j["stages"] if s["number"] == 2][-1] == "ended"
           and j["digest"] == made["digest"] and sealed(j)["digest"] == made["digest"])
    refuses("a stage is not changed", "TW409", "update pairing_stage set note = 'x'")
    refuses("the database keeps the order too", "TW418",
            "insert into pairing_stage (list, number, stage, happened, token) "
            "select '%s', 3, 'contract', current_date, id from token limit 1" % made["id"])
    expect("companies do not write stages", (403, "forbidden"), "POST", path % 3, {"stage": "proposed"}, who="company")

    note("is proposed to be declined", 201, 1, stage="proposed")
    declined = note("a decline offers the next alternate", 201, 1, stage="declined", side="city", reason="Too far away.",
                    has=lambda j: j["alternates"] == line["alternates"] and j["alternates"]).json
    claim("with its reason", declined["stages"][-1]["reason"] == "Too far away.")
    after = build()
    this = (line["partner"]["id"], line["city"]["id"], line["project"]["id"])
    claim("what was declined is not paired next time", this in pairs_of(made) and this not in pairs_of(after))
    next_time = store()
    claim("for that very reason", why(next_time, **rule_of(line))["gates"][0]["gate"] == "declined")
    claim("but the old list answers from its own data", why(made, **rule_of(line))["reason"] == "paired")
    good, said = Checker(made).verify(made)
    claim("and still verifies", good, said)

    manila = next(p for p in made["pairings"] if p["city"]["id"] == "manila")
    claim("Manila has no project", manila["project"]["id"] is None)
    note("inferred needs are proposed", 201, manila["number"], stage="proposed")
    note("and declined as the city's", 201, manila["number"], stage="declined", side="partner", reason="No time.")
    claim("not paired with the city next time",
          (manila["partner"]["id"], "manila", None) not in pairs_of(build()), manila["partner"])


def ties():
    profile = {"name_en": "Twin", "kind": "private_company", "country": "KR", "capacity": 1, "support": ["technology"],
               "categories": [{"id": "water_system", "strength": 5}], "quadrants": ["low_density_emerging"],
               "references": [{"city": "Hue", "country": "VN", "category": "water_system", "year": 2017}]}
    twins = []
    for _ in range(2):
        partner = ask("POST", "/v1/partners", profile).json
        twins.append(partner["id"])
        for step in ("submit", "verify"):
            ask("POST", "/v1/partners/%s/%s" % (partner["id"], step))
    others = [p["id"] for p in ask("GET", "/v1/partners?limit=1000").json["items"] if p["id"] not in twins]
    cities = [c["id"] for c in ask("GET", "/v1/cities?limit=1000").json["items"] if c["id"] != "manila"]
    # Only the twins may come to Manila, which has one place, and they nowhere else.
    made = build(bans=[{"partner": p, "city": "manila"} for p in others]
                 + [{"partner": t, "city": c} for t in twins for c in cities])
    lines = [p for p in made["pairings"] if p["partner"]["id"] in twins]
    claim("one of the twins has the place", len(lines) == 1, made["uncovered"])
    claim("it hangs on the lot, and says so", "tie" in lines[0]["flags"], lines[0]["flags"])
    claim("the other is its alternate, at no loss", lines[0]["alternates"][0]["partner"]["id"] in twins
          and lines[0]["alternates"][0]["loss"] == 0, lines[0]["alternates"])
    claim("nothing else does", all("tie" not in p["flags"] for p in made["pairings"] if p not in lines))


def command_line():
    made, new = store(), store(floor=6500000)

    def run(*words, who="staff", **env):
        return subprocess.run([CLI, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={
            "PATH": "/usr/bin", "LANG": "C.UTF-8", "TWINNING_URL": URL.geturl(), "TWINNING_TOKEN": TOKENS[who], **env})

    def says(name, status, text, *words, **more):
        done = run(*words, **more)
        claim(name, done.returncode == status and text in done.stdout + done.stderr,
              "%d %s%s" % (done.returncode, done.stdout, done.stderr))

    with tempfile.TemporaryDirectory(prefix="lists.") as place:
        path = os.path.join(place, "list.json")
        says("exports", 0, "", "pair", "export", made["id"], "--json", "-o", path)
        says("verifies with the service's snapshot", 0, "Proven: %d pairings" % len(made["pairings"]), "verify", path)
        says("in Korean", 0, "증명됨", "verify", path, LANG="ko_KR.UTF-8")
        with open(path) as exported:
            altered = change(json.load(exported), "pairings", 0, "score")
        with open(path, "w") as out:
            json.dump(altered, out)
        says("says what is wrong", 1, "Not proven.", "verify", path)
        says("refuses what is no list", 1, "no pairing list", "verify", "/dev/null")
        says("needs the data", 1, "cannot be read", "verify", path, "--snapshot", os.path.join(place, "none"))
    says("proposes", 0, "staff", "pair", "propose", made["id"], "--note", "Please look.")
    says("leaves approving to an approver", 4, "role", "pair", "approve", made["id"])
    says("approves", 0, "approver", "pair", "approve", made["id"], who="approver")
    says("announces", 0, "announced", "pair", "announce", made["id"])
    says("does not withdraw what is announced", 1, "state", "pair", "withdraw", made["id"])
    says("notes a stage", 0, "proposed", "pair", "stage", made["id"], "3", "proposed", "--date", "2026-01-05")
    says("a decline says why", 1, "", "pair", "stage", made["id"], "3", "declined", "--side", "city")
    says("and offers alternates", 0, "Who could take the place", "pair", "stage", made["id"], "3", "declined", "--side", "city",
         "--reason", "Not now.")
    line = made["pairings"][0]
    says("says why not", 0, "the list", "pair", "why-not", made["id"], line["alternates"][0]["partner"]["id"], line["city"]["id"])
    says("knows no such place", 64, "Neither", "pair", "why-not", made["id"], line["partner"]["id"], "atlantis")
    says("tells two lists apart", 0, "both lists", "pair", "diff", new["id"], made["id"])
    says("builds on an earlier one", 0, "pairings", "pair", "build", "--meeting", MEETING, "--replaces", made["id"],
         "--change-price", "5", "--dry-run")


proofs()
earlier()
why_not()
difference()
shortages()
life()
stages()
ties()
command_line()
finish()
