"""Writes workbooks with every oddity into a folder, and what openpyxl reads of them: books.py FOLDER SEED COUNT."""

import datetime, json, random, sys, zipfile
from decimal import ROUND_HALF_UP, Context, Decimal

import openpyxl
from openpyxl.utils import get_column_letter

folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dice = random.Random(seed)
fifteen = Context(prec=15, rounding=ROUND_HALF_UP)


def number(value):
    text = format(fifteen.create_decimal(repr(value)).normalize(), "f")
    return "0" if text in ("-0", "0") else text


def shown(value):
    if isinstance(value, bool):
        return ["boolean", "TRUE" if value else "FALSE"]
    if isinstance(value, (int, float)):
        return ["number", number(value)]
    if isinstance(value, datetime.datetime):
        return ["date", value.date().isoformat() if value.time() == datetime.time() else value.isoformat(timespec="seconds")]
    if isinstance(value, datetime.time):
        return ["date", value.isoformat(timespec="seconds")]
    return ["error" if value.startswith("#") and value.endswith(("!", "?", "A")) else "text", value]


def read(path):
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.value != "":
                    cells.append([cell.coordinate] + shown(cell.value))
        hidden = sorted(number for number, dimension in sheet.row_dimensions.items() if dimension.hidden)
        # A merged cell beside the first is blank.
        merged = sorted(str(area) for area in sheet.merged_cells.ranges)
        sheets.append({"name": sheet.title, "hidden": sheet.sheet_state != "visible", "cells": cells, "hiddenRows": hidden, "merged": merged})
    return sheets


def value():
    return dice.choice(
        [
            lambda: dice.randint(-10**9, 10**9),
            lambda: round(dice.uniform(-1e6, 1e6), dice.randint(0, 8)),
            lambda: dice.uniform(-1, 1) * 10 ** dice.randint(-12, 14),
            lambda: 0.1 + 0.2,
            lambda: dice.choice([True, False]),
            lambda: dice.choice(["NHS Chiltern CCG", "a, b", 'say "so"', " leads", "two\nlines", "£ é ŵ 漢 😀", "=1+1"[1:], "001", "<b>&amp;</b>", "#N/A", "#DIV/0!"]),
            lambda: datetime.datetime(dice.randint(1905, 2099), dice.randint(1, 12), dice.randint(1, 28)),
            lambda: datetime.datetime(2015, 4, 1, dice.randint(0, 23), dice.randint(0, 59), dice.randint(0, 59)),
            lambda: datetime.time(dice.randint(0, 23), dice.randint(0, 59)),
            lambda: None,
            lambda: None,
        ]
    )()


def random_book(path):
    book = openpyxl.Workbook()
    if dice.random() < 0.3:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for place in range(dice.randint(1, 3)):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = dice.choice(["Activity", "Plan & actual", "Données", "Sheet"]) + str(place)
        for row in range(1, dice.randint(2, 40)):
            if dice.random() < 0.1:
                continue
            for column in range(1, dice.randint(2, 30)):
                cell = sheet.cell(row, column + (700 if dice.random() < 0.01 else 0))
                cell.value = value()
            if dice.random() < 0.1:
                sheet.row_dimensions[row].hidden = True
        if dice.random() < 0.4:
            sheet.merge_cells(start_row=1, end_row=1, start_column=2, end_column=4)
        if place and dice.random() < 0.4:
            sheet.sheet_state = dice.choice(["hidden", "veryHidden"])
    book.save(path)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"


fonts = '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'


def raw_book(path, rows, main=MAIN, rel=REL, shared=None, properties="", styles=fonts + '<cellXfs count="1"><xf numFmtId="0"/></cellXfs>', tail="", target="worksheets/sheet1.xml"):
    """A workbook of one sheet, part by part."""
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'{head}<Types xmlns="{kinds}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{base}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{base}worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{base}sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="{base}styles+xml"/></Types>')
        book.writestr("_rels/.rels", f'{head}<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'{head}<workbook xmlns="{main}" xmlns:r="{rel}">{properties}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>')
        links = f'<Relationship Id="rId1" Type="{rel}/worksheet" Target="{target}"/>'
        if shared is None:
            # openpyxl wants the part that the types name, whether a workbook has need of it or not.
            book.writestr("xl/sharedStrings.xml", f'{head}<sst xmlns="{main}"/>')
        else:
            links += f'<Relationship Id="rId2" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/>'
            book.writestr("xl/sharedStrings.xml", f'{head}<sst xmlns="{main}">{shared}</sst>')
        links += f'<Relationship Id="rId3" Type="{rel}/styles" Target="styles.xml"/>'
        book.writestr("xl/styles.xml", f'{head}<styleSheet xmlns="{main}">{styles}</styleSheet>')
        book.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{package}">{links}</Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f'{head}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{tail}</worksheet>')


raw = {
    # Numbers as Excel writes them, a formula with its cached value, errors, texts of formulas.
    "values": dict(rows='<row r="1"><c r="A1"><v>1.1000000000000001</v></c><c r="B1"><f>A1*2</f><v>2.2000000000000002</v></c><c r="C1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="b"><v>1</v></c><c r="F1"><v>-1.5E-3</v></c><c r="G1"><v>1234567.8899999999</v></c><c r="H1"><v>1E+3</v></c><c r="I1"/></row>'),
    "inline": dict(rows='<row r="3"><c r="B3" t="inlineStr"><is><t>one</t></is></c><c r="C3" t="inlineStr"><is><r><t>rich </t></r><r><t xml:space="preserve">text</t></r></is></c></row>'),
    "shared": dict(
        rows='<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row>',
        shared='<si><t>first</t></si><si><r><t>two</t></r><r><t> runs</t></r></si><si><t>base</t><rPh sb="0" eb="1"><t>spoken</t></rPh></si>'),
    # Neither rows nor cells say where they stand.
    "places": dict(rows='<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row><row r="9"><c r="C9"><v>4</v></c><c><v>5</v></c></row>'),
    "strict": dict(rows='<row r="1"><c r="A1" t="inlineStr"><is><t>strict</t></is></c><c r="B1"><v>7</v></c></row>', main=STRICT, rel=STRICT_REL),
    "dates1904": dict(
        rows='<row r="1"><c r="A1" s="1"><v>40634</v></c><c r="B1"><v>40634</v></c></row>', properties='<workbookPr date1904="1"/>',
        styles=f'{fonts}<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'),
    "formats": dict(
        rows='<row r="1">' + "".join(f'<c r="{get_column_letter(place + 1)}1" s="{place}"><v>42095.25</v></c>' for place in range(6)) + "</row>",
        styles='<numFmts count="4"><numFmt numFmtId="164" formatCode="dd\\-mmm\\-yy"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00"/><numFmt numFmtId="167" formatCode="yyyy-mm-dd hh:mm;@"/></numFmts>'
        + f'{fonts}<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="22"/></cellXfs>'),
    # Excel reads the characters, openpyxl the escapes: `told` below says what is right.
    "escapes": dict(
        rows='<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>_x005F_x0041_ _x004_</t></is></c></row>',
        shared="<si><t>two_x000D_&#10;lines _x0041_</t></si>"),
    "root": dict(rows='<row r="1"><c r="A1"><v>1</v></c></row>', target="/xl/worksheets/sheet1.xml"),
}

# What openpyxl does not read as Excel does; its 3.0 knows transitional workbooks alone.
told = {
    "strict": [["A1", "text", "strict"], ["B1", "number", "7"]],
    "escapes": [["A1", "text", "two\r\nlines A"], ["B1", "text", "_x0041_ _x004_"]],
}
expected = {}
for name, parts in raw.items():
    raw_book(f"{folder}/{name}.xlsx", **parts)
for place in range(count):
    random_book(f"{folder}/random{place}.xlsx")
for name in list(raw) + [f"random{place}" for place in range(count)]:
    if name in told:
        expected[name] = [{"name": "Data", "hidden": False, "cells": told[name], "hiddenRows": [], "merged": []}]
    else:
        expected[name] = read(f"{folder}/{name}.xlsx")

# What must be refused.
raw_book(f"{folder}/bad-index.xlsx", '<row r="1"><c r="A1" t="s"><v>5</v></c></row>', shared="<si><t>only</t></si>")
raw_book(f"{folder}/bad-cell.xlsx", '<row r="1"><c r="XFE1"><v>5</v></c></row>')
raw_book(f"{folder}/nested.xlsx", '<row r="1"><c r="A1"><v>5</v></c><row r="2"><c r="A2"><v>6</v></c></row></row>')
raw_book(f"{folder}/too-wide.xlsx", '<row r="1">' + "<c><v>1</v></c>" * 16385 + "</row>")
# A text of a megabyte that every cell of many shows: a few bytes of file for each.
raw_book(f"{folder}/echo.xlsx", "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2001)), shared="<si><t>" + "a" * (1 << 20) + "</t></si>")
raw_book(f"{folder}/bad-xml.xlsx", '<row r="1"><c r="A1"><v>5</v></row>')
raw_book(f"{folder}/bomb.xlsx", '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "a" * (100 << 20) + "</t></is></c></row>")
for name, doctype in [
    ("entities", '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'),
    ("external", '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>'),
]:
    source = f"{folder}/{name}-source.xlsx"
    raw_book(source, '<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % ("&b;" if name == "entities" else "&file;"))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(f"{folder}/{name}.xlsx", "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                text = text.replace(b"<worksheet", doctype.encode() + b"<worksheet", 1)
            new.writestr(part, text)
json.dump(expected, open(f"{folder}/expected.json", "w"))
