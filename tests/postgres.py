"""The scratch PostgreSQL (tests/with_postgres.sh): asked, stopped and started, and frozen without a word."""
import contextlib
import os
import shlex
import signal
import subprocess


def sql(statement):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


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
