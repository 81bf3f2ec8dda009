"""What the suites in Python claim, wait for and count."""
import os
import time

from postgres import sql

PATIENCE = 60

counted = {True: 0, False: 0}


def claim(name, holds, got=""):
    counted[bool(holds)] += 1
    if not holds:
        print("FAIL", name, "::", str(got)[:900], flush=True)
    return bool(holds)


def claim_stored(name):
    """What is stored of each partner is what it is, and what the audit says of it last."""
    with open(os.path.join(os.path.dirname(__file__), "partner_stored.sql")) as query:
        differ = sql("set twinning.role = 'system'; " + query.read())
    claim(name, differ == "", differ)


def within(condition):
    """What the condition gives once it holds, or at the end of our patience."""
    end = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value


def finish():
    print("%d passed, %d failed" % (counted[True], counted[False]))
    raise SystemExit(counted[False] != 0)
