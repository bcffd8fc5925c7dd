"""Writes a workbook of many rows as a spreadsheet would, and the profile that reads it: make_workbook.py FOLDER ROWS.

The same number of rows gives the same bytes: rows come of a counter, times of the zip file are fixed, no library is asked.
"""

import os, sys, zipfile

folder, rows = sys.argv[1], int(sys.argv[2])
os.makedirs(folder, exist_ok=True)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

headings = ["Month", "CCG", "GP practice", "Specialty", "POD", "Local POD", "Local POD name", "HRG", "Plan activity", "Plan £", "Actual activity", "Actual £"]
commissioners = [f"{10 + place // 26}{chr(65 + place % 26)}" for place in range(17)]
practices = [f"K8{place:04}" for place in range(900)]
specialties = ["100", "101", "110", "120", "130", "300", "301", "320", "340", "430", "501", "502"]
kinds = [("EL", "Elective"), ("DC", "Day case"), ("NEL", "Non-elective"), ("OPFA", "First attendances"), ("OPFUP", "Follow-up attendances"), ("AE", "A&amp;E")]
groups = [f"{chr(65 + place % 24)}{chr(65 + place // 24 % 26)}{place % 90 + 10}{chr(65 + place % 6)}" for place in range(1400)]

shared, numbers = [], {}


def share(text):
    if text not in numbers:
        numbers[text] = len(shared)
        shared.append(text)
    return numbers[text]


for text in headings + commissioners + practices + specialties + groups:
    share(text)
for code, name in kinds:
    share(code), share(name)

# A generator of numbers that is the same everywhere (Numerical Recipes' constants).
state = 20151106


def dice(sides):
    global state
    state = (state * 1664525 + 1013904223) % (1 << 32)
    return (state >> 8) % sides


def pounds(pence):
    """As a spreadsheet writes them: the nearest binary number to seventeen digits."""
    return format(pence / 100, ".17g")


def sheet():
    yield HEAD + f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><dimension ref="A1:L{rows + 1}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>'
    yield '<row r="1" spans="1:12">' + "".join(f'<c r="{chr(65 + place)}1" t="s"><v>{share(text)}</v></c>' for place, text in enumerate(headings)) + "</row>"
    for number in range(2, rows + 2):
        code, name = kinds[dice(len(kinds))]
        units, price = dice(40), dice(90_000) + 1_000
        texts = [commissioners[dice(17)], practices[dice(900)], specialties[dice(12)], code, code, name, groups[dice(1400)]]
        cells = [f'<c r="A{number}" s="1"><v>{42095 + 30 * dice(11)}</v></c>']
        cells += [f'<c r="{chr(66 + place)}{number}" t="s"><v>{numbers[text]}</v></c>' for place, text in enumerate(texts)]
        actual = max(0, units + dice(7) - 3)
        for column, value in [("I", units), ("J", pounds(units * price)), ("K", actual), ("L", pounds(actual * price + dice(100)))]:
            cells.append(f'<c r="{column}{number}" s="2"><v>{value}</v></c>')
        yield f'<row r="{number}" spans="1:12">' + "".join(cells) + "</row>"
    yield '</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'


base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
parts = {
    "[Content_Types].xml": f'<Types xmlns="{KINDS}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{base}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{base}worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{base}sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="{base}styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Activity" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{REL}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="17" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def entry(name):
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


with zipfile.ZipFile(f"{folder}/workbook-{rows}.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
    for name, text in parts.items():
        book.writestr(entry(name), HEAD + text)
    with book.open(entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as out:
        for piece in sheet():
            out.write(piece.encode())
    book.writestr(entry("xl/sharedStrings.xml"), HEAD + f'<sst xmlns="{MAIN}" count="{rows * 7 + 12}" uniqueCount="{len(shared)}">' + "".join(f"<si><t>{text}</t></si>" for text in shared) + "</sst>")

with open(f"{folder}/workbook.yaml", "w") as profile:
    profile.write("""format: 1
providers: [RQM]
columns:
  month: Month
  commissioner: CCG
  practice: GP practice
  treatment_function: Specialty
  national_pod: POD
  local_pod: Local POD
  local_pod_description: Local POD name
  tariff: HRG
  planned_activity: Plan activity
  planned_price: Plan £
  actual_activity: Actual activity
  actual_price: Actual £
drop:
  - {column: CCG, starts: Total}
""")
