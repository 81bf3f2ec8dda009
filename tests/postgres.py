"""The scratch PostgreSQL (tests/with_postgres.sh): asked, stopped and started, and frozen without a word."""
import contextlib
import os
import shlex
import signal
import subprocess


def sql(statement):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def copy_partners(times):
    """So many partners that a pairing list takes a while: copies of those for demonstration."""
    sql("""insert into partner select (jsonb_populate_record(p, jsonb_build_object('id', 'big_' || i || p.id,
           'registration_number', null))).* from partner p cross join generate_series(1, %d) i
           where p.demonstration""" % times)
    for table in ("category", "sector", "country", "city", "reference"):
        sql("""insert into partner_{0} select (jsonb_populate_record(p, jsonb_build_object('partner',
               'big_' || i || p.partner))).* from partner_{0} p cross join generate_series(1, {1}) i
               where p.partner like 'demo%'""".format(table, times))


def pg_ctl(*words):
    subprocess.run(shlex.split(os.environ["POSTGRES_CTL"]) + list(words), check=True, stdout=subprocess.DEVNULL)


def server_pids():
    """The postmaster and its children."""
    with open(os.path.join(os.environ["PGHOST"], "data", "postmaster.pid")) as file:
        postmaster = int(file.readline())
    with open("/proc/%d/task/%d/children" % (postmaster, postmaster)) as file:
        return [postmaster, *map(int, file.read().split())]


def freeze():
    for pid in server_pids():
        os.kill(pid, signal.SIGSTOP)


def thaw():
    for pid in server_pids():
        with contextlib.suppress(ProcessLookupError):  # a backend whose client has gone leaves as soon as it wakes
            os.kill(pid, signal.SIGCONT)
