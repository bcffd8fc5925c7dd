"""Writes returns that cannot be read, or not wholly, in the formats beside plain CSV: bad_books.py FOLDER [CASE].

Each case is a folder with the return of RQM for the second month, and with the profile that reads it where it has one. No clock and no chance: the bytes are the
same each time.
"""

import csv, gzip, io, os, sys, zipfile

folder, only = sys.argv[1], sys.argv[2:]
headings = """FINANCIAL MONTH,FINANCIAL YEAR,ORGANISATION IDENTIFIER (CODE OF PROVIDER),ORGANISATION IDENTIFIER (CODE OF COMMISSIONER),POINT OF DELIVERY CODE,CONTRACT MONITORING PLANNED ACTIVITY,CONTRACT MONITORING PLANNED PRICE,CONTRACT MONITORING ACTUAL ACTIVITY,CONTRACT MONITORING ACTUAL PRICE""".split(",")
rows = [
    [2, "201516", "RQM", "10H", "DC", 2, 1000, 3, 1500],
    [2, "201516", "RQM", "10J", "DC", 4, 800, 4, 760],
    [2, "201516", "RQM", "10H", "NEL", 1, 2500, 1, 2750.5],
]
profile = """format: 1
providers: [RQM]
from: 2015-16/M02
sheets: [Activity]
columns:
  month: Month
  commissioner: CCG
  national_pod: POD
  planned_activity: Plan activity
  planned_price: Plan £
  actual_activity: Actual activity
  actual_price: Actual £
"""
own_headings = ["Month", "CCG", "POD", "Plan activity", "Plan £", "Actual activity", "Actual £"]
own_rows = [["May"] + row[3:] for row in rows]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(case, name, data, profile=None):
    if only and case not in only:
        return
    os.makedirs(f"{folder}/{case}")
    open(f"{folder}/{case}/{name}", "wb").write(data)
    if profile:
        open(f"{folder}/{case}/rqm.yaml", "w", encoding="utf-8").write(profile)


def cell(place, value):
    """A cell of a workbook; a text that begins with < is one as it stands."""
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def sheet(table, hidden=(), doctype=""):
    lines = "".join(
        f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>'
        + "".join(cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(line)) + "</row>"
        for number, line in enumerate(table, 1))
    return f'{HEAD}{doctype}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def book(sheets, external=False):
    """A workbook of sheets: name, text, whether it is hidden."""
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{KINDS}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{base}sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{place}"{" state=" + chr(34) + "hidden" + chr(34) if hidden else ""} r:id="rId{place}"/>' for place, (name, _, hidden) in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{place}" Type="{REL}/worksheet" '
            + ('Target="file:///somewhere/else.xlsx" TargetMode="External"/>' if external else f'Target="worksheets/sheet{place}.xml"/>')
            for place in range(1, len(sheets) + 1))
        + "</Relationships>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in list(parts.items()) + [(f"xl/worksheets/sheet{place}.xml", text) for place, (_, text, _) in enumerate(sheets, 1)]:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, text if name.startswith("xl/worksheets") else HEAD + text)
    return out.getvalue()


def text(table, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return out.getvalue()


def changed(table, changes):
    """The table with other cells, by row and column from nought."""
    table = [list(line) for line in table]
    for (row, column), value in changes.items():
        table[row][column] = value
    return table


standard, own = [headings] + rows, [own_headings] + own_rows
good = sheet(own)

# What Excel writes before 2007, and around a workbook with a password: a container that begins with these bytes.
container = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016)
write("password-protected", "RQM.xlsx", container + "EncryptedPackage".encode("utf-16-le") + bytes(480))
write("old-format", "RQM.xls", container + "Workbook".encode("utf-16-le") + bytes(496))
write("zip-bomb", "RQM.xlsx", book([("Data", sheet(changed(standard, {(1, 4): "D" * (100 << 20 if "zip-bomb" in (only or ["zip-bomb"]) else 1)})), False)]))
write("entity-expansion", "RQM.xlsx", book([("Data", sheet(changed(standard, {(1, 4): "&b;"}), doctype='<!DOCTYPE worksheet [<!ENTITY a "DCDCDCDC"><!ENTITY b "&a;&a;&a;&a;">]>'), False)]))
write("external-entity", "RQM.xlsx", book([("Data", sheet(changed(standard, {(1, 4): "&b;"}), doctype='<!DOCTYPE worksheet [<!ENTITY b SYSTEM "file:///etc/hostname">]>'), False)]))
write("external-sheet", "RQM.xlsx", book([("Data", sheet(standard), False)], external=True))
write("missing-sheet", "RQM.xlsx", book([("Data", good, False), ("Notes", sheet([["Draft"]]), True)]), profile)
write("hidden-sheet-and-rows", "RQM.xlsx", book([("Activity", sheet(own, hidden=[3]), False), ("Notes", sheet([["Draft"]]), True)]), profile)
write("two-sheets", "RQM.xlsx", book([("May", sheet(standard), False), ("Look-ups", sheet([["DC"]]), False)]))
whole = book([("Data", sheet(standard), False)])
write("cut-off-workbook", "RQM.xlsx", whole[: len(whole) * 2 // 3])
place = whole.index(b"sheet1.xml") + 80
write("damaged-workbook", "RQM.xlsx", whole[:place] + bytes(40) + whole[place + 40 :])
write("cut-off-gzip", "RQM.csv.gz", gzip.compress(text(standard).encode(), mtime=0)[:-20])
two = io.BytesIO()
with zipfile.ZipFile(two, "w") as packed:
    for name in ["May.csv", "Read me.txt"]:
        packed.writestr(zipfile.ZipInfo(name), text(standard))
write("two-files-in-zip", "RQM.zip", two.getvalue())
write("half-a-letter", "RQM.txt", text(standard).encode("utf-16") + b"\x32")
write("semicolons", "RQM.csv", text(standard, ";").encode())
write("semicolons-of-its-own", "RQM.csv", text(own, ";").encode())
write("missing-columns", "RQM.xlsx", book([("Data", sheet([line[:6] + line[7:8] for line in standard]), False)]))
write("missing-own-columns", "RQM.xlsx", book([("Activity", sheet([["Month", "CCG", "POD", "Plan activity", "Plan price", "Actual activity"]] + [line[:6] for line in own_rows]), False)]), profile)
errors = {(1, 6): '<c t="e"><f>E2*F2</f><v>#REF!</v></c>', (3, 4): '<c t="e"><f>VLOOKUP(A4,B:C,2,0)</f><v>#N/A</v></c>'}
write("error-values", "RQM.xlsx", book([("Activity", sheet(changed(own, errors)), False)]), profile)
write("text-in-amount", "RQM.xlsx", book([("Activity", sheet(changed(own, {(2, 6): "TBC"})), False)]), profile)
write("other-words", "RQM.xlsx", book([("Activity", sheet(changed(own, {(1, 0): "Smarch", (3, 1): "NHS Somewhere"})), False)]), profile)
