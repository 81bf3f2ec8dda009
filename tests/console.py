#!/usr/bin/env python3
"""The console as the daemon serves it. Run by tests/test_console.sh, under tests/with_daemon.py."""
import functools
import gzip
import hashlib
import os
import re

from claims import claim, finish
from client import ask

fetch = functools.partial(ask, who=None)
SOURCE, DIST = "engine/console/src", "engine/console/dist"


def file_bytes(name):
    with open(os.path.join(DIST, name), "rb") as f:
        return f.read()


def source():
    found = {}
    for folder, _, names in sorted(os.walk(SOURCE)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                found[os.path.relpath(path, SOURCE)] = f.read()
    return found


def files():
    a = fetch("GET", "/", Accept="text/html")
    claim("the page is served", a.status == 200 and a.headers["Content-Type"] == "text/html; charset=utf-8"
          and a.body == file_bytes("index.html"), a.status)
    page = a.body.decode()
    claim("and asked for anew each time", a.headers["Cache-Control"] == "no-cache")
    named = re.findall(r'(?:href|src)="([^"]+)"', page)
    claim("it names its script, style and icon, and nothing of others", len(named) == 3
          and all(n.startswith("/console/") for n in named), named)
    claim("nothing is built that the page does not name",
          sorted(os.listdir(DIST)) == sorted(["index.html"] + [n.rsplit("/", 1)[1] for n in named]), os.listdir(DIST))
    claim("no script or style inside the page", not re.search(r"<style|<script[^>]*>[^<]|\son\w+=|style=", page))
    for path in ["/"] + named:
        plain = file_bytes("index.html" if path == "/" else path.rsplit("/", 1)[1])
        a = fetch("GET", path)
        claim(path + " in full", a.status == 200 and a.body == plain and a.headers["Content-Encoding"] is None, a.status)
        tag = a.headers["ETag"]
        claim(path + " has its hash as tag", tag == '"%s"' % hashlib.sha256(plain).hexdigest(), tag)
        policy = a.headers["Content-Security-Policy"] or ""
        claim(path + " allows nothing but our own files", policy.startswith("default-src 'none'; ") and "unsafe" not in policy
              and all(rule in policy for rule in ("script-src 'self'", "style-src 'self'", "connect-src 'self'",
                                                  "base-uri 'none'", "frame-ancestors 'none'")), policy)
        claim(path + " is what it says", a.headers["X-Content-Type-Options"] == "nosniff")
        if path != "/":
            claim(path + " may be kept for good", a.headers["Cache-Control"] == "public, max-age=31536000, immutable")
        a = fetch("GET", path, Accept_Encoding="br, gzip;q=0.8")
        claim(path + " compressed", a.status == 200 and a.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in a.headers["Vary"]
              and gzip.decompress(a.body) == plain and a.headers["ETag"] != tag, a.headers)
        a = fetch("GET", path, Accept_Encoding="gzip;q=0")
        claim(path + " not compressed for who refuses it", a.headers["Content-Encoding"] is None and a.body == plain)
        a = fetch("GET", path, If_None_Match=tag)
        claim(path + " need not be sent again", a.status == 304 and a.body == b"" and a.headers["Cache-Control"] is not None, a.status)
        a = fetch("HEAD", path)
        claim(path + " HEAD", a.status == 200 and a.body == b"" and a.headers["Content-Length"] == str(len(plain)), a.status)
        a = fetch("POST", path)
        claim(path + " is only read", a.status == 405 and a.headers["Allow"] == "GET, HEAD, OPTIONS", a.status)


def strictness():
    for path in ("/console/index.html", "/console/none.js", "/console", "/console/", "/index.html", "//", "/console/..%2fx"):
        a = fetch("GET", path)
        claim(path + " is not there", a.status == 404 and a.headers["Content-Type"] == "application/problem+json", a.status)
    claim("dots lead nowhere", fetch("GET", "/console/../v1/cities").status == 400)
    claim("a query is refused", fetch("GET", "/?x=1").status == 400, fetch("GET", "/?x=1").status)
    api = fetch("GET", "/openapi.json").json
    claim("the description is of the API alone", all(p.startswith("/v1/") or p == "/openapi.json" for p in api["paths"]),
          [p for p in api["paths"] if not p.startswith("/v1/")])
    claim("/v1/me is for the holder of a token", fetch("GET", "/v1/me").status == 401)
    nobody = {"partner": None, "city": None, "user": None, "kind": "token", "scope": "all", "expires": None}
    for me in ({**nobody, "role": "admin"}, {**nobody, "role": "company", "partner": "demo_nalsaendol_transit"},
               {**nobody, "role": "city", "city": "manila"}):
        said = ask("GET", "/v1/me", who=me["role"]).json
        claim("/v1/me knows the %s" % me["role"], {**said, "token": None} == {**me, "token": None} and said["token"], said)
    return api


def contract(api):
    used = set()
    for name, text in source().items():
        if name != "contract.ts":
            for verb, path in re.findall(r'\b(get|post|put|patch|delete)\("(/[^"]*)"', text, re.I):
                used.add((verb.lower(), path))
    claim("the source was understood", len(used) >= 15, used)
    for verb, path in sorted(used):
        claim("%s %s is in the contract" % (verb, path), verb in api["paths"].get(path, {}))
    words = {name for name, schema in api["components"]["schemas"].items() if "x-names" in schema}
    lists = set(re.findall(r'(?:word|wordIds)\(\w+, "(\w+)"', "".join(source().values())))
    claim("every word list is in the contract, with names", lists and lists <= words, lists - words)


def dictionary():
    said = {name: text for name, text in source().items() if name.startswith("words/") and name != "words/both.ts"}
    rows = re.findall(r'^  (\w+): \{ en: "((?:[^"\\]|\\.)*)", ko: "((?:[^"\\]|\\.)*)" \},$', "\n".join(said.values()), re.M)
    lines = [line for text in said.values() for line in text.split(" = {\n")[1].split("\n}")[0].split("\n") if line.strip()]
    claim("every row has both languages", len(rows) == len(lines) > 100, [len(rows), len(lines)])
    claim("each is said once", len({key for key, _, _ in rows}) == len(rows),
          sorted({key for key, _, _ in rows if [k for k, _, _ in rows].count(key) > 1}))
    claim("English is English", not [key for key, en, _ in rows if re.search("[가-힣]", en) or not en])
    claim("Korean is Korean", not [key for key, en, ko in rows if not re.search("[가-힣]", ko) and ko != en])
    claim("what is filled in is filled in on both sides", not [
        key for key, en, ko in rows if set(re.findall(r"\{\d\}", en)) != set(re.findall(r"\{\d\}", ko))])
    others = "".join(text for name, text in source().items() if name not in said and name != "contract.ts")
    unused = [key for key, _, _ in rows if not re.search(r'"%s"' % key, others)]
    claim("nothing is left over", not unused, unused)


files()
contract(strictness())
dictionary()
finish()
