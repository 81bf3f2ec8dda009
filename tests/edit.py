#!/usr/bin/env python3
"""Cities, projects, meetings and policies as people edit them. Run by tests/test_edit.sh."""
import concurrent.futures
import json
import os
import re
import subprocess

from claims import claim, finish
from client import DAEMON, ask, expect, pointers
from postgres import sql

PROJECT = {"city": "Manila", "title_en": "Flood warning", "title_ko": "홍수 경보", "stage": "open", "slots": 2,
           "categories": [{"id": "water_system", "weight": 10000}], "support": [{"support": "technology", "weight": 8000}],
           "budget_min": 1000000, "budget_max": 5000000000, "preferred_kinds": ["private_company"],
           "excluded_countries": ["XX"], "valid_from": "2018-01-01"}
CENSUS = {"property": "population_density", "value": 5123.5, "unit": "people/km2", "year": 2020, "source": "centre",
          "valid_from": "2020-05-01"}


def changed(name, path, patch, has=None, who="staff"):
    tag = ask("GET", path, who=who).headers["ETag"]
    return expect(name, 200, "PATCH", path, patch, who=who, If_Match=tag, has=has)


def projects():
    made = expect("stores a project", 201, "POST", "/v1/projects", PROJECT, who="staff",
                  has=lambda j: j["city"] == "manila" and j["version"] == 1 and j["source"] == "centre"
                  and j["categories"][0]["basis"] == "stated" and j["budget_max"] == 5000000000
                  and j["support"] == [{"support": "technology", "weight": 8000, "basis": "stated"}])
    path = "/v1/projects/" + made.json["id"]
    claim("says where it is, and which version", made.headers["Location"] == path and made.headers["ETag"].startswith('"v1-'), made.headers)
    expect("the writer's next read sees it", 200, "GET", path, has=lambda j: j == made.json)
    expect("its city shows it", 200, "GET", "/v1/cities/manila", has=lambda j: made.json["id"] in j["projects"])
    expect("and needs no inferring any more: partners are ranked for it", 200, "GET", path + "/candidates?limit=3",
           has=lambda j: len(j["matches"]) == 3)
    key = {"Idempotency_Key": "one-project"}
    first, again = (ask("POST", "/v1/projects", {**PROJECT, "title_en": "Once"}, who="staff", **key) for _ in range(2))
    claim("a key makes one of it", first.json["id"] == again.json["id"] and
          sql("select count(*) from project where title_en = 'Once'") == "1")
    expect("another body under the key", (422, "key-reused"), "POST", "/v1/projects", PROJECT, who="staff", **key)

    for name, wrong, at in (
            ("a city that is not there", {"city": "atlantis"}, ["/city"]),
            ("no title", {"title_en": None}, ["/title_en"]),
            ("a stage that is none", {"stage": "soon"}, ["/stage"]),
            ("too many slots", {"slots": 1001}, ["/slots"]),
            ("a category that is not there", {"categories": [{"id": "magic", "weight": 1}]}, ["/categories/0/id"]),
            ("a weight of nothing", {"categories": [{"id": "water_system", "weight": 0}]}, ["/categories/0/weight"]),
            ("a category twice", {"categories": [{"id": "water_system", "weight": 1}] * 2}, ["/categories/1/id"]),
            ("a sector twice", {"sectors": [{"id": "industry_water", "weight": 1}] * 2}, ["/sectors/1/id"]),
            ("support twice", {"support": [{"support": "finance", "weight": 1}] * 2}, ["/support/1/support"]),
            ("a budget upside down", {"budget_min": 6000000000}, ["/budget_min"]),
            ("a validity upside down", {"valid_to": "2017-12-31"}, ["/valid_from"]),
            ("a day of no calendar", {"valid_to": "2019-02-29"}, ["/valid_to"]),
            ("a country of three letters", {"excluded_countries": ["KOR"]}, ["/excluded_countries/0"]),
            ("a kind that is none", {"excluded_kinds": ["wizard"]}, ["/excluded_kinds/0"]),
            ("a focus area that is not there", {"focus_area": "nowhere"}, ["/focus_area"]),
            ("a focus area by its name", {"focus_area": "Civic and social"}, ["/focus_area"]),
            ("what the server sets", {"id": "x", "version": 1, "source": "x"}, ["/id", "/source", "/version"])):
        body = {k: v for k, v in {**PROJECT, **wrong}.items() if v is not None}
        expect("refuses " + name, (422, "bad-field"), "POST", "/v1/projects", body, who="staff",
               has=lambda j: sorted(pointers(j)) == at)
    claim("and stores nothing of it", sql("select count(*) from project where city = 'manila' and number > 3") == "0")

    expect("a change needs If-Match", (428, "no-match"), "PATCH", path, {"slots": 3}, who="staff")
    expect("and the version that is", (412, "stale"), "PATCH", path, {"slots": 3}, who="staff", If_Match='"v9"')
    expect("changes what the patch names", 200, "PATCH", path, {"slots": 3, "valid_from": None, "support": []}, who="staff",
           If_Match=made.headers["ETag"], has=lambda j: j["slots"] == 3 and j["valid_from"] is None and j["support"] == []
           and j["version"] == 2 and j["categories"] == made.json["categories"])
    expect("a second writer of the first version is told", (412, "stale"), "PATCH", path, {"slots": 4}, who="staff",
           If_Match=made.headers["ETag"])
    expect("the number alone will do", 200, "PATCH", path, {"slots": 4}, who="staff", If_Match='"v2"', has=lambda j: j["version"] == 3)
    expect("the same again is no change", 200, "PATCH", path, {"slots": 4}, who="staff", If_Match='"v3"', has=lambda j: j["version"] == 3)
    expect("a project stays with its city", (422, "bad-field"), "PATCH", path, {"city": "phuket"}, who="staff", If_Match="*",
           has=lambda j: pointers(j) == ["/city"])
    expect("a patch is checked as a whole", (422, "bad-field"), "PATCH", path, {"budget_max": 1}, who="staff", If_Match="*",
           has=lambda j: pointers(j) == ["/budget_min"])
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda i: ask("PATCH", path, {"slots": 10 + i}, who="staff", If_Match='"v3"').status, range(8)))
    claim("of eight at once one writes and seven are told", sorted(answers) == [200] + [412] * 7, answers)
    expect("no such project", (404, "not-found"), "PATCH", "/v1/projects/none", {"slots": 1}, who="staff", If_Match="*")
    tag = ask("GET", path).headers["ETag"]
    claim("an unchanged record is not sent again", ask("GET", path, If_None_Match=tag).status == 304)
    changed("a loaded project too, which keeps what was not said anew", "/v1/projects/phuket_eagle_eyes_cctv", {"slots": 3},
            has=lambda j: j["slots"] == 3 and all(c["basis"] != "stated" for c in j["categories"]))
    changed("what weighs otherwise is stated from now on", "/v1/projects/phuket_eagle_eyes_cctv",
            {"categories": [{"id": "smart_city", "weight": 7777}]},
            has=lambda j: [(c["id"], c["basis"]) for c in j["categories"]] == [("smart_city", "stated")])
    before = ask("GET", "/v1/projects/phuket_eagle_eyes_cctv/candidates?limit=1").json
    changed("dropping it", "/v1/projects/phuket_eagle_eyes_cctv", {"stage": "dropped"})
    after = ask("GET", "/v1/projects/phuket_eagle_eyes_cctv/candidates?limit=1").json
    claim("shuts it for everybody", before["matches"][0]["gates"] == [] and after["matches"][0]["gates"] != []
          and before["snapshot"] != after["snapshot"], after["matches"][0]["gates"])
    return made.json["id"]


def officers(own):
    path = "/v1/projects/" + own
    changed("an officer states the support wanted, and more", path,
            {"support": [{"support": "finance", "weight": 10000}], "slots": 5, "title_en": "Flood early warning",
             "excluded_kinds": ["university"], "budget_max": None}, who="city",
            has=lambda j: [s["support"] for s in j["support"]] == ["finance"] and j["slots"] == 5 and j["budget_max"] is None)
    expect("but not how far it is, nor its term", (422, "bad-field"), "PATCH", path,
           {"stage": "done", "valid_to": "2020-01-01", "focus_area": None, "slots": 1}, who="city", If_Match="*",
           has=lambda j: sorted(pointers(j)) == ["/focus_area", "/stage", "/valid_to"])
    expect("nor another city's", (403, "forbidden"), "PATCH", "/v1/projects/phuket_city_data_platform", {"slots": 1}, who="city", If_Match="*")
    expect("nor one that is not there", (403, "forbidden"), "PATCH", "/v1/projects/none", {"slots": 1}, who="city", If_Match="*")
    for who in ("city", "company", "batch", "approver"):
        for method, target, body in (("POST", "/v1/projects", PROJECT), ("PATCH", "/v1/cities/manila", {"note": "x"}),
                                     ("POST", "/v1/meetings", {}), ("PATCH", "/v1/meetings/amm_51_2018_08", {"note": "x"}),
                                     ("POST", "/v1/policies", {})):
            expect("%s may not %s %s" % (who, method, target), (403, "forbidden"), method, target, body, who=who, If_Match="*")
    # The database says so as well, to an engine that checks nothing.
    officer = sql("select id from token where name = 'city'")
    for name, statement in (
            ("a stage", "select project_save('%s', null, document || '{\"stage\":\"done\"}') from project_document where id = '%s'" % (own, own)),
            ("another city's project", "select project_save('phuket_city_data_platform', null, document || '{\"slots\":9}') from project_document where id = 'phuket_city_data_platform'"),
            ("a project of its own", "select project_create('x', '%s'::jsonb || '{\"city\":\"manila\"}', null, null, null, null)" % json.dumps(PROJECT)),
            ("a city", "select city_save('manila', null, document || '{\"note\":\"x\"}') from city_document where id = 'manila'"),
            ("a meeting", "select meeting_save('amm_51_2018_08', null, document || '{\"note\":\"x\"}') from meeting_document where id = 'amm_51_2018_08'"),
            ("a policy", "select policy_create('x', document || '{\"id\":\"x\"}', null, null, null, null) from policy_document where id = '2018-1'")):
        got = subprocess.run(["psql", "-XqAt", "-v", "VERBOSITY=sqlstate", "-U", "twinning", "-c", "begin",
                              "-c", "select ask_as('%s', null)" % officer, "-c", statement], capture_output=True, text=True)
        kept = "42501" in got.stderr or "TW404" in got.stderr
        claim("the database keeps %s from an officer" % name, kept, got.stderr or got.stdout)


def cities():
    path = "/v1/cities/makassar"
    shown = ask("GET", path)
    city = shown.json
    claim("a loaded city is version 1", city["version"] == 1 and shown.headers["ETag"].startswith('"v1-'))
    claim("under its source it is not dense", city["quadrant"] == "low_density_emerging", city["quadrant"])
    facts = city["facts"] + [CENSUS]
    after = expect("a fact is added", 200, "PATCH", path, {"facts": facts}, who="staff", If_Match=shown.headers["ETag"],
                   has=lambda j: len(j["facts"]) == len(facts) and j["version"] == 2).json
    added = [f for f in after["facts"] if f["source"] == "centre"]
    claim("as it was said", len(added) == 1 and added[0]["value"] == 5123.5 and added[0]["scope"] == "not_stated", added)
    ended = [{**f, "valid_to": "2021-12-31"} if f["source"] == "centre" else f for f in after["facts"]]
    expect("a fact is ended", 200, "PATCH", path, {"facts": ended}, who="staff", If_Match='"v2"',
           has=lambda j: [f["valid_to"] for f in j["facts"] if f["source"] == "centre"] == ["2021-12-31"])
    for name, wrong, at in (
            ("a fact changed", [{**f, "value": 1} if f["source"] == "centre" else f for f in ended], "/facts/%d/value"),
            ("a fact left out", [f for f in ended if f["source"] != "centre"], "/facts"),
            ("a fact twice", ended + [{**CENSUS, "valid_to": "2021-12-31"}], "/facts"),
            ("a source that is not there", ended + [{**CENSUS, "source": "hearsay"}], "/facts/%d/source"),
            ("a density of nothing", ended + [{**CENSUS, "value": 0}], "/facts/%d/value"),
            ("a density below nothing", ended + [{**CENSUS, "value": -5}], "/facts/%d/value"),
            ("a density beyond words", ended + [{**CENSUS, "value": 1e300}], "/facts/%d/value"),
            ("a density in words", ended + [{**CENSUS, "value": "many"}], "/facts/%d/value"),
            ("GDP of a city", ended + [{**CENSUS, "property": "gdp_per_capita"}], "/facts/%d/property"),
            ("days upside down", ended + [{**CENSUS, "valid_to": "2019-01-01"}], "/facts/%d/valid_from")):
        got = ask("PATCH", path, {"facts": wrong}, who="staff", If_Match="*")
        where = [re.sub(r"\d+", "%d", p) for p in pointers(got.json)] if got.status == 422 else got
        claim("refuses " + name, where == [at], got)
    changed("priorities are stated", path, {"sectors": [{"id": "industry_water", "weight": 9000}], "categories": []},
            has=lambda j: j["sectors"][0]["basis"] == "stated" and j["categories"] == [])
    changed("an alias is added", path, {"aliases": ["Ujung Pandang", "우중판당"]}, has=lambda j: len(j["aliases"]) == 2)
    expect("and finds it", 200, "GET", "/v1/cities/Ujung%20Pandang", has=lambda j: j["id"] == "makassar")
    expect("one that is another city's", (422, "bad-field"), "PATCH", path, {"aliases": ["KL"]}, who="staff", If_Match="*",
           has=lambda j: pointers(j) == ["/aliases"])
    changed("an officer is named", path, {"representatives": [{"role": "csco", "name": "A. B.", "designation": "Mayor"}]},
            has=lambda j: [r["name"] for r in j["representatives"]] == ["A. B."] and j["representatives"][0]["source"] == "centre")
    expect("in one role", (422, "bad-field"), "PATCH", path, {"representatives": [{"role": "nr", "name": "A"}]}, who="staff",
           If_Match="*", has=lambda j: pointers(j) == ["/representatives/0/role"])
    for member, value in (("id", "x"), ("country", "VN"), ("capital", True), ("latitude", 1), ("quadrant", "dense_emerging"), ("projects", [])):
        expect("%s is not to be said" % member, (422, "bad-field"), "PATCH", path, {member: value}, who="staff", If_Match="*",
               has=lambda j: pointers(j) == ["/" + member])
    for name, area in (("that is not there", "nowhere"), ("by its name", "시민·사회"), ("in capitals", "CIVIC_SOCIAL")):
        expect("a focus area " + name, (422, "bad-field"), "PATCH", path, {"focus_areas": ["civic_social", area]}, who="staff",
               If_Match="*", has=lambda j: pointers(j) == ["/focus_areas/1"] and "focus area" in j["errors"][0]["detail"])
    changed("names are changed by any of its names", "/v1/cities/Ujung%20Pandang", {"name_ko": "마카사르시"},
            has=lambda j: j["name_ko"] == "마카사르시")
    expect("no such city", (404, "not-found"), "PATCH", "/v1/cities/atlantis", {"note": "x"}, who="staff", If_Match="*")


def sources():
    body = {"id": "census_2030", "name_en": "Census 2030", "name_ko": "2030년 인구 조사", "issued": "2030-11"}
    key = {"Idempotency_Key": "one-source"}
    expect("stores a source", 201, "POST", "/v1/sources", body, who="staff", has=lambda j: j == {**body, "note": None}, **key)
    expect("once under a key", 201, "POST", "/v1/sources", body, who="staff", has=lambda j: j["id"] == "census_2030", **key)
    expect("and under an id", (422, "bad-field"), "POST", "/v1/sources", body, who="staff", has=lambda j: pointers(j) == ["/id"])
    expect("with a name in both languages", (422, "bad-field"), "POST", "/v1/sources", {"id": "x y", "name_en": " "}, who="staff",
           has=lambda j: sorted(pointers(j)) == ["/id", "/name_en", "/name_ko"])
    expect("as the office", (403, "forbidden"), "POST", "/v1/sources", body, who="city")
    page = expect("lists them in pages", 200, "GET", "/v1/sources?limit=2", who="company", has=lambda j: len(j["items"]) == 2).json
    rest = ask("GET", "/v1/sources?cursor=" + page["next"]).json["items"]
    claim("in the order of their ids", [s["id"] for s in page["items"] + rest] == sorted(s["id"] for s in page["items"] + rest)
          and "census_2030" in [s["id"] for s in rest + page["items"]], rest)
    changed("and a fact may come from it", "/v1/cities/phuket", {"facts": ask("GET", "/v1/cities/phuket").json["facts"] + [
        {**CENSUS, "source": "census_2030", "year": 2030, "valid_from": None}]},
        has=lambda j: "census_2030" in [f["source"] for f in j["facts"]])


def policies():
    policy = ask("GET", "/v1/policies/2018-1").json
    mine = {**policy, "id": "2026-1", "name_en": "Of 2026", "density_sources": ["centre", "asean_talks_2018_05"],
            "weights": {**policy["weights"], "category": 250, "sector": 150}}
    expect("stores a policy", 201, "POST", "/v1/policies", mine, who="staff", has=lambda j: j == mine)
    expect("which counts from now on", 200, "GET", "/v1/partners/demo_nalsaendol_transit/matches?policy=2026-1&limit=1&as_of=2021-01-01",
           has=lambda j: j["policy"] == "2026-1")
    expect("for good", (422, "bad-field"), "POST", "/v1/policies", {**mine, "name_en": "Other"}, who="staff", has=lambda j: pointers(j) == ["/id"])
    for name, wrong, at in (("weights that do not sum to 1000", {"weights": {**mine["weights"], "category": 999}}, ["/weights"]),
                            ("a weight left out", {"weights": {k: v for k, v in mine["weights"].items() if k != "scale"}}, ["/weights/scale"]),
                            ("a threshold of nothing", {"gdp_threshold_milli": 0}, ["/gdp_threshold_milli"]),
                            ("a source that is not there", {"density_sources": ["centre", "hearsay"]}, ["/density_sources/1"]),
                            ("a neutral value beyond a part", {"neutral": {**mine["neutral"], "sector": 10001}}, ["/neutral/sector"]),
                            ("an id with blanks", {"id": "my policy"}, ["/id"])):
        expect("refuses " + name, (422, "bad-field"), "POST", "/v1/policies", {**mine, "id": "2026-2", **wrong}, who="staff",
               has=lambda j: pointers(j) == at)
    city = ask("GET", "/v1/cities/makassar").json
    claim("and what is shown by default is still by the first", city["quadrant"] == "low_density_emerging")


def meetings():
    body = {"name_en": "ASCN meeting", "name_ko": "스마트시티 네트워크 회의", "date_start": "2018-09-01", "date_end": "2018-09-02",
            "place": "Singapore"}
    before = [m["id"] for m in ask("GET", "/v1/meetings").json["items"]]
    claim("as the source has them", before[3:5] == ["ascn_inaugural_meeting_2018_07", "ascn_project_refinement_2018_07"], before)
    made = expect("puts a meeting into the calendar", 201, "POST", "/v1/meetings", body, who="staff",
                  has=lambda j: j["date_precision"] == "days" and j["version"] == 1).json
    listed = ask("GET", "/v1/meetings").json["items"]
    at = [m["id"] for m in listed].index(made["id"])
    claim("at its place", [m["number"] for m in listed] == list(range(1, len(listed) + 1))
          and all(m["date_start"] <= "2018-09-01" for m in listed[:at])
          and all(m["date_start"] >= "2018-09-01" for m in listed[at + 1:]), [(m["number"], m["date_start"]) for m in listed])
    claim("and the others stand as their source has them", [m["id"] for m in listed if m["id"] != made["id"]] == before, before)
    path = "/v1/meetings/" + made["id"]
    changed("moves it", path, {"date_start": "2030-01-01", "date_end": None},
            has=lambda j: j["date_precision"] == "open" and j["number"] == len(listed) and j["version"] == 2)
    expect("days upside down", (422, "bad-field"), "PATCH", path, {"date_end": "2029-12-31"}, who="staff", If_Match="*",
           has=lambda j: pointers(j) == ["/date_start"])
    expect("without a day", (422, "bad-field"), "POST", "/v1/meetings", {**body, "date_start": None}, who="staff",
           has=lambda j: pointers(j) == ["/date_start"])
    expect("a stale change", (412, "stale"), "PATCH", path, {"place": "x"}, who="staff", If_Match='"v1"')
    expect("a list can be made for it", 200, "POST", "/v1/pairing-lists", {"meeting": made["id"], "dry_run": True}, who="staff")


def audited():
    for kind, name in (("city", "makassar"), ("project", "phuket_eagle_eyes_cctv"), ("policy", "2026-1")):
        got = sql("select a.name, a.role from audit a where a.kind = '%s' and a.id = '%s' order by seq desc limit 1" % (kind, name))
        claim("a changed %s has its entry" % kind, got == "staff|staff", got)


def areas():
    """The database has the same six as the contract, in the same order and words."""
    words = ask("GET", "/openapi.json").json["components"]["schemas"]["FocusArea"]
    told = "".join("%s|%s|%s\n" % (id, words["x-names"][id]["en"], words["x-names"][id]["ko"]) for id in words["enum"])
    claim("focus areas", told.strip() == sql("select id, name_en, name_ko from focus_area order by number"), told)


def loading(own):
    env = {k: v for k, v in os.environ.items() if not k.startswith("TWINNING_") or k == "TWINNING_DATABASE"}
    before = [ask("GET", p).json for p in ("/v1/cities/makassar", "/v1/projects/phuket_eagle_eyes_cctv", "/v1/projects/" + own)]
    got = subprocess.run([DAEMON, "load"], env=env, capture_output=True, text=True)
    claim("loading again changes nothing", got.returncode == 0 and "changed: 0." in got.stdout, got)
    claim("and says what it left alone", "left alone: cities 2, projects 1, meetings 0" in got.stdout, got.stdout)
    after = [ask("GET", p).json for p in ("/v1/cities/makassar", "/v1/projects/phuket_eagle_eyes_cctv", "/v1/projects/" + own)]
    claim("what people edited stays as they left it", before == after)
    # What nobody has edited is mended as before, beside it.
    psql = dict(env, PGOPTIONS="-c twinning.role=operator")
    subprocess.run(["psql", "-Xq", "-c", "update city set name_en = 'X' where id = 'ha_noi'"], check=True, env=psql)
    got = subprocess.run([DAEMON, "load"], env=env, capture_output=True, text=True)
    claim("what nobody edited is mended", "changed: 1." in got.stdout and sql("select name_en from city where id = 'ha_noi'") == "Ha Noi", got)


own = projects()
officers(own)
cities()
sources()
policies()
meetings()
audited()
areas()
loading(own)
finish()
