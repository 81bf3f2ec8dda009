"""What the daemon and PostgreSQL take of the machine."""
import os

from postgres import sql

TICK = os.sysconf("SC_CLK_TCK")
OWN, WITH_CHILDREN = (11, 12), (11, 12, 13, 14)


def ticks(pid, fields):
    with open("/proc/%s/stat" % pid) as file:
        stat = file.read().rsplit(")", 1)[1].split()
    return sum(int(stat[f]) for f in fields)


def of_daemon():
    """Seconds of the processor."""
    return ticks(os.environ["DAEMON_PID"], OWN) / TICK


def of_both():
    """Those of the daemon, and of PostgreSQL with all connections that have ended."""
    postmaster = sql("select pg_read_file('postmaster.pid')").splitlines()[0]
    return of_daemon() + ticks(postmaster, WITH_CHILDREN) / TICK


def settle():
    """Waits until the daemon has made of each partner what it keeps; the seconds of the processor that it took."""
    begun = of_daemon()
    while sql("select count(*) from partner_stored where card is null") != "0":
        pass
    return of_daemon() - begun


def memory(which):
    """Bytes: VmRSS is what the daemon has, VmHWM the most since forget_peak()."""
    with open("/proc/%s/status" % os.environ["DAEMON_PID"]) as file:
        return 1024 * next(int(line.split()[1]) for line in file if line.startswith(which))


def forget_peak():
    with open("/proc/%s/clear_refs" % os.environ["DAEMON_PID"], "w") as file:
        file.write("5")
