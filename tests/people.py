#!/usr/bin/env python3
"""Users, sessions, tokens and limits. Run by tests/test_people.sh, under tests/with_daemon.py."""
import concurrent.futures
import http.cookies
import os
import re
import signal
import socket
import statistics
import subprocess
import threading
import time
import urllib.parse

from claims import claim, finish
from client import ADMIN, DAEMON, TOKENS, URL, ask, expect, pointers
from postgres import sql

HERE = "http://%s:%d" % (URL.hostname, URL.port)
PAGE = {"Sec_Fetch_Site": "same-origin"}
OWN = "demo_nalsaendol_transit"
PASSWORD = "correct horse 배터리 staple"
OTHER = "an even longer password"
WEAK = "$argon2id$v=19$m=8192,t=1,p=1$nt9OUKSqAbwwer/u3Tx8WQ$gG01sVTg4nkl35WK6s9l8ny1TH9qoUStQ0KemRFuWeU"


def user(email, role="staff", **more):
    a = ask("POST", "/v1/users", {"name": email.split("@")[0], "email": email, "role": role, **more})
    assert a.status == 201, a
    return a.json


def person(email, role="staff", password=PASSWORD, **more):
    """A user with a password."""
    made = user(email, role, **more)
    a = ask("POST", "/v1/users/%s/password" % made["id"], {"password": password})
    assert a.status == 200, a
    return a.json


def sign_in(email, password=PASSWORD, address="192.0.2.1", **headers):
    return ask("POST", "/v1/sessions", {"email": email, "password": password}, who=None,
               X_Forwarded_For=address, **{**PAGE, **headers})


def cookie_of(answer):
    return answer.headers["Set-Cookie"].split(";")[0]


def session(email, password=PASSWORD):
    a = sign_in(email, password)
    assert a.status == 201, a
    return cookie_of(a)


def message(*lines, body=""):
    """A request with headers as they stand."""
    return "\r\n".join([*lines, "Host: 127.0.0.1", "Content-Length: %d" % len(body), "Connection: close", "", body]).encode()


def raw(*lines, body=""):
    with socket.create_connection((URL.hostname, URL.port), 30) as s:
        s.sendall(message(*lines, body=body))
        return b"".join(iter(lambda: s.recv(65536), b""))


def with_cookie(method, path, body=None, cookie="", **headers):
    return ask(method, path, body, who=None, Cookie=cookie, X_Forwarded_For="192.0.2.99", **{**PAGE, **headers})


def users():
    made = expect("stores a user", 201, "POST", "/v1/users",
                  {"name": "김하나", "email": "Hana@Example.org", "role": "staff", "language": "ko"},
                  has=lambda j: j["email"] == "hana@example.org" and j["state"] == "active" and not j["has_password"]
                  and j["version"] == 1)
    path = "/v1/users/" + made.json["id"]
    claim("says where it is", made.headers["Location"] == path and made.headers["ETag"] == '"v1"')
    expect("shows it", 200, "GET", path, has=lambda j: j == made.json)
    expect("an address belongs to one user, in any case of letters", (409, "conflict"), "POST", "/v1/users",
           {"name": "x", "email": "hana@EXAMPLE.org", "role": "staff"})
    expect("a company's user names its partner, and nobody else does", (422, "bad-field"), "POST", "/v1/users",
           {"name": "x", "email": "x@example.org", "role": "company"}, has=lambda j: pointers(j) == ["/partner"])
    expect("a staff user names no city", (422, "bad-field"), "POST", "/v1/users",
           {"name": "x", "email": "x@example.org", "role": "staff", "city": "manila"}, has=lambda j: pointers(j) == ["/city"])
    expect("every wrong member is named", (422, "bad-field"), "POST", "/v1/users",
           {"name": "", "email": "nobody", "role": "king", "state": "asleep", "id": "x"},
           has=lambda j: sorted(pointers(j)) == ["/email", "/id", "/name", "/role", "/state"])
    expect("a partner that is not there", (422, "bad-field"), "POST", "/v1/users",
           {"name": "x", "email": "x@example.org", "role": "company", "partner": "none"},
           has=lambda j: pointers(j) == ["/partner"])
    key = {"Idempotency_Key": "one-user"}
    body = {"name": "Once", "email": "once@example.org", "role": "staff"}
    first = expect("a key, first time", 201, "POST", "/v1/users", body, **key)
    again = expect("a key, second time", 201, "POST", "/v1/users", body, **key)
    claim("stores one user", first.body == again.body and sql("select count(*) from users where name = 'Once'") == "1")
    expect("a change needs If-Match", (428, "no-match"), "PATCH", path, {"name": "H"})
    expect("a stale change is refused", (412, "stale"), "PATCH", path, {"name": "H"}, If_Match='"v9"')
    expect("a patch changes what it names", 200, "PATCH", path, {"name": "Hana Kim"}, If_Match='"v1"',
           has=lambda j: j["name"] == "Hana Kim" and j["language"] == "ko" and j["version"] == 2)
    expect("and the version has moved on", (412, "stale"), "PATCH", path, {"name": "H"}, If_Match='"v1"')
    expect("the same again is no change", 200, "PATCH", path, {"name": "Hana Kim"}, If_Match='"v2"',
           has=lambda j: j["version"] == 2)
    expect("a patch is checked as a whole", (422, "bad-field"), "PATCH", path, {"role": "city"}, If_Match='"v2"',
           has=lambda j: pointers(j) == ["/city"])
    expect("lists by role and name", 200, "GET", "/v1/users?role=staff&q=HANA",
           has=lambda j: [u["email"] for u in j["items"]] == ["hana@example.org"])
    pages = ask("GET", "/v1/users?limit=1")
    rest = ask("GET", re.match("<(.*)>", pages.headers["Link"])[1]).json
    claim("in pages", pages.json["items"][0]["email"] == "hana@example.org" and rest["items"][0]["email"] == "once@example.org")
    for who in ("staff", "approver", "batch", "company", "city"):
        expect("users are no business of " + who, (403, "forbidden"), "GET", "/v1/users", who=who)
    expect("no such user", (404, "not-found"), "GET", "/v1/users/none")
    expect("in Korean too", (409, "conflict"), "POST", "/v1/users", {**body, "name": "x"}, Accept_Language="ko",
           has=lambda j: re.search("[가-힣]", j["detail"]))


def signing_in():
    who = person("minsu@example.org", language="ko")
    a = sign_in("MINSU@example.org")
    claim("signs in by address and password, capitals or not", a.status == 201 and a.json["user"]["id"] == who["id"]
          and a.json["role"] == "staff" and a.json["kind"] == "session" and a.json["user"]["language"] == "ko", a)
    jar = http.cookies.SimpleCookie(a.headers["Set-Cookie"])
    morsel = jar["twinning"]
    claim("the cookie is HttpOnly, SameSite=Strict, of the whole path, and ends with the session",
          morsel["httponly"] and morsel["samesite"] == "Strict" and morsel["path"] == "/" and morsel["max-age"] == "43200"
          and not morsel["secure"], a.headers["Set-Cookie"])
    public = sign_in("minsu@example.org", Host="twinning.example.org")
    claim("under a public name it is Secure and of that host only",
          public.headers["Set-Cookie"].startswith("__Host-twinning=") and public.headers["Set-Cookie"].endswith("; Secure"),
          public.headers["Set-Cookie"])
    for host in ("127.0.0.1.example.org", "localhost.example.org", "[::1].example.org", "127.evil.org"):
        got = sign_in("minsu@example.org", Host=host).headers["Set-Cookie"] or "none"
        claim("%s is no name of this machine" % host, got.startswith("__Host-") or got == "none", got)
    secure = cookie_of(public)
    claim("the cookie of a public name opens", with_cookie("GET", "/v1/me", cookie=secure, Host="twinning.example.org").status == 200)
    claim("but not without its prefix", with_cookie("GET", "/v1/me", cookie=secure.replace("__Host-", ""),
          Host="twinning.example.org").status == 401)
    claim("no cache keeps what was said to one person", with_cookie("GET", "/v1/cities", cookie=cookie_of(a)).headers["Cache-Control"]
          == ask("GET", "/v1/cities").headers["Cache-Control"] == "private, no-cache")
    cookie = cookie_of(a)
    claim("the secret is not in the answer", cookie.split("=")[1] not in a.body.decode())
    claim("nor in the database", cookie.split("=")[1] not in subprocess.run(
        ["pg_dump", "--data-only"], check=True, capture_output=True, text=True).stdout)
    me = with_cookie("GET", "/v1/me", cookie=cookie)
    claim("the cookie says who asks", me.status == 200 and me.json["user"]["name"] == "minsu", me)
    claim("beside other cookies", with_cookie("GET", "/v1/me", cookie="a=b; %s; c=d" % cookie).status == 200)
    claim("two of them are none", with_cookie("GET", "/v1/me", cookie=cookie + "; twinning=twn_x").status == 401)
    secret = cookie.split("=")[1]
    claim("a session is no token", ask("GET", "/v1/me", who=secret).status == 401)
    claim("a token is no session", with_cookie("GET", "/v1/me", cookie="twinning=" + TOKENS["staff"]).status == 401)
    claim("a wrong token does not fall back on the cookie", ask("GET", "/v1/me", who="twn_wrong", Cookie=cookie).status == 401)
    claim("a password's letters may be composed either way", sign_in("minsu@example.org",
          PASSWORD.encode().decode().replace("배", "\u1107\u1162")).status == 201)

    out = with_cookie("DELETE", "/v1/sessions/current", cookie=cookie)
    claim("signing out ends the session and takes the cookie away", out.status == 204
          and "Max-Age=0" in out.headers["Set-Cookie"], out)
    claim("at once", with_cookie("GET", "/v1/me", cookie=cookie).status == 401)
    expect("a token does not sign out", (409, "conflict"), "DELETE", "/v1/sessions/current")

    first, second = session("minsu@example.org"), session("minsu@example.org")
    path = "/v1/users/%s/password" % who["id"]
    expect("one's own password takes the one so far", (422, "bad-field"), "POST", path, {"password": OTHER}, who=None,
           Cookie=first, has=lambda j: pointers(j) == ["/current"], **PAGE)
    expect("the right one", (422, "bad-field"), "POST", path, {"password": OTHER, "current": "not this one"}, who=None,
           Cookie=first, has=lambda j: pointers(j) == ["/current"], **PAGE)
    expect("a short password", (422, "bad-field"), "POST", path, {"password": "열한글자짜리비밀번호", "current": PASSWORD},
           who=None, Cookie=first, has=lambda j: pointers(j) == ["/password"], **PAGE)
    expect("nor one's own address", (422, "bad-field"), "POST", path,
           {"password": "Minsu@example.org", "current": PASSWORD}, who=None, Cookie=first,
           has=lambda j: pointers(j) == ["/password"], **PAGE)
    expect("then it is changed", 200, "POST", path, {"password": OTHER, "current": PASSWORD}, who=None, Cookie=first, **PAGE)
    claim("and every session ends", {with_cookie("GET", "/v1/me", cookie=c).status for c in (first, second)} == {401})
    claim("the old password is wrong now", sign_in("minsu@example.org").status == 401)
    claim("the new one right", sign_in("minsu@example.org", OTHER).status == 201)
    third = session("minsu@example.org", OTHER)
    other = person("other@example.org")
    expect("nobody sets another's password", (403, "forbidden"), "POST", "/v1/users/%s/password" % other["id"],
           {"password": OTHER}, who=None, Cookie=third, **PAGE)
    expect("but an administrator", 200, "POST", path, {"password": PASSWORD})
    claim("which ends the sessions too", with_cookie("GET", "/v1/me", cookie=third).status == 401)
    expect("of a user who is there", (404, "not-found"), "POST", "/v1/users/none/password", {"password": PASSWORD})

    # The password "an older, weaker hash", with less work than we ask for.
    sql("update user_password set hash = '%s' where user_id = '%s'" % (WEAK, who["id"]))
    claim("a hash of less work still opens", sign_in("minsu@example.org", "an older, weaker hash").status == 201)
    claim("and gives way to one of today's", sql("select hash like '$argon2id$v=19$m=19456,t=2,p=1$%%' from user_password"
          " where user_id = '%s'" % who["id"]) == "t")
    claim("which opens too", sign_in("minsu@example.org", "an older, weaker hash").status == 201)


def shutting_out():
    who = person("jiwoo@example.org", "admin")
    cookie = session("jiwoo@example.org")
    made = with_cookie("POST", "/v1/tokens", {"name": "jiwoo's script"}, cookie=cookie).json
    path = "/v1/users/" + who["id"]
    expect("nobody disables themselves", (409, "conflict"), "PATCH", path, {"state": "disabled"}, who=None, Cookie=cookie,
           If_Match="*", **PAGE)
    expect("nor changes their own role", (409, "conflict"), "PATCH", path, {"role": "staff"}, who=made["secret"], If_Match="*")
    expect("but may change their own name", 200, "PATCH", path, {"name": "Jiwoo"}, who=made["secret"], If_Match="*")
    expect("another role ends the sessions", 200, "PATCH", path, {"role": "staff"}, If_Match="*")
    claim("at once", with_cookie("GET", "/v1/me", cookie=cookie).status == 401)
    expect("and programs follow it", 200, "GET", "/v1/me", who=made["secret"], has=lambda j: j["role"] == "staff")
    cookie = session("jiwoo@example.org")
    expect("disabling", 200, "PATCH", path, {"state": "disabled"}, If_Match="*", has=lambda j: j["state"] == "disabled")
    claim("ends every session", with_cookie("GET", "/v1/me", cookie=cookie).status == 401)
    claim("and token", ask("GET", "/v1/me", who=made["secret"]).status == 401)
    wrong, right = sign_in("jiwoo@example.org", "not the password"), sign_in("jiwoo@example.org")
    claim("and no answer tells a disabled user from none", wrong.status == right.status == 401
          and wrong.body == right.body == sign_in("nobody-at-all@example.org").body, right)


def stretch():
    """What would be waited for is waited for longer, so that a slow machine is no way around it."""
    sql("update sign_in_failure set until = until + interval '1 hour' where until > '-infinity'")


def lockout():
    person("sora@example.org")
    for email in ("sora@example.org", "no.such.user@example.org"):
        answers = [sign_in(email, "wrong wrong wrong", "198.51.100.%d" % i) for i in range(5)]
        stretch()
        answers += [sign_in(email, "wrong wrong wrong", "198.51.100.%d" % i) for i in range(5, 7)]
        claim("after five failures %s waits" % email, [a.status for a in answers] == [401] * 5 + [429] * 2
              and answers[6].json["code"] == "too-many" and int(answers[6].headers["Retry-After"]) >= 1, [str(a) for a in answers])
        claim("whatever the case of the letters", sign_in(email.upper(), "wrong").status == 429)
    claim("the right password waits as well", sign_in("sora@example.org", address="198.51.100.50").status == 429)
    sql("update sign_in_failure set until = '-infinity'")
    claim("then one more attempt is one more failure", sign_in("sora@example.org", "wrong").status == 401)
    waits = sql("select extract(epoch from until - last)::integer from sign_in_failure where subject like 'user %' and failures = 6")
    claim("which doubles the wait", waits == "2", waits)
    stretch()
    claim("that is waited for", sign_in("sora@example.org").status == 429)
    sql("update sign_in_failure set until = '-infinity'")
    claim("when it is over the right password opens", sign_in("sora@example.org").status == 201)
    claim("and the count begins anew", [sign_in("sora@example.org", "wrong").status for _ in range(4)] == [401] * 4)
    sql("update sign_in_failure set last = now() - interval '61 minutes'")
    claim("so it does after an hour", [sign_in("sora@example.org", "wrong").status for _ in range(5)] == [401] * 5)
    sql("delete from sign_in_failure")
    answers = [sign_in("nobody%d@example.org" % i, address="203.0.113.9").status for i in range(20)]
    stretch()
    answers += [sign_in("nobody%d@example.org" % i, address="203.0.113.9").status for i in range(20, 22)]
    claim("an address that tries many users waits too", answers == [401] * 20 + [429] * 2, answers)
    claim("others do not", sign_in("sora@example.org", address="203.0.113.10").status == 201)
    answers = [sign_in("v6-%d@example.org" % i, address="2001:db8:1:2::%d" % i).status for i in range(20)]
    stretch()
    answers.append(sign_in("v6-20@example.org", address="2001:db8:1:2::20").status)
    claim("a /64 is one address", answers == [401] * 20 + [429], answers)
    sql("delete from sign_in_failure")
    claim("only a proxy of ours names another address", ask("POST", "/v1/sessions", {"email": "x@y.z", "password": "x"}, who=None,
          X_Forwarded_For="not an address").status == 401 and
          sql("select count(*) from sign_in_failure where subject = 'address 127.0.0.1'") == "1")
    sql("delete from sign_in_failure")
    got = raw("POST /v1/sessions HTTP/1.1", "Content-Type: application/json", "X-Forwarded-For: 192.0.2.1, 192.0.2.2",
              "X-Forwarded-For: 192.0.2.3, 192.0.2.4", body='{"email":"x@y.z","password":"x"}')
    claim("and only what it added itself is believed", got.startswith(b"HTTP/1.1 401") and sql(
        "select subject from sign_in_failure where subject like 'address %'") == "address 192.0.2.4", got)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda i: sign_in("sora@example.org", "wrong", "198.51.100.%d" % i), range(16)))
    claim("sixteen at once are no way around it", sum(a.status == 401 for a in answers) <= 5
          and {a.status for a in answers} <= {401, 429}, [a.status for a in answers])
    sql("delete from sign_in_failure")
    metrics = ask("GET", "/metrics", who=None, at=ADMIN).body.decode()
    claim("metrics count how attempts ended", re.search(r'twinning_sign_ins_total\{end="done"\} [1-9]', metrics)
          and re.search(r'twinning_sign_ins_total\{end="delayed"\} [1-9]', metrics), metrics[-900:])


def sessions_end():
    person("yuna@example.org")
    cookie = session("yuna@example.org")
    claim("a session goes on while it is used", with_cookie("GET", "/v1/me", cookie=cookie).status == 200)
    one = sql("select id from token where kind = 'session' and revoked is null order by created desc limit 1")
    idle = session("yuna@example.org")
    latest = sql("select id from token where kind = 'session' and revoked is null order by created desc limit 1")
    sql("update token set last_use = now() - interval '61 minutes' where id = '%s'" % latest)
    expect("an unused one has ended", (401, "no-token"), "GET", "/v1/me", who=None, Cookie=idle)
    claim("and the list says so", [t["state"] for t in ask("GET", "/v1/tokens?kind=session").json["items"]
          if t["id"] == latest] == ["expired"])
    sql("update token set expires = now() - interval '1 second' where id = '%s'" % one)
    ask("POST", "/v1/tokens", {"name": "x", "role": "batch"})  # whose answer waits for the catalogue
    expect("none outlives its day", (401, "no-token"), "GET", "/v1/me", who=None, Cookie=cookie)


def cross_site():
    person("bora@example.org", "admin")
    cookie = session("bora@example.org")
    change = ("POST", "/v1/users", {"name": "Evil", "email": "evil@example.org", "role": "admin"})

    def sent(**headers):
        return ask(*change, who=None, Cookie=cookie, **headers)

    for name, headers in (("another site's page", {"Sec_Fetch_Site": "cross-site"}),
                          ("another port of this machine", {"Sec_Fetch_Site": "same-site"}),
                          ("an address typed by hand", {"Sec_Fetch_Site": "none"}),
                          ("an older browser on another origin", {"Origin": "http://127.0.0.1:1"}),
                          ("another scheme", {"Origin": "file://" + HERE[7:]}),
                          ("a sandboxed page", {"Origin": "null"}),
                          ("who says nothing", {}),
                          ("who says two things", {"Sec_Fetch_Site": "cross-site", "Origin": HERE})):
        a = sent(**headers)
        claim("a change by cookie is refused from " + name, a.status == 403 and a.json["code"] == "cross-site", a)
    claim("nothing came of it", sql("select count(*) from users where email = 'evil@example.org'") == "0")
    claim("its own pages may", sent(Sec_Fetch_Site="same-origin").status == 201)
    claim("in an older browser too", sent(Origin=HERE).status == 409)
    claim("plain http is no origin of a public name", sent(Host="twinning.example.org", Origin="http://twinning.example.org").status == 401)
    claim("reading needs no such thing", ask("GET", "/v1/users", who=None, Cookie=cookie).status == 200)
    claim("a token's bearer is no browser's doing", ask("POST", "/v1/matches?limit=1",
          {"profile": {"name_en": "x", "kind": "manufacturer"}}, Sec_Fetch_Site="cross-site").status == 200)
    claim("nobody is signed in by another site's page",
          sign_in("bora@example.org", Sec_Fetch_Site="cross-site").status == 403)
    claim("a program may sign in", ask("POST", "/v1/sessions", {"email": "bora@example.org", "password": PASSWORD},
          who=None).status == 201)


def tokens():
    made = expect("makes a token for a program of nobody's", 201, "POST", "/v1/tokens",
                  {"name": "night job", "role": "batch", "days": 30},
                  has=lambda j: j["secret"].startswith(j["prefix"]) and j["role"] == "batch" and j["user"] is None
                  and j["scope"] == "all" and j["state"] == "valid" and j["expires"] and not j["last_use"])
    token = made.json
    claim("the secret is not stored", token["secret"] not in subprocess.run(
        ["pg_dump", "--data-only"], check=True, capture_output=True, text=True).stdout)
    expect("it opens at once", 200, "GET", "/v1/me", who=token["secret"],
           has=lambda j: j["role"] == "batch" and j["token"] == token["id"] and j["kind"] == "token")
    expect("lists it, without the secret", 200, "GET", "/v1/tokens?kind=token&state=valid&limit=1",
           has=lambda j: j["items"][0]["id"] == token["id"] and j["items"][0]["secret"] is None and j["next"])
    key = {"Idempotency_Key": "one-token"}
    body = {"name": "once", "role": "staff"}
    first, again = ask("POST", "/v1/tokens", body, **key), ask("POST", "/v1/tokens", body, **key)
    claim("a repeated request makes no second token", first.json["id"] == again.json["id"], again)
    claim("and is not told the secret again", first.json["secret"] and again.json["secret"] is None)
    expect("another body under the same key", (422, "key-reused"), "POST", "/v1/tokens", {**body, "name": "x"}, **key)
    for body, at in (({"name": "x", "role": "company"}, ["/partner"]), ({"name": "x", "role": "city", "partner": OWN}, ["/city", "/partner"]),
                     ({"name": "x", "role": "staff", "days": 0}, ["/days"]), ({"role": "staff"}, ["/name"]),
                     ({"name": "x", "user": "u", "role": "staff"}, ["/role"]), ({"name": "x", "role": "x"}, ["/role"])):
        expect("refuses %s" % body, (422, "bad-field"), "POST", "/v1/tokens", body, has=lambda j: sorted(pointers(j)) == at)
    expect("a token needs a role or a user", (422, "bad-field"), "POST", "/v1/tokens", {"name": "x"})
    expect("of a user who is there", (404, "not-found"), "POST", "/v1/tokens", {"name": "x", "user": "none"})

    reader = ask("POST", "/v1/tokens", {"name": "reader", "role": "admin", "scope": "read"}).json
    expect("a reading token reads", 200, "GET", "/v1/partners?limit=1", who=reader["secret"])
    expect("asks what would fit", 200, "POST", "/v1/matches?limit=1", {"profile": {"name_en": "x", "kind": "manufacturer"}},
           who=reader["secret"])
    for method, path, body in (("POST", "/v1/tokens", {"name": "x", "role": "admin"}), ("POST", "/v1/partners", {"name_en": "x"}),
                               ("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}),
                               ("POST", "/v1/tokens/%s/rotate" % reader["id"], None)):
        expect("and changes nothing: " + path, (403, "forbidden"), method, path, body, who=reader["secret"])

    old = token["secret"]
    new = expect("a token renews itself", 201, "POST", "/v1/tokens/%s/rotate" % token["id"], who=old,
                 has=lambda j: j["replaces"] == token["id"] and j["name"] == "night job" and j["secret"] != old
                 and j["expires"]).json
    claim("and is closed", ask("GET", "/v1/me", who=old).status == 401)
    expect("its successor opens", 200, "GET", "/v1/me", who=new["secret"])
    expect("what is closed cannot be renewed", (409, "conflict"), "POST", "/v1/tokens/%s/rotate" % token["id"])
    late = expect("with a grace", 201, "POST", "/v1/tokens/%s/rotate" % new["id"], {"grace_minutes": 5}, who=new["secret"]).json
    claim("both open", {ask("GET", "/v1/me", who=s).status for s in (new["secret"], late["secret"])} == {200})
    left = sql("select extract(epoch from expires - now())::integer between 200 and 300 from token where id = '%s'" % new["id"])
    claim("for as long as was said", left == "t", left)
    expect("a grace has an end", (422, "bad-field"), "POST", "/v1/tokens/%s/rotate" % late["id"], {"grace_minutes": 99999},
           has=lambda j: pointers(j) == ["/grace_minutes"])
    expect("revoking", 200, "POST", "/v1/tokens/%s/revoke" % late["id"], has=lambda j: j["state"] == "revoked")
    claim("closes it", ask("GET", "/v1/me", who=late["secret"]).status == 401)
    expect("again changes nothing", 200, "POST", "/v1/tokens/%s/revoke" % late["id"], has=lambda j: j["state"] == "revoked")
    expect("no such token", (404, "not-found"), "POST", "/v1/tokens/none/revoke")

    # One's own.
    mina, other = person("mina@example.org"), person("nari@example.org")
    cookie, others = session("mina@example.org"), session("nari@example.org")
    own = with_cookie("POST", "/v1/tokens", {"name": "laptop"}, cookie=cookie)
    claim("who has signed in makes a token of their own", own.status == 201 and own.json["user"]["id"] == mina["id"]
          and own.json["role"] == "staff", own)
    for name, body in (("another user's", {"name": "x", "user": other["id"]}), ("nobody's", {"name": "x", "role": "admin"})):
        a = with_cookie("POST", "/v1/tokens", body, cookie=cookie)
        claim("but not %s" % name, a.status == 403 and a.json["code"] == "forbidden", a)
    expect("a token makes no further ones", (403, "forbidden"), "POST", "/v1/tokens", {"name": "x"}, who=own.json["secret"])
    expect("nor does the night job", (403, "forbidden"), "POST", "/v1/tokens", {"name": "x"}, who="batch")
    mine = with_cookie("GET", "/v1/tokens", cookie=cookie).json["items"]
    claim("lists one's own and nobody else's", {t["user"]["id"] for t in mine} == {mina["id"]} and len(mine) == 2, mine)
    expect("a program of nobody's sees itself", 200, "GET", "/v1/tokens", who="batch", has=lambda j: len(j["items"]) == 1)
    for path in ("revoke", "rotate"):
        a = with_cookie("POST", "/v1/tokens/%s/%s" % (own.json["id"], path), cookie=others)
        claim("another's token is as good as none: " + path, a.status == 404, a)
        expect("nor is it a program's to %s" % path, (404, "not-found"), "POST", "/v1/tokens/%s/%s" % (own.json["id"], path), who="staff")
    a = with_cookie("POST", "/v1/tokens/%s/revoke" % own.json["id"], cookie=cookie)
    claim("one revokes one's own", a.status == 200 and a.json["state"] == "revoked", a)
    asked = [t for t in ask("GET", "/v1/tokens?limit=1000").json["items"] if t["name"] == "admin"]
    claim("says when it was last used", asked and asked[0]["last_use"], asked)


def two_persons():
    """By person, whatever the token."""
    person("haneul@example.org", "approver")
    first = session("haneul@example.org")
    tokens_of = [with_cookie("POST", "/v1/tokens", {"name": n}, cookie=first).json["secret"] for n in ("a", "b")]
    boss = person("boss@example.org", "admin")
    cookie = session("boss@example.org")
    program = with_cookie("POST", "/v1/tokens", {"name": "boss's program"}, cookie=cookie).json["secret"]

    def fresh():
        return ask("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, who="staff").json["id"]

    one = "/v1/pairing-lists/" + fresh()
    proposed = expect("an administrator proposes", 200, "POST", one + "/propose", who=program).json
    claim("and the list says which person", proposed["events"][0]["holder"] == "boss", proposed["events"])
    a = with_cookie("POST", one + "/approve", cookie=cookie)
    claim("and does not approve by another way in", a.status == 403 and a.json["code"] == "forbidden", a)
    other = with_cookie("POST", "/v1/tokens", {"name": "another program"}, cookie=cookie).json["secret"]
    expect("nor by another token", (403, "forbidden"), "POST", one + "/approve", who=other)
    expect("a second person does", 200, "POST", one + "/approve", who=tokens_of[0], has=lambda j: j["state"] == "approved")
    # Two people may have one name.
    namesake = user("boss2@example.org", "admin")
    ask("PATCH", "/v1/users/" + namesake["id"], {"name": boss["name"]}, If_Match="*")
    secret = ask("POST", "/v1/tokens", {"name": "x", "user": namesake["id"]}).json["secret"]
    two = "/v1/pairing-lists/" + fresh()
    expect("an administrator proposes again", 200, "POST", two + "/propose", who=program)
    expect("a namesake is another person", 200, "POST", two + "/approve", who=secret, has=lambda j: j["state"] == "approved")


def unseen():
    """Nothing tells whether there is such a user: not even how long it takes."""
    person("eunji@example.org")
    took = {}
    for i in range(7):
        for email in ("eunji@example.org", "nobody-%d@example.org" % i):
            start = time.monotonic()
            claim("a wrong password is wrong", sign_in(email, "wrong", "192.0.2.%d" % i).status == 401)
            took.setdefault(email[:6], []).append(time.monotonic() - start)
            sql("delete from sign_in_failure")
    known, unknown = (statistics.median(took[k]) for k in ("eunji@", "nobody"))
    claim("an unknown user takes as long as a known one", 0.25 < unknown / known < 4, (known, unknown))
    # Far more at once than wait for the thread that hashes: they all stand at the door when it opens.
    crowd = [socket.create_connection((URL.hostname, URL.port), 60) for _ in range(80)]
    os.kill(int(os.environ["DAEMON_PID"]), signal.SIGSTOP)
    for i, s in enumerate(crowd):
        s.sendall(message("POST /v1/sessions HTTP/1.1", "Content-Type: application/json", "X-Forwarded-For: 198.51.100.%d" % i,
                          body='{"email":"crowd%d@example.org","password":"wrong"}' % i))
    os.kill(int(os.environ["DAEMON_PID"]), signal.SIGCONT)
    answers = [b"".join(iter(lambda s=s: s.recv(65536), b"")) for s in crowd]
    late = [a for a in answers if a.startswith(b"HTTP/1.1 429 ")]
    claim("a crowd is asked to come again, and nobody fails otherwise", late and all(b"\r\nRetry-After: " in a for a in late)
          and all(a.startswith(b"HTTP/1.1 401 ") for a in answers if a not in late), [a[:20] for a in answers])
    sql("delete from sign_in_failure")


def neighbours():
    """Another process on the same database."""
    env = {k: v for k, v in os.environ.items() if k != "TWINNING_DATABASE" and not k.startswith("TWINNING_ADMIN")}
    database = os.environ["TWINNING_DATABASE"].replace("user=" + os.environ["PGUSER"], "user=twinning")
    other = subprocess.Popen([DAEMON, "serve", "--database", database, "--port=0", "--admin-port=0", "--proxies=127.0.0.1",
                              "--requests-per-caller=30"], env=env, stderr=subprocess.PIPE, text=True)
    try:
        port = None
        for line in other.stderr:
            said = re.search(r"listening .*? port=(\d+)", line)
            port = said[1] if said else port
            if "catalogue snapshot=" in line:
                break
        threading.Thread(target=other.stderr.read, daemon=True).start()
        at = urllib.parse.urlsplit("http://127.0.0.1:" + port)
        person("jisu@example.org")
        opened = [session("jisu@example.org") for _ in range(4)]
        got = [with_cookie("GET", "/v1/me", cookie=c, at=at).status for c in opened]
        claim("knows a session at once", got == [200] * 4, got)
        with_cookie("DELETE", "/v1/sessions/current", cookie=opened[0], at=at)
        claim("and what it closes is closed", with_cookie("GET", "/v1/me", cookie=opened[0], at=at).status == 401)
        for i in range(3):
            ask("POST", "/v1/sessions", {"email": "jisu@example.org", "password": "wrong"}, who=None, at=at,
                X_Forwarded_For="192.0.2.%d" % i)
        got = [sign_in("jisu@example.org", "wrong", "192.0.2.%d" % i).status for i in range(2)]
        stretch()
        got += [sign_in("jisu@example.org", "wrong", "192.0.2.%d" % i).status for i in range(2, 4)]
        claim("they count failures together", got == [401, 401, 429, 429], got)
        sql("delete from sign_in_failure")
        passed, refused, took = until_refused(lambda: with_cookie("GET", "/v1/cities?limit=1", cookie=opened[1], at=at))
        claim("a caller asks so often and no more", 25 <= passed <= 31 + took / 2, (passed, took))
        claim("and is told when to come again", int(refused.headers["Retry-After"]) >= 1 and refused.json["code"] == "too-many")
        claim("which holds up nobody else", with_cookie("GET", "/v1/me", cookie=opened[2], at=at).status == 200)
    finally:
        other.terminate()
        claim("and leaves as it should", other.wait(60) == 0)


def by_the_database():
    """What the engine refuses, the database refuses as well."""
    person("yerin@example.org")
    session("yerin@example.org")
    staff = sql("select id from token where name = 'yerin' and kind = 'session'")
    admin = sql("select id from users where role = 'admin' order by id limit 1")

    def tried(statement, caller=staff):
        return subprocess.run(["psql", "-XqAt", "-v", "VERBOSITY=sqlstate", "-U", "twinning", "-c", "begin",
                               "-c", "select ask_as('%s', null)" % caller, "-c", statement], capture_output=True, text=True).stderr

    for name, statement, states in (
            ("users of its own making", "select user_create('x', '{\"name\":\"x\",\"email\":\"x@x.x\",\"role\":\"admin\",\"state\":\"active\",\"language\":\"en\"}', null, null, null, null)", "42501"),
            ("another's rights", "select user_save('%s', null, '{}', null)" % admin, "TW404"),
            ("its own rights", "select user_save(caller_user(), null, document || '{\"role\":\"admin\"}', null) from user_document where id = caller_user()", "42501"),
            ("another's password", "select user_password_save('%s', '$argon2id$x')" % admin, "TW404"),
            ("a token with more rights", "select token_make('x', '{\"name\":\"x\",\"role\":\"admin\",\"scope\":\"all\"}', 'aa', 'x', null, '%s', null, null)" % staff, "TW432"),
            ("to close another's token", "select token_close((select id from token_document where id <> '%s' limit 1), null, '%s', null, null)" % (staff, staff), "TW404"),
            ("to read passwords", "select hash from user_password", "42501"),
            ("to read who has failed", "select subject from sign_in_failure", "42501"),
            ("to read tokens", "select hash from token", "42501")):
        got = tried(statement)
        claim("staff is kept from " + name, states in got, got)
    seen = subprocess.run(["psql", "-XqAt", "-U", "twinning", "-c", "begin", "-c", "select ask_as('%s', null)" % staff,
                           "-c", "select string_agg(document ->> 'email', ',') from user_document"], capture_output=True, text=True).stdout.split()
    claim("and sees of users itself", seen == ["yerin@example.org"], seen)


def audited():
    """Who did it, from where, and what came of it; never what opens anything."""
    def entries(kind, name):
        return [line.split("|") for line in sql(
            "select a.action, a.role, coalesce(a.name, ''), coalesce(a.\"from\", ''), coalesce(c.before, ''), coalesce(c.after, '')"
            " from audit a join audit_content c using (seq) where a.kind = '%s' and coalesce(c.after, c.before)::jsonb ->> 'name' = '%s'"
            " order by a.seq" % (kind, name)).splitlines()]

    who = person("dahye@example.org", "approver")
    made = entries("user", "dahye")
    claim("a user, and that there is a password", [e[:3] for e in made] == [["create", "admin", "admin"], ["change", "admin", "admin"]]
          and '"password_changed": null' in made[0][5] and '"password_changed": "2' in made[1][5], made)
    cookie = session("dahye@example.org")
    with_cookie("DELETE", "/v1/sessions/current", cookie=cookie)
    opened = entries("token", "dahye")
    claim("a session, opened and closed by its user", [(e[0], e[2]) for e in opened] == [("create", "dahye"), ("change", "dahye")]
          and opened[0][3] == "192.0.2.1" and '"revoked": null' in opened[0][5] and '"revoked": "2' in opened[1][5], opened)
    ask("PATCH", "/v1/users/" + who["id"], {"state": "disabled"}, If_Match="*")
    claim("and who is shut out", '"state": "active"' in entries("user", "dahye")[-1][4] and '"state": "disabled"' in entries("user", "dahye")[-1][5])
    claim("but no hash", sql("select count(*) from audit_content where before ~ 'argon2|\"hash\"' or after ~ 'argon2|\"hash\"'") == "0")


def until_refused(once):
    """How often it passed, the refusal, and the seconds it took."""
    start = time.monotonic()
    for passed in range(20000):
        answer = once()
        if answer.status == 429:
            return passed, answer, time.monotonic() - start
    raise AssertionError("nothing is refused")


def limits():
    address = "192.0.2.200"
    passed, refused, took = until_refused(lambda: ask("GET", "/v1/cities", who="twn_nobody", X_Forwarded_For=address))
    claim("an address without a token may ask so often", 600 <= passed <= 601 + 10 * took, (passed, took))
    claim("then is told when to come again", refused.json["code"] == "too-many" and int(refused.headers["Retry-After"]) >= 1
          and refused.headers["Content-Type"] == "application/problem+json", refused)
    claim("other addresses are not held up", ask("GET", "/v1/cities", who="twn_nobody", X_Forwarded_For="192.0.2.201").status == 401)
    claim("nor is a good token from there", ask("GET", "/v1/cities", X_Forwarded_For=address).status == 200)
    metrics = ask("GET", "/metrics", who=None, at=ADMIN).body.decode()
    claim("metrics count it", re.search(r'twinning_http_limited_total\{by="address"\} [1-9]', metrics))


def operators():
    env = {k: v for k, v in os.environ.items() if not k.startswith("TWINNING_") or k == "TWINNING_DATABASE"}

    def operator(*words, password=None):
        return subprocess.run([DAEMON, *words], env=env, input=password, capture_output=True, text=True)

    made = operator("user", "create", "--email", "First@example.org", "--name", "First", "--role", "admin",
                    password="the first password\n")
    claim("the operator stores the first administrator", made.returncode == 0 and made.stdout != "", made)
    claim("who signs in", sign_in("first@example.org", "the first password").status == 201)
    again = operator("user", "create", "--email", "first@example.org", "--name", "x", "--role", "admin", password="the first password\n")
    claim("an address is taken once", again.returncode == 1 and again.stdout == "" and again.stderr != "", again)
    for name, words, password in (("a short password", ("create", "--email", "a@b.c", "--name", "a", "--role", "admin"), "short\n"),
                                  ("none at all", ("create", "--email", "a@b.c", "--name", "a", "--role", "admin"), ""),
                                  ("an unknown role", ("create", "--email", "a@b.c", "--name", "a", "--role", "king"), PASSWORD),
                                  ("no name", ("create", "--email", "a@b.c", "--role", "admin"), PASSWORD),
                                  ("a company's without its partner", ("create", "--email", "a@b.c", "--name", "a", "--role", "company"), PASSWORD),
                                  ("a partner that is not there", ("create", "--email", "a@b.c", "--name", "a", "--role", "company",
                                                                   "--partner", "none"), PASSWORD),
                                  ("a password as a word", ("create", "--email", "a@b.c", "--password", "x"), PASSWORD),
                                  ("a user who is not there", ("disable", "nobody@example.org"), None)):
        got = operator("user", *words, password=password)
        claim("the operator is refused " + name, got.returncode == 1 and got.stdout == "" and got.stderr.startswith("twinningd: "), got)
    claim("and nothing was stored", sql("select count(*) from users where email = 'a@b.c'") == "0")
    claim("the operator gives a new password", operator("user", "password", "first@example.org", password="another long one\n").returncode == 0)
    claim("which opens", sign_in("first@example.org", "another long one").status == 201)
    claim("and shuts out", operator("user", "disable", "first@example.org").returncode == 0
          and sign_in("first@example.org", "another long one").status == 401)
    fresh = [ask("GET", "/v1/me", who=operator("token", "create", "--role", "staff", "--name", "new").stdout.strip()).status
             for _ in range(5)]
    claim("a token that another process makes is good at once", fresh == [200] * 5, fresh)
    body = {"email": "x", "password": "y"}
    claim("and one that nobody has made is not", ask("GET", "/v1/me", who="twn_" + "x" * 43).status == 401
          and ask("POST", "/v1/partners", body, who="twn_" + "x" * 43).json["code"] == "no-token")
    listed = operator("user", "list").stdout.splitlines()
    claim("and lists who is there", listed[0].split("\t")[:4] == ["id", "email", "name", "role"]
          and any(line.split("\t")[1] == "first@example.org" and line.split("\t")[5] == "disabled" for line in listed[1:]), listed[:3])


for part in (users, signing_in, shutting_out, lockout, sessions_end, cross_site, tokens, two_persons, unseen, neighbours, by_the_database, audited,
             limits, operators):
    part()
finish()
