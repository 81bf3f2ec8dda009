#!/usr/bin/env python3
"""Proposals: a company and a city officer see their own lines of lists, and answer for their own side.
Run by tests/test_proposals.sh, under tests/with_daemon.py."""
import csv
import os
import subprocess

from claims import claim, finish
from client import CLI, TOKENS, ask, expect
from postgres import sql

COMPANY, CITY = "demo_nalsaendol_transit", "manila"
lists = "/v1/pairing-lists/"


def seen(who):
    items, cursor = [], ""
    while cursor is not None:
        page = ask("GET", "/v1/proposals?limit=2" + (cursor and "&cursor=" + cursor), who=who).json
        items, cursor = items + page["items"], page["next"]
    return items


def note(name, status, made, number, who, has=None, **body):
    return expect(name, status, "POST", lists + "%s/pairings/%d/stages" % (made["id"], number), body, who=who, has=has)


def build():
    """A list with the company's own pairing, and one of the company with the officer's city."""
    return expect("a list with the pair in it is built", 201, "POST", "/v1/pairing-lists",
                  {"meeting": "amm_51_2018_08", "pins": [{"partner": COMPANY, "city": CITY}],
                   "capacities": [{"partner": COMPANY, "max": 3}]}).json


def by_the_database(made, other, theirs):
    """What the engine refuses the database refuses as well."""
    def refused(name, state, who, number, stage, side):
        token = sql("select id from token where name = '%s'" % who)
        said = subprocess.run(["psql", "-XqAt", "-U", "twinning", "-v", "VERBOSITY=sqlstate", "-c", "begin", "-c",
                               "select ask_as('%s', null)" % token, "-c", "select pairing_stage_add('%s', %d, '%s', %s,"
                               " null, 'why', null, null, '%s', 'r', 'h')" % (made["id"], number, stage, side, token)],
                              stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True).stderr
        claim("the database: " + name, state in said, said)

    refused("a company answers nobody else's line", "TW404", "company", other, "declined", "'partner'")
    refused("nor does a city", "TW404", "city", other, "declined", "'city'")
    refused("a city does not answer for the partner", "42501", "city", theirs, "accepted", "'partner'")
    refused("an approver notes no stage", "42501", "approver", other, "proposed", "null")


def main():
    made = build()
    own = [p["number"] for p in made["pairings"] if p["partner"]["id"] == COMPANY]
    city = [p["number"] for p in made["pairings"] if p["city"]["id"] == CITY]
    other = next(p["number"] for p in made["pairings"] if p["number"] not in own + city)
    both = next(n for n in own if n in city)
    claim("nothing of a draft is shown", seen("company") == [] and seen("city") == [])
    note("nor answered", 404, made, both, "company", stage="accepted", side="partner")
    ask("POST", lists + made["id"] + "/propose", {}, who="staff")

    company, officer = seen("company"), seen("city")
    claim("then a company sees its own lines, all and only they", [p["number"] for p in company] == own
          and {p["partner"]["id"] for p in company} == {COMPANY}, company)
    claim("a city officer those of the city", [p["number"] for p in officer] == city
          and {p["city"]["id"] for p in officer} == {CITY}, officer)
    line = next(p for p in made["pairings"] if p["number"] == both)
    claim("as they stand in the list", all(company[own.index(both)][k] == line[k] for k in
          ("city", "project", "partner", "score", "shown", "coverage", "reason_en", "reason_ko")), company)
    claim("and nothing of others: no alternates, no parts", not {"alternates", "parts"} & set(company[0]))
    for who in ("staff", "admin", "approver", "batch"):
        expect("proposals are for the two sides, not for " + who, 403, "GET", "/v1/proposals", who=who)
    for who in ("company", "city"):
        expect("the list itself stays the office's: " + who, 403, "GET", lists + made["id"], who=who)

    note("a company answers only for the partner", 403, made, both, "company", stage="accepted", side="city")
    note("a city only for the city", 403, made, both, "city", stage="declined", side="partner", reason="no")
    note("neither says what else happens", 403, made, both, "company", stage="introduced")
    note("nor of a line of others: it is not there", (404, "not-found"), made, other, "company", stage="accepted",
         side="partner")
    note("the same for a city", (404, "not-found"), made, other, "city", stage="accepted", side="city")
    note("a line that does not exist sounds the same", (404, "not-found"), made, 9999, "city", stage="accepted", side="city")
    note("a decline says why", 422, made, both, "company", stage="declined", side="partner")

    by_the_database(made, other, both)
    note("the office says that it was proposed", 201, made, both, "staff", stage="proposed", note="Between us: weak.")
    note("the company accepts", 201, made, both, "company", stage="accepted", note="Gladly.",
         has=lambda j: [s["stage"] for s in j["stages"]] == ["proposed", "accepted"] and j["alternates"] == []
         and [s["note"] for s in j["stages"]] == [None, "Gladly."])
    note("not twice", (409, "conflict"), made, both, "company", stage="accepted", side="partner")
    shown = next(p for p in seen("city") if p["number"] == both)["stages"]
    claim("the city sees that, but not what was remarked", [(s["stage"], s["side"], s["note"]) for s in shown]
          == [("proposed", None, None), ("accepted", "partner", None)], shown)
    declined = note("the city declines, and hears who could come instead", 201, made, both, "city", stage="declined",
                    side="city", reason="Not now.", has=lambda j: len(j["alternates"]) > 0).json
    claim("the one declined is not among them", COMPANY not in [a["partner"]["id"] for a in declined["alternates"]])
    note("after that nothing moves", (409, "conflict"), made, both, "company", stage="accepted", side="partner")
    claim("the pair is declined from now on",
          sql("select reason from decline where partner = '%s' and coalesce(city, '%s') = '%s'" % (COMPANY, CITY, CITY)) == "Not now.")
    mine = next(n for n in own if n != both)
    note("a side may answer what the list proposes, without a word of the office", 201, made, mine, "company",
         stage="declined", side="partner", reason="Too far.", has=lambda j: j["alternates"] == [])
    ask("POST", lists + made["id"] + "/withdraw", {}, who="admin")
    claim("of a list that was withdrawn nothing is shown", seen("company") == [] and seen("city") == [])
    claim("who answered is in the record of changes", sql("select string_agg(role || ' ' || name, ', ' order by seq) from audit"
          " where kind = 'pairing_stage' and id like '%s/%d/%%'" % (made["id"], both))
          == "staff staff, company company, city city")

    again = build()
    ask("POST", lists + again["id"] + "/propose", {}, who="staff")
    told = subprocess.run([CLI, "proposals", "--csv"], stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "TWINNING_TOKEN": TOKENS["city"]}).stdout
    claim("the command line lists them", again["id"] in told and "Manila" in told, told)
    rows = list(csv.DictReader(told.lstrip("\ufeff").splitlines()))
    claim("none of which has come anywhere yet", rows and all((row["stage"], row["side"]) == ("", "") for row in rows), rows)
    number = int(rows[0]["number"])
    note("one is proposed", 201, again, number, "staff", stage="proposed")
    note("whose answer it is must be said by the office", (422, "bad-field"), again, number, "staff", stage="accepted")
    note("and goes without saying by a city, whose own it is", 201, again, number, "city", stage="accepted",
         has=lambda j: [s["side"] for s in j["stages"]] == [None, "city"])
    told = subprocess.run([CLI, "proposals", "--csv"], stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "TWINNING_TOKEN": TOKENS["city"]}).stdout
    rows = {int(row["number"]): row for row in csv.DictReader(told.lstrip("\ufeff").splitlines())}
    claim("how far it has come is told, and by whom", (rows[number]["stage"], rows[number]["side"]) == ("accepted", "city"), told)
    finish()


main()
