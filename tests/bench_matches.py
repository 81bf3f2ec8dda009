#!/usr/bin/env python3
"""GET /v1/partners/{id}/matches beside nginx, which gives the same bytes from a file.

Both sides in one run, in turns: wrk, 1 thread, 64 connections, loopback. Prints for each
round both rates and, at the end, the ratio of the medians.
"""
import os
import re
import statistics
import subprocess
import tempfile
import urllib.request

URL, TOKEN = os.environ["TWINNING_URL"], os.environ["TWINNING_TOKEN"]
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), int(os.environ.get("SECONDS_EACH", "3"))
PATHS = [("with explanations", "/v1/partners/demo_nalsaendol_transit/matches"),
         ("without", "/v1/partners/demo_nalsaendol_transit/matches?explain=false")]


def answer(url, headers):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers)).read()


def rate(url, *headers):
    said = subprocess.run(["wrk", "-t1", "-c64", "-d%ds" % SECONDS, *sum((["-H", h] for h in headers), []), url],
                          capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def beside_nginx(directory, port, name, path):
    body = answer(URL + path, {"Authorization": "Bearer " + TOKEN})
    file = "%d.json" % len(body)
    with open(os.path.join(directory, file), "wb") as out:
        out.write(body)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(rate("http://127.0.0.1:%d/%s" % (port, file)))
        ours.append(rate(URL + path, "Authorization: Bearer " + TOKEN))
    print("  matches %s, %d bytes: twinningd %.0f/s, nginx %.0f/s, ratio %.2f (spread %.2f to %.2f)" % (
        name, len(body), statistics.median(ours), statistics.median(theirs),
        statistics.median(ours) / statistics.median(theirs),
        min(o / t for o, t in zip(ours, theirs)), max(o / t for o, t in zip(ours, theirs))))


with tempfile.TemporaryDirectory() as directory:
    os.chmod(directory, 0o755)
    port = 20000 + os.getpid() % 10000
    with open(os.path.join(directory, "nginx.conf"), "w") as conf:
        conf.write("""worker_processes 1; daemon off; pid %(d)s/pid; error_log %(d)s/error;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 100000000;
  default_type application/json; client_body_temp_path %(d)s; proxy_temp_path %(d)s; fastcgi_temp_path %(d)s;
  uwsgi_temp_path %(d)s; scgi_temp_path %(d)s;
  server { listen 127.0.0.1:%(p)d; root %(d)s; } }
""" % {"d": directory, "p": port})
    nginx = subprocess.Popen(["/usr/sbin/nginx", "-p", directory, "-c", os.path.join(directory, "nginx.conf")],
                             stderr=subprocess.DEVNULL)
    try:
        subprocess.run(["curl", "-s", "-o", "/dev/null", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
                        "http://127.0.0.1:%d/" % port], check=True)
        for name, path in PATHS:
            beside_nginx(directory, port, name, path)
    finally:
        nginx.terminate()
        nginx.wait()
