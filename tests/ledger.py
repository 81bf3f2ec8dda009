"""Writers that keep a ledger of what was acknowledged to them, for tests/faults.py.

Each has one deed under way: a partner to store, or one of its own to change. A deed has an
Idempotency-Key and is repeated under it until it is acknowledged, whatever happens to the
connection, the daemon or the database. A change is not stored under its key but made once by its
If-Match: whoever does not know whether it was made looks. Now and then a writer sends a deed and resets the
connection without waiting, as a client does that is switched off.
"""
import collections
import http.client
import json
import random
import socket
import struct
import threading
import time
import urllib.parse
import uuid

AGAIN = {503, 504, 409, 429, None}      # not known to be done: asked again under the same key


class Deed:
    def __init__(self, method, path, body, version=None):
        self.key, self.method, self.path, self.body, self.version = str(uuid.uuid4()), method, path, body, version
        self.document = None            # as it was acknowledged
        self.tried = 0                  # how often some of it may have arrived

    def headers(self, token):
        headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json", "Idempotency-Key": self.key}
        if self.version is not None:
            headers["If-Match"] = '"v%d"' % self.version
        return headers


class Partner:
    """What a writer has stored: what must be there, and what may be besides."""

    def __init__(self, creation):
        self.creation, self.changes = creation, []

    def acknowledged(self):
        return [deed for deed in [self.creation, *self.changes] if deed.document is not None]


class Writer(threading.Thread):
    def __init__(self, ledger, number):
        super().__init__(daemon=True)
        self.ledger, self.partners, self.random = ledger, [], random.Random(number)
        self.connection = None

    def run(self):
        while not self.ledger.closing.is_set() and not self.ledger.wrong:
            own = [p for p in self.partners if p.creation.document is not None]
            if own and self.random.random() < 0.4:
                self.change(self.random.choice(own))
            else:
                self.create()
        if self.connection is not None:
            self.connection.close()

    def create(self):
        deed = Deed("POST", "/v1/partners", {
            "name_en": "Fault " + str(uuid.uuid4()), "kind": "private_company", "capacity": self.random.randrange(1, 50),
            "sectors": [{"id": "industry_transport", "strength": 3}], "languages": ["en", "ko"],
            "references": [{"city": "Seoul", "country": "KR", "category": "public_transportation", "year": 2015}]})
        self.partners.append(Partner(deed))
        self.carry_out(deed)

    def change(self, partner):
        last = partner.acknowledged()[-1].document
        deed = Deed("PATCH", "/v1/partners/" + last["id"], {"capacity": last["capacity"] % 50 + 1}, last["version"])
        partner.changes.append(deed)
        self.carry_out(deed)

    def carry_out(self, deed):
        if self.random.random() < 0.1:
            self.send_and_leave(deed)
        while not self.ledger.given_up.is_set():
            status, document = self.ask(deed)
            self.ledger.count(status)
            if status == 412 and deed.tried > 1:
                status, document = self.look(deed)
            if status in (200, 201):
                deed.document = document
                self.ledger.acknowledge()
                return
            if status not in AGAIN:
                self.ledger.tell_wrong(deed, status, document)
                return
            self.ledger.given_up.wait(0.03)

    def look(self, deed):
        """Nobody else changes the partner, so the next version is the one that was asked for. Until a process
        has heard of what was stored for a client that had left, it may show the version before: asked again."""
        status, document = self.ask(Deed("GET", deed.path, None))
        if status == 200 and document["version"] == deed.version and deed.tried < 300:
            return None, document
        return (412 if status == 200 and document["version"] != deed.version + 1 else status), document

    def ask(self, deed):
        """(None, why) when the connection told nothing."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.ledger.host, self.ledger.port, timeout=40)
            deed.tried += 1
            started = time.monotonic()
            body = None if deed.body is None else json.dumps(deed.body)
            self.connection.request(deed.method, deed.path, body, deed.headers(self.ledger.token))
            response = self.connection.getresponse()
            text = response.read()
            self.ledger.slowest = max(self.ledger.slowest, (time.monotonic() - started, deed.method, response.status))
            return response.status, json.loads(text)
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as why:
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None, str(why)

    def send_and_leave(self, deed):
        body = json.dumps(deed.body).encode()
        head = ["%s %s HTTP/1.1" % (deed.method, deed.path), "Host: a", "Content-Length: %d" % len(body)]
        head += ["%s: %s" % header for header in deed.headers(self.ledger.token).items()]
        try:
            with socket.create_connection((self.ledger.host, self.ledger.port), timeout=5) as sock:
                deed.tried += 1
                sock.sendall("\r\n".join([*head, "", ""]).encode() + body)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass


class Ledger:
    def __init__(self, url, token, writers=6):
        at = urllib.parse.urlsplit(url)
        self.host, self.port, self.token = at.hostname, at.port, token
        self.closing, self.given_up = threading.Event(), threading.Event()
        self.told, self.acknowledged = threading.Condition(), 0
        self.statuses, self.wrong, self.slowest = collections.Counter(), [], (0.0,)
        self.writers = [Writer(self, number) for number in range(writers)]
        for writer in self.writers:
            writer.start()

    def count(self, status):
        with self.told:
            self.statuses[status] += 1
            self.told.notify_all()

    def tell_wrong(self, deed, status, document):
        with self.told:
            self.wrong.append((deed.method, deed.path, status, document))
            self.told.notify_all()

    def acknowledge(self):
        with self.told:
            self.acknowledged += 1
            self.told.notify_all()

    def await_more(self, n, seconds=60):
        """Seconds until n deeds more are acknowledged; None: they were not in time."""
        started = time.monotonic()
        with self.told:
            wanted = self.acknowledged + n
            if self.told.wait_for(lambda: self.acknowledged >= wanted or self.wrong, seconds) and not self.wrong:
                return time.monotonic() - started
            return None

    def await_failure(self, seconds=60):
        with self.told:
            failed = sum(self.statuses[status] for status in AGAIN)
            return self.told.wait_for(lambda: sum(self.statuses[status] for status in AGAIN) > failed, seconds)

    def close(self, seconds=60):
        """Each writer ends the deed it has under way, or gives up; then the books are closed."""
        self.closing.set()
        until = time.monotonic() + seconds
        for writer in self.writers:
            writer.join(max(0.1, until - time.monotonic()))
        self.given_up.set()
        for writer in self.writers:
            writer.join(60)

    def partners(self):
        return [partner for writer in self.writers for partner in writer.partners]

    def compare(self, stored):
        """`stored`: documents by name. What is lost, half there, there twice, or there without having been asked for."""
        lost, half, twice, strange = [], [], [], []
        expected = {}
        for partner in self.partners():
            creation = partner.creation
            expected[creation.body["name_en"]] = partner
            found = stored.get(creation.body["name_en"], [])
            if len(found) > 1:
                twice.append(creation.key)
            if not found:
                if creation.document is not None:
                    lost.append(creation.key)
                continue
            self.compare_one(partner, found[0], lost, half)
        strange = [name for name in stored if name not in expected or expected[name].creation.tried == 0]
        return lost, half, twice, strange

    @staticmethod
    def compare_one(partner, document, lost, half):
        for member, value in partner.creation.body.items():
            if member == "capacity":
                continue
            kept = document.get(member)
            if member in ("sectors", "references"):
                kept = [{k: entry.get(k) for k in wanted} for entry, wanted in zip(kept or [], value)]
            if kept != value:
                half.append((partner.creation.key, member, document.get(member)))
        # Versions count what was done: no more than was asked for, no less than was acknowledged.
        last = partner.acknowledged()[-1:]
        done = 1 + len([deed for deed in partner.changes if deed.document is not None])
        if document["version"] < (last[0].document["version"] if last else 1) or document["version"] < done:
            lost.append((partner.creation.key, document["version"], done))
        if document["version"] > 1 + len([deed for deed in partner.changes if deed.tried > 0]):
            half.append((partner.creation.key, "version", document["version"]))
        capacities = [deed.body["capacity"] for deed in [partner.creation, *partner.changes]]
        if document["capacity"] != capacities[document["version"] - 1]:
            half.append((partner.creation.key, "capacity", document["capacity"]))
