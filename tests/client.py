"""A client of the daemon, for the suites under tests/with_daemon.py."""
import http.client
import json
import os
import urllib.parse

from claims import claim

URL = urllib.parse.urlsplit(os.environ["TWINNING_URL"])
ADMIN = urllib.parse.urlsplit(os.environ["TWINNING_ADMIN_URL"])
DAEMON = os.environ.get("DAEMON", "build/twinningd")
CLI = os.environ.get("CLI", "build/twinning")
TOKENS = {"admin": os.environ["TWINNING_TOKEN"], "staff": os.environ["TOKEN_STAFF"],
          "approver": os.environ["TOKEN_APPROVER"], "batch": os.environ["TOKEN_BATCH"],
          "company": os.environ["TOKEN_COMPANY"], "city": os.environ["TOKEN_CITY"]}


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return "%d %s" % (self.status, self.body[:600])


def ask(method, path, body=None, who="admin", at=URL, **headers):
    """`who` is a name of TOKENS, or a secret; None sends no token. A body is sent as JSON, but bytes as they are.
    A header's _ stands for -."""
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=60)
    sent = {k.replace("_", "-"): v for k, v in headers.items()}
    if who:
        sent["Authorization"] = "Bearer " + TOKENS.get(who, who)
    if body is not None:
        sent.setdefault("Content-Type", "application/json")
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method, path, body, sent)
    answer = Answer(connection.getresponse())
    connection.close()
    return answer


def expect(name, status, method, path, body=None, has=None, **more):
    """The answer has this status and, for a problem, this code; `has` looks at the JSON."""
    a = ask(method, path, body, **more)
    wanted, code = status if isinstance(status, tuple) else (status, None)
    good = a.status == wanted
    if good and wanted >= 400:
        good = (a.headers["Content-Type"] == "application/problem+json" and a.json["status"] == wanted
                and a.json["title"] != "" and code in (None, a.json["code"]))
    claim(name, good and (has is None or has(a.json)), a)
    return a


def pointers(problem):
    return [e["pointer"] for e in problem["errors"]]
