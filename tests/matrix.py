#!/usr/bin/env python3
"""Every cell of the table of rights, with a real token. Run by tests/test_matrix.sh, under tests/with_daemon.py.

What is asked stops short of doing anything: a body is sent that the route does not take. So an answer
other than 401 and 403 says that the caller would have been let in.
"""
import subprocess

from claims import claim, finish
from client import DAEMON, ask

PAGE = "deploy/man/twinning-rights.7"
COLUMNS = {"C": "company", "Y": "city", "B": "batch", "U": "auditor", "A": "approver", "S": "staff", "D": "admin"}
OWNERS = {"company": {"partner": "demo_nalsaendol_transit"}, "city": {"city": "manila"}}
OWN = {"partners": "demo_nalsaendol_transit", "cities": "manila", "projects": "manila_pending"}
OTHER = {"partners": "demo_hanbadaru_works", "cities": "ha_noi", "projects": "ha_noi_smart_tourism"}


def table():
    """(method, path, {role: cell})"""
    lines = open(PAGE, encoding="utf-8").read().split(".Bd -literal\n")[1].split("\n.Ed")[0].splitlines()
    letters = lines[0].split()
    for line in lines[1:]:
        method, path, *cells = line.split()
        yield method, path, {COLUMNS[c]: cell for c, cell in zip(letters, cells)}


def people():
    """A user of each role, and a token of each: its secret and the user's id."""
    made = {}
    for role in COLUMNS.values():
        user = ask("POST", "/v1/users", {"name": "Cell " + role, "email": role + "@example.org", "role": role,
                                         **OWNERS.get(role, {})}).json
        token = ask("POST", "/v1/tokens", {"name": "cell " + role, "user": user["id"]})
        assert token.status == 201, token
        made[role] = (token.json["secret"], user["id"])
    return made


def status(method, path, who):
    if method == "GET":
        return ask(method, path, who=who)
    # Neither a file nor JSON of the route: refused after the rights, before anything is done.
    return ask(method, path, {"nothing_of_this_name": 1}, who=who, If_Match="*")


def fill(path, thing):
    return path.replace("{id}", thing).replace("{number}", "1").replace("{format}", "csv")


def main():
    printed = subprocess.run([DAEMON, "--rights"], check=True, stdout=subprocess.PIPE, text=True).stdout
    claim("the page is what the routes say: twinningd --rights > " + PAGE, printed == open(PAGE, encoding="utf-8").read())
    described = {(m.upper(), path): op.get("x-roles") for path, ops in ask("GET", "/openapi.json").json["paths"].items()
                 for m, op in ops.items()}
    rows = list(table())
    claim("it has every route of the description", {(m, p) for m, p, _ in rows} == set(described),
          {(m, p) for m, p, _ in rows} ^ set(described))
    tokens, cells = people(), 0
    for method, path, row in rows:
        kind = path.split("/")[2] if path.count("/") > 1 else ""
        roles = described.get((method, path))
        claim("the description says the same of %s %s" % (method, path), roles is None and set(row.values()) == {"*"}
              or roles is not None and set(roles) == {r for r, c in row.items() if c in "+o"}, (roles, row))
        got = status(method, fill(path, "no_such_thing"), None).status
        claim("%s %s without a token" % (method, path), (got == 401) == ("*" not in row.values()), got)
        for role, cell in row.items():
            secret, user = tokens[role]
            own = user if kind == "users" else OWN.get(kind, "no_such_thing")
            other = tokens["admin" if role != "admin" else "staff"][1] if kind == "users" else OTHER.get(kind, "no_such_thing")
            got = status(method, fill(path, own if cell != "+" else other), secret)
            claim("%s %s as %s: %s" % (method, path, role, cell), (got.status in (401, 403)) == (cell == "-"), got)
            cells += 1
            if cell == "o" and "{id}" in path and kind in ("partners", "cities", "projects", "users"):
                got = status(method, fill(path, other), secret)
                claim("%s %s as %s, of another" % (method, path, role), got.status == 403, got)
                cells += 1
            elif cell == "-":
                claim("and it is the rights that say so", got.status == 403, got)
    claim("there are cells for every role", cells > 400, cells)
    print(cells, "cells")
    finish()


main()
