#!/usr/bin/env python3
"""TLS, and settings that change while the daemon serves. Run by tests/test_tls.sh, under tests/with_daemon.py.

    TLS_DIR     the daemon's settings file and its certificate (now.pem, now.key), and others to put in their place
"""
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
import warnings

from claims import claim, counted, finish
from client import ADMIN, TOKENS, URL, ask

DAEMON = int(os.environ["DAEMON_PID"])
LOG = os.environ["DAEMON_LOG"]
DIR = os.environ["TLS_DIR"]
RELOADS = 20

with open(LOG, errors="replace") as file:
    PORT = int(re.search(r"tls_port=(\d+)", file.read())[1])


def context(**settings):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    c.check_hostname = False
    c.verify_mode = ssl.CERT_NONE
    c.set_alpn_protocols(settings.pop("alpn", ["http/1.1"]))
    for name, value in settings.items():
        setattr(c, name, value)
    return c


def connect(c=None):
    raw = socket.create_connection(("127.0.0.1", PORT), timeout=20)
    return (c or context()).wrap_socket(raw, suppress_ragged_eofs=False)


def request(headers="", method="GET", path="/v1/countries", body=b""):
    return ("%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n" % (method, path, TOKENS["admin"], headers)).encode() + body


def read_to_end(sock):
    """All bytes up to a proper goodbye; a cut raises."""
    got = b""
    while True:
        piece = sock.recv(65536)
        if not piece:
            return got
        got += piece


def log_since(mark):
    with open(LOG, "rb") as log:
        log.seek(mark)
        return log.read().decode(errors="replace")


def hang_up():
    """Tells the daemon to read its settings again and waits until it has; what it said."""
    mark = os.path.getsize(LOG)
    tail = subprocess.Popen(["tail", "-c+%d" % (mark + 1), "-f", LOG], stdout=subprocess.PIPE, text=True, errors="replace")
    patience = threading.Timer(30, tail.kill)
    patience.start()
    os.kill(DAEMON, signal.SIGHUP)
    for line in tail.stdout:
        if "settings read again" in line or "settings stay as they were" in line:
            break
    patience.cancel()
    tail.kill()
    return log_since(mark)


def use(name, key=None):
    shutil.copy(os.path.join(DIR, name + ".pem"), os.path.join(DIR, "now.pem"))
    shutil.copy(os.path.join(DIR, (key or name) + ".key"), os.path.join(DIR, "now.key"))


def shown():
    """The common name of the certificate that a new client is shown."""
    with connect() as sock:
        der = sock.getpeercert(binary_form=True)
    name = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-subject"], input=der, stdout=subprocess.PIPE, check=True)
    return name.stdout.decode().strip().rpartition("= ")[2]


# What is spoken.
for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
    with connect(context(minimum_version=version, maximum_version=version)) as sock:
        sock.sendall(request("Connection: close\r\n"))
        answer = read_to_end(sock)
        claim("%s is spoken, and ends with a goodbye" % sock.version(), answer.startswith(b"HTTP/1.1 200 "), answer[:80])
        claim("its protocol is http/1.1", sock.selected_alpn_protocol() == "http/1.1", sock.selected_alpn_protocol())
        head = answer.partition(b"\r\n\r\n")[0]
        claim("it has to be asked under TLS from now on", b"\r\nStrict-Transport-Security: max-age=" in head, head)
        claim("with forward secrecy", version == ssl.TLSVersion.TLSv1_3 or sock.cipher()[0].startswith("ECDHE"), sock.cipher())
try:
    warnings.simplefilter("ignore")     # that these versions are old is the point
    old = context(minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
    old.set_ciphers("ALL:@SECLEVEL=0")
    connect(old).close()
    claim("TLS 1.1 is refused", False)
except (ssl.SSLError, ConnectionError):
    claim("TLS 1.1 is refused", True)
try:
    connect(context(alpn=["h2"])).close()
    claim("a client that speaks only HTTP/2 is refused", False)
except (ssl.SSLError, ConnectionError):
    claim("a client that speaks only HTTP/2 is refused", True)

# Plain HTTP where TLS is spoken, and the other way round.
with socket.create_connection(("127.0.0.1", PORT), timeout=20) as sock:
    sock.sendall(request())
    answer = read_to_end(sock)
    claim("HTTP without TLS is told so", answer.startswith(b"HTTP/1.1 400 ") and
          json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "bad-request" and answer.count(b"HTTP/1.1 ") == 1, answer)
plain = ask("GET", "/v1/countries")
claim("beside it plain HTTP goes on", plain.status == 200 and plain.headers["Strict-Transport-Security"] is None)

# Each answer carries what keeps a browser safe.
SAFETY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
          "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
for at, method, path in ((URL, "GET", "/v1/countries"), (URL, "GET", "/v1/nothing"), (URL, "OPTIONS", "/v1/cities"),
                         (URL, "GET", "/"), (URL, "GET", "/openapi.json"), (URL, "BREW", "/"), (ADMIN, "GET", "/live")):
    headers = ask(method, path, at=at).headers
    claim("%s %s is safe in a browser" % (method, path), all(headers.get_all(n) == [v] for n, v in SAFETY.items())
          and len(headers.get_all("Content-Security-Policy")) == 1
          and "default-src 'none'" in headers["Content-Security-Policy"]
          and "unsafe-inline" not in headers["Content-Security-Policy"], headers)

# Much, both ways.
with connect() as sock:
    body = b"{" + b" " * 1000000 + b"}"
    sock.sendall(request("Content-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n" % len(body),
                         "POST", "/v1/matches", body))
    claim("a large body arrives", read_to_end(sock)[9:12] in (b"200", b"422"))
with connect() as sock:
    sock.sendall(request(path="/openapi.json") * 30 + request("Connection: close\r\n", path="/openapi.json"))
    claim("large answers arrive whole", read_to_end(sock).count(b"HTTP/1.1 200 OK\r\n") == 31)

# Slow ones.
for sent in (b"", b"\x16\x03\x01\x02\x00\x01"):
    with socket.create_connection(("127.0.0.1", PORT), timeout=20) as sock:
        started = time.monotonic()
        sock.sendall(sent)
        read_to_end(sock)
        claim("a handshake has a deadline", time.monotonic() - started >= 1.8, time.monotonic() - started)
with connect() as sock:
    claim("who is silent is told goodbye", read_to_end(sock) == b"")

# The same hostile clients.
result = subprocess.run(["tests/hostile_http.py", "--tls", "--deadlines", "2,2,3,2", "127.0.0.1:%d" % PORT],
                        stdout=subprocess.PIPE, text=True)
counts = re.search(r"(\d+) passed, (\d+) failed", result.stdout)
claim("the hostile clients end with a count", counts is not None, result.stdout)
if counts:
    counted[True] += int(counts[1])
    counted[False] += int(counts[2])
    print(re.sub(r"\d+ passed, \d+ failed\n", "", result.stdout), end="")


class Load(threading.Thread):
    """Asks without a pause: a connection that stays, and now and then a new one."""

    def __init__(self):
        super().__init__()
        self.done, self.asked, self.failures, self.names = threading.Event(), 0, [], set()

    def run(self):
        kept = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=20, context=context())
        while not self.done.is_set():
            for c in (kept, http.client.HTTPSConnection("127.0.0.1", PORT, timeout=20, context=context())):
                try:
                    c.request("GET", "/v1/cities", headers={"Authorization": "Bearer " + TOKENS["admin"]})
                    answer = c.getresponse()
                    answer.read()
                    if answer.status != 200:
                        self.failures.append(answer.status)
                except OSError as why:
                    self.failures.append(why)
                self.asked += 1
            c.close()
        kept.close()


# A certificate takes another's place under load.
claim("at first the first is shown", shown() == "first", shown())
load = [Load() for _ in range(4)]
for thread in load:
    thread.start()
wrong = []
for i in range(RELOADS):
    use("second" if i % 2 == 0 else "first")
    said = hang_up()
    if "tls certificate=" not in said or shown() != ("second" if i % 2 == 0 else "first"):
        wrong.append((i, said))
for thread in load:
    thread.done.set()
for thread in load:
    thread.join(30)
claim("%d reloads each show the new certificate" % RELOADS, not wrong, wrong)
claim("and no request in flight fails", not sum((t.failures for t in load), []) and all(t.asked >= RELOADS for t in load),
      [(t.asked, t.failures) for t in load])

# A bad one leaves the old one.
use("second")
hang_up()
kept = http.client.HTTPSConnection("127.0.0.1", PORT, timeout=20, context=context())
for name, why, key in (("expired", "has expired", None), ("first", "the key cannot be used", "second")):
    use(name, key)
    said = hang_up()
    claim("%s with the key of %s is refused" % (name, key or name), why in said and "stays the one it was" in said, said)
    claim("and the old one is shown", shown() == "second", shown())
for content in ("", "no certificate\n"):
    with open(os.path.join(DIR, "now.pem"), "w") as file:
        file.write(content)
    said = hang_up()
    claim("a broken file is refused", "the certificate cannot be used" in said and shown() == "second", said)
os.remove(os.path.join(DIR, "now.pem"))
said = hang_up()
claim("a missing file is refused", "No such file" in said and shown() == "second", said)
subprocess.run(["openssl", "ec", "-aes128", "-passout", "pass:secret", "-in", os.path.join(DIR, "first.key"), "-out",
                os.path.join(DIR, "now.key")], check=True, stderr=subprocess.DEVNULL)
shutil.copy(os.path.join(DIR, "first.pem"), os.path.join(DIR, "now.pem"))
said = hang_up()
claim("a key under a pass phrase is refused, not asked for", "the key cannot be used" in said and shown() == "second", said)
use("first")
hang_up()
claim("and a good one is taken again", shown() == "first", shown())


def settings(text):
    with open(os.path.join(DIR, "twinningd.ini"), "w") as ini:
        ini.write(text)


with open(os.path.join(DIR, "twinningd.ini")) as file:
    before = file.read()

# Settings that may change do, the others say what they need, and a mistake changes nothing.
settings(before + "log_level = debug\nbody_limit = 2048\nwait_ms = 4000\n")
said = hang_up()
claim("what changes is said", "setting=log_level has changed" in said and "setting=body_limit has changed" in said, said)
claim("and what needs a restart", "setting=wait_ms needs a restart" in said and "setting=port" not in said, said)


def post_body_of(n):
    return ask("POST", "/v1/matches", b"{" + b" " * (n - 2) + b"}").status


claim("the limit of a body has changed", post_body_of(2048) in (200, 422) and post_body_of(2049) == 413)
settings(before + "log_level = loud\nbody_limit = 4096\n")
said = hang_up()
claim("a wrong setting is named, and changes nothing", "twinningd.ini:%d: log_level" % (before.count("\n") + 1) in said and
      "stay as they were" in said and post_body_of(4096) == 413, said)
settings(before)
said = hang_up()
claim("what is taken out has its preset again", "setting=body_limit has changed" in said and post_body_of(4096) in (200, 422), said)

# Who waits too long is told so, once; what was asked for may still be done.
settings(before + "answer_seconds = 1\n")
hang_up()
lock = subprocess.Popen(["psql", "-X", "-q", "-c", "begin; lock table partner in exclusive mode",
                         "-c", "\\echo locked", "-c", "\\! cat >/dev/null"],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
lock.stdout.readline()
profile = json.dumps({"name_en": "Late", "kind": "investor"}).encode()
with connect() as sock:
    started = time.monotonic()
    sock.sendall(request("Content-Type: application/json\r\nAccept-Language: ko\r\nContent-Length: %d\r\n" % len(profile),
                         "POST", "/v1/partners", profile) + request())
    answer = read_to_end(sock)
    took = time.monotonic() - started
    claim("a late answer is given up", answer.startswith(b"HTTP/1.1 504 ") and answer.count(b"HTTP/1.1 ") == 1
          and json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "late" and took >= 0.9, (took, answer))
    claim("in the language asked for", "응답이" in answer.decode(), answer.decode())
lock.stdin.close()
lock.wait(20)
settings(before)
hang_up()

# The file may be wrong at the start, too.
for words, why in ((("--tls_certificate=/nonexistent",), "/nonexistent"), (("--tls_key=/nonexistent",), "tls_certificate"),
                   (("--tls_certificate=" + os.path.join(DIR, "first.pem"),), "first.pem")):
    result = subprocess.run([os.environ["DAEMON"], "--check-config", *words], stderr=subprocess.PIPE, text=True,
                            env={k: v for k, v in os.environ.items() if not k.startswith("TWINNING_")})
    claim("--check-config refuses " + words[0].partition("=")[0], result.returncode == 1 and why in result.stderr, result.stderr)

text = ask("GET", "/metrics", at=ADMIN).body.decode()
until = re.search(r"^twinning_tls_certificate_not_after_seconds (\d+)$", text, re.M)
claim("an operator is told when it expires", until and 29 < (int(until[1]) - time.time()) / 86400 < 31, text[-600:])

finish()
