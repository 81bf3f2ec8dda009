"""The peer of what stores partners: binary COPY of the very rows that it has stored, once more, into the same tables.

With their keys and indexes, in a database that has what was there before; but nothing is read, checked, told or
answered: the triggers are off, and all rows go in by one transaction.
"""
import contextlib
import os
import re
import subprocess
import tempfile

from postgres import sql

BEFORE, AGAIN = "copied_before", "copied_again"


def counts():
    """How many rows each table has."""
    tables = sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'").split()
    lines = sql("; ".join("select '%s', count(*) from %s" % (table, table) for table in tables)).splitlines()
    return {table: int(count) for table, count in (line.split("|") for line in lines)}


def columns(table):
    """Those that are not made of others."""
    return sql("select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute "
               "where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''" % table)


def of_partners(partners):
    """The rows of these partners by table, in the order of their keys: those of the profile, and those that come with
    a change of it. `partners` is a query for their ids."""
    profile = {"partner": "id in (%s)" % partners}
    for table in ("category", "sector", "country", "city", "conflict", "reference", "contact"):
        profile["partner_" + table] = "partner in (%s)" % partners
    entries = "kind = 'partner' and id in (%s)" % partners
    return profile, {"audit": entries, "audit_content": "seq in (select seq from audit where %s)" % entries,
                     "partner_stored": "id in (%s)" % partners}


class RawCopy:
    """Made before anything is stored; it may then be measured any number of times."""

    def __init__(self):
        self.before = counts()
        subprocess.run(["createdb", "-T", "template0", BEFORE], check=True)
        dump = subprocess.run(["pg_dump"], check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", BEFORE], input=dump, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["psql", "-Xq", "-d", BEFORE, "-c", "; ".join(
            "alter table %s disable trigger user" % table for table in self.before)], check=True)

    def drop(self):
        subprocess.run(["dropdb", BEFORE], check=True)

    def grown(self):
        """The tables that have more rows than before."""
        return {table for table, count in counts().items() if count > self.before.get(table, count)}

    @contextlib.contextmanager
    def ready(self, rows):
        """What puts the rows in, once, and gives back the seconds that it took. `rows`: which ones, by table."""
        with tempfile.TemporaryDirectory() as directory:
            # Keys of other tables are looked for as in tables that are large.
            script = ["set enable_seqscan = off;", "\\timing on", "begin;"]
            for table, which in rows.items():
                named, file = columns(table), os.path.join(directory, table)
                with open(file, "wb") as out:
                    subprocess.run(["psql", "-Xqc", "copy (select %s from %s where %s) to stdout (format binary)"
                                    % (named, table, which)], check=True, stdout=out)
                script.append("\\copy %s (%s) from '%s' (format binary)" % (table, named, file))
            script.append("commit;\n")
            subprocess.run(["createdb", "-T", BEFORE, AGAIN], check=True)

            def run():
                said = subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", AGAIN], input="\n".join(script),
                                      check=True, stdout=subprocess.PIPE, text=True).stdout
                return sum(float(ms) for ms in re.findall(r"Time: ([\d.]+) ms", said)) / 1000
            try:
                yield run
            finally:
                subprocess.run(["dropdb", AGAIN], check=True)
