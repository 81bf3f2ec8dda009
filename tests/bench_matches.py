#!/usr/bin/env python3
"""GET /v1/partners/{id}/matches beside nginx, which gives the same bytes from a file that is in memory.

Both sides in one run, in turns: wrk, 1 thread, 64 connections, loopback. Each request of ours is
authorised, ranked and printed by itself, and logged; what was told of a stored partner's scores is kept
as long as nothing changes that it rests on, so that one partner alone is the best that can be: hence
all of them in turns. POST /v1/matches scores a profile that nobody knows: the same each time, and nothing of it is kept.
Requests a second and processor time a request, of both sides, and how the latter grows with the answer.

    bench_matches.py          over the network of 2018
    bench_matches.py large    over tests/network_large.sql: 10,000 projects
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

import figures

URL, TOKEN = os.environ["TWINNING_URL"], os.environ["TWINNING_TOKEN"]
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), int(os.environ.get("SECONDS_EACH", "3"))
OURS = "/v1/partners/demo_nalsaendol_transit/matches"
PROFILE = {"profile": {"name_en": "Somebody new", "kind": "private_company", "country": "KR",
                       "categories": [{"id": "public_transportation", "strength": 5}], "support": ["technology"],
                       "quadrants": ["dense_emerging"], "capability_en": "Bus arrival times, traffic signals, smart cards",
                       "references": [{"city": "Seoul", "country": "KR", "category": "public_transportation", "year": 2015}]}}
LARGE = sys.argv[1:] == ["large"]
# name, path, what is posted, the ratios that are wanted: of requests a second at least, of processor time at most
ASKED = [("with every sentence", OURS, None, None, None), ("with all parts", OURS + "?evidence=false", None, 0.9, 1.25),
         ("bare", OURS + "?explain=false", None, None, None),
         ("of a profile not stored, with all parts", "/v1/matches?evidence=false", PROFILE, None, None)]
if LARGE:	# what the best ten of 700 cities have is much more to print; nginx gives as much
    ASKED = [("over 10,000 projects, with all parts", OURS + "?evidence=false", None, 0.6, None),
             ("over 10,000 projects, bare", OURS + "?explain=false", None, 0.6, None),
             ("over 10,000 projects of a profile not stored, with all parts", "/v1/matches?evidence=false", PROFILE, 0.6, None)]


def answer(url, headers, body=None):
    return urllib.request.urlopen(urllib.request.Request(url, body, headers)).read()


def ticks(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


class Side:
    def __init__(self, pid, url, headers=(), script=None):
        self.pid, self.rates, self.costs = pid, [], []
        self.command = ["wrk", "-t1", "-c64", "-d%ds" % SECONDS, *sum((["-H", h] for h in headers), []),
                        *(["-s", script] if script else []), url]

    def run(self):
        before = ticks(self.pid)
        said = subprocess.run(self.command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise SystemExit(said)
        self.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]))
        count = int(re.search(r"(\d+) requests in", said)[1])
        self.costs.append((ticks(self.pid) - before) / os.sysconf("SC_CLK_TCK") / count)


def beside_nginx(directory, nginx, port, name, ours, body, rate=None, cost=None):
    file = "%d.json" % len(body)
    with open(os.path.join(directory, file), "wb") as out:
        out.write(body)
    theirs = Side(nginx, "http://127.0.0.1:%d/%s" % (port, file))
    compare("%s, %d bytes" % (name, len(body)), ours, theirs, rate, cost)
    return len(body), figures.median(ours.costs), figures.median(theirs.costs)


def compare(name, ours, theirs, rate=None, cost=None):
    for _ in range(ROUNDS):
        theirs.run()
        ours.run()
    print("  matches %s" % name)
    figures.beside("  requests a second", "twinningd", ours.rates, "nginx", theirs.rates, figures.rate, least=rate)
    figures.beside("  processor time a request", "twinningd", ours.costs, "nginx", theirs.costs, most=cost)


def turns(script, paths):
    """Writes a script for wrk that asks for one path after the other."""
    with open(script, "w") as lua:
        lua.write("local asked, n = {}, 0\ninit = function()\n  for i, path in ipairs({%s}) do asked[i] = wrk.format('GET', path) end\n"
                  "end\nrequest = function() n = n %% #asked + 1 return asked[n] end\n" % ", ".join('"%s"' % path for path in paths))
    return script


def of_all_partners(directory, nginx, port, pid, headers):
    ids = [item["id"] for item in json.loads(answer(URL + "/v1/partners?limit=100", headers))["items"]]
    paths = ["/v1/partners/%s/matches?evidence=false" % id for id in ids]
    files = ["/turn-%s.json" % id for id in ids]
    for path, file in zip(paths, files):
        with open(directory + file, "wb") as out:
            out.write(answer(URL + path, headers))
    compare("with all parts, of %d partners in turns" % len(ids),
            Side(pid, URL, ["%s: %s" % header for header in headers.items()], turns(directory + "/ours.lua", paths)),
            Side(nginx, "http://127.0.0.1:%d" % port, (), turns(directory + "/theirs.lua", files)))


def worker_of(nginx):
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % pid) as stat:
                if int(stat.read().rsplit(")", 1)[1].split()[1]) == nginx:
                    return int(pid)
        except OSError:
            pass
    raise SystemExit("nginx has no worker")


def post(script, body):
    """Writes a script for wrk that posts this."""
    with open(script, "w") as lua:
        lua.write("wrk.method = 'POST'\nwrk.body = [==[%s]==]\nwrk.headers['Content-Type'] = 'application/json'\n" % body)
    return script


def main(directory, port, nginx):
    headers, pid, sized = {"Authorization": "Bearer " + TOKEN}, int(os.environ["DAEMON_PID"]), []
    lines = ["%s: %s" % header for header in headers.items()]
    for name, path, posted, rate, cost in ASKED:
        body = posted and json.dumps(posted)
        said = answer(URL + path, {**headers, "Content-Type": "application/json"}, body and body.encode())
        ours = Side(pid, URL + path, lines, body and post(os.path.join(directory, "post.lua"), body))
        found = beside_nginx(directory, nginx, port, name, ours, said, rate, cost)
        sized += [] if posted else [found]
    sizes, ours, theirs = zip(*sorted(sized))
    figures.growth("processor time a request of twinningd", "bytes", sizes, ours)
    figures.growth("that of nginx", "bytes", sizes, theirs)
    if not LARGE:
        of_all_partners(directory, nginx, port, pid, headers)


with tempfile.TemporaryDirectory() as directory:
    os.chmod(directory, 0o755)
    port = 20000 + os.getpid() % 10000
    with open(os.path.join(directory, "nginx.conf"), "w") as conf:
        conf.write("""worker_processes 1; daemon off; pid %(d)s/pid; error_log %(d)s/error;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 100000000;
  default_type application/json; client_body_temp_path %(d)s; proxy_temp_path %(d)s; fastcgi_temp_path %(d)s;
  uwsgi_temp_path %(d)s; scgi_temp_path %(d)s;
  server { listen 127.0.0.1:%(p)d; root %(d)s; } }
""" % {"d": directory, "p": port})
    nginx = subprocess.Popen(["/usr/sbin/nginx", "-p", directory, "-c", os.path.join(directory, "nginx.conf")],
                             stderr=subprocess.DEVNULL)
    try:
        subprocess.run(["curl", "-s", "-o", "/dev/null", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
                        "http://127.0.0.1:%d/" % port], check=True)
        main(directory, port, worker_of(nginx.pid))
    finally:
        nginx.terminate()
        nginx.wait()
