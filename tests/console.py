#!/usr/bin/env python3
"""The console as the daemon serves it. Run by tests/test_console.sh, under tests/with_daemon.py."""
import gzip
import hashlib
import http.client
import json
import os
import re
import urllib.parse

URL = urllib.parse.urlsplit(os.environ["TWINNING_URL"])
SOURCE, DIST = "engine/console/src", "engine/console/dist"

passed = failed = 0


def claim(name, holds, got=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAIL", name, "::", str(got)[:600])


def ask(method, path, **headers):
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=30)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


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
    status, headers, page = ask("GET", "/", Accept="text/html")
    claim("the page is served", status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
          and page == file_bytes("index.html"), status)
    claim("and asked for anew each time", headers["Cache-Control"] == "no-cache")
    named = re.findall(r'(?:href|src)="([^"]+)"', page.decode())
    claim("it names its script, style and icon, and nothing of others", len(named) == 3
          and all(n.startswith("/console/") for n in named), named)
    claim("nothing is built that the page does not name",
          sorted(os.listdir(DIST)) == sorted(["index.html"] + [n.rsplit("/", 1)[1] for n in named]), os.listdir(DIST))
    claim("no script or style inside the page", not re.search(r"<style|<script[^>]*>[^<]|\son\w+=|style=", page.decode()))
    for path in ["/"] + named:
        plain = file_bytes("index.html" if path == "/" else path.rsplit("/", 1)[1])
        status, headers, body = ask("GET", path)
        claim(path + " in full", status == 200 and body == plain and headers["Content-Encoding"] is None, status)
        tag = headers["ETag"]
        claim(path + " has its hash as tag", tag == '"%s"' % hashlib.sha256(plain).hexdigest(), tag)
        policy = headers["Content-Security-Policy"] or ""
        claim(path + " allows nothing but our own files", policy.startswith("default-src 'none'; ") and "unsafe" not in policy
              and all(rule in policy for rule in ("script-src 'self'", "style-src 'self'", "connect-src 'self'",
                                                  "base-uri 'none'", "frame-ancestors 'none'")), policy)
        claim(path + " is what it says", headers["X-Content-Type-Options"] == "nosniff")
        if path != "/":
            claim(path + " may be kept for good", headers["Cache-Control"] == "public, max-age=31536000, immutable")
        status, headers, body = ask("GET", path, Accept_Encoding="br, gzip;q=0.8")
        claim(path + " compressed", status == 200 and headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in headers["Vary"]
              and gzip.decompress(body) == plain and headers["ETag"] != tag, headers)
        status, headers, body = ask("GET", path, Accept_Encoding="gzip;q=0")
        claim(path + " not compressed for who refuses it", headers["Content-Encoding"] is None and body == plain)
        status, headers, body = ask("GET", path, If_None_Match=tag)
        claim(path + " need not be sent again", status == 304 and body == b"" and headers["Cache-Control"] is not None, status)
        status, headers, body = ask("HEAD", path)
        claim(path + " HEAD", status == 200 and body == b"" and headers["Content-Length"] == str(len(plain)), status)
        status, headers, body = ask("POST", path)
        claim(path + " is only read", status == 405 and headers["Allow"] == "GET, HEAD, OPTIONS", status)


def strictness():
    for path in ("/console/index.html", "/console/none.js", "/console", "/console/", "/index.html", "//", "/console/..%2fx"):
        status, headers, _ = ask("GET", path)
        claim(path + " is not there", status == 404 and headers["Content-Type"] == "application/problem+json", status)
    claim("dots lead nowhere", ask("GET", "/console/../v1/cities")[0] == 400)
    claim("a query is refused", ask("GET", "/?x=1")[0] == 400, ask("GET", "/?x=1")[0])
    api = json.loads(ask("GET", "/openapi.json")[2])
    claim("the description is of the API alone", all(p.startswith("/v1/") or p == "/openapi.json" for p in api["paths"]),
          [p for p in api["paths"] if not p.startswith("/v1/")])
    claim("/v1/me is for the holder of a token", ask("GET", "/v1/me")[0] == 401)
    nobody = {"partner": None, "city": None, "user": None, "kind": "token", "scope": "all", "expires": None}
    for name, me in (("TWINNING_TOKEN", {**nobody, "role": "admin"}),
                     ("TOKEN_COMPANY", {**nobody, "role": "company", "partner": "demo_nalsaendol_transit"}),
                     ("TOKEN_CITY", {**nobody, "role": "city", "city": "manila"})):
        said = json.loads(ask("GET", "/v1/me", Authorization="Bearer " + os.environ[name])[2])
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
print("%d passed, %d failed" % (passed, failed))
raise SystemExit(failed != 0)
