"""A client of the daemon for the suites under tests/with_daemon.py, and what they count with."""
import http.client
import json
import os
import subprocess
import time
import urllib.parse

URL = urllib.parse.urlsplit(os.environ["TWINNING_URL"])
ADMIN = urllib.parse.urlsplit(os.environ["TWINNING_ADMIN_URL"])
DAEMON = os.environ.get("DAEMON", "build/twinningd")
CLI = os.environ.get("CLI", "build/twinning")
TOKENS = {"admin": os.environ["TWINNING_TOKEN"], "staff": os.environ["TOKEN_STAFF"],
          "approver": os.environ["TOKEN_APPROVER"], "batch": os.environ["TOKEN_BATCH"],
          "company": os.environ["TOKEN_COMPANY"], "city": os.environ["TOKEN_CITY"]}

PATIENCE = 60

counted = {True: 0, False: 0}


def claim(name, holds, got=""):
    counted[bool(holds)] += 1
    if not holds:
        print("FAIL", name, "::", str(got)[:700], flush=True)
    return bool(holds)


def finish():
    print("%d passed, %d failed" % (counted[True], counted[False]))
    raise SystemExit(counted[False] != 0)


def sql(statement):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def within(condition):
    """What the condition gives once it holds, or at the end of our patience."""
    end = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value


def claim_stored(name):
    """What is stored of each partner is what it is, and what the audit says of it last."""
    with open(os.path.join(os.path.dirname(__file__), "partner_stored.sql")) as query:
        differ = sql("set twinning.role = 'system'; " + query.read())
    claim(name, differ == "", differ)


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return "%d %s" % (self.status, self.body[:600])


def ask(method, path, body=None, who="admin", at=URL, **headers):
    """`who` is a name of TOKENS, or a secret; None sends no token. A header's _ stands for -."""
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=60)
    sent = {k.replace("_", "-"): v for k, v in headers.items()}
    if who:
        sent["Authorization"] = "Bearer " + TOKENS.get(who, who)
    if body is not None:
        sent.setdefault("Content-Type", "application/json")
    connection.request(method, path, None if body is None else json.dumps(body), sent)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def expect(name, status, method, path, body=None, has=None, **more):
    """The answer has this status and, for a problem, this code; `has` looks at the JSON."""
    a = ask(method, path, body, **more)
    wanted, code = status if isinstance(status, tuple) else (status, None)
    good = a.status == wanted
    if good and wanted >= 400:
        good = a.headers["Content-Type"] == "application/problem+json" and (code is None or a.json["code"] == code)
    claim(name, good and (has is None or has(a.json)), a)
    return a


def pointers(problem):
    return [e["pointer"] for e in problem["errors"]]
