"""How the benchmarks say what they measured: two sides, their medians and spread, the ratio, and growth with size.

A time alone says as much of the machine, and of who else uses it, as of us. So a figure is of two sides
that took turns in one run. The ratio is that of the medians; its spread is that of the rounds, each of
which sets a side beside the other's turn next to it.
"""
import math
import statistics

median = statistics.median


def seconds(value):
    for least, times, unit in ((1, 1, "s"), (1e-3, 1e3, "ms"), (1e-6, 1e6, "us")):
        if value >= least:
            return "%.3g %s" % (value * times, unit) if value * times < 1000 else "%.0f %s" % (value * times, unit)
    return "%.3g ns" % (value * 1e9)


def memory(value):
    for least, unit in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if value >= least:
            return "%.1f %s" % (value / least, unit)
    return "%.0f bytes" % value


def rate(value):
    return "{:,.0f}/s".format(value)


def number(value):
    return "{:,.0f}".format(value) if value >= 100 else "%.3g" % value


def spread(values, show=number):
    """The median, and between what the rounds lie; of more than twenty, the middle half."""
    values = sorted(values)
    ends = (values[0], values[-1]) if len(values) <= 20 else (values[len(values) // 4], values[len(values) * 3 // 4])
    return "%s (%s to %s)" % (show(median(values)), show(ends[0]), show(ends[1]))


def percentile(values, hundredths):
    values = sorted(values)
    return values[min(len(values) - 1, len(values) * hundredths // 100)]


def ratio(over, under):
    """The ratio of the medians, and the least and the most of the rounds."""
    rounds = [a / b for a, b in zip(over, under)]
    return median(over) / median(under), min(rounds), max(rounds)


def wanted(value, least=None, most=None):
    """What is said of a ratio that has a target."""
    if least is not None:
        return ", wanted at least %g%s" % (least, "" if value >= least else ": MISSED")
    if most is not None:
        return ", wanted at most %g%s" % (most, "" if value <= most else ": MISSED")
    return ""


def beside(what, name, ours, peer, theirs, show=seconds, inverse=False, least=None, most=None):
    """One line: both sides, and ours over theirs (inverse: theirs over ours, for what is better when it is less)."""
    middle, low, high = ratio(theirs, ours) if inverse else ratio(ours, theirs)
    print("  %s: %s %s; %s %s; ratio %.3g (%.3g to %.3g)%s" % (
        what, name, spread(ours, show), peer, spread(theirs, show), middle, low, high, wanted(middle, least, most)), flush=True)
    return middle


def exponent(sizes, amounts):
    """How an amount grows with size: the slope through the logarithms of both."""
    return statistics.linear_regression([math.log(s) for s in sizes], [math.log(a) for a in amounts]).slope


def growth(what, by, sizes, amounts):
    print("  %s ~ %s^%.2f, from %s to %s %s" % (what, by, exponent(sizes, amounts), number(sizes[0]), number(sizes[-1]), by),
          flush=True)
