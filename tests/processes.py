#!/usr/bin/env python3
"""Several processes on one port: each follows the database, whatever happens to it; and they are
replaced, or die, without a client noticing. Run by tests/test_processes.sh under tests/with_daemon.py.
"""
import hashlib
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import threading

from claims import claim, finish, within
from client import ADMIN, DAEMON, TOKENS, URL, Answer, ask
from postgres import pg_ctl, sql

LOG = os.environ["DAEMON_LOG"]
SUPERVISOR = int(os.environ["DAEMON_PID"])


def log_text():
    with open(LOG, errors="replace") as file:
        return file.read()


def admin_ports():
    return sorted(set(re.findall(r"admin_port=(\d+)", log_text())))


def metrics(port):
    connection = http.client.HTTPConnection(ADMIN.hostname, int(port), timeout=60)
    connection.request("GET", "/metrics")
    return Answer(connection.getresponse()).body.decode()


def digest(port):
    said = re.search(r'twinning_catalogue_info{snapshot="([0-9a-f]{64})"}', metrics(port))
    return said[1] if said else None


def serving():
    """The processes that serve now, by number."""
    return {int(number): int(pid) for number, pid in
            re.findall(r"process number=(\d+) pid=(\d+) serves", log_text())}


ANSWERS = ["/v1/partners?limit=100", "/v1/partners?limit=3&state=verified", "/v1/partners/demo_nunbitnaru_vision",
           "/v1/partners/demo_nunbitnaru_vision/matches?limit=20", "/v1/cities?limit=100", "/v1/cities/ha_noi/candidates",
           "/v1/projects?limit=100"]


def answers(port):
    """A digest of what is answered on a port, by whoever takes the connection."""
    connection = http.client.HTTPConnection(URL.hostname, int(port), timeout=60)
    said = hashlib.sha256()
    for path in ANSWERS:
        connection.request("GET", path, headers={"Authorization": "Bearer " + TOKENS["admin"]})
        answer = Answer(connection.getresponse())
        said.update(b"%d " % answer.status + answer.body)
    connection.close()
    return said.hexdigest()


def answers_of_all():
    """So many connections that each process has taken some of them."""
    return {answers(URL.port) for _ in range(12)}


def a_fresh_one(look, **more):
    """What `look` sees of a process that starts now and knows what there is; it is given the process and its two ports."""
    # What names a running daemon is no setting of one that starts.
    env = {name: value for name, value in os.environ.items() if name == "TWINNING_DATABASE" or name[:9] != "TWINNING_"}
    process = subprocess.Popen([DAEMON, "serve", "--port=0", "--admin-port=0"], env=env, stderr=subprocess.PIPE,
                               text=True, errors="replace", **more)
    ports = None
    try:
        for line in process.stderr:
            ports = ports or re.search(r" port=(\d+) admin_address=\S+ admin_port=(\d+)", line)
            if ports and "catalogue snapshot=" in line:
                return look(process, *ports.groups())
    finally:
        process.terminate()
        process.stderr.read()
        process.wait(60)


def all_agree(name):
    wanted, said = a_fresh_one(lambda process, port, admin: (digest(admin), answers(port)))
    same = within(lambda: {digest(port) for port in admin_ports()} == {wanted})
    claim(name, wanted and same, ({port: digest(port) for port in admin_ports()}, wanted))
    claim(name + ", and answer alike", answers_of_all() == {said}, (answers_of_all(), said))


def session():
    """A session of psql that is told one statement after the other, and says when each is done."""
    process = subprocess.Popen(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)

    def tell(statement):
        process.stdin.write(statement + ";\nselect 'done';\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.strip() == "done":
                return
    return process, tell


PARTNERS = """insert into partner (id, name_en, kind, country, state, capability_en)
    select '%s_' || i, 'Partner ' || i, 'private_company', 'KR', 'verified', 'traffic systems and water works ' || i
      from generate_series(1, %d) i"""

within(lambda: len(serving()) == 2)
claim("each process has a port for operators", len(admin_ports()) == 2, admin_ports())
all_agree("every process begins with what is stored")

# --- storms

sql(PARTNERS % ("bulk", 500))
all_agree("after many at once")

LINES = "name_en,kind,country,support,categories\n" + "".join(
    "Imported %d,private_company,KR,technology,water_system:%d\n" % (i, 1 + i % 5) for i in range(700))
connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=60)
connection.request("POST", "/v1/imports?name=many.csv", LINES, {"Authorization": "Bearer " + TOKENS["staff"]})
imported = Answer(connection.getresponse())
connection.close()


def job_of_import(action):
    job = ask("POST", "/v1/imports/%s/%s" % (imported.json["id"], action), who="staff").json["id"]
    ask("GET", "/v1/jobs/%s/events" % job)  # until it has ended
    return ask("GET", "/v1/jobs/" + job).json["state"]


claim("a file of many is stored", job_of_import("run") == "done" and
      sql("select count(*) from partner where name_en like 'Imported %'") == "700", imported)
all_agree("after an import of many")
claim("and taken back", job_of_import("undo") == "done" and
      sql("select count(*) from partner where name_en like 'Imported %'") == "0", imported)
all_agree("after it was undone")

# --- all of them, in one answer

exported = ask("GET", "/v1/exports/partners")
lines = [json.loads(line) for line in exported.body.splitlines()]
claim("an export has every partner, in order", exported.status == 200 and exported.body.endswith(b"\n")
      and [line["id"] for line in lines] == sql('select id from partner order by id collate "C"').split(), exported)
shown = ask("GET", "/v1/partners/bulk_42").json
claim("each as it is shown, but for contacts", {**shown, "contacts": []} in lines, lines[0])
claim("a company may have none of it", ask("GET", "/v1/exports/partners", who="company").status == 403)

# Of two whose answers do not fit into what the kernel holds for them, one reads nothing, and the other waits for nothing.
sql(PARTNERS.replace("'traffic systems", "repeat('x', 7000) || 'traffic systems") % ("long", 1500))
all_agree("after some long profiles")
slow = socket.socket()
slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
slow.connect((URL.hostname, URL.port))
slow.sendall(("GET /v1/exports/partners HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
              % TOKENS["admin"]).encode())
wanted = slow.recv(1000)
whole = ask("GET", "/v1/exports/partners")
claim("who reads is not held up by who does not", whole.status == 200 and whole.body.count(b"\n") == len(lines) + 1500,
      whole.body.count(b"\n"))
sql("delete from partner where id like 'long\\_%'")
all_agree("while an export is under way")
received = [wanted]
while received[-1]:
    received.append(slow.recv(1 << 20))
slow.close()
body = b"".join(received)
claim("who reads at last reads what there was when it began", body.startswith(b"HTTP/1.1 200 ") and
      body.endswith(b"0\r\n\r\n") and body.count(b'"id":"long_') == 1500, (body[:200], body.count(b'"id":"long_')))

# --- more storms

# The one that began first commits last.
first, tell_first = session()
second, tell_second = session()
tell_first("begin")
tell_first(PARTNERS % ("slow", 1))
tell_second("begin")
tell_second(PARTNERS % ("quick", 1))
tell_second("commit")
all_agree("after the second of two transactions")
tell_first("commit")
all_agree("after the first of them, which commits last")
for process in (first, second):
    process.stdin.close()
    process.wait(60)

sql("delete from partner where id like 'bulk\\_%' and id <> 'bulk_7'")
sql("update city set note = 'seen' where id = 'hanoi' or id = 'ha_noi'; "
    "update project set title_en = title_en || ' (again)' where id = (select min(id) from project)")
all_agree("after deletions and a change of the network")

# Nothing is heard while the connections that listen are away.
sql("alter table partner_stored disable trigger hint_catalogue")
sql("update partner set capacity = 9 where id = 'bulk_7'")
sql("alter table partner_stored enable trigger hint_catalogue")
sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where backend_type = 'client backend' "
    "and pid <> pg_backend_pid()")
all_agree("after the connections that listen were lost")

began = len(log_text())
pg_ctl("-m", "fast", "restart")
sql("update partner set capacity = 8 where id = 'bulk_7'")
all_agree("after a restart of PostgreSQL")
claim("for which nobody reads again what was known", {int(n) for n in re.findall(
    r"catalogue snapshot=\w+ changes=(\d+)", log_text()[began:])} <= {0, 1}, log_text()[began:])

# The entry that a process stands on is not there any more: a server with another history.
began = len(log_text())
sql("set session_replication_role = replica; update audit set hash = sha256(hash) "
    "where seq = (select max(seq) from audit); notify catalogue")
claim("after its history has changed everything is read again", within(lambda: len([n for n in re.findall(
    r"catalogue snapshot=\w+ changes=(\d+)", log_text()[began:]) if int(n) > 100]) >= 2), log_text()[began:])

# --- one that nobody can read: no engine writes this many

def unreadable(port):
    return int(re.search(r"^twinning_catalogue_unreadable_partners (\d+)$", metrics(port), re.M)[1])


sql("update partner set capacity = 5000000000 where id = 'bulk_7'")
sql("update partner set capacity = 3 where id = 'slow_1'")
all_agree("after a change that cannot be read, and another that can")
claim("it is counted", [unreadable(port) for port in admin_ports()] == [1, 1])
claim("named in the log", "partner bulk_7 cannot be read: /capacity" in log_text(), log_text()[-2000:])
claim("not shown", ask("GET", "/v1/partners/bulk_7").status == 404)
claim("and holds up nobody", ask("GET", "/v1/partners/slow_1").json["capacity"] == 3)
sql("update partner set capacity = 8 where id = 'bulk_7'")
all_agree("after it was mended")
claim("it is there again", ask("GET", "/v1/partners/bulk_7").json["capacity"] == 8 and
      [unreadable(port) for port in admin_ports()] == [0, 0])

# --- replaced under load

answered = {"good": 0, "bad": []}
over = threading.Event()


def ask_on(connection):
    connection.request("GET", "/v1/partners/demo_nunbitnaru_vision/matches?limit=3",
                       headers={"Authorization": "Bearer " + TOKENS["admin"]})
    response = connection.getresponse()
    body = response.read()
    if response.status == 200 and body.startswith(b'{"'):
        answered["good"] += 1
    else:
        answered["bad"].append((response.status, body[:200]))
    return response.headers.get("Connection") != "close"


def load(anew):
    """Asks on, on a connection that it keeps, or on a new one each time: those would be refused first."""
    connection = None
    while not over.is_set():
        try:
            connection = connection or http.client.HTTPConnection(URL.hostname, URL.port, timeout=60)
            if not ask_on(connection) or anew:
                connection.close()
                connection = None
        except OSError as error:
            answered["bad"].append(repr(error))
            connection = None
        except http.client.HTTPException as error:
            answered["bad"].append(repr(error))
            connection = None
    if connection:
        connection.close()


clients = [threading.Thread(target=load, args=(i % 2 == 0,)) for i in range(8)]
for client in clients:
    client.start()
within(lambda: answered["good"] > 50)
for turn in (1, 2):
    before = serving()
    os.kill(SUPERVISOR, signal.SIGUSR2)
    within(lambda: log_text().count("processes renewed") == turn)
    after = serving()
    claim("turn %d: every process is another" % turn, len(after) == 2 and not set(before.values()) & set(after.values()),
          (before, after))
asked = answered["good"]
within(lambda: answered["good"] > asked + 50)
over.set()
for client in clients:
    client.join(60)
claim("no client noticed that processes were replaced", answered["good"] > 100 and not answered["bad"],
      (answered["good"], answered["bad"][:5]))
all_agree("the new ones know what the old ones knew")

# --- one dies

before = serving()
os.kill(before[0], signal.SIGKILL)
within(lambda: serving()[0] != before[0])
claim("one that dies is started again", serving()[0] != before[0] and serving()[1] == before[1], (before, serving()))
claim("and its death is told", "pid=%d died of signal 9" % before[0] in log_text())
all_agree("and knows what there is")

# --- what it needs

hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def descriptors(process, *_):
    with open("/proc/%d/limits" % process.pid) as limits:
        return int(re.search(r"Max open files +(\d+)", limits.read())[1])


may_open = a_fresh_one(descriptors, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard)))
claim("it allows itself as many descriptors as its clients may need", may_open > 4096, may_open)

# --- what requests cost

counts = re.findall(r'twinning_http_phase_duration_seconds_count{phase="(\w+)"} (\d+)', metrics(admin_ports()[0]) )
claim("every phase of a request has a histogram", [name for name, _ in counts] == ["read", "route", "rank", "print", "write"],
      counts)

finish()
