#!/usr/bin/env python3
"""Documents: a list as PDF, XLSX, DOCX, CSV and JSON, read back by other programs. Run by tests/test_papers.sh."""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

from claims import claim, finish
from client import TOKENS, URL, ask

MEETING = "amm_51_2018_08"
TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFT, RIGHT, TOP, BOTTOM = 50.5, 545, 30, 815  # of an A4 page, in points: nothing is printed outside


def build(**asked):
    answer = ask("POST", "/v1/pairing-lists", {"meeting": MEETING, **asked})
    assert answer.status == 201, answer.body
    return answer.json


def document(pairing_list, form, lang, **more):
    return ask("GET", "/v1/pairing-lists/%s/documents/%s?lang=%s" % (pairing_list["id"], form, lang), **more)


def tool(data, *words):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run([w if w != "FILE" else f.name for w in words], check=True,
                              stdout=subprocess.PIPE, text=True).stdout


def words_of(pdf):
    """Every word with its box, page by page."""
    pages = []
    for line in tool(pdf, "pdftotext", "-bbox", "FILE", "-").splitlines():
        if "<page " in line:
            pages.append([])
        word = re.search(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line)
        if word:
            pages[-1].append((*(float(n) for n in word.groups()[:4]), word[5]))
    return pages


def name_of(thing, lang):
    return thing["name_" + lang] or thing["name_en"] or thing["name_ko"]


def is_hangul(text):
    return any("가" <= c <= "힣" for c in text)


def pdf_is_sound(name, pdf, at_least=1):
    """What holds of every PDF, whatever it says."""
    info = tool(pdf, "pdfinfo", "FILE")
    claim(name + ": tagged", re.search(r"^Tagged: +yes", info, re.M), info)
    pages = int(re.search(r"^Pages: +(\d+)", info, re.M)[1])
    claim(name + ": has its pages", pages >= at_least, pages)
    fonts = [line.split() for line in tool(pdf, "pdffonts", "FILE").splitlines()[2:]]
    claim(name + ": one family, embedded as a subset, with its characters",
          fonts and all(re.match(r"[A-Z]{6}\+NotoSansCJKkr-(Regular|Bold)$", f[0]) and f[-5:-2] == ["yes"] * 3 for f in fonts), fonts)
    boxes = words_of(pdf)
    outside = [w for page in boxes for w in page if w[0] < LEFT or w[2] > RIGHT or w[1] < TOP or w[3] > BOTTOM]
    claim(name + ": nothing leaves the margins", not outside, outside[:5])
    numbers = [" ".join(w[4] for w in sorted(page, key=lambda w: (round(w[1]), w[0])))[-12:] for page in boxes]
    claim(name + ": pages are numbered", all(n.endswith("%d / %d" % (i + 1, pages)) for i, n in enumerate(numbers)), numbers[:3])
    return pages


def text_of(pdf):
    return tool(pdf, "pdftotext", "-raw", "FILE", "-")


# --- what is sent


def headers_fit(pairing_list):
    for form, media in TYPES.items():
        for lang in ("en", "ko"):
            name = "%s in %s" % (form, lang)
            a = document(pairing_list, form, lang)
            claim(name + " is answered", a.status == 200 and a.headers["Content-Type"] == media, (a.status, a.body[:300]))
            disposition = a.headers["Content-Disposition"]
            plain = "pairing-list-%s-%s-%s-%s.%s" % (MEETING, pairing_list["state"], pairing_list["digest"][:8], lang, form)
            claim(name + " has a plain file name", 'filename="%s"' % plain in disposition, disposition)
            other = urllib.parse.unquote(re.search(r"filename\*=UTF-8''(\S+)$", disposition)[1])
            claim(name + " has a file name for people", other.endswith("." + form) and is_hangul(other) == (lang == "ko"), other)
            claim(name + " says its language", a.headers["Content-Language"] == lang)
            again = document(pairing_list, form, lang)
            claim(name + " is the same bytes again", again.body == a.body and again.headers["ETag"] == a.headers["ETag"])
            known = document(pairing_list, form, lang, If_None_Match=a.headers["ETag"])
            claim(name + " need not be sent again", known.status == 304 and known.body == b"")
            head = ask("HEAD", "/v1/pairing-lists/%s/documents/%s?lang=%s" % (pairing_list["id"], form, lang))
            claim(name + " by HEAD", head.status == 200 and head.body == b"" and
                  head.headers["Content-Length"] == str(len(a.body)) and head.headers["ETag"] == a.headers["ETag"])
    path = "/v1/pairing-lists/%s/documents/pdf" % pairing_list["id"]
    for accept, lang in (("ko-KR,ko;q=0.9,en;q=0.5", "ko"), ("en", "en"), ("fr", "en")):
        claim("the language is that of the reader: " + accept,
              ask("GET", path, Accept_Language=accept).headers["Content-Language"] == lang)
    claim("what a browser accepts does not matter", ask("GET", path, Accept="text/html").status == 200)


def refused(pairing_list):
    path = "/v1/pairing-lists/%s/documents/" % pairing_list["id"]
    a = ask("GET", path + "odt")
    claim("another format", a.status == 404 and "xlsx" in a.json["detail"], a.body)
    a = ask("GET", path + "pdf?lang=fr")
    claim("another language", a.status == 400 and a.json["errors"][0]["parameter"] == "lang", a.body)
    claim("no such list", ask("GET", "/v1/pairing-lists/none/documents/pdf").status == 404)
    for who in ("company", "city"):
        claim("not for a " + who, ask("GET", path + "pdf", who=who).status == 403)
    claim("only read", ask("POST", path + "pdf", {}).status == 405)


# --- what is in them


def pdf_says_it(pairing_list):
    for lang, mark in (("en", "Draft, not approved"), ("ko", "초안(미승인)")):
        pdf = document(pairing_list, "pdf", lang).body
        pages = pdf_is_sound("PDF in " + lang, pdf, at_least=20)
        text = text_of(pdf)
        flat = " ".join(text.split())
        claim("PDF in %s: marked on every page" % lang, text.count(mark) >= pages, (text.count(mark), pages))
        claim("PDF in %s: names digest and snapshot" % lang, pairing_list["digest"] in text and pairing_list["snapshot"] in text)
        claim("PDF in %s: its foot names both" % lang, text.count(pairing_list["digest"][:12]) >= pages)
        missing = [n for p in pairing_list["pairings"] for n in (p["city"]["name_en"], p["city"]["name_ko"], p["shown"]) if n not in flat]
        claim("PDF in %s: has every city in both languages" % lang, not missing, missing[:5])
        left = [u for u in pairing_list["unpaired"] if name_of(u["partner"], lang).split()[0] not in flat]
        claim("PDF in %s: has who is left over" % lang, not left, left[:2])
        claim("PDF in %s: has its outline" % lang, pdf.count(b"/Title (") + pdf.count(b"/Title <") > 26)
        created = re.search(r"^CreationDate: +(.*)$", tool(pdf, "pdfinfo", "-isodates", "FILE"), re.M)[1]
        claim("PDF in %s: dated as the list" % lang, created.startswith(pairing_list["created"][:19]), created)
        if lang == "ko":
            tokens = set(text.split())
            split = [w for p in pairing_list["pairings"] for w in p["reason_ko"].split() if is_hangul(w) and w not in tokens]
            claim("no Hangul word is split", not split, split[:5])


def heading_is_never_last(pairing_list):
    """The last line above the foot of a page is never that of a pairing or a city."""
    pdf = document(pairing_list, "pdf", "en").body
    heads = {"%d. %s" % (p["number"], name_of(p["partner"], "en")) for p in pairing_list["pairings"]}
    heads |= {p["city"]["name_en"] + " " + p["city"]["name_ko"] for p in pairing_list["pairings"]}
    bad = []
    for page in words_of(pdf):
        lines = {}
        for w in page:
            if w[3] < 790:
                lines.setdefault(round(w[3]), []).append(w)
        last = " ".join(w[4] for w in sorted(lines[max(lines)]))
        bad += [last for h in heads if last.startswith(h)]
    claim("no heading stands alone at the foot of a page", not bad, bad)


def rows_of(book, sheet):
    """Cells of a sheet, {"A1": (type, value)}, by a reader that is not the writer."""
    strings = ["".join(t.text or "" for t in si.iter(SHEET + "t"))
               for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
    root = ET.fromstring(book.read("xl/worksheets/sheet%d.xml" % sheet))
    cells = {}
    for c in root.iter(SHEET + "c"):
        v = c.find(SHEET + "v")
        if v is not None:
            cells[c.get("r")] = ("s", strings[int(v.text)]) if c.get("t") == "s" else ("n", float(v.text))
    return root, cells


def workbook_holds_it(pairing_list):
    for lang, names in (("en", ["The pairings", "Reasons", "Left over", "About this list"]),
                        ("ko", ["매칭 결과", "이유", "맺어지지 않은 곳", "이 목록에 대하여"])):
        book = zipfile.ZipFile(io.BytesIO(document(pairing_list, "xlsx", lang).body))
        sheets = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(SHEET + "sheet")]
        claim("XLSX in %s: its sheets" % lang, sheets == names, sheets)
        root, cells = rows_of(book, 1)
        pane = root.find(".//%spane" % SHEET)
        claim("XLSX in %s: the heading stays in sight" % lang, pane.get("state") == "frozen" and pane.get("ySplit") == "5", pane.attrib)
        filtered = root.find(SHEET + "autoFilter").get("ref")
        claim("XLSX in %s: every line can be filtered" % lang, filtered.endswith(str(5 + len(pairing_list["pairings"]))), filtered)
        page = root.find(SHEET + "pageSetup")
        claim("XLSX in %s: prints on A4, as wide as a page" % lang, page.get("paperSize") == "9" and page.get("fitToHeight") == "0", page.attrib)
        head = {v[1]: re.match("[A-Z]+", k)[0] for k, v in cells.items() if k.endswith("5") and k[-2] > "9"}
        score = head["Score" if lang == "en" else "점수"]
        got = [cells[score + str(6 + i)] for i in range(len(pairing_list["pairings"]))]
        claim("XLSX in %s: scores are numbers" % lang, got == [("n", float(p["shown"])) for p in pairing_list["pairings"]], got[:3])
        claim("XLSX in %s: nothing is a formula" % lang, root.find(".//%sf" % SHEET) is None)
        claim("XLSX in %s: marked as a draft" % lang, ("Draft" if lang == "en" else "초안") in cells["A2"][1], cells.get("A2"))
        claim("XLSX in %s: names its digest" % lang, pairing_list["digest"][:12] in cells["A3"][1], cells.get("A3"))
        reasons = rows_of(book, 2)[1]
        claim("XLSX in %s: a reason for each part of each line" % lang,
              len([k for k in reasons if re.match(r"A\d+$", k) and reasons[k][0] == "n"]) == 8 * len(pairing_list["pairings"]))
        about = [v[1] for v in rows_of(book, 4)[1].values()]
        claim("XLSX in %s: says what it stands on" % lang, pairing_list["digest"] in about and pairing_list["snapshot"] in about)
        core = book.read("docProps/core.xml").decode()
        claim("XLSX in %s: dated as the list" % lang, core.count(pairing_list["created"]) == 2, core)


def word_holds_it(pairing_list):
    for lang in ("en", "ko"):
        package = zipfile.ZipFile(io.BytesIO(document(pairing_list, "docx", lang).body))
        parts = {n: ET.fromstring(package.read(n)) for n in package.namelist()}
        root = parts["word/document.xml"]
        paragraphs = ["".join(t.text or "" for t in p.iter(WORD + "t")) for p in root.iter(WORD + "p")]
        text = "\n".join(paragraphs)
        missing = [p["city"]["name_en"] for p in pairing_list["pairings"] if p["city"]["name_en"] not in text]
        missing += [p["number"] for p in pairing_list["pairings"] if p["reason_" + lang] not in paragraphs]
        claim("DOCX in %s: every line with its reason" % lang, not missing, missing[:5])
        claim("DOCX in %s: names digest and snapshot" % lang, pairing_list["digest"] in paragraphs and pairing_list["snapshot"] in paragraphs)
        known = {s.get(WORD + "styleId") for s in parts["word/styles.xml"].iter(WORD + "style")}
        used = {s.get(WORD + "val") for s in root.iter(WORD + "pStyle")}
        claim("DOCX in %s: every style it uses is there" % lang, used <= known and "Heading2" in used, used - known)
        claim("DOCX in %s: headings of tables are repeated" % lang,
              len(list(root.iter(WORD + "tblHeader"))) >= len(pairing_list["pairings"]))
        widths = {sum(int(g.get(WORD + "w")) for g in t.find(WORD + "tblGrid")) for t in root.iter(WORD + "tbl")}
        claim("DOCX in %s: no table is wider than the page" % lang, max(widths) <= 9638, widths)
        mark = "".join(t.text for t in parts["word/header.xml"].iter(WORD + "t"))
        claim("DOCX in %s: marked on every page" % lang, ("Draft" if lang == "en" else "초안") in mark, mark)


def csv_holds_it(pairing_list):
    a = document(pairing_list, "csv", "ko")
    claim("CSV: for Excel", a.body.startswith(b"\xef\xbb\xbf") and b"\n" not in a.body.replace(b"\r\n", b""))
    rows = list(csv.DictReader(io.StringIO(a.body.decode("utf-8-sig"), newline="")))
    claim("CSV: a row for each line", len(rows) == len(pairing_list["pairings"]))
    wrong = [(r, p) for r, p in zip(rows, pairing_list["pairings"])
             if (r["number"], r["score"], r["shown"], r["city_name_ko"], r["project_title_en"], r["partner_id"], r["reason_ko"],
                 r["flags"], r["coverage"]) !=
             (str(p["number"]), str(p["score"]), p["shown"], p["city"]["name_ko"], p["project"]["title_en"], p["partner"]["id"],
              p["reason_ko"], ";".join(p["flags"]), str(p["coverage"]))]
    claim("CSV: says what the list says", not wrong, wrong[:1])
    claim("CSV: every row names what it stands on", {(r["digest"], r["snapshot"], r["policy"], r["state"]) for r in rows} ==
          {(pairing_list["digest"], pairing_list["snapshot"], pairing_list["policy"], "draft")})
    claim("CSV: marks what is invented", {r["partner_demonstration"] for r in rows} == {"true"})
    accepted = ask("GET", "/v1/pairing-lists/" + pairing_list["id"], Accept="text/csv")
    claim("CSV: the same by Accept", accepted.body == a.body and accepted.headers["Content-Type"] == TYPES["csv"], accepted.body[:200])
    claim("CSV: the same in either language", document(pairing_list, "csv", "en").body == a.body)
    shown = ask("GET", "/v1/pairing-lists/" + pairing_list["id"])
    claim("JSON: the list itself", document(pairing_list, "json", "en").body == shown.body)


# --- lists that are not like the others


def nobody_is_paired():
    """A floor that no pair reaches: every city and partner is left over."""
    empty = build(floor=10000000)
    assert not empty["pairings"]
    for lang, said in (("en", "No pairing could be made"), ("ko", "매칭을 만들 수 없었습니다")):
        pdf = document(empty, "pdf", lang).body
        pdf_is_sound("an empty list in " + lang, pdf, at_least=3)
        flat = " ".join(text_of(pdf).split())
        claim("an empty list in %s says so" % lang, said in flat, flat[:500])
        left = [u["city"]["name_en"] for u in empty["uncovered"] if u["city"]["name_en"] not in flat]
        claim("an empty list in %s names every city" % lang, empty["uncovered"] and not left, left)
    book = zipfile.ZipFile(io.BytesIO(document(empty, "xlsx", "en").body))
    root, cells = rows_of(book, 1)
    claim("an empty workbook has its headings", any(v[1] == "Partner" for v in cells.values()), cells)
    claim("an empty CSV is its heading", document(empty, "csv", "en").body.count(b"\r\n") == 1)
    claim("an empty document for Word", document(empty, "docx", "ko").status == 200)


LONG_KO = "주식회사" + "대한민국첨단도시기반시설종합관리기술연구개발협력기구" * 5
LONG_EN = "Supercalifragilistic" * 7


def names_may_be_long():
    """Words that no column can hold, and characters that XML and headers must not take as they are."""
    profile = {"name_ko": LONG_KO, "name_en": '=%s & <b>"Sons"</b>' % LONG_EN, "kind": "private_company", "country": "KR",
               "categories": [{"id": "water_system", "strength": 5}], "support": ["technology"], "capacity": 2}
    partner = ask("POST", "/v1/partners", profile).json
    for step in ("submit", "verify"):
        assert ask("POST", "/v1/partners/%s/%s" % (partner["id"], step), {} if step == "verify" else None).status == 200
    made = build(pins=[{"partner": partner["id"], "project": "bandar_seri_begawan_clean_river_management"}],
                 bans=[{"partner": partner["id"], "city": "manila"}], capacities=[{"partner": partner["id"], "min": 1, "max": 2}],
                 quotas=[{"group": "country", "id": "VN", "max": 3}])
    claim("the long name is in the list", any(p["partner"]["id"] == partner["id"] for p in made["pairings"]))
    for lang, name in (("ko", LONG_KO), ("en", LONG_EN)):
        pdf = document(made, "pdf", lang).body
        pdf_is_sound("a long name in " + lang, pdf)
        claim("a long name in %s is all there" % lang, name in "".join(text_of(pdf).split()))
        report = ask("GET", "/v1/partners/%s/report?lang=%s" % (partner["id"], lang))
        pdf_is_sound("the report of a long name in " + lang, report.body)
    flat = " ".join(text_of(document(made, "pdf", "en").body).split())
    claim("constraints are told", "Must be paired" in flat and "Must not be paired" in flat and "Quota: country" in flat, flat[-1500:])
    package = zipfile.ZipFile(io.BytesIO(document(made, "docx", "en").body))
    text = "".join(t.text or "" for t in ET.fromstring(package.read("word/document.xml")).iter(WORD + "t"))
    claim("a name may hold what XML does not", profile["name_en"] in text)
    root, cells = rows_of(zipfile.ZipFile(io.BytesIO(document(made, "xlsx", "en").body)), 1)
    claim("a name that begins like a formula is a text",
          root.find(".//%sf" % SHEET) is None and ("s", profile["name_en"]) in cells.values())
    rows = list(csv.reader(io.StringIO(document(made, "csv", "en").body.decode("utf-8-sig"), newline="")))
    claim("and no formula in CSV", any("'" + profile["name_en"] in row for row in rows))


def state_is_told(pairing_list):
    path = "/v1/pairing-lists/%s/" % pairing_list["id"]
    for action, who, mark, state in (("propose", "staff", "Proposed, not approved", "proposed"),
                                     ("approve", "approver", None, "approved"), ("announce", "staff", None, "announced")):
        before = document(pairing_list, "pdf", "en")
        a = ask("POST", path + action, {"note": "Seen by the chair"}, who=who)
        assert a.status == 200, a.body
        after = document(pairing_list, "pdf", "en")
        text = text_of(after.body)
        claim(action + " makes another document", after.headers["ETag"] != before.headers["ETag"] and state in after.headers["Content-Disposition"])
        claim(action + " is told", (mark in text if mark else "not approved" not in text) and "Seen by the chair" in text)
        claim(action + ": invented data stays marked", "Demonstration data" in text)


def elsewhere(pairing_list):
    """Another process, in another time zone and locale, writes the same bytes."""
    def wanted(url):
        return {f + lang: document(pairing_list, f, lang, at=url).body for f in TYPES for lang in ("en", "ko")}
    here = wanted(URL)
    with tempfile.NamedTemporaryFile("w+", suffix=".log") as log:
        # What is meant for the command line is no setting of the daemon.
        ours = {k: v for k, v in os.environ.items() if k not in ("TWINNING_URL", "TWINNING_ADMIN_URL", "TWINNING_TOKEN")}
        database = os.environ["TWINNING_DATABASE"].replace("user=" + os.environ["PGUSER"], "user=twinning")
        daemon = subprocess.Popen([os.environ.get("DAEMON", "build/twinningd"), "serve", "--database", database, "--port=0",
                                   "--admin-port=0", "--requests-per-caller=0", "--requests-per-address=0"],
                                  stderr=log, env={**ours, "TZ": "Asia/Seoul", "LC_ALL": "de_DE.UTF-8", "LANG": "ja_JP.UTF-8",
                                                   "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"})
        patience = threading.Timer(60, daemon.kill)
        patience.start()
        try:
            tail = subprocess.Popen(["tail", "-n+1", "-f", "--pid", str(daemon.pid), log.name], stdout=subprocess.PIPE, text=True)
            port, loaded = None, False
            for line in tail.stdout:
                said = re.search(r"listening .*? port=(\d+)", line)
                port = said[1] if said else port
                loaded = loaded or "catalogue snapshot=" in line
                if port and loaded:
                    break
            patience.cancel()
            tail.terminate()
            there = wanted(urllib.parse.urlsplit("http://127.0.0.1:" + port))
        finally:
            daemon.terminate()
            claim("the other process ends well", daemon.wait(60) == 0)
    different = [k for k in here if here[k] != there[k]]
    claim("the same bytes in another process, time zone and locale", not different, different)


# --- reports


def report_of(kind, which, lang, **more):
    return ask("GET", "/v1/%s/%s/report?lang=%s&as_of=2018-08-01" % (kind, which, lang), **more)


def reports():
    for which in ("demo_nunbitnaru_vision", "demo_wattlebrae_water"):
        best = ask("GET", "/v1/partners/%s/matches?as_of=2018-08-01&limit=3" % which).json["matches"]
        for lang in ("en", "ko"):
            name = "report of %s in %s" % (which, lang)
            a = report_of("partners", which, lang)
            claim(name, a.status == 200 and a.headers["Content-Type"] == "application/pdf" and
                  "match-report-%s-2018-08-01-%s.pdf" % (which, lang) in a.headers["Content-Disposition"], a.headers)
            claim(name + ": one page", pdf_is_sound(name, a.body) == 1)
            flat = " ".join(text_of(a.body).split())
            missing = [x for m in best for x in (name_of(m["city"], lang), m["shown"]) if x not in flat]
            claim(name + ": the best", not missing, (missing, flat))
            claim(name + ": in words", best[0]["parts"][0]["evidence"][0][lang] in flat, best[0]["parts"][0])
            change = next(m["change"] for m in best if m["change"])
            claim(name + ": what would change it", change[lang] in flat, change)
            claim(name + ": the same bytes again", report_of("partners", which, lang).body == a.body)
    best = ask("GET", "/v1/cities/manila/candidates?as_of=2018-08-01&limit=3").json["matches"]
    for lang in ("en", "ko"):
        a = report_of("cities", "manila", lang, who="city")
        claim("report of a city in %s: one page" % lang, a.status == 200 and pdf_is_sound("report of a city in " + lang, a.body) == 1)
        flat = " ".join(text_of(a.body).split())
        missing = [x for m in best for x in (name_of(m["partner"], lang), m["shown"]) if x not in flat]
        claim("report of a city in %s: the best" % lang, not missing, (missing, flat))
    claim("any name of a city will do", report_of("cities", "Manila", "en").status == 200)
    claim("a company takes its own home", report_of("partners", "demo_nalsaendol_transit", "ko", who="company").status == 200)
    for kind, which, who in (("partners", "demo_wattlebrae_water", "company"), ("cities", "phuket", "city"), ("cities", "manila", "company"),
                             ("partners", "demo_nalsaendol_transit", "city"), ("partners", "demo_nalsaendol_transit", "approver")):
        claim("no report of %s for %s" % (which, who), report_of(kind, which, "en", who=who).status == 403)
    claim("no such partner", report_of("partners", "nobody", "en").status == 404)
    claim("no such city", report_of("cities", "nowhere", "en").status == 404)
    draft = ask("POST", "/v1/partners", {"name_ko": "초안 회사", "kind": "private_company"}).json
    a = report_of("partners", draft["id"], "en")
    claim("a draft's report says what is in the way", a.status == 200 and "not verified" in " ".join(text_of(a.body).split()),
          text_of(a.body))


# --- the command line


def command(*words, lang="en"):
    return subprocess.run([os.environ.get("CLI", "build/twinning"), *words, "--lang", lang], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, "TWINNING_TOKEN": TOKENS["admin"]})


def command_line(pairing_list):
    with tempfile.TemporaryDirectory() as folder:
        for form in TYPES:
            path = os.path.join(folder, "list." + form)
            done = command("pair", "export", pairing_list["id"], "--" + form, "-o", path, lang="ko")
            claim("pair export --%s" % form, done.returncode == 0 and open(path, "rb").read() == document(pairing_list, form, "ko").body, done)
    done = command("pair", "export", pairing_list["id"], "--pdf")
    claim("pair export to a pipe", done.stdout == document(pairing_list, "pdf", "en").body, done.stderr)
    claim("one format at a time", command("pair", "export", pairing_list["id"], "--pdf", "--xlsx").returncode == 64)
    claim("some format", command("pair", "export", pairing_list["id"]).returncode == 64)
    for kind, path, which in (("partner", "partners", "demo_wattlebrae_water"), ("city", "cities", "manila")):
        done = command("report", kind, which, "--as-of", "2018-08-01", lang="ko")
        claim("report %s" % kind, done.returncode == 0 and done.stdout == report_of(path, which, "ko").body, done.stderr)
    claim("report of what", command("report", "project", "x").returncode == 64)


def main():
    sys.stdout.reconfigure(line_buffering=True)
    pairing_list = build()
    headers_fit(pairing_list)
    refused(pairing_list)
    pdf_says_it(pairing_list)
    heading_is_never_last(pairing_list)
    workbook_holds_it(pairing_list)
    word_holds_it(pairing_list)
    csv_holds_it(pairing_list)
    nobody_is_paired()
    names_may_be_long()
    reports()
    command_line(pairing_list)
    elsewhere(pairing_list)
    state_is_told(pairing_list)
    finish()


main()
