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
import struct
import sys
import time

OPEN, CLOSED = "open", "closed"
GOOD = "2xx"
TAKEN = "taken"         # a body that arrived whole: 200, or 422 for what it says
KNOWN = "2xx or 404"    # understood, whether anything lives there or not
SLACK = 6               # seconds a busy machine may add to a deadline
FORGED = b"<3>error forged by a client"


class Wrong(Exception):
    pass


class Client:
    """A connection that reads answers strictly."""

    tls = None

    def __init__(self, where, receive_buffer=None):
        family = socket.AF_INET6 if ":" in where[0] else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        if receive_buffer is not None:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(10)
        self.sock.connect(where)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if Client.tls:
            self.sock = Client.tls.wrap_socket(self.sock)
        self.bytes = b""
        self.piece = 65536

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def send(self, data):
        """What the server refuses to take any more is no error: its answer counts."""
        try:
            self.sock.sendall(data)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass

    def end_sending(self):
        """Of the socket below: under TLS Python would forget the session, too."""
        socket.socket.shutdown(self.sock, socket.SHUT_WR)

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def more(self, seconds):
        """False at the end of the stream."""
        self.sock.settimeout(seconds)
        try:
            got = self.sock.recv(self.piece)
        except socket.timeout:
            raise Wrong("nothing came for %.1f s, have %r" % (seconds, self.bytes[:80]))
        except ConnectionResetError:
            raise Wrong("reset, have %r" % self.bytes[:80])
        self.bytes += got
        return got != b""

    def answer(self, head_only=False, seconds=10):
        while b"\r\n\r\n" not in self.bytes:
            if not self.more(seconds):
                raise Wrong("closed instead of an answer, have %r" % self.bytes[:80])
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        lines = head.decode("ascii").split("\r\n")
        if not re.fullmatch(r"HTTP/1\.1 [1-5][0-9][0-9] [ -~]*", lines[0]):
            raise Wrong("bad status line %r" % lines[0])
        status = int(lines[0][9:12])
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(": ")
            if not colon or not re.fullmatch(r"[A-Za-z-]+", name) or name.lower() in headers:
                raise Wrong("bad header line %r" % line)
            headers[name.lower()] = value
        if status == 100:
            return status, headers, b""
        if not re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT", headers.get("date", "")):
            raise Wrong("bad Date %r" % headers.get("date"))
        if status in (204, 304):
            return status, headers, b""
        if "content-length" not in headers:
            raise Wrong("%d without Content-Length" % status)
        if status >= 400 and int(headers["content-length"]) > 0 and \
                headers.get("content-type") != "application/problem+json":
            raise Wrong("%d as %s" % (status, headers.get("content-type")))
        length = 0 if head_only else int(headers["content-length"])
        while len(self.bytes) < length:
            if not self.more(seconds):
                raise Wrong("body of %d ends after %d" % (length, len(self.bytes)))
        body, self.bytes = self.bytes[:length], self.bytes[length:]
        return status, headers, body

    def must_end(self, seconds=10):
        while True:
            if self.bytes:
                raise Wrong("more than was asked for: %r" % self.bytes[:80])
            try:
                if not self.more(seconds):
                    return
            except Wrong as wrong:
                if "reset" in str(wrong):
                    return
                raise Wrong("not closed: %s" % wrong)


def fits(status, wanted):
    if wanted == GOOD:
        return 200 <= status <= 299
    if wanted == TAKEN:
        return 200 <= status <= 299 or status == 422
    if wanted == KNOWN:
        return 200 <= status <= 299 or status == 404
    if isinstance(wanted, tuple):
        return status in wanted
    return status == wanted


class Suite:
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

    def post(self, headers=b"", body=b""):
        return (b"POST /v1/matches HTTP/1.1\r\n" + self.auth + b"Content-Type: application/json\r\n" +
                headers + b"\r\n" + body)

    def get(self, headers=b"", target=b"/v1/countries", method=b"GET", version=b"HTTP/1.1"):
        return method + b" " + target + b" " + version + b"\r\n" + self.auth + headers + b"\r\n"

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

    # ------------------------------------------------------------------ one exchange each

    def table(self):
        get, post, good = self.get, self.post, self.good
        smuggled = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
        chunked = b"Transfer-Encoding: chunked\r\n"

        def bad(name, data, status=400):
            return name, data + smuggled, [status], CLOSED

        def refused(name, line):
            return bad(name, b"GET /v1/countries HTTP/1.1\r\n" + line + self.auth + b"\r\n")

        return [
            # what must work
            ("plain GET", good, [GOOD], OPEN),
            ("blank lines before the request", b"\r\n\r\n" + good, [GOOD], OPEN),
            ("absolute target, same host", get(target=b"http://test/v1/countries"), [GOOD], OPEN),
            ("HEAD", get(method=b"HEAD"), [GOOD], OPEN),
            ("OPTIONS *", get(method=b"OPTIONS", target=b"*"), [204], OPEN),
            ("Connection: close", get(b"Connection: close\r\n"), [GOOD], CLOSED),
            ("HTTP/1.0", get(version=b"HTTP/1.0"), [GOOD], CLOSED),
            ("HTTP/1.0 keep-alive", get(b"Connection: keep-alive\r\n", version=b"HTTP/1.0"), [GOOD], OPEN),
            ("Content-Length: 0", get(b"Content-Length: 0\r\n"), [GOOD], OPEN),
            ("header without a value", get(b"X-Empty:\r\n"), [GOOD], OPEN),
            ("tabs around a value", get(b"X-Tab:\t a\t \r\n"), [GOOD], OPEN),
            ("UTF-8 in a value", get("X-Name: 서울\r\n".encode()), [GOOD], OPEN),
            ("a body by length", post(b"Content-Length: 2\r\n", b"{}"), [TAKEN], OPEN),
            ("a body in chunks", post(chunked, b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), [TAKEN], OPEN),
            ("chunk extensions", post(chunked, b"2;a=b;c\r\n{}\r\n0;d=\"e\"\r\n\r\n"), [TAKEN], OPEN),
            ("trailers", post(chunked, b"2\r\n{}\r\n0\r\nX-T: 1\r\nHost: y\r\n\r\n"), [TAKEN], OPEN),
            ("upper case hexadecimal", post(chunked, b"A\r\n{        }\r\n0\r\n\r\n"), [TAKEN], OPEN),
            ("two in one piece", good + good, [GOOD, GOOD], OPEN),
            ("fifty in one piece", good * 50, [GOOD] * 50, OPEN),
            ("a thousand in one piece", good * 1000, [GOOD] * 1000, OPEN),
            ("a body, then another request", post(b"Content-Length: 2\r\n", b"{}") + good, [TAKEN, GOOD], OPEN),
            ("chunks, then another request", post(chunked, b"2\r\n{}\r\n0\r\n\r\n") + good, [TAKEN, GOOD], OPEN),
            ("a good one, then a bad one", good + bad("", b"GET /\r\n")[1], [GOOD, 400], CLOSED),
            ("nothing after Connection: close", get(b"Connection: close\r\n") + good, [GOOD], CLOSED),
            # the request line
            bad("HTTP/0.9", b"GET /\r\n"),
            bad("no target", b"GET HTTP/1.1\r\n\r\n"),
            bad("two spaces", b"GET  / HTTP/1.1\r\n\r\n"),
            bad("space after the version", b"GET / HTTP/1.1 \r\n\r\n"),
            bad("space before the method", b" GET / HTTP/1.1\r\n\r\n"),
            bad("tab for space", b"GET\t/ HTTP/1.1\r\n\r\n"),
            bad("bare LF", b"GET / HTTP/1.1\nHost: a\n\n"),
            bad("bare CR", b"GET / HTTP/1.1\rHost: a\r\r"),
            bad("CR CR LF", b"GET / HTTP/1.1\r\r\n\r\n"),
            bad("NUL in the line", b"GET /\0 HTTP/1.1\r\n\r\n"),
            bad("many blank lines", b"\r\n" * 50),
            bad("a TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
            bad("random bytes", bytes(range(128, 256)) + b"\r\n"),
            bad("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            bad("HTTP/1.2", b"GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
            bad("HTTP/1.9", b"GET / HTTP/1.9\r\nHost: a\r\n\r\n"),
            bad("HTTP/3.0", b"GET / HTTP/3.0\r\nHost: a\r\n\r\n"),
            bad("HTTP/1.10", b"GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
            bad("http/1.1", b"GET / http/1.1\r\nHost: a\r\n\r\n"),
            bad("a method of 40 letters", b"G" * 40 + b" / HTTP/1.1\r\n\r\n"),
            bad("a method that is no token", b"G(T / HTTP/1.1\r\n\r\n"),
            bad("CONNECT", b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
            ("unknown method", get(method=b"BREW"), [405], OPEN),
            ("method in small letters", get(method=b"get"), [405], OPEN),
            ("TRACE", get(method=b"TRACE"), [405], OPEN),
            # targets
            bad("no slash", b"GET v1 HTTP/1.1\r\n\r\n"),
            bad("* with GET", b"GET * HTTP/1.1\r\n\r\n"),
            bad("fragment", b"GET /a#b HTTP/1.1\r\n\r\n"),
            bad("raw 8-bit", b"GET /\xec\x84\x9c HTTP/1.1\r\n\r\n"),
            bad("backslash", b"GET /..\\a HTTP/1.1\r\n\r\n"),
            bad("angle brackets", b"GET /<script> HTTP/1.1\r\n\r\n"),
            bad("%00", b"GET /v1/countries%00x HTTP/1.1\r\n\r\n"),
            bad("%2", b"GET /a%2 HTTP/1.1\r\n\r\n"),
            bad("%zz", b"GET /a%zz HTTP/1.1\r\n\r\n"),
            bad("%u0041", b"GET /%u0041 HTTP/1.1\r\n\r\n"),
            bad("%00 in the query", b"GET /v1/countries?a=%00 HTTP/1.1\r\n\r\n"),
            bad("%ff in the path", b"GET /%ff HTTP/1.1\r\n\r\n"),
            bad("overlong UTF-8", b"GET /%c0%af HTTP/1.1\r\n\r\n"),
            bad("half a character in the query", b"GET /?a=%e2%82 HTTP/1.1\r\n\r\n"),
            bad("..", b"GET /v1/../etc/passwd HTTP/1.1\r\n\r\n"),
            bad("%2e%2e", b"GET /v1/%2e%2e/x HTTP/1.1\r\n\r\n"),
            bad("other scheme", b"GET ftp://test/ HTTP/1.1\r\nHost: test\r\n\r\n"),
            bad("absolute target, other host", b"GET http://other/ HTTP/1.1\r\nHost: test\r\n\r\n"),
            bad("absolute target with a user", b"GET http://u@test/ HTTP/1.1\r\nHost: test\r\n\r\n"),
            bad("target of 9000 bytes", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414),
            bad("target without an end", b"GET /" + b"a" * 100000, 414),
            bad("a thousand parameters", b"GET /?" + b"a=1&" * 1000 + b" HTTP/1.1\r\n\r\n"),
            # headers
            refused("no colon", b"Nothing\r\n"),
            refused("space before the colon", b"X : a\r\n"),
            refused("empty name", b": a\r\n"),
            refused("folded line", b"X: a\r\n b\r\n"),
            refused("first header indented", b" X: a\r\n"),
            refused("NUL in a value", b"X: a\0b\r\n"),
            refused("NUL in a name", b"X\0: a\r\n"),
            refused("8-bit name", b"\xc3\x89: a\r\n"),
            refused("DEL in a value", b"X: \x7f\r\n"),
            refused("bare CR in a value", b"X: a\rY: b\r\n"),
            refused("bare LF after a value", b"X: a\nY: b\r\n"),
            refused("two Hosts", b"Host: other\r\n"),
            refused("Connection is no list", b"Connection: a b\r\n"),
            bad("no Host", b"GET / HTTP/1.1\r\n\r\n"),
            bad("empty Host", b"GET / HTTP/1.1\r\nHost:\r\n\r\n"),
            bad("Host with a space", b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
            bad("Host with a path", b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
            bad("Host with a bad port", b"GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
            bad("two Authorizations", get(b"Authorization: a\r\nAuthorization: b\r\n")),
            bad("two Idempotency-Keys", post(b"Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\n", b"{}")),
            bad("header line of 9000 bytes", get(b"X: " + b"a" * 9000 + b"\r\n"), 431),
            bad("header line without an end", good[:-2] + b"X: " + b"a" * 100000, 431),
            bad("header name without an end", good[:-2] + b"X" * 100000, 431),
            bad("150 headers", get(b"X: a\r\n" * 150), 431),
            bad("40 kB of headers", get((b"X: " + b"a" * 2000 + b"\r\n") * 20), 431),
            # lengths and smuggling
            bad("two lengths, equal", post(b"Content-Length: 2\r\nContent-Length: 2\r\n", b"{}")),
            bad("two lengths, different", post(b"Content-Length: 2\r\nContent-Length: 39\r\n", b"{}")),
            bad("length list", post(b"Content-Length: 2, 2\r\n", b"{}")),
            bad("length +2", post(b"Content-Length: +2\r\n", b"{}")),
            bad("length -2", post(b"Content-Length: -2\r\n", b"{}")),
            bad("length 0x2", post(b"Content-Length: 0x2\r\n", b"{}")),
            bad("length 2.0", post(b"Content-Length: 2.0\r\n", b"{}")),
            bad("length '2 2'", post(b"Content-Length: 2 2\r\n", b"{}")),
            bad("length empty", post(b"Content-Length:\r\n", b"{}")),
            bad("length with NUL", post(b"Content-Length: 2\0 99\r\n", b"{}")),
            bad("length, space before the colon", post(b"Content-Length : 2\r\n", b"{}")),
            bad("length beyond 64 bits", post(b"Content-Length: 18446744073709551618\r\n", b"{}"), 413),
            bad("length over the limit", post(b"Content-Length: %d\r\n" % (self.body_limit + 1), b"{}"), 413),
            bad("length and chunked", post(b"Content-Length: 2\r\n" + chunked, b"2\r\n{}\r\n0\r\n\r\n")),
            bad("chunked and length", post(chunked + b"Content-Length: 2\r\n", b"2\r\n{}\r\n0\r\n\r\n")),
            bad("chunked twice", post(chunked + chunked, b"2\r\n{}\r\n0\r\n\r\n")),
            bad("chunked, chunked", post(b"Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n")),
            bad("gzip, chunked", post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n")),
            bad("identity", post(b"Transfer-Encoding: identity\r\n", b"{}")),
            bad("xchunked", post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n")),
            bad("chunked behind a vertical tab", post(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n")),
            bad("empty Transfer-Encoding", post(b"Transfer-Encoding:\r\n", b"0\r\n\r\n")),
            bad("chunked on HTTP/1.0", b"POST / HTTP/1.0\r\n" + chunked + b"\r\n0\r\n\r\n"),
            bad("chunk size 0x2", post(chunked, b"0x2\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size +2", post(chunked, b"+2\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size -2", post(chunked, b"-2\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size ' 2'", post(chunked, b" 2\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size '2 '", post(chunked, b"2 \r\n{}\r\n0\r\n\r\n")),
            bad("chunk size empty", post(chunked, b"\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size of 17 digits", post(chunked, b"00000000000000002\r\n{}\r\n0\r\n\r\n")),
            bad("chunk size ffffffffffffffff", post(chunked, b"ffffffffffffffff\r\n{}"), 413),
            bad("chunk over the limit", post(chunked, b"%x\r\n" % (self.body_limit + 1)), 413),
            bad("chunk without CRLF", post(chunked, b"2\r\n{}0\r\n\r\n")),
            bad("chunk with LF", post(chunked, b"2\n{}\r\n0\r\n\r\n")),
            bad("chunk longer than said", post(chunked, b"2\r\n{}}\r\n0\r\n\r\n")),
            bad("chunk extension without an end", post(chunked, b"2;" + b"a" * 100000)),
            bad("many chunk extensions", post(chunked, (b"1;" + b"a" * 200 + b"\r\n \r\n") * 100)),
            bad("bad trailer", post(chunked, b"2\r\n{}\r\n0\r\nX : a\r\n\r\n")),
            bad("trailers without an end", post(chunked, b"2\r\n{}\r\n0\r\n" + b"X: a\r\n" * 10000), 431),
            bad("chunk extension without a name", post(chunked, b"2;\r\n{}\r\n0\r\n\r\n")),
            bad("chunk extension without a value", post(chunked, b"2;a=\r\n{}\r\n0\r\n\r\n")),
            bad("chunk extension with an open quote", post(chunked, b"2;a=\"b\r\n{}\r\n0\r\n\r\n")),
            bad("chunk extension that is none", post(chunked, b"2 a\r\n{}\r\n0\r\n\r\n")),
            ("chunk extensions with blanks and quotes", post(chunked, b"2 ; a = \"b;\\\"c\" ;d\r\n{}\r\n0\r\n\r\n"), [TAKEN], OPEN),
            ("trailers that would frame", post(chunked, b"2\r\n{}\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\n\r\n"), [TAKEN], OPEN),
            ("a body in 20,000 chunks", post(chunked, b"1\r\n \r\n" * 20000 + b"2\r\n{}\r\n0\r\n\r\n"), [TAKEN], OPEN),
            bad("chunks that sum over the limit", post(chunked, b"2\r\n  \r\n%x\r\n" % (self.body_limit - 1)), 413),
            bad("chunk size that wraps a sum", post(chunked, b"2\r\n  \r\nffffffffffffffff\r\n"), 413),
            bad("Host with a port too high", b"GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n"),
            bad("a proxy's preface", b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
            ("Upgrade is not heeded", get(b"Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n"), [GOOD], OPEN),
            ("Range is not heeded", get(b"Range: bytes=0-1\r\n"), [200], OPEN),
            ("Max-Forwards, TE, Trailer", get(b"Max-Forwards: 0\r\nTE: chunked\r\nTrailer: Host\r\n"), [200], OPEN),
            ("a method in a header", get(b"X-HTTP-Method-Override: DELETE\r\n"), [200], OPEN),
            ("Date that is none", get(b"If-Modified-Since: x\r\nIf-Unmodified-Since: y\r\nIf-Range: z\r\n"), [200], OPEN),
            ("If-None-Match *", get(b"If-None-Match: *\r\n"), [304], OPEN),
            ("If-None-Match with an open quote", get(b"If-None-Match: \"\r\n"), [200], OPEN),
            ("cookies of 7000 bytes", get(b"Cookie: " + b"a=b; " * 1400 + b"\r\n"), [200], OPEN),
            # what the body is said to be
            ("no Content-Type", get(b"Content-Length: 2\r\n", b"/v1/matches", b"POST") + b"{}", [415], OPEN),
            ("text/plain", get(b"Content-Type: text/plain\r\nContent-Length: 2\r\n", b"/v1/matches", b"POST") + b"{}", [415], OPEN),
            ("two types", get(b"Content-Type: application/json, text/plain\r\nContent-Length: 2\r\n", b"/v1/matches", b"POST") + b"{}",
             [415], OPEN),
            ("UTF-16 by name", get(b"Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n", b"/v1/matches", b"POST") +
             b"{}", [415], OPEN),
            ("gzip", post(b"Content-Encoding: gzip\r\nContent-Length: 2\r\n", b"{}"), [415], OPEN),
            ("a body with GET", get(b"Content-Length: 5\r\n") + b"hello", [400], OPEN),
            # what the client would take
            ("Accept: text/html", get(b"Accept: text/html\r\n"), [406], OPEN),
            ("Accept: */*;q=0", get(b"Accept: */*;q=0\r\n"), [406], OPEN),
            ("Accept that is nonsense", get(b"Accept: */*;q=nan;;,\"\r\nAccept-Language: ko;q=1e999,;\r\nPrefer: ;;=,\"\r\n"), [200], OPEN),
            ("Accept of 7000 commas", get(b"Accept: */*" + b"," * 7000 + b"\r\n"), [200], OPEN),
            # who asks
            ("no token", b"GET /v1/countries HTTP/1.1\r\nHost: test\r\n\r\n", [401], OPEN),
            ("a token of another scheme", b"GET /v1/countries HTTP/1.1\r\nHost: test\r\nAuthorization: Basic YTpi\r\n\r\n", [401], OPEN),
            ("a token of 8000 bytes", b"GET /v1/countries HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + b"a" * 8000 + b"\r\n\r\n",
             [401], OPEN),
            ("a token of SQL", b"GET /v1/countries HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ' or 1=1 --\r\n\r\n", [401], OPEN),
            ("a token of no bytes", b"GET /v1/countries HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \r\n\r\n", [401], OPEN),
            # what might reach the log
            ("a line of a log in the path", get(target=b"/v1/cities/%0a" + FORGED.replace(b" ", b"%20").replace(b"<", b"%3c").replace(b">", b"%3e")),
             [404], OPEN),
            ("one in the query", get(target=b"/v1/cities?country=%0d%0a%3c3%3eerror%20forged"), [400], OPEN),
            ("one in a key", post(b"Idempotency-Key: \xc2\x85\xe2\x80\xa8" + FORGED + b"\r\nContent-Length: 2\r\n", b"{}"), [TAKEN], OPEN),
            ("one in an agent", get(b"User-Agent: \xe2\x80\xa8" + FORGED + b"\r\nReferer: " + FORGED + b"\r\n"), [200], OPEN),
            ("one in a body", post(b"Content-Length: %d\r\n" % (len(FORGED) + 10), b'{"\\n' + FORGED + b'": 12}'), [422], OPEN),
            bad("Expect: cake", post(b"Expect: cake\r\nContent-Length: 2\r\n", b"{}"), 417),
        ]

    JSON = (
        # the text
        ("NUL in a string", b'{"a":"\0"}', 400), ("control character in a string", b'{"a":"\1"}', 400),
        ("U+0000 escaped", b'{"a":"\\u0000"}', 400), ("lone high surrogate", b'{"a":"\\ud800"}', 400),
        ("lone low surrogate", b'{"a":"\\udc00"}', 400), ("surrogates in the wrong order", b'{"a":"\\udc00\\ud800"}', 400),
        ("overlong UTF-8 in the body", b'{"a":"\xc0\xaf"}', 400), ("surrogates in UTF-8", b'{"a":"\xed\xa0\x80"}', 400),
        ("beyond Unicode", b'{"a":"\xf4\x90\x80\x80"}', 400), ("half a character", b'{"a":"\xec\x84"}', 400),
        ("byte order mark", b"\xef\xbb\xbf{}", 400), ("UTF-16", "{}".encode("utf-16"), 400), ("\\x41", b'{"a":"\\x41"}', 400),
        # numbers
        ("1e999", b'{"a":1e999}', 400), ("NaN", b'{"a":NaN}', 400), ("-Infinity", b'{"a":-Infinity}', 400), ("01", b'{"a":01}', 400),
        ("1.", b'{"a":1.}', 400), (".5", b'{"a":.5}', 400), ("+1", b'{"a":+1}', 400), ("0x10", b'{"a":0x10}', 400),
        ("-", b'{"a":-}', 400), ("-0", b'{"a":-0}', 422), ("a number of 100,000 digits", b'{"a":' + b"1" * 100000 + b"}", 400),
        # shape
        ("nothing", b"", 400), ("blanks", b"  ", 400), ("{", b"{", 400), ("trailing comma", b'{"a":1,}', 400), ("single quotes", b"{'a':1}", 400),
        ("comment", b"{/**/}", 400), ("something after it", b"{} {}", 400), ("NUL after it", b"{}\0", 400),
        ("a member twice", b'{"a":1,"a":2}', 400), ("a member twice, once escaped", b'{"a":1,"\\u0061":2}', 400),
        ("100,000 arrays in each other", b"[" * 100000, 400), ("100,000 objects in each other", b'{"a":' * 100000, 400),
        ("deep and closed", b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", 400), ("200,000 items", b'{"a":[' + b"1," * 200000 + b"1]}", 400),
        ("a name of 500,000 letters", b'{"' + b"a" * 500000 + b'":1}', 422), ("a string of 500,000 letters", b'{"a":"' + b"a" * 500000 + b'"}', 422),
        ("null", b"null", 422), ("an array", b"[]", 422), ("a string", b'"a"', 422), ("__proto__", b'{"__proto__":{"a":1}}', 422),
    )

    def bodies(self):
        for name, body, status in self.JSON:
            yield "JSON: " + name, self.post(b"Content-Length: %d\r\n" % len(body), body), [status], OPEN

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
            if not deadline * 0.9 <= took <= deadline + SLACK:
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
