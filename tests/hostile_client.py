"""A client that reads answers strictly, for tests/hostile_http.py."""
import re
import socket
import ssl
import struct

OPEN, CLOSED = "open", "closed"
GOOD = "2xx"
TAKEN = "taken"         # a body that arrived whole: 200, or 422 for what it says
KNOWN = "2xx or 404"    # understood, whether anything lives there or not
SLACK = 10              # seconds a busy machine may add to a deadline: fewer than the least preset one has
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
