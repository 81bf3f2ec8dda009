#!/usr/bin/env python3
"""Two daemons on one database: one has all profiles in memory, the other starts from cards and keeps none.
Every answer is the same. Run by tests/test_slim.sh under tests/with_daemon.py.
"""
import os
import re
import subprocess
import urllib.parse

from claims import claim, claim_stored, finish, within
from client import ADMIN, DAEMON, URL, ask
from postgres import sql


def metric(name, at):
    return int(re.search(r"^%s(?:{.*})? (\d+)$" % name, ask("GET", "/metrics", who=None, at=at).body.decode(), re.M)[1])


def unpacked(at):
    return metric("twinning_catalogue_profile_bytes", at)


class Slim:
    def __init__(self, read=True):
        # What names a running daemon is no setting of one that starts.
        env = {name: value for name, value in os.environ.items()
               if name == "TWINNING_DATABASE" or name[:9] != "TWINNING_"}
        self.process = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0", "--profiles-mib=0"], env=env,
                                        stderr=subprocess.PIPE, text=True, errors="replace")
        for line in self.process.stderr:
            said = re.search(r" port=(\d+) .*admin_port=(\d+)", line)
            if said:
                self.api, self.admin = (urllib.parse.urlsplit("http://127.0.0.1:" + port) for port in said.groups())
            if "catalogue snapshot=" in line or (said and not read):
                break

    def stop(self):
        self.process.terminate()
        self.process.stderr.read()
        return self.process.wait(60)


claim("cards are stored of all partners", within(lambda: sql("select count(*) from partner_stored where card is null or grams is null") == "0"))
slim = Slim()
claim("a start needs no profile", unpacked(slim.admin) == 0, unpacked(slim.admin))
claim("all are asked of the other", ask("GET", "/v1/exports/partners").status == 200)
claim("which has them all", unpacked(ADMIN) > 40 * 1000, unpacked(ADMIN))


def both(name, path, body=None, **more):
    """The same bytes from both; from the slim one first, so that it has nothing yet of what is asked."""
    method = "GET" if body is None else "POST"
    mine, other = ask(method, path, body, at=slim.api, **more), ask(method, path, body, **more)
    claim(name, mine.status == other.status == 200 and mine.body == other.body and
          mine.headers["ETag"] == other.headers["ETag"], (mine, other))
    return mine


def forgotten():
    return within(lambda: unpacked(slim.admin) == 0)


partners = sql("select id from partner order by id").split()
for partner in partners[:6]:
    both("matches of %s" % partner, "/v1/partners/%s/matches?limit=5" % partner)
for partner in partners[5:9]:
    both("%s as it is shown" % partner, "/v1/partners/" + partner)
claim("what was asked for is let go again", forgotten(), unpacked(slim.admin))
both("a page of partners", "/v1/partners?limit=7")
both("the next", "/v1/partners?limit=7&cursor=" + both("and its cursor", "/v1/partners?limit=7").json["next"])
both("those of a name", "/v1/partners?q=water")
both("a company's own", "/v1/me", who="company")
claim("that too is let go", forgotten(), unpacked(slim.admin))
both("names are found", "/v1/search?q=transit")
rehearsal = both("a rehearsal", "/v1/pairing-lists", {"meeting": "amm_51_2018_08", "dry_run": True})
both("the text of its snapshot", "/v1/snapshots/" + rehearsal.json["snapshot"])
claim("what needs all of them has them", unpacked(slim.admin) > 40 * 1000, unpacked(slim.admin))
slim.stop()

slim = Slim()
both("candidates of a city", "/v1/cities/phuket/candidates?limit=50")
slim.stop()

slim = Slim()
both("every partner, in one answer", "/v1/exports/partners")
slim.stop()

slim = Slim()
both("candidates of a project", "/v1/projects/phuket_eagle_eyes_cctv/candidates")
slim.stop()

# --- while it reads

holder = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
holder.stdin.write("begin; lock partner_stored in access exclusive mode; select 'held';\n")
holder.stdin.flush()
claim("what is stored is held", holder.stdout.readline() == "held\n")
slow = Slim(read=False)
claim("one that reads still is not ready", within(lambda: ask("GET", "/ready", who=None, at=slow.admin).json == {
    "status": "reading"}), ask("GET", "/ready", who=None, at=slow.admin))
told = [ask("GET", "/v1/cities", at=slow.api, Accept_Language=language) for language in ("en", "ko")]
claim("and says so", [(a.status, a.json["code"]) for a in told] == [(503, "database")] * 2 and
      "still being read" in told[0].json["detail"] and "읽고 있어" in told[1].json["detail"], told)
holder.communicate("commit;\n")
claim("ready when it has read", within(lambda: ask("GET", "/ready", who=None, at=slow.admin).status == 200))
slow.stop()

# --- what is changed by the slim one keeps its texts

slim = Slim()
path = "/v1/partners/" + partners[0]
before = ask("GET", path).json
changed = ask("PATCH", path, {"capacity": before["capacity"] + 1}, at=slim.api, If_Match="*")
claim("a change of a member leaves the texts", changed.status == 200 and before["capability_en"] and
      changed.json == {**before, "capacity": before["capacity"] + 1, "version": before["version"] + 1,
                       "state": changed.json["state"]}, changed)
claim("in the other one too", within(lambda: ask("GET", path).json == changed.json), ask("GET", path))
made = ask("POST", "/v1/pairing-lists", {"meeting": "amm_51_2018_08"}, at=slim.api, who="batch")
claim("a list is made and stored", made.status == 201, made)
slim.stop()
slim = Slim()
both("what kept a pair out of it is said from what was stored", "/v1/pairing-lists/%s/why-not?%s" % (
    made.json["id"], urllib.parse.urlencode({"partner": partners[3], "city": "phuket"})))

sql("update partner set capability_en = 'Nothing but boats' where id = '%s'" % partners[10])
claim("a changed text is seen by both", all(within(lambda: ask("GET", "/v1/partners/" + partners[10], at=at).json[
    "capability_en"] == "Nothing but boats") for at in (URL, slim.api)))
both("a changed text is scored as it is now", "/v1/partners/%s/matches" % partners[10])
claim("the daemon ends in good order", slim.stop() == 0)
claim_stored("and what is stored of partners is what they are")
finish()
