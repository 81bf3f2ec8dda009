"""The scratch PostgreSQL (tests/with_postgres.sh) stops answering without saying so, and goes on."""
import contextlib
import os
import signal


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
