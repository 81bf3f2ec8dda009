#!/usr/bin/env python3
"""Imports, as clients see them. Run by tests/test_imports.sh, under tests/with_daemon.py.

The daemon beside it serves the API only; this starts and kills the workers.
"""
import atexit
import csv
import http.client
import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from claims import claim, claim_stored, finish, within
from client import DAEMON, TOKENS, URL, ask, expect
from postgres import sql

PATIENCE = 180
LOG = open(os.environ["WORKER_LOG"], "a") if "WORKER_LOG" in os.environ else subprocess.DEVNULL
HEAD = "기업명,종류,국가,사업자등록번호,분야,제공 가능한 지원,최소 규모,담당자\n"


class Worker:
    def __init__(self):
        database = os.environ["TWINNING_DATABASE"].replace("user=" + os.environ["PGUSER"], "user=twinning")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TWINNING_")}
        self.process = subprocess.Popen([DAEMON, "serve", "--role=worker", "--admin-port=0", "--lease-seconds=1",
                                         "--database", database], env=environment, stderr=LOG)
        atexit.register(self.kill)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def send(body, name="partners.csv", who="staff", **headers):
    """A file as it is, under a name."""
    return ask("POST", "/v1/imports?" + urllib.parse.urlencode({"name": name}), body.encode() if isinstance(body, str) else body,
               who, **{"Content_Type": "application/octet-stream", **headers})


def upload(body, name="partners.csv"):
    a = send(body, name)
    assert a.status == 201, a
    return a.json


def change(import_, **members):
    a = ask("PATCH", "/v1/imports/" + import_["id"], members, who="staff", If_Match="*")
    assert a.status == 200, a
    return a.json


def watch(job):
    """The job's last event."""
    connection = http.client.HTTPConnection(URL.hostname, URL.port, timeout=PATIENCE)
    connection.request("GET", "/v1/jobs/%s/events" % job, headers={"Authorization": "Bearer " + TOKENS["staff"]})
    response = connection.getresponse()
    last, until = None, time.monotonic() + PATIENCE
    for line in response:
        if time.monotonic() > until:
            break
        if line.startswith(b"data: "):
            last = json.loads(line[6:])
    connection.close()
    return last


def start(import_, action):
    a = ask("POST", "/v1/imports/%s/%s" % (import_["id"], action), who="staff")
    assert a.status == 202, a
    return a.json["id"]


def do(import_, action):
    """The import after its job has ended, and the job."""
    job = watch(start(import_, action))
    return ask("GET", "/v1/imports/" + import_["id"], who="staff").json, job


def report(import_, **query):
    a = ask("GET", "/v1/imports/%s/report?%s" % (import_["id"], urllib.parse.urlencode(query)), who="staff")
    assert a.status == 200, a
    return a.json


def partner(name, good=lambda p: True):
    """As the API shows it, once it has followed what a worker stored."""
    def shown():
        found = ask("GET", "/v1/partners?" + urllib.parse.urlencode({"q": name}), who="staff").json["items"]
        return found[0] if found and good(found[0]) else None

    found = within(shown)
    assert found, "no partner " + name
    return found


def count(where="true"):
    return int(sql("select count(*) from partner where " + where))


def number(serial):
    """A Korean business registration number with its check digit."""
    nine = "%09d" % serial
    total = sum(int(d) * w for d, w in zip(nine, (1, 3, 7, 1, 3, 7, 1, 3, 5))) + int(nine[8]) * 5 // 10
    return nine + str((10 - total % 10) % 10)


def workbook(sheets, shared=True):
    """An XLSX file: {name: rows of cells}; numbers are numbers."""
    strings, parts = [], {}
    for i, rows in enumerate(sheets.values(), 1):
        xml = []
        for r, row in enumerate(rows, 1):
            cells = []
            for c, cell in enumerate(row):
                place = "%s%d" % (chr(65 + c), r)
                if isinstance(cell, int):
                    cells.append('<c r="%s"><v>%d</v></c>' % (place, cell))
                elif cell is not None:
                    strings.append(cell)
                    cells.append('<c r="%s" t="s"><v>%d</v></c>' % (place, len(strings) - 1))
            xml.append('<row r="%d">%s</row>' % (r, "".join(cells)))
        parts["xl/worksheets/sheet%d.xml" % i] = "<worksheet><sheetData>%s</sheetData></worksheet>" % "".join(xml)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    parts["xl/workbook.xml"] = '<workbook xmlns:r="x"><sheets>%s</sheets></workbook>' % "".join(
        '<sheet name="%s" r:id="r%d"/>' % (name, i) for i, name in enumerate(sheets, 1))
    parts["xl/_rels/workbook.xml.rels"] = "<Relationships>%s%s</Relationships>" % (
        "".join('<Relationship Id="r%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>' % (i, kind, i)
                for i in range(1, len(sheets) + 1)),
        '<Relationship Id="s" Type="%ssharedStrings" Target="sharedStrings.xml"/>' % kind)
    parts["xl/sharedStrings.xml"] = "<sst>%s</sst>" % "".join("<si><t>%s</t></si>" % s for s in strings)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(name, text)
    return out.getvalue()


def part_upload():
    a = send(HEAD + "한빛,민간기업,대한민국,%s,상하수도·물관리,기술,1000,\n" % number(123456789))
    claim("an upload shows how the file will be read", a.status == 201 and a.json["encoding"] == "utf-8" and
          a.json["kind"] == "csv" and a.json["header_row"] == 1 and a.json["state"] == "ready" and
          [c["member"] for c in a.json["columns"]] == ["name_ko", "kind", "country", "registration_number", "categories",
                                                       "support", "ticket_min", "contacts"], a)
    claim("with its first rows", a.json["sheets"][0]["rows"][1]["cells"][0] == "한빛", a)
    claim("and where it is", a.headers["Location"] == "/v1/imports/" + a.json["id"] and a.headers["ETag"] == '"v1"', a)
    claim("it is shown again", ask("GET", a.headers["Location"], who="staff").json == a.json)
    claim("and listed", a.json["id"] in [i["id"] for i in ask("GET", "/v1/imports", who="staff").json["items"]])

    korean = upload((HEAD + "한빛,민간기업,KR,,,,,\n").encode("cp949"))
    claim("CP949 is recognised", korean["encoding"] == "cp949" and korean["sheets"][0]["rows"][1]["cells"][0] == "한빛", korean)
    wide = upload(HEAD.replace(",", "\t").encode("utf-16"), "unicode.txt")
    claim("so is Excel's Unicode text", wide["encoding"] == "utf-16le" and len(wide["columns"]) == 8, wide)
    book = upload(workbook({"안내": [["가져오기 안내"]], "명단": [["2026년 파트너"], [], ["Company name", "Kind", "비고"],
                                                          ["Acme", "company", "x"]]}), "명단.xlsx")
    claim("a workbook is opened where its header is", book["kind"] == "xlsx" and book["encoding"] is None and
          book["sheet"] == 2 and book["header_row"] == 3 and [s["name"] for s in book["sheets"]] == ["안내", "명단"] and
          [c["member"] for c in book["columns"]] == ["name_en", "kind", None] and book["name"] == "명단.xlsx", book)

    for name, body, code in (("an old Excel file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "bad-file"),
                             ("a zip file that is no workbook", b"PK\x03\x04" + bytes(100), "bad-file"),
                             ("an empty file", b"", "bad-file"), ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0", "bad-file"),
                             ("CSV that does not close", "a,b\n\"1,2\n", "bad-file")):
        a = send(body)
        claim(name + " is refused with a sentence", a.status == 422 and a.json["code"] == code and len(a.json["detail"]) > 20, a)
    a = send(b"\xd0\xcf\x11\xe0", Accept_Language="ko")
    claim("in Korean, too", "암호" in a.json["detail"], a)
    claim("a name is required", ask("POST", "/v1/imports", who="staff").status == 400)
    for who in ("batch", "approver", "company", "city"):
        claim("no upload by " + who, send("x", who=who).status == 403)
    claim("nor by nobody", send("x", who=None).status == 401)
    large = HEAD + "한빛,민간기업,KR,,,,,%s\n" % ("가" * 100) * 1
    large += "x,company,,,,,,\n" * 200000
    claim("a large file is for who may import", send(large, who="staff").status == 201)
    claim("and too large for others", send(large, who="batch").status == 413)

    a = send(HEAD + "한빛,민간기업,,,,,,\n", Idempotency_Key="upload-1")
    again = send(HEAD + "한빛,민간기업,,,,,,\n", Idempotency_Key="upload-1")
    claim("an upload is safe to repeat", a.status == again.status == 201 and a.json == again.json, again)
    claim("but not with another file", send(HEAD, Idempotency_Key="upload-1").status == 422)

    plan = ask("PATCH", "/v1/imports/" + book["id"], {"columns": [{"number": 1, "member": "name_en"}, {"number": 3, "member": "capability_en"}],
                                                      "duplicates": "update"}, who="staff", If_Match='"v1"')
    claim("the columns can be changed", plan.status == 200 and [c["member"] for c in plan.json["columns"]] ==
          ["name_en", None, "capability_en"] and plan.json["columns"][2]["header"] == "비고" and
          plan.json["version"] == 2 and plan.json["duplicates"] == "update", plan)
    claim("but not over another's change", ask("PATCH", "/v1/imports/" + book["id"], {"sheet": 1}, who="staff", If_Match='"v1"').status == 412)
    again = upload(workbook({"명단": [["Company name", "비고"], ["Acme", "x"]]}), "x.xlsx")
    claim("what was said of a header is proposed the next time", [c["member"] for c in again["columns"]] == ["name_en", "capability_en"], again)
    moved = change(book, sheet=1, header_row=1)
    claim("another sheet has other columns", [c["header"] for c in moved["columns"]] == ["가져오기 안내"] and moved["sheet"] == 1, moved)
    for name, patch, pointer in (("a sheet that is not there", {"sheet": 9}, "/sheet"),
                                 ("a row that is none of the first", {"header_row": 77}, "/header_row"),
                                 ("a member that cannot be imported", {"columns": [{"number": 1, "member": "state"}]}, "/columns/0/member"),
                                 ("a member twice", {"columns": [{"number": 1, "member": "kind"}, {"number": 2, "member": "kind"}]}, "/columns/1"),
                                 ("an unknown way", {"mistakes": "hope"}, "/mistakes")):
        a = ask("PATCH", "/v1/imports/" + korean["id"], patch, who="staff", If_Match="*")
        claim(name + " is refused", a.status == 422 and a.json["errors"][0]["pointer"] == pointer, a)
    expect("an import that is not there", (404, "not-found"), "GET", "/v1/imports/none", who="staff")


def part_rows():
    good = number(100000001)
    rows = [
        "한별에너지,민간기업,대한민국,%s,상하수도·물관리:4;스마트시티,\"기술, 자문\",\"1,000,000\",김민지|minji@example.org||한국어" % good,
        "푸른물,private_company,kr,123-45-67890,water_system,기술,,",      # 4: a wrong check digit
        "맑은하늘,민간기업,KR,12345,water_system,기술,,",                  # 5: not ten digits
        "두번째,민간기업,KR,%s,water_system,기술,,"                        # 6: the number of row 3
        % (good[:3] + "-" + good[3:5] + "-" + good[5:]),
        "무엇,우주선,KR,,없는분야:9,기술,많이,",                            # 7: three wrong cells
        "한별에너지(주),민간기업,,,,,,",                                   # 8: the name of row 3
        "날샌돌교통,민간기업,,,,,,",
        ",민간기업,,,,,,",                                                # 10: no name
        "바른길,민간기업,KR,%s,,,,김|no-address" % number(100000002).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        "온새미,민간기업,KR,%s,,,,\u1100\u1175\u11b7" % number(100000003),
    ]
    before = count()
    i = upload("파트너 목록,,,,,,,\n" + HEAD + "\n".join(rows) + "\n")
    claim("the header is found below a title", i["header_row"] == 2, i)
    checked, job = do(i, "check")
    r = checked["result"]
    claim("a dry run ends well", job["state"] == "done" and job["kind"] == "import_check" and job["import"] == i["id"], job)
    notes = {n["row"]: n for n in report(i)["items"]}
    claim("the first row is taken", 3 not in notes, notes.get(3))
    claim("and counts", (r["rows"], r["created"], r["rejected"], r["stored"]) == (10, 3, 7, False), r)
    claim("and stores nothing", count() == before and checked["state"] == "ready")
    said = {row: [(x["member"], x["code"], x["column"]) for x in n["reasons"]] for row, n in notes.items()}
    claim("format, check digit and duplicate are three messages", said[4] == [("registration_number", "registration-check", 4)] and
          said[5] == [("registration_number", "registration-format", 4)] and
          said[6] == [("registration_number", "registration-twice", 4)], said)
    claim("every wrong cell of a row is told, with its column", [(m.split("/")[0], c) for m, _, c in said[7]] ==
          [("kind", 2), ("categories", 5), ("categories", 5), ("ticket_min", 7)], said[7])
    claim("a name may stand once", said[8] == [("name_ko", "name-twice", 1)], said[8])
    claim("a name is needed", said[10][0][1] == "one-name", said[10])
    claim("an address must be one", said[11] == [("contacts/0/email", "must-be-email", 8)], said[11])
    one = notes[4]["reasons"][0]
    claim("in both languages", "check digit" in one["en"] and "검증 숫자" in one["ko"] and one["header"] == "사업자등록번호", one)
    page = report(i, limit=2)
    claim("the report comes in pages", [n["row"] for n in page["items"]] == [4, 5] and
          [n["row"] for n in report(i, limit=2, cursor=page["next"])["items"]] == [6, 7], page)

    refused, job = do(i, "run")
    claim("all or nothing is nothing when a row is wrong", job["state"] == "done" and not refused["result"]["stored"] and
          count() == before and refused["state"] == "ready", refused["result"])
    change(i, mistakes="skip_rows")
    stored, job = do(i, "run")
    claim("wrong rows can be left out", stored["state"] == "stored" and stored["result"]["stored"] and count() == before + 3, stored["result"])
    p = partner("한별에너지")
    claim("words, numbers and lists are read as people write them", p["kind"] == "private_company" and p["country"] == "KR" and
          p["ticket_min"] == 1000000 and p["support"] == ["technology", "advisory"] and p["state"] == "draft" and
          sorted((c["id"], c["strength"]) for c in p["categories"]) == [("smart_city", 3), ("water_system", 4)], p)
    claim("contacts too", p["contacts"] == [{"name": "김민지", "email": "minji@example.org", "phone": None, "language": "ko"}], p["contacts"])
    wide = sql("select registration_number from partner where name_ko = '온새미'")
    claim("letters come composed", sql("select name from partner_contact where partner = (select id from partner where name_ko = '온새미')") == "김", wide)
    audited = sql("""set twinning.role = 'system'; select count(*), count(distinct a.id),
          bool_and(c.after::jsonb = (select document from partner_document d where d.id = a.id)), min(a.role), bool_and(a.token is not null)
          from audit a join audit_content c using (seq) where a.kind = 'partner' and a.action = 'create'
          and a.id in (select partner from import_change where import = '%s')""" % i["id"])
    claim("each new partner is in the audit, with all of it", audited == "3|3|t|system|t", audited)
    claim("and the chain holds", sql("""select bool_and(hash = sha256(coalesce(lag, '') || convert_to(audit_line(a), 'UTF8')))
          from (select a, hash, lag(hash) over (order by seq) from audit a) x""") == "t")
    claim_stored("and stored as a document")
    expect("what is stored is not run again", 409, "POST", "/v1/imports/%s/run" % i["id"], who="staff")
    expect("nor changed", 409, "PATCH", "/v1/imports/" + i["id"], {"sheet": 1}, who="staff", If_Match="*")


def part_duplicates():
    one, two = number(200000001), number(200000002)
    i = upload(HEAD + "가온누리,민간기업,KR,%s,,,5000,\n나린소프트,민간기업,KR,%s,,,,\n" % (one, two))
    do(i, "run")
    again = upload("기업명,사업자등록번호,국가,최소 규모,역량\n가온누리,%s,KR,7000,새로운 소개\n나린 소프트 주식회사,,,,\n나린소프투,,,,\n" % one)
    again = change(again, columns=[{"number": n, "member": m} for n, m in enumerate(
        ("name_ko", "registration_number", "country", "ticket_min", "capability_ko"), 1)])
    claim("a file without kinds has none", do(again, "check")[0]["result"]["rejected"] == 3)
    text = "기업명,종류,사업자등록번호,국가,최소 규모,역량\n가온누리,민간기업,%s,KR,7000,새로운 소개\n나린 소프트 주식회사,민간기업,,,,\n나린소프투,민간기업,,,,\n" % one
    again = upload(text)
    seen, _ = do(again, "check")
    notes = {n["row"]: (n["outcome"], n["reasons"][0]["code"]) for n in report(again)["items"]}
    claim("a duplicate is known by its number, by its name, and by one like it", notes == {
        2: ("skipped", "registration-known"), 3: ("skipped", "name-known"), 4: ("similar", "name-similar")}, notes)
    claim("and counted so", (seen["result"]["created"], seen["result"]["skipped"], seen["result"]["similar"]) == (1, 2, 1), seen["result"])
    change(again, similar="skip")
    claim("what is similar may be left out", do(again, "check")[0]["result"]["created"] == 0)
    change(again, duplicates="update")
    done, job = do(again, "run")
    claim("or duplicates brought up to date", (done["result"]["updated"], done["result"]["created"]) == (2, 0) and done["state"] == "stored", (done, job))
    p = partner("가온누리", lambda p: p["version"] == 2)
    claim("by what the file says, and no more", p["ticket_min"] == 7000 and p["capability_ko"] == "새로운 소개" and
          p["registration_number"] == one and p["version"] == 2, p)

    # Somebody changes one of them by hand; undoing leaves that alone and says so.
    ask("PATCH", "/v1/partners/" + p["id"], {"capacity": 5}, who="staff", If_Match="*")
    back, _ = do(again, "undo")
    kept = report(again, outcome="kept")["items"]
    claim("undoing restores what nobody has changed since", back["state"] == "undone" and back["result"]["undone"] == 1 and
          back["result"]["kept"] == 1, back)
    claim("and says what stays", [(n["partner"], n["reasons"][0]["code"]) for n in kept] == [(p["id"], "import-kept-changed")], kept)
    claim("the other one has its old name", sql("select name_ko from partner where registration_number = '%s'" % two) == "나린소프트")
    expect("what is undone is not undone again", 409, "POST", "/v1/imports/%s/undo" % again["id"], who="staff")

    gone, _ = do(i, "undo")
    claim("undoing takes new partners away", (gone["result"]["undone"], gone["result"]["kept"]) == (1, 1) and
          count("name_ko = '나린소프트'") == 0, gone["result"])
    again, _ = do(i, "run")
    claim("and the same file can be stored again", again["state"] == "stored" and count("name_ko = '나린소프트'") == 1, again)


def read_book(data):
    """{sheet: rows of cells} of an XLSX file that we wrote, which keeps its strings inline."""
    import re
    from xml.etree import ElementTree
    sheets = {}
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        strip = lambda text: re.sub(r' xmlns(:\w+)?="[^"]*"', "", text.decode())
        names = [s.get("name") for s in ElementTree.fromstring(strip(z.read("xl/workbook.xml")).replace("r:id", "rid")).iter("sheet")]
        for i, name in enumerate(names, 1):
            rows = []
            for row in ElementTree.fromstring(strip(z.read("xl/worksheets/sheet%d.xml" % i)).replace("xml:space", "space")).iter("row"):
                cells = {}
                for c in row.iter("c"):
                    cells[re.match("[A-Z]+", c.get("r"))[0]] = "".join(t.text or "" for t in c.iter("t"))
                rows.append(cells)
            sheets[name] = rows
    return sheets


def file_of(path, who="staff", **headers):
    return ask("GET", path, who=who, **headers)


def part_files():
    a = file_of("/v1/imports/template?format=xlsx&lang=ko")
    book = read_book(a.body) if a.status == 200 else {}
    claim("a workbook to fill in, with instructions and words", list(book) == ["파트너", "작성 안내", "쓸 수 있는 값"], list(book) or a)
    claim("it is a file with a name", "attachment" in a.headers["Content-Disposition"] and "partners.xlsx" in a.headers["Content-Disposition"] and
          a.headers["Content-Type"].startswith("application/vnd.openxml"), a.headers)
    schema = ask("GET", "/openapi.json").json["components"]["schemas"]["Partner"]["properties"]
    members = [m for m, s in schema.items() if not s.get("readOnly")]
    claim("a column for each member of a profile", len(book["파트너"][0]) == len(members) == 22, (book["파트너"], members))
    claim("each explained in both languages", all(len(r["C"]) > 10 and len(r["D"]) > 5 for r in book["작성 안내"][1:]), book["작성 안내"])
    words = {r["B"]: (r["C"], r["D"]) for r in book["쓸 수 있는 값"]}
    claim("the words it takes, in both languages", words["water_system"] == ("Water system", "상하수도·물관리") and
          words["technology"] == ("Technology", "기술") and "ha_noi" in words, list(words)[:20])
    for lang in ("en", "ko"):
        i = upload(file_of("/v1/imports/template?format=xlsx&lang=" + lang).body, "t.xlsx")
        claim("its header is understood, in " + lang, sorted(c["member"] or "" for c in i["columns"]) == sorted(members), i["columns"])
        i = upload(file_of("/v1/imports/template?format=csv&lang=" + lang).body, "t.csv")
        done, job = do(i, "check")
        claim("the example of the CSV is a good row, in " + lang, done["result"] and done["result"]["created"] == 1, (done["result"], job["problem"], report(i)))
    claim("not for everybody", file_of("/v1/imports/template", who="company").status == 403)

    rows = "기업명,종류,전화,역량(국문)\n=날조,우주선,x,'+82 전화\n좋은 회사,민간기업,x,y\n,민간기업,x,\"두 줄\n짜리\"\n"
    i = change(upload(rows), mistakes="skip_rows")
    do(i, "run")
    text = file_of("/v1/imports/%s/rejected?format=csv&lang=ko" % i["id"]).body.decode()
    claim("rejected rows come back with the reasons", text.startswith("\ufeff기업명,종류,전화,역량(국문),거절된 행,거절 이유\r\n'=날조,우주선,") and
          "우주선" in text and ",2," in text and text.count("\r\n") == 3, text)
    book = read_book(file_of("/v1/imports/%s/rejected?format=xlsx&lang=en" % i["id"]).body)
    claim("as a workbook, too", [r.get("E") for r in book["Rejected"]] == ["Rejected row", "2", "4"] and
          "kind" in book["Rejected"][1]["F"].lower() or "종류" in book["Rejected"][1]["F"], book)
    mended = text.replace("우주선", "민간기업").replace("\r\n,민간기업", "\r\n두 줄 회사,민간기업")
    again = change(upload(mended), mistakes="skip_rows")
    done, _ = do(again, "run")
    claim("and go in when they are mended", done["result"]["created"] == 2, (done, report(again)))
    claim("as they were meant", sql("select name_ko, capability_ko from partner where name_ko = '=날조'") == "=날조|+82 전화",
          sql("select name_ko, capability_ko from partner where name_ko like '%날조'"))
    many = change(upload("기업명,종류\n" + "회사,없음\n" * 2500), mistakes="skip_rows")
    do(many, "check")
    text = file_of("/v1/imports/%s/rejected?format=csv" % many["id"]).body.decode()
    claim("however many they are", text.count("\r\n") == 2501, text.count("\r\n"))
    lines = upload(json.dumps({"name_ko": "줄나라", "kind": "private_company"}) + "\n{\"name_ko\":1}\n[]\n")
    change(lines, mistakes="skip_rows")
    done, _ = do(lines, "run")
    claim("a JSON object a line will do as well", (done["result"]["created"], done["result"]["rejected"]) == (1, 2), (done, report(lines)))


WHOLE = {"name_en": "=SUM(A1) \"Works\", Ltd.", "name_ko": "@나란히 주식회사", "kind": "private_company", "country": "KR",
         "registration_number": number(700000001), "categories": [{"id": "water_system", "strength": 5}, {"id": "smart_city", "strength": 1}],
         "sectors": [{"id": "industry_water", "strength": 2}, {"id": "industry_health_care"}], "support": ["technology", "training"],
         "quadrants": ["dense_emerging"], "wanted_countries": ["VN", "TH"], "wanted_cities": ["ha_noi", "Cebu"],
         "excluded_countries": ["LA"], "excluded_cities": ["phuket", "manila"],
         "conflicts": ["phuket_eagle_eyes_cctv", "chonburi_smart_grid"],
         "ticket_min": 0, "ticket_max": 5000000,
         "references": [{"city": "Seoul", "country": "KR", "category": "water_system", "year": 2014, "role": " operator; \"prime\" | 1\\2 "},
                        {"city": "수원|화성; 오산", "country": "KR", "category": "smart_city", "role": "advisor"},
                        {"city": "Da Nang ", "country": "VN", "category": "smart_city", "year": 2016},
                        {"city": "Jeonju", "country": "KR", "category": "industry_health_care", "year": 2015}],
         "languages": ["ko", "en"], "capability_en": "+ pumps; pipes, \"smart\" meters\nin two lines", "capability_ko": "－ 펌프와 관",
         "capacity": 0, "contacts": [{"name": "Kim", "email": "kim@example.org"}]}


def part_export():
    """What a person opens in a spreadsheet can be imported again, and nothing of it is lost."""
    other = {"name_ko": "이름뿐", "kind": "university"}
    marked = {"name_ko": "'=따옴표", "name_en": " ''@ Ltd ", "kind": "university", "capability_ko": "\t들여쓰기 '"}
    made = [ask("POST", "/v1/partners", body, who="staff").json for body in (WHOLE, other, marked)]
    ids = {member: [x["id"] for x in made[0][member]] for member in ("categories", "sectors")}
    ids.update((member, made[0][member]) for member in ("wanted_countries", "wanted_cities", "excluded_cities", "conflicts"))
    claim("what is a set stands in the order of its ids", all(ids.values()) and all(x == sorted(x) for x in ids.values()), ids)
    claim_stored("and the audit has of a new partner what the tables hold")
    unlike = ("id", "version", "contacts")
    for lang in ("en", "ko"):
        a = file_of("/v1/exports/partners?format=csv&lang=" + lang)
        text = a.body.decode()
        claim("an export is a file for a spreadsheet, in " + lang, a.status == 200 and a.headers["Content-Type"] == "text/csv; charset=utf-8" and
              "partners.csv" in a.headers["Content-Disposition"] and text.startswith("\ufeff"), a.headers)
        template = file_of("/v1/imports/template?format=csv&lang=" + lang).body.decode()
        claim("with the columns of the template", text.split("\r\n")[0] == template.split("\r\n")[0], text[:400])
        claim("and a line for each partner", len(list(csv.reader(io.StringIO(text)))) == 1 + count(), text[-300:])
        claim("which a spreadsheet does not run", "\"'=SUM(A1)" in text and ",'@나란히" in text and "\"'+ pumps" in text and ",'－ 펌프" in text,
              [line for line in text.split("\r\n") if "SUM" in line])
        claim("without contacts", "kim@example.org" not in text)
        sql("delete from partner where id in (%s)" % ", ".join("'%s'" % m["id"] for m in made))
        again = change(upload(a.body, "partners.csv"), duplicates="skip")
        done, job = do(again, "run")
        claim("what is not there any more is stored again, in " + lang, done["result"] and done["result"]["created"] == 3 and
              done["result"]["rejected"] == 0, (done["result"], job["problem"], report(again, outcome="rejected")))
        for m in made:
            now = partner(m["name_ko"])
            claim("as it was: " + m["name_ko"], {k: v for k, v in now.items() if k not in unlike} ==
                  {k: v for k, v in m.items() if k not in unlike}, (m, now))
        made = [{**m, "id": partner(m["name_ko"])["id"]} for m in made]
    expect("work is a category or a sector", 422, "POST", "/v1/partners", {**other, "references": [
        {"city": "Jeonju", "country": "KR", "category": "nursing"}]}, who="staff",
        has=lambda j: j["errors"][0]["pointer"] == "/references/0/category" and "category or sector" in j["errors"][0]["detail"])
    claim("a document a line is what it is otherwise", file_of("/v1/exports/partners").headers["Content-Type"] == "application/x-ndjson")
    expect("no other format", 400, "GET", "/v1/exports/partners?format=xlsx", who="staff")
    claim("HEAD says what it would be", file_of("/v1/exports/partners?format=csv").headers["Content-Disposition"] ==
          ask("HEAD", "/v1/exports/partners?format=csv", who="staff").headers["Content-Disposition"])
    for m in made:
        sql("delete from partner where id = '%s'" % m["id"])


def part_search():
    def found(q, who="staff", **more):
        a = ask("GET", "/v1/search?" + urllib.parse.urlencode({"q": q, **more}, quote_via=urllib.parse.quote), who=who)
        assert a.status == 200, a
        return a.json["items"]

    i = upload("name_en,name_ko,kind\nHangyeol Smart,한결스마트,private_company\n")
    do(i, "run")
    partner("한결스마트")
    for q, kind, name in (("Luang Prahang", "city", "luang_prabang"), ("루앙프라벙", "city", "luang_prabang"), ("hanoi", "city", "ha_noi"),
                          ("한 결 스마트", "partner", None), ("한결스맡", "partner", None), ("Hangyol Smrat", "partner", None)):
        items = found(q)
        claim("%s is found first" % q, items and items[0]["kind"] == kind and (name is None and items[0]["name_ko"] == "한결스마트" or
              items[0]["id"] == name), items[:3])
    claim("projects are found by their titles", any(h["kind"] == "project" and h["city"] == "phuket" for h in found("Phuket Egle Eyes")), found("Phuket Egle Eyes"))
    claim("the better ones come first", [h["likeness"] for h in found("city")] == sorted((h["likeness"] for h in found("city")), reverse=True))
    claim("only one kind, if you like", {h["kind"] for h in found("city", kind="project")} == {"project"})
    claim("and so many", len(found("a", limit=3)) == 3)
    claim("nothing is found where there is nothing", found("qqqqzzzz") == [])
    claim("partners are not for a city's officer", [h for h in found("한결스마트", who="city") if h["kind"] == "partner"] == [])
    claim("and a company finds itself only", {h["id"] for h in found("(demo)", who="company", kind="partner")} == {"demo_nalsaendol_transit"})
    claim("nor for nobody", ask("GET", "/v1/search?q=x", who=None).status == 401)
    claim("the words of a query are needed", ask("GET", "/v1/search", who="staff").status == 400)
    a = ask("GET", "/v1/search?q=hanoi", who="staff")
    claim("an answer names its snapshot", a.headers["ETag"] and ask("GET", "/v1/search?q=hanoi", who="staff", If_None_Match=a.headers["ETag"]).status == 304)
    do(i, "undo")


def part_lost_workers():
    before = count()
    text = HEAD + "".join("결%d나라,민간기업,KR,%s,,,,\n" % (n, number(300000000 + 7919 * n)) for n in range(300))
    i = upload(text)
    holder = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write("begin; lock table partner_contact in exclusive mode; select 'held';\n")
    holder.stdin.flush()
    claim("a lock is held", holder.stdout.readline().strip() == "held")
    job = start(i, "run")
    expect("while a job runs the plan stands", 409, "PATCH", "/v1/imports/" + i["id"], {"sheet": 1}, who="staff", If_Match="*")
    waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%import_store%'"
    within(lambda: sql(waits) != "0")
    workers[0].kill()
    workers[0] = Worker()
    within(lambda: int(sql("select attempts from job where id = '%s'" % job)) > 1)
    holder.stdin.write("rollback;\n")
    holder.stdin.close()
    end = watch(job)
    claim("another worker finishes what a killed one has begun", end["state"] == "done" and end["attempts"] > 1, end)
    claim("every row once", count() == before + 300 and sql("select count(*), count(distinct registration_number) from partner "
          "where name_ko like '결%나라'") == "300|300", count())

    back = start(i, "undo")
    claim("undone", watch(back)["state"] == "done" and count() == before, count())
    holder = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write("begin; lock table partner_contact in exclusive mode; select 'held';\n")
    holder.stdin.flush()
    holder.stdout.readline()
    job = start(i, "run")
    within(lambda: sql(waits) != "0")
    a = ask("POST", "/v1/jobs/%s/cancel" % job, who="staff")
    claim("a run can be cancelled", a.status == 200 and a.json["state"] == "cancelled", a)
    claim("in the middle of a statement, for what it waits for is held on to", within(lambda: sql(waits) == "0"))
    holder.stdin.write("rollback;\n")
    holder.stdin.close()
    claim("and leaves nothing", count() == before and
          ask("GET", "/v1/imports/" + i["id"], who="staff").json["state"] in ("ready", "undone"))
    claim("then it can be run after all", do(i, "run")[0]["state"] == "stored" and count() == before + 300)
    do(i, "undo")


PARTS = {name[5:]: part for name, part in list(globals().items()) if name.startswith("part_")}
workers = [Worker()]
for name in sys.argv[1:] or PARTS:
    PARTS[name]()
    claim_stored("what is stored of partners is what they are after: " + name)
finish()
