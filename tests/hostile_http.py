#!/usr/bin/env python3
"""Clients that mean harm, or are only broken, against a running twinningd.

    TWINNING_TOKEN=... tests/hostile_http.py [options] HOST:PORT

The daemon should run with short deadlines, which are named here too:

    --deadlines HEAD,BODY,IDLE,WRITE   in seconds, as it was started (2,2,3,2)
    --body-limit BYTES                 as it was started (1048576)
    --pid PID                          one case after the other, and look what memory each takes at most:
                                       8 MiB and twice the body limit; then whether descriptors are left open
    --log FILE                         its log: no client may have begun a line of it
    --tls                              speak TLS, whatever certificate is shown

Each case says what it sends, which answers it wants and whether the connection
must stay usable or be closed. For every case: exactly one answer to a request,
no answer that is not well formed, no hanging past the deadline. The last line
is "N passed, N failed".
"""
import argparse
import concurrent.futures
import os
import re
import select
import socket
import ssl
import sys
import time

from hostile_cases import Cases
from hostile_client import CLOSED, FORGED, GOOD, OPEN, SLACK, TAKEN, Client, Wrong, fits


class Suite(Cases):
    def __init__(self, options):
        host, _, port = options.where.rpartition(":")
        self.where = (host.strip("[]"), int(port))
        self.head, self.body, self.idle, self.write = (float(s) for s in options.deadlines.split(","))
        self.body_limit = options.body_limit
        self.pid, self.most_kib = options.pid, 0
        self.log = options.log
        self.auth = b"Host: test\r\n"
        if os.environ.get("TWINNING_TOKEN"):
            self.auth += b"Authorization: Bearer " + os.environ["TWINNING_TOKEN"].encode() + b"\r\n"
        self.good = b"GET /v1/countries HTTP/1.1\r\n" + self.auth + b"\r\n"

    def play(self, data, wanted, then, pieces=1):
        with Client(self.where) as c:
            if pieces == 1:
                c.send(data)
            else:
                for at in range(0, len(data), pieces):
                    c.send(data[at:at + pieces])
            for want in wanted:
                status, headers, _ = c.answer(head_only=data.startswith(b"HEAD"))
                if not fits(status, want):
                    raise Wrong("answered %d, not %s" % (status, want))
            if then == CLOSED:
                if headers.get("connection") != "close":
                    raise Wrong("closes without saying so")
                c.must_end()
                return
            if headers.get("connection") == "close":
                raise Wrong("says close, should stay open")
            c.send(self.good)
            status, _, _ = c.answer()
            if not fits(status, GOOD):
                raise Wrong("the next request was answered %d" % status)
            c.end_sending()
            c.must_end()
    # ------------------------------------------------------------------ stories

    def byte_by_byte(self):
        self.play(self.post(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}\r\n0\r\n\r\n"), [TAKEN], OPEN, pieces=1)
        self.play(self.good, [GOOD], OPEN, pieces=1)
        self.play(self.post(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}\r\n0\r\n\r\n") + self.good,
                  [TAKEN, GOOD], OPEN, pieces=3)

    def head_has_the_length_of_get(self):
        with Client(self.where) as c:
            c.send(self.good)
            _, get, body = c.answer()
            c.send(self.get(method=b"HEAD"))
            _, head, _ = c.answer(head_only=True)
            if head["content-length"] != get["content-length"] or int(get["content-length"]) != len(body):
                raise Wrong("HEAD says %s, GET %s" % (head["content-length"], get["content-length"]))

    def head_with_a_body_smuggles_nothing(self):
        inner = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
        with Client(self.where) as c:
            c.send(self.get(b"Content-Length: %d\r\n" % len(inner), method=b"HEAD") + inner + self.good)
            status, _, _ = c.answer(head_only=True)
            if status >= 500:
                raise Wrong("HEAD answered %d" % status)
            if not fits(c.answer()[0], GOOD):
                raise Wrong("the request after it was not answered")
            c.end_sending()
            c.must_end()

    def continue_is_said(self):
        with Client(self.where) as c:
            c.send(self.post(b"Expect: 100-continue\r\nContent-Length: 2\r\n"))
            if c.answer()[0] != 100:
                raise Wrong("no 100 Continue")
            c.send(b"{}")
            if not fits(c.answer()[0], TAKEN):
                raise Wrong("not taken")

    def continue_is_not_said_to_a_body_too_large(self):
        with Client(self.where) as c:
            c.send(self.post(b"Expect: 100-continue\r\nContent-Length: %d\r\n" % (self.body_limit + 1)))
            if c.answer()[0] != 413:
                raise Wrong("not 413 at once")
            c.must_end()

    def answer_413_survives_a_client_that_goes_on_sending(self):
        for headers, piece in ((b"Content-Length: %d\r\n" % (4 * self.body_limit), b" " * 65536),
                               (b"Transfer-Encoding: chunked\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n")):
            with Client(self.where) as c:
                c.send(self.post(headers))
                for _ in range(4 * self.body_limit // 65536):
                    c.send(piece)
                if c.answer()[0] != 413:
                    raise Wrong("not 413")
                c.must_end()

    def the_largest_body_is_taken(self):
        body = b"{" + b" " * (self.body_limit - 2) + b"}"
        with Client(self.where) as c:
            c.send(self.post(b"Content-Length: %d\r\n" % len(body), body))
            if not fits(c.answer()[0], TAKEN):
                raise Wrong("not taken")

    def half_closed_client_gets_its_answer(self):
        for data, want in ((self.good, GOOD), (self.post(b"Content-Length: 2\r\n", b"{}"), TAKEN)):
            with Client(self.where) as c:
                c.send(data)
                c.end_sending()
                if not fits(c.answer()[0], want):
                    raise Wrong("no answer")
                c.must_end()

    def half_closed_client_gets_all_its_answers(self):
        with Client(self.where) as c:
            c.send(self.good * 20)
            c.end_sending()
            for _ in range(20):
                if not fits(c.answer()[0], GOOD):
                    raise Wrong("not answered")
            c.must_end()

    def client_that_leaves_in_the_middle(self):
        for cut in (1, 10, len(self.good) - 1):
            with Client(self.where) as c:
                c.send(self.good[:cut])
                c.end_sending()
                if c.answer()[0] != 400:
                    raise Wrong("not 400")
                c.must_end()
        for _ in range(50):
            c = Client(self.where)
            c.send(self.good)
            c.reset()
            c = Client(self.where)
            c.send(self.post(b"Content-Length: 100\r\n", b"{"))
            c.reset()

    def never_sends(self):
        self.ends_between(b"", [], self.idle)

    def silent_after_a_request(self):
        self.ends_between(self.good, [GOOD], self.idle)

    def half_a_head(self):
        self.ends_between(self.good[:-2], [408], self.head)

    def half_a_request_line(self):
        self.ends_between(b"GET /v1", [408], self.head)

    def half_a_body(self):
        self.ends_between(self.post(b"Content-Length: 100\r\n", b"{"), [408], self.body)

    def half_a_chunk(self):
        self.ends_between(self.post(b"Transfer-Encoding: chunked\r\n", b"5\r\n{"), [408], self.body)

    def no_body_after_continue(self):
        self.ends_between(self.post(b"Expect: 100-continue\r\nContent-Length: 2\r\n"), [100, 408], self.body)

    def ends_between(self, data, wanted, deadline):
        with Client(self.where) as c:
            started = time.monotonic()
            c.send(data)
            for want in wanted:
                status, _, _ = c.answer(seconds=deadline + SLACK)
                if not fits(status, want):
                    raise Wrong("answered %d, not %s" % (status, want))
            c.must_end(seconds=deadline + SLACK)
            took = time.monotonic() - started
            if took < deadline * 0.9:
                raise Wrong("ended after %.2f s, deadline %.2f s" % (took, deadline))

    def dripped_head(self):
        self.drip(self.good[:-2], b"X: a\r\n", self.head)

    def dripped_body(self):
        self.drip(self.post(b"Content-Length: 1000\r\n"), b" ", self.body)

    def dripped_chunks(self):
        self.drip(self.post(b"Transfer-Encoding: chunked\r\n"), b"1\r\n \r\n", self.body)

    def drip(self, data, drop, deadline):
        """A deadline is for the whole, so that a drop now and then does not move it."""
        with Client(self.where) as c:
            c.send(data)
            until = time.monotonic() + deadline + SLACK
            while time.monotonic() < until and not c.bytes:
                c.send(drop)
                try:
                    c.more(0.1)
                except Wrong:
                    pass
            if not c.bytes:
                raise Wrong("still open after %.1f s" % (deadline + SLACK))
            if c.answer()[0] != 408:
                raise Wrong("not 408")

    def client_that_never_reads(self):
        """The server stops taking requests, and in the end gives up."""
        with Client(self.where, receive_buffer=4096) as c:
            sent, limit = 0, 256 * 1048576
            deadline = time.monotonic() + self.write * 3 + 20
            c.sock.settimeout(0.5)
            while sent < limit:
                if time.monotonic() > deadline:
                    raise Wrong("neither closed nor blocked")
                try:
                    sent += c.sock.send(self.good * 50)
                except socket.timeout:
                    continue
                except OSError:
                    return
            raise Wrong("took %d bytes of requests without an answer being read" % sent)

    def client_that_reads_slowly(self):
        with Client(self.where, receive_buffer=4096) as c:
            c.piece = 16
            c.send(self.good * 100)
            for _ in range(100):
                if not fits(c.answer()[0], GOOD):
                    raise Wrong("not answered")

    def many_connections(self):
        """Some with half a request, some with a whole one, some with none. Each sends at once: opening all
        may take longer than the server waits for a silent one."""
        clients = []
        try:
            for data in (self.good[:20], self.good, b"") * 100:
                clients.append(Client(self.where))
                clients[-1].send(data)
            for c in clients[1::3]:
                if not fits(c.answer()[0], GOOD):
                    raise Wrong("not answered")
        finally:
            for c in clients:
                c.sock.close()

    def thousand_connections_one_after_another(self):
        for _ in range(1000):
            with Client(self.where) as c:
                c.send(self.get(b"Connection: close\r\n"))
                if not fits(c.answer()[0], GOOD):
                    raise Wrong("not answered")

    # ------------------------------------------------------------------ running

    def memory_kib(self, what):
        with open("/proc/%d/status" % self.pid, encoding="ascii") as status:
            return int(re.search(what + r":\s+(\d+) kB", status.read()).group(1))

    def watch_memory(self, case):
        with open("/proc/%d/clear_refs" % self.pid, "w", encoding="ascii") as forget:
            forget.write("5")   # the peak begins again
        before = self.memory_kib("VmRSS")
        case()
        grown = self.memory_kib("VmHWM") - before
        self.most_kib = max(self.most_kib, grown)
        if grown > 8192 + 2 * self.body_limit // 1024:
            raise Wrong("took %d KiB of memory" % grown)

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.pid))

    def no_descriptor_is_left(self, before):
        deadline = time.monotonic() + self.idle + SLACK
        while self.descriptors() > before:
            if time.monotonic() > deadline:
                raise Wrong("%d descriptors, at first %d" % (self.descriptors(), before))
            select.select([], [], [], 0.02)

    def the_log_is_the_daemons(self):
        with open(self.log, "rb") as log:
            for line in log.read().split(b"\n")[:-1]:
                if not re.fullmatch(rb"<[3467]>(error|warn|info|debug) [^\0-\x1f\x7f]*", line) or line.startswith(FORGED) \
                        or b"\xe2\x80\xa8" in line or b"\xc2\x85" in line:
                    raise Wrong("a line reads %r" % line[:200])

    def cases(self):
        for name, data, wanted, then in [*self.table(), *self.bodies()]:
            yield name, lambda d=data, w=wanted, t=then: self.play(d, w, t)
        for name in ("never_sends", "silent_after_a_request", "half_a_head", "half_a_request_line",
                     "half_a_body", "half_a_chunk", "no_body_after_continue", "dripped_head",
                     "dripped_body", "dripped_chunks", "client_that_never_reads", "client_that_reads_slowly",
                     "byte_by_byte", "head_has_the_length_of_get", "head_with_a_body_smuggles_nothing",
                     "continue_is_said", "continue_is_not_said_to_a_body_too_large",
                     "answer_413_survives_a_client_that_goes_on_sending", "the_largest_body_is_taken",
                     "half_closed_client_gets_its_answer", "half_closed_client_gets_all_its_answers",
                     "client_that_leaves_in_the_middle", "many_connections",
                     "thousand_connections_one_after_another"):
            yield name.replace("_", " "), getattr(self, name)

    def run(self):
        before = self.descriptors() if self.pid else 0
        passed = failed = 0
        with concurrent.futures.ThreadPoolExecutor(max_workers=1 if self.pid else 24) as pool:
            running = [(name, pool.submit(self.watch_memory, case) if self.pid else pool.submit(case))
                       for name, case in self.cases()]
            for name, result in running:
                try:
                    result.result()
                    passed += 1
                except (Wrong, OSError, ValueError) as why:
                    failed += 1
                    print("FAILED %s: %s" % (name, why))
        try:
            self.play(self.good, [GOOD], OPEN)
            if self.pid:
                self.no_descriptor_is_left(before)
                print("the most that a case took: %d KiB" % self.most_kib)
            if self.log:
                self.the_log_is_the_daemons()
            passed += 1
        except (Wrong, OSError) as why:
            failed += 1
            print("FAILED alive after all that: %s" % why)
        print("%d passed, %d failed" % (passed, failed))
        return failed == 0


def main():
    options = argparse.ArgumentParser(description="hostile clients against a running twinningd")
    options.add_argument("where", metavar="HOST:PORT")
    options.add_argument("--deadlines", default="2,2,3,2")
    options.add_argument("--body-limit", type=int, default=1048576)
    options.add_argument("--pid", type=int, default=0)
    options.add_argument("--log")
    options.add_argument("--tls", action="store_true")
    if options.parse_args().tls:
        Client.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        Client.tls.check_hostname = False
        Client.tls.verify_mode = ssl.CERT_NONE
    sys.exit(0 if Suite(options.parse_args()).run() else 1)


main()
