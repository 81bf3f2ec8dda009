#!/usr/bin/env python3
"""The API as its users see it. Run by tests/test_api.sh, under tests/with_daemon.py."""
import concurrent.futures
import json
import os
import re
import subprocess
import urllib.parse

from claims import claim, claim_stored, finish
from client import ADMIN, DAEMON, ask, expect, pointers

OWN = "demo_nalsaendol_transit"  # the company's partner


PROFILE = {"name_en": "Han Water", "name_ko": "한물", "kind": "private_company", "country": "KR",
           "categories": [{"id": "water_system", "strength": 5}], "support": ["technology", "operation"],
           "quadrants": ["low_density_emerging"], "wanted_cities": ["Hanoi"], "capacity": 3,
           "references": [{"city": "Kuching", "country": "MY", "category": "water_system", "year": 2016}],
           "ticket_min": 100000, "ticket_max": 5000000000, "languages": ["ko", "en"],
           "capability_ko": "배수와 홍수 경보 시스템", "contacts": [{"name": "김하나", "email": "a@example.org"}]}

# The worked examples of the article, as plain profiles: the city that must be among the first three.
EXAMPLES = [
    ("manila", {"name_en": "TOPIS", "kind": "public_agency", "country": "KR",
                "categories": [{"id": "public_transportation", "strength": 5}],
                "support": ["technology", "advisory", "training"], "quadrants": ["dense_emerging"],
                "references": [{"city": "Seoul", "country": "KR", "category": "public_transportation"}],
                "capability_en": "Real-time bus and subway arrival information."}),
    ("phuket", {"name_en": "CCTV", "kind": "manufacturer", "country": "KR",
                "categories": [{"id": "area_safety_security", "strength": 5}, {"id": "smart_city", "strength": 5}],
                "quadrants": ["low_density_emerging"],
                "references": [{"city": "Seoul", "country": "KR", "category": "area_safety_security"}]}),
    ("chonburi", {"name_en": "Yokohama Urban Solution Alliance", "kind": "private_company", "country": "JP",
                  "categories": [{"id": "sustainable_energy"}, {"id": "waste_management"}],
                  "support": ["technology", "advisory"],
                  "references": [{"city": "Yokohama", "country": "JP", "category": "waste_management"}]}),
]


def network():
    cities = expect("lists the 26 cities", 200, "GET", "/v1/cities", has=lambda j: len(j["items"]) == 26).json
    claim("cities stand in the order of their ids",
          [c["id"] for c in cities["items"]] == sorted(c["id"] for c in cities["items"]))
    for path, n in (("countries", 10), ("projects", 51), ("sectors", 6), ("categories", 15), ("meetings", 8),
                    ("reporting-chain", 8), ("policies", 2)):
        expect("lists %s" % path, 200, "GET", "/v1/" + path, has=lambda j: len(j["items"]) == n)
    expect("meetings stand in the order of the calendar", 200, "GET", "/v1/meetings",
           has=lambda j: [m["number"] for m in j["items"]] == list(range(1, 9)))
    expect("pages of the reporting chain keep its order", 200, "GET", "/v1/reporting-chain?limit=3&cursor=" +
           ask("GET", "/v1/reporting-chain?limit=3").json["next"], has=lambda j: [s["number"] for s in j["items"]] == [4, 5, 6])
    expect("filters projects by stage", 200, "GET", "/v1/projects?stage=open", has=lambda j: len(j["items"]) == 50)
    expect("filters cities by country, by any name", 200, "GET", "/v1/cities?country=Viet%20Nam",
           has=lambda j: [c["id"] for c in j["items"]] == ["da_nang", "ha_noi", "ho_chi_minh_city"])
    expect("filters cities by quadrant", 200, "GET", "/v1/cities?quadrant=dense_emerging",
           has=lambda j: {c["id"] for c in j["items"]} ==
           {"jakarta", "vientiane", "kuala_lumpur", "yangon", "manila", "bangkok"})
    for name, city in (("Hanoi", "ha_noi"), ("Luang%20Prahang", "luang_prabang"), ("KL", "kuala_lumpur"),
                       ("%EC%B6%98%EB%B6%80%EB%A6%AC", "chonburi"), ("ha_noi", "ha_noi")):
        expect("knows %s" % name, 200, "GET", "/v1/cities/" + name, has=lambda j: j["id"] == city)
    for q, city in (("%ED%95%98%EB%85%B8%EC%9D%B4", "ha_noi"), ("ho%20chi", "ho_chi_minh_city"),
                    ("LUANG-PRA", "luang_prabang")):
        expect("finds %s" % q, 200, "GET", "/v1/cities?q=" + q, has=lambda j: [c["id"] for c in j["items"]] == [city])
    makassar = expect("shows both sources of a density side by side", 200, "GET", "/v1/cities/makassar").json
    claim("facts disagree and say where they come from", {(f["source"], f["value"]) for f in makassar["facts"]
          if f["property"] == "population_density"} >=
          {("asean_talks_2018_05", 245), ("action_plans_2018_07", 7400)}, makassar["facts"])
    claim("a label that another source flips is marked", makassar["quadrant_flips"] is True)
    claim("membership sums to 10000", sum(makassar["membership"].values()) == 10000)
    claim("a city shows its officers and projects", makassar["representatives"][0]["role"] == "csco"
          and len(makassar["projects"]) == 2)
    expect("names what is not there", (404, "not-found"), "GET", "/v1/cities/atlantis")
    for path, english, korean in (
            ("partners", "partner", "파트너"), ("cities", "city", "도시"), ("projects", "project", "프로젝트"),
            ("categories", "category", "사업 분야"), ("sectors", "sector", "산업"), ("countries", "country", "국가"),
            ("meetings", "meeting", "회의"), ("policies", "policy", "정책"), ("pairing-lists", "pairing list", "매칭 목록"),
            ("imports", "import", "가져오기"), ("jobs", "job", "작업"), ("snapshots", "snapshot", "스냅숏"), ("users", "user", "사용자")):
        missing = [ask("GET", "/v1/%s/none" % path, Accept_Language=language).json["detail"] for language in ("en", "ko")]
        claim("what is missing has the name that people give it: " + path, missing[0] == 'There is no %s "none".' % english
              and missing[1] == '%s "none"이 없습니다.' % korean, missing)


def pages():
    seen, path = [], "/v1/projects?limit=7"
    while path:
        a = ask("GET", path)
        seen += [p["id"] for p in a.json["items"]]
        link = a.headers["Link"]
        claim("Link and next agree", (link is None) == (a.json["next"] is None), link)
        path = re.match("<(.*)>; rel=\"next\"", link)[1] if link else None
    claim("pages show each project once", len(seen) == 51 and len(set(seen)) == 51, seen)
    expect("refuses a cursor of another's making", (400, "bad-query"), "GET", "/v1/projects?cursor=%21")
    expect("refuses an unknown parameter by name", (400, "bad-query"), "GET", "/v1/projects?limt=7",
           has=lambda j: j["errors"][0]["parameter"] == "limt")
    expect("refuses a limit out of range", (400, "bad-query"), "GET", "/v1/projects?limit=0")
    expect("refuses a parameter given twice", (400, "bad-query"), "GET", "/v1/projects?limit=1&limit=2")
    tag = ask("GET", "/v1/cities").headers["ETag"]
    claim("an unchanged list is not sent again", ask("GET", "/v1/cities", If_None_Match=tag).status == 304)


def profiles():
    made = expect("stores a partner as a draft", 201, "POST", "/v1/partners", PROFILE, who="staff",
                  has=lambda j: j["state"] == "draft" and j["version"] == 1 and not j["demonstration"])
    partner = made.json
    path = "/v1/partners/" + partner["id"]
    claim("says where it is", made.headers["Location"] == path and made.headers["ETag"] == '"v1"')
    claim("an alias is kept as the city's id", partner["wanted_cities"] == ["ha_noi"], partner)
    claim("a number above 32 bits stays", partner["ticket_max"] == 5000000000)
    expect("the writer's next read sees it", 200, "GET", path, has=lambda j: j == partner)
    expect("is found by its Korean name", 200, "GET", "/v1/partners?q=" + urllib.parse.quote("한 물"),
           has=lambda j: partner["id"] in [p["id"] for p in j["items"]])

    expect("a change needs If-Match", (428, "no-match"), "PUT", path, PROFILE)
    expect("a stale change is refused", (412, "stale"), "PUT", path, PROFILE, If_Match='"v7"')
    expect("a tag that is none is stale", (412, "stale"), "PATCH", path, {"capacity": 1}, If_Match="nonsense")
    patched = expect("a merge patch changes what it names", 200, "PATCH", path, {"capacity": 4, "languages": None},
                     If_Match='"v1"', has=lambda j: j["capacity"] == 4 and j["languages"] == []
                     and j["support"] == partner["support"] and j["version"] == 2)
    claim("a change gives a new ETag", patched.headers["ETag"] == '"v2"')
    expect("a change is told even to one who names its ETag", 200, "PATCH", path, {"capacity": 4}, If_Match='"v2"',
           If_None_Match='"v2"', has=lambda j: j["version"] == 2)
    expect("a second writer of version 1 is told", (412, "stale"), "PATCH", path, {"capacity": 9}, If_Match='"v1"')
    # Another process has stored version 3, and no hint of it has come yet.
    subprocess.run(["psql", "-X", "-q", "-c", "alter table partner_stored disable trigger hint_catalogue",
                    "-c", "update partner set version = 3 where id = '%s'" % partner["id"],
                    "-c", "alter table partner_stored enable trigger hint_catalogue"], check=True)
    expect("the version another process made is known", 200, "PATCH", path, {"capacity": 4}, If_Match='"v3"',
           has=lambda j: j["version"] == 3)
    subprocess.run(["psql", "-X", "-q", "-c", "update partner set version = 2 where id = '%s'" % partner["id"]],
                   check=True)
    expect("a version that nobody made is stale", (412, "stale"), "PATCH", path, {"capacity": 4}, If_Match='"v9"')
    expect("a bad patch names the member", (422, "bad-field"), "PATCH", path, {"capacity": -1}, If_Match='"v2"',
           has=lambda j: j["errors"][0]["pointer"] == "/capacity")
    expect("what the server sets is refused", (422, "bad-field"), "PATCH", path, {"state": "verified"},
           If_Match='"v2"', has=lambda j: j["errors"][0]["pointer"] == "/state")
    expect("a replacement without a change keeps the version", 200, "PUT", path, {**PROFILE, "capacity": 4,
           "languages": []}, If_Match='"v2"', has=lambda j: j["version"] == 2)

    expect("a draft cannot be verified", (409, "conflict"), "POST", path + "/verify")
    expect("submit", 200, "POST", path + "/submit", has=lambda j: j["state"] == "submitted")
    expect("verify for a term", 200, "POST", path + "/verify", {"valid_to": "2030-12-31"},
           has=lambda j: j["state"] == "verified" and j["valid_to"] == "2030-12-31")
    expect("suspend", 200, "POST", path + "/suspend", has=lambda j: j["state"] == "suspended")
    expect("verify again", 200, "POST", path + "/verify", has=lambda j: j["state"] == "verified")
    expect("renew", 200, "POST", path + "/renew", {"valid_to": "2031-01-31"}, has=lambda j: j["valid_to"] == "2031-01-31")
    expect("a day that is none is refused", (422, "bad-field"), "POST", path + "/renew", {"valid_to": "2031-02-30"})
    now = ask("GET", path).headers["ETag"]
    expect("a changed profile waits for review again", 200, "PATCH", path, {"capacity": 2}, If_Match=now,
           has=lambda j: j["state"] == "submitted")
    a = ask("PATCH", path, {"capacity": 3}, If_Match="*", Prefer="return=minimal")
    claim("return=minimal answers without a body", a.status == 204 and a.body == b"", a)


# Bad bodies for POST /v1/partners: what is wrong, where it must point.
BAD = [
    ("an unknown member", {**PROFILE, "nmae": 1}, "/nmae"), ("no kind", {"name_en": "A"}, "/kind"),
    ("no name", {"kind": "investor"}, "/name_en"), ("an unknown kind", {**PROFILE, "kind": "circus"}, "/kind"),
    ("an unknown category", {**PROFILE, "categories": [{"id": "magic"}]}, "/categories/0/id"),
    ("a strength out of range", {**PROFILE, "categories": [{"id": "education", "strength": 6}]}, "/categories/0/strength"),
    ("a category twice", {**PROFILE, "categories": [{"id": "education"}, {"id": "education"}]}, "/categories/1/id"),
    ("a number for a name", {**PROFILE, "name_en": 7}, "/name_en"), ("a fraction", {**PROFILE, "capacity": 1.5}, "/capacity"),
    ("an integer beyond range", {**PROFILE, "ticket_max": 2 ** 53}, "/ticket_max"),
    ("a ticket upside down", {**PROFILE, "ticket_min": 9, "ticket_max": 8}, "/ticket_min"),
    ("an unknown city", {**PROFILE, "wanted_cities": ["Atlantis"]}, "/wanted_cities/0"),
    ("a bad country", {**PROFILE, "country": "Korea"}, "/country"),
    ("a Korean number with a wrong digit", {**PROFILE, "registration_number": "120-81-47522"}, "/registration_number"),
    ("a Korean number that is too short", {**PROFILE, "registration_number": "12-81"}, "/registration_number"),
    ("a line break in a name", {**PROFILE, "name_en": "A\nB"}, "/name_en"),
    ("a name of blanks", {**PROFILE, "name_en": "\u200b \u3164"}, "/name_en"),
    ("a name that turns its neighbours round", {**PROFILE, "name_en": "Han\u202eretaW"}, "/name_en"),
    ("a text for a list", {**PROFILE, "support": "technology"}, "/support"),
    ("a bad address", {**PROFILE, "contacts": [{"name": "A", "email": "nobody"}]}, "/contacts/0/email"),
    ("a long name", {**PROFILE, "name_en": "x" * 201}, "/name_en"), ("an array", [], ""),
]
# What is said of a name that leads nowhere, in each language.
ASTRAY = [
    ("a slip", "wanted_cities", "Hanoii", 'names no city; did you mean "Ha Noi"?', '혹시 "하노이"입니까?'),
    ("a slip in Korean", "wanted_cities", "하노니", 'did you mean "Ha Noi"?', '혹시 "하노이"입니까?'),
    ("a name that is near to none of many", "wanted_cities", "Atlantis", '"Atlantis" names no city', '"Atlantis"에 해당하는 도시가 없습니다'),
    ("a part of a name", "sectors", "water", 'did you mean "Water facility"?', '혹시 "수질관리"입니까?'),
    ("a name that is near to none of few", "sectors", "magic",
     "names no sector; known: Education, Energy, Health care, Public welfare, Transport, Water facility",
     "해당하는 산업이 없습니다. 가능한 값: 교육, 에너지, 헬스 케어, 공공복지, 교통, 수질관리"),
    ("a project, of which there are many", "conflicts", "none_such", '"none_such" names no project',
     '"none_such"에 해당하는 프로젝트가 없습니다'),
]
BROKEN = [("a broken text", b"{"), ("a duplicate member", b'{"kind":"investor","kind":"investor"}'),
          ("trailing bytes", b"{} {}"), ("U+0000", b'{"name_en":"a\\u0000b"}'), ("bad UTF-8", b'{"name_en":"\xff"}'),
          ("a lone surrogate", b'{"name_en":"\\ud800"}'), ("nothing", b""), ("a leading zero", b'{"capacity":01}'),
          ("too deep a text", b"[" * 100 + b"]" * 100)]


def astray():
    """A name that leads nowhere is told with what may have been meant."""
    for what, member, name, *said in ASTRAY:
        body = {**PROFILE, member: [{"id": name} if member == "sectors" else name]}
        for language, ending in zip(("en", "ko"), said):
            a = ask("POST", "/v1/partners", body, Accept_Language=language)
            claim(what + ", in " + language, a.status == 422 and len(a.json["errors"]) == 1 and
                  a.json["errors"][0]["detail"].endswith(ending), a)
    expect("a partner is never guessed", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {"meeting": "amm_51_2018_08", "pins": [{"partner": "demo_nalsaendol_transi", "city": "manila"}]},
           has=lambda j: j["errors"][0]["detail"] == '"demo_nalsaendol_transi" names no partner')


def strictness():
    for name, body, pointer in BAD:
        expect("refuses " + name, (422, "bad-field"), "POST", "/v1/partners", body,
               has=lambda j: pointer in [e["pointer"] for e in j["errors"]])
    for name, body in BROKEN:
        expect("refuses " + name, (400, "bad-json"), "POST", "/v1/partners", body)
    expect("reports every wrong member at once", (422, "bad-field"), "POST", "/v1/partners",
           {"name_en": "", "kind": "circus", "support": ["x"], "capacity": -1}, has=lambda j: len(j["errors"]) == 4)
    expect("speaks Korean when asked", (422, "bad-field"), "POST", "/v1/partners", {"name_en": "A"},
           Accept_Language="ko-KR,en;q=0.5", has=lambda j: re.search("[가-힣]", j["errors"][0]["detail"])
           and re.search("[가-힣]", j["title"]))
    expect("wants JSON", (415, "media-type"), "POST", "/v1/partners", b"a=1", Content_Type="application/x-www-form-urlencoded")
    expect("knows no such path", (404, "no-such-path"), "GET", "/v1/nothing")
    a = expect("names the methods a path takes", (405, "bad-method"), "DELETE", "/v1/partners")
    claim("in Allow", set(a.headers["Allow"].split(", ")) >= {"GET", "HEAD", "POST"}, a.headers["Allow"])
    expect("too large a body", (413, "body-too-large"), "POST", "/v1/partners", b" " * (1024 * 1024 + 1))
    expect("too long an address", (414, "target-too-long"), "GET", "/v1/cities?q=" + "a" * 9000)
    expect("too large a header", (431, "headers-too-large"), "GET", "/v1/cities", X="a" * 40000)
    expect("an answer in a form we do not have", (406, "not-acceptable"), "GET", "/v1/cities", Accept="image/png")
    expect("text beside a form we do not have is no reason for JSON", (406, "not-acceptable"), "GET", "/v1/cities",
           Accept="text/html, application/json;q=0")
    expect("a family of forms will do", 200, "GET", "/v1/cities", Accept="text/html;q=0.9, APPLICATION/*;q=0.1")
    expect("no such job to watch", (404, "not-found"), "GET", "/v1/jobs/none_such/events")
    expect("no such job to run again", (404, "not-found"), "POST", "/v1/jobs/none_such/rerun")
    head, get = ask("HEAD", "/v1/cities/ha_noi"), ask("GET", "/v1/cities/ha_noi")
    claim("HEAD is GET without the body", head.status == 200 and head.body == b""
          and head.headers["Content-Length"] == str(len(get.body)), head)


def rights():
    expect("no token", (401, "no-token"), "GET", "/v1/cities", who=None)
    expect("a wrong token", (401, "no-token"), "GET", "/v1/cities", who="twn_wrong")
    expect("the description is for anyone", 200, "GET", "/openapi.json", who=None)
    expect("a company sees itself", 200, "GET", "/v1/partners/" + OWN, who="company")
    expect("and asks for itself", 200, "GET", "/v1/partners/%s/matches" % OWN, who="company")
    for path in ("/v1/partners/demo_nunbitnaru_vision", "/v1/partners/demo_nunbitnaru_vision/matches",
                 "/v1/partners/none_such", "/v1/partners", "/v1/pairing-lists", "/v1/cities/manila/candidates"):
        expect("a company may not see " + path, (403, "forbidden"), "GET", path, who="company")
    expect("a company does not verify itself", (403, "forbidden"), "POST", "/v1/partners/%s/verify" % OWN, who="company")
    expect("a city asks for itself", 200, "GET", "/v1/cities/Manila/candidates", who="city")
    for path in ("/v1/cities/jakarta/candidates", "/v1/projects/jakarta_oke_otrip/candidates", "/v1/partners/" + OWN,
                 "/v1/partners/%s/matches" % OWN):
        expect("a city may not see " + path, (403, "forbidden"), "GET", path, who="city")
    expect("a batch job stores no partners", (403, "forbidden"), "POST", "/v1/partners", PROFILE, who="batch")


def matches():
    for city, profile in EXAMPLES:
        a = expect(profile["name_en"] + " suits " + city, 200, "POST", "/v1/matches?limit=3", {"profile": profile},
                   has=lambda j: city in [m["city"]["id"] for m in j["matches"]])
        claim("the parts of every match sum to its score", all(
            sum(p["points"] for p in m["parts"]) == m["score"] for m in a.json["matches"]))
    path = "/v1/partners/%s/matches" % OWN
    first = ask("GET", path)
    claim("the same question gives the same bytes", first.body == ask("GET", path).body)
    claim("and need not be sent again", ask("GET", path, If_None_Match=first.headers["ETag"]).status == 304)
    days = ["%s?as_of=2030-01-%02d" % (path, d) for d in range(1, 21)]
    claim("twenty days are more than are kept, and each gives the same bytes again",
          [ask("GET", d).body for d in days] == [ask("GET", d).body for d in days] and ask("GET", path).body == first.body)
    j = first.json
    claim("ten cities, best first", len(j["matches"]) == 10 and [m["score"] for m in j["matches"]] ==
          sorted((m["score"] for m in j["matches"]), reverse=True))
    claim("names its policy and snapshot", j["policy"] == "2018-1" and re.fullmatch("[0-9a-f]{64}", j["snapshot"]))
    claim("every part has evidence in both languages", all(
        p["evidence"] and all(e["en"] and re.search("[가-힣]", e["ko"]) for e in p["evidence"])
        for m in j["matches"] for p in m["parts"]))
    manila = [m for m in ask("GET", path + "?limit=26").json["matches"] if m["city"]["id"] == "manila"][0]
    claim("a city without a project says whose needs stand in", manila["flags"] == ["inferred_needs"]
          and manila["project"]["id"] is None and sum(n["share"] for n in manila["inferred_from"]) == 10000, manila)
    change = next(m["change"] for m in j["matches"] if m["change"])
    claim("says what would change it", change["gain"] > 0 and change["pointer"].startswith("/")
          and re.search("[가-힣]", change["ko"]), change)
    claim("and over which city it would lift this one", all(
        m["change"] is None or m["blocked"] or above["city"]["name_en"] in m["change"]["en"]
        for above, m in zip(j["matches"], j["matches"][1:])), j["matches"])

    seen, at = [], path + "?limit=4&explain=false"
    while at:
        a = ask("GET", at)
        seen += [m["city"]["id"] for m in a.json["matches"]]
        link = a.headers["Link"]
        at = re.match("<(.*)>; rel=\"next\"", link)[1] if link else None
    claim("pages of matches hold each city once", len(seen) == 26 == len(set(seen)), seen)
    expect("filters by country", 200, "GET", path + "?country=TH", has=lambda j: j["total"] == 3)
    expect("filters by score", 200, "GET", path + "?min_score=6000000&limit=100",
           has=lambda j: j["matches"] and all(m["score"] >= 6000000 for m in j["matches"]))
    expect("leaves explanations out", 200, "GET", path + "?explain=false", has=lambda j: not j["matches"][0]["parts"])
    expect("leaves the evidence out, not the numbers", 200, "GET", path + "?evidence=false", has=lambda j: all(
        sum(p["points"] for p in m["parts"]) == m["score"] and m["change"] is None and
        not any(p["evidence"] for p in m["parts"]) for m in j["matches"]))
    expect("a profile that excludes a country is told why", 200, "GET", "/v1/partners/demo_minwondami_digital/matches?limit=26",
           has=lambda j: [m["gates"][0]["gate"] for m in j["matches"] if m["city"]["id"] == "singapore"] == ["country_excluded"])
    expect("blocked pairs come last", 200, "GET", "/v1/partners/demo_minwondami_digital/matches?limit=26",
           has=lambda j: [m["blocked"] for m in j["matches"]] == sorted(m["blocked"] for m in j["matches"]))
    weights = {"category": 1000, "sector": 0, "quadrant": 0, "support": 0, "track_record": 0, "relevance": 0,
               "preference": 0, "scale": 0}
    expect("weights of one's own", 200, "POST", "/v1/matches", {"profile": EXAMPLES[0][1], "weights": weights},
           has=lambda j: all(m["score"] == 1000 * m["parts"][0]["value"] for m in j["matches"]))
    expect("weights must sum to 1000", (422, "bad-field"), "POST", "/v1/matches",
           {"profile": EXAMPLES[0][1], "weights": {**weights, "scale": 1}}, has=lambda j: j["errors"][0]["pointer"] == "/weights")
    expect("another policy, other quadrants", 200, "POST", "/v1/matches?policy=2018-2&quadrant=dense_emerging&limit=26",
           {"profile": EXAMPLES[0][1]}, has=lambda j: {m["city"]["id"] for m in j["matches"]} >= {"makassar", "mandalay"})
    expect("candidates of a project", 200, "GET", "/v1/projects/phuket_eagle_eyes_cctv/candidates?limit=3",
           has=lambda j: j["matches"][0]["partner"]["id"] == "demo_nunbitnaru_vision")
    expect("candidates for the city's projects of a category", 200, "GET",
           "/v1/cities/cebu_city/candidates?category=smart_city&limit=1000", has=lambda j: j["total"] >= 40
           and {m["project"]["id"] for m in j["matches"]} == {"cebu_city_traffic_control"})
    expect("no candidates where there is no such project", 200, "GET", "/v1/cities/cebu_city/candidates?category=education",
           has=lambda j: j["total"] == 0 and not j["matches"])
    expect("candidates by their seat and kind", 200, "GET",
           "/v1/cities/chonburi/candidates?country=JP&kind=investor&limit=40", has=lambda j: j["total"] == 1
           and j["matches"][0]["partner"]["id"] == "demo_midorisatoya_fund")
    expect("candidates of a city without a project", 200, "GET", "/v1/cities/manila/candidates",
           has=lambda j: j["matches"][0]["inferred_from"] and j["matches"][0]["partner"]["demonstration"])
    tag = first.headers["ETag"]
    expect("a profile is ranked, whatever ranking one has already", 200, "POST", "/v1/matches?limit=1",
           {"profile": EXAMPLES[0][1]}, If_None_Match=tag, has=lambda j: len(j["matches"]) == 1)
    known = {k["name"] for r in [ask("GET", "/openapi.json").json["components"]["schemas"]["Partner"]["properties"]]
             for k in [{"name": n} for n, p in r.items() if not p.get("readOnly")]}
    stored = {k: v for k, v in ask("GET", "/v1/partners/" + OWN).json.items() if k in known}
    for query in ("?limit=26", "?limit=26&evidence=false", "?limit=26&explain=false"):
        told = [ask("GET", path + query).json["matches"] for _ in range(2)]
        anew = ask("POST", "/v1/matches" + query, {"profile": stored}).json["matches"]
        claim("what is kept of a stored partner is what is said of its profile anew " + query, told == [anew, anew])
    expect("an empty profile is scored, on nothing", 200, "POST", "/v1/matches", {"profile": {"name_en": "A", "kind": "university"}},
           has=lambda j: j["total"] == 26 and j["matches"][0]["coverage"] <= 50)


def amounts():
    """An end that is not stated is open: it neither shuts out nor is asked to move."""
    project = ask("GET", "/v1/cities/phuket").json["projects"][0]
    path = ask("POST", "/v1/partners", PROFILE).headers["Location"]
    subprocess.run(["psql", "-X", "-q", "-c",
                    "update project set budget_min = 5000000 where city = 'phuket'"], check=True)
    ask("PATCH", path, {"capacity": 5}, If_Match="*")  # now it is known that the budget is

    def meets(**ticket):
        profile = {"name_en": "A", "kind": "university", "wanted_cities": ["phuket"], **ticket}
        a = ask("POST", "/v1/matches?limit=50", {"profile": profile}).json
        city = next(m for m in a["matches"] if m["city"]["id"] == "phuket")
        line = city if city["project"]["id"] == project else next(
            p for p in city["projects"] if p["project"]["id"] == project)
        scale = next(p["value"] for p in line["parts"] if p["part"] == "scale")
        return [g["gate"] for g in line["gates"]], scale, city["change"]

    shut = meets(ticket_min=1000, ticket_max=2000)
    claim("a ticket below the budget is shut out", shut[0] == ["ticket_too_small"], shut)
    claim("a ticket without an upper end reaches any budget", meets(ticket_min=1000)[:2] == ([], 10000),
          meets(ticket_min=1000))
    claim("a ticket within an open budget meets it", meets(ticket_max=9000000)[0] == []
          and meets(ticket_max=9000000)[1] > 5000, meets(ticket_max=9000000))
    claim("an open end is told as such", shut[2] is not None and shut[2]["kind"] == "ticket"
          and "1000 USD and more" in shut[2]["en"], shut)


def old_names():
    """What a stricter release would no longer take is still served."""
    path = ask("POST", "/v1/partners", PROFILE).headers["Location"]
    subprocess.run(["psql", "-X", "-q", "-c", "update partner set name_en = U&'\\202Eold', registration_number = ' '"
                    " where id = '%s'" % path.rsplit("/", 1)[1]], check=True)
    ask("POST", path + "/submit")  # now it is known
    expect("a stored name is read as it is", 200, "GET", path, has=lambda j: j["name_en"] == "\u202eold")
    expect("and not taken again", (422, "bad-field"), "PATCH", path, {"capacity": 2}, If_Match="*")
    path = ask("POST", "/v1/partners", PROFILE).headers["Location"]
    subprocess.run(["psql", "-X", "-q", "-c", "update partner set registration_number = '1-2' where id = '%s'"
                    % path.rsplit("/", 1)[1]], check=True)
    ask("POST", path + "/submit")  # now it is known
    wrong = {"has": lambda j: pointers(j) == ["/registration_number"]}
    expect("a wrong number that is there stands in the way of nothing else", 200, "PATCH", path, {"capacity": 2}, If_Match="*",
           has=lambda j: j["capacity"] == 2 and j["registration_number"] == "1-2")
    expect("but is not sent again", (422, "bad-field"), "PUT", path, {**PROFILE, "registration_number": "1-2"}, If_Match="*", **wrong)
    expect("nor another", (422, "bad-field"), "PATCH", path, {"registration_number": "1-3"}, If_Match="*", **wrong)
    expect("a good one is taken", 200, "PATCH", path, {"registration_number": "120-81-47521"}, If_Match="*")


def unreadable():
    """A stored partner that cannot be read is left out until it can, and holds up nobody."""
    path = ask("POST", "/v1/partners", PROFILE).headers["Location"]
    own = path.rsplit("/", 1)[1]

    def rate(stored):
        subprocess.run(["psql", "-X", "-q", "-c", "update partner set ticket_max = %s where id = '%s'" % (stored, own)],
                       check=True)

    def soon(status):
        for _ in range(20000):  # until the hint has come
            if ask("GET", path).status == status:
                return

    rate("9007199254740991")  # more than any message may say
    expect("a write that cannot be read back", 500, "POST", path + "/submit")
    soon(404)
    expect("it is left out", (404, "not-found"), "GET", path)
    claim("and holds up nothing", ask("GET", "/ready", who=None, at=ADMIN).status == 200)
    rate("null")
    soon(200)
    expect("and all is well again", 200, "GET", path)


def facts():
    """Any stated value may flip a label, and a value counts in its time."""
    path = ask("POST", "/v1/partners", PROFILE).headers["Location"]
    subprocess.run(["psql", "-X", "-q", "-c", """insert into fact (id, country, property, value, unit, source)
        values ('th_gdp_other', 'TH', 'gdp_per_capita', 30000, 'USD per capita', 'action_plans_2018_07');
        update fact set valid_to = '2029-12-31' where id = 'phuket_density_article';
        insert into fact (id, city, property, value, unit, source, valid_from) values ('phuket_density_later',
        'phuket', 'population_density', 9000, 'people per km2', 'asean_talks_2018_05', '2030-01-01')"""], check=True)
    ask("PATCH", path, {"capacity": 5}, If_Match="*")
    claim("a rival GDP flips a label", ask("GET", "/v1/cities/bangkok").json["quadrant_flips"] is True)

    def quadrant(day):
        j = ask("GET", "/v1/partners/%s/matches?explain=false&limit=50&as_of=%s" % (OWN, day)).json
        return next(m["city"]["quadrant"] for m in j["matches"] if m["city"]["id"] == "phuket")

    claim("a fact counts until its last day", quadrant("2029-12-31") == "low_density_emerging", quadrant("2029-12-31"))
    claim("and its successor from then on", quadrant("2030-01-01") == "dense_emerging", quadrant("2030-01-01"))
    claim("a city shows what nothing has ended", ask("GET", "/v1/cities/phuket").json["quadrant"] == "dense_emerging")


def lists():
    asked = {"meeting": "amm_51_2018_08"}
    rehearsal = expect("a dry run stores nothing", 200, "POST", "/v1/pairing-lists", {**asked, "dry_run": True},
                       who="batch", has=lambda j: j["id"] is None).json
    stored = expect("builds a list", 201, "POST", "/v1/pairing-lists", asked, who="batch",
                    has=lambda j: j["state"] == "draft")
    made = stored.json
    claim("the rehearsal was the list", made["digest"] == rehearsal["digest"])
    claim("every city that can be served is", made["totals"]["cities_covered"] + len(made["uncovered"]) == 26
          and made["totals"]["cities_covered"] == len({p["city"]["id"] for p in made["pairings"]}) == 26, made["totals"])
    claim("a partner carries no more than it can", all(
        sum(p["partner"]["id"] == "demo_bulssidol_energy" for p in made["pairings"]) <= 1 for _ in [0]))
    claim("no partner without capacity is in it", all(p["partner"]["id"] != "demo_swieogadeul_mobility" for p in made["pairings"]))
    claim("no blocked pair is in it", all(p["partner"]["id"] != "demo_mundadeum_works" for p in made["pairings"]))
    claim("each line has its reason in both languages", all(p["reason_en"] and re.search("[가-힣]", p["reason_ko"])
          for p in made["pairings"]))
    claim("who is left over is told why", {u["partner"]["id"] for u in made["unpaired"]} >=
          {"demo_swieogadeul_mobility", "demo_mundadeum_works"} and all(u["en"] and u["ko"] for u in made["unpaired"]))
    path = stored.headers["Location"]
    shown = expect("shows it again", 200, "GET", path, has=lambda j: {**j, "audit": None} == {**made, "audit": None})
    claim("in the same bytes, but for where the audit stands",
          re.sub(rb'"audit":{[^}]*}', b"", shown.body) == re.sub(rb'"audit":{[^}]*}', b"", stored.body))
    canonical = b"{" + shown.body[shown.body.index(b'"meeting":'):]
    digest = subprocess.run(["sha256sum"], input=canonical, capture_output=True).stdout.split()[0].decode()
    claim("its digest can be recomputed with other tools", digest == made["digest"], digest)
    for accept, form in (("text/csv;q=0.1, application/json", "application/json"), ("*/*", "application/json"),
                         ("application/json;q=0.1, text/csv", "text/csv"), ("text/html, text/csv", "text/csv")):
        a = ask("GET", path, Accept=accept)
        claim("the form that is wanted most: " + accept, a.status == 200 and a.headers["Vary"] == "Accept"
              and a.headers["Content-Type"].startswith(form), a)
    a = ask("GET", path, Accept="text/csv")
    lines = a.body.decode("utf-8-sig").split("\r\n")
    claim("as CSV for a spreadsheet", a.body.startswith(b"\xef\xbb\xbf") and a.headers["Content-Type"].startswith("text/csv")
          and lines[0].startswith("number,city_id") and len(lines) >= len(made["pairings"]) + 2, lines[:2])
    expect("lists the lists", 200, "GET", "/v1/pairing-lists", has=lambda j: j["items"][0]["id"] == made["id"])

    pin = {"partner": "demo_supgilbit_landscape", "project": "phuket_eagle_eyes_cctv"}
    expect("a pin is kept", 200, "POST", "/v1/pairing-lists", {**asked, "dry_run": True, "pins": [pin]},
           has=lambda j: any(p["pinned"] and p["partner"]["id"] == pin["partner"] for p in j["pairings"]))
    best = made["pairings"][0]
    ban = {"partner": best["partner"]["id"], "city": best["city"]["id"]}
    expect("a ban is kept", 200, "POST", "/v1/pairing-lists", {**asked, "dry_run": True, "bans": [ban]},
           has=lambda j: not any(p["partner"]["id"] == ban["partner"] and p["city"]["id"] == ban["city"] for p in j["pairings"]))
    expect("a pin against a ban is named", 200, "POST", "/v1/pairing-lists",
           {**asked, "dry_run": True, "pins": [pin], "bans": [pin]}, has=lambda j: j["problems"])
    expect("a pin that a gate shuts out is named", 200, "POST", "/v1/pairing-lists", {**asked, "dry_run": True,
           "pins": [{"partner": "demo_mundadeum_works", "project": "phuket_eagle_eyes_cctv"}]},
           has=lambda j: j["problems"] and re.search("[가-힣]", j["problems"][0]["ko"]))
    expect("a floor leaves low pairs out, and says who stays alone", 200, "POST", "/v1/pairing-lists",
           {**asked, "dry_run": True, "floor": 8000000}, has=lambda j: j["uncovered"]
           and all(p["score"] >= 8000000 for p in j["pairings"]))
    expect("a capacity for this list", 200, "POST", "/v1/pairing-lists", {**asked, "dry_run": True,
           "capacities": [{"partner": "demo_hanbadaru_works", "max": 0}]},
           has=lambda j: all(p["partner"]["id"] != "demo_hanbadaru_works" for p in j["pairings"]))
    expect("a pin must say which project", (422, "bad-field"), "POST", "/v1/pairing-lists",
           {**asked, "pins": [{"partner": OWN, "city": "ha_noi"}]}, has=lambda j: j["errors"][0]["pointer"] == "/pins/0/city")
    expect("a pin on a city without a project", 200, "POST", "/v1/pairing-lists",
           {**asked, "dry_run": True, "pins": [{"partner": OWN, "city": "Manila"}]},
           has=lambda j: any(p["pinned"] and p["city"]["id"] == "manila" for p in j["pairings"]))
    expect("an unknown meeting", (422, "bad-field"), "POST", "/v1/pairing-lists", {"meeting": "none_such"},
           has=lambda j: j["errors"][0]["pointer"] == "/meeting")
    expect("no such list", (404, "not-found"), "GET", "/v1/pairing-lists/none")


def once():
    key = {"Idempotency_Key": "import-7-row-1"}
    body = {**PROFILE, "name_en": "Once"}
    first = expect("a key, first time", 201, "POST", "/v1/partners", body, who="staff", **key)
    again = expect("a key, second time", 201, "POST", "/v1/partners", body, who="staff", **key)
    claim("gives the stored answer", first.body == again.body)
    expect("with another body", (422, "key-reused"), "POST", "/v1/partners", {**body, "capacity": 9}, who="staff", **key)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask("POST", "/v1/partners", {**PROFILE, "name_en": "Eight at once"},
                                              who="staff", Idempotency_Key="eight"), range(8)))
    claim("eight at once with one key store one", {a.status for a in answers} == {201}
          and len({a.json["id"] for a in answers}) == 1, [str(a)[:80] for a in answers])
    listed = ask("GET", "/v1/partners?limit=1000").json["items"]
    claim("nothing is stored twice", sum(p["name_en"] == "Eight at once" for p in listed) == 1)


def description():
    api = ask("GET", "/openapi.json", who=None).json
    claim("OpenAPI 3.1", api["openapi"].startswith("3.1"))
    refs = set(re.findall('"#/components/schemas/([A-Za-z]+)"', json.dumps(api)))
    claim("every schema that is named is there", refs <= set(api["components"]["schemas"]),
          refs - set(api["components"]["schemas"]))
    partner = api["components"]["schemas"]["Partner"]["properties"]
    claim("limits and read-only members are described", partner["name_en"]["maxLength"] == 200 and partner["id"]["readOnly"])
    patch, build, show = (api["paths"][path][method] for path, method in (
        ("/v1/partners/{id}", "patch"), ("/v1/pairing-lists", "post"), ("/v1/cities/{id}", "get")))
    claim("every status that comes is described", "204" in patch["responses"] and "304" in show["responses"]
          and {"200", "201"} <= set(build["responses"]) and all("4XX" in o["responses"]
          for p in api["paths"].values() for o in p.values()))
    ids = [op["operationId"] for path in api["paths"].values() for op in path.values()]
    claim("operation ids are unique", len(ids) == len(set(ids)))


def operators():
    listed = subprocess.run([DAEMON, "token", "list"], check=True, stdout=subprocess.PIPE, text=True,
                            env={k: v for k, v in os.environ.items() if k != "TWINNING_ADMIN_URL"}).stdout
    head, *rows = [line.split("\t") for line in listed.splitlines()]
    used = {row[head.index("name")]: row[head.index("last_use")] for row in rows}
    claim("token list says who is in use", re.fullmatch("20..-..-..", used["staff"]), listed)
    claim("/live", ask("GET", "/live", who=None, at=ADMIN).status == 200)
    claim("/ready", ask("GET", "/ready", who=None, at=ADMIN).json == {"status": "ready"})
    metrics = ask("GET", "/metrics", who=None, at=ADMIN).body.decode()
    claim("/metrics", 'twinning_http_requests_total{class="2xx"}' in metrics and "# HELP" in metrics)
    expect("the API's port shows none of it", (404, "no-such-path"), "GET", "/metrics")


network()
pages()
profiles()
strictness()
astray()
rights()
matches()
amounts()
old_names()
unreadable()
facts()
lists()
once()
description()
operators()
claim_stored("what is stored of partners is what they are")
finish()
