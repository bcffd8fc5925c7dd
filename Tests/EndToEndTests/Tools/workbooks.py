"""Holds every workbook of a month against its figures.json, cell by cell, with openpyxl: workbooks.py MONTH-FOLDER. Prints a line for each fault, then counts."""

import csv, json, re, sys
from decimal import Decimal
from pathlib import Path

import openpyxl

SHORTHAND = {"–": "[z]", "no plan": "no plan [z]", "*": "[c]"}
PLACES = re.compile(r"[\[\]:*?/\\]")
faults, counts = [], dict(packs=0, sheets=0, figures=0, texts=0, charts=0)


def expected(figure):
    if figure["value"] is None:
        word = figure["missing"]
        return SHORTHAND.get(word, word + " [x]")
    return Decimal(figure["value"])


def agrees(cell, figure):
    wanted = expected(figure)
    if isinstance(wanted, str):
        return cell.value == wanted
    if cell.data_type == "s":
        return figure["unit"] in ("GBP", "activity") and abs(wanted) >= 10**13 and Decimal(cell.value) == wanted
    if cell.data_type != "n" or cell.value is None:
        return False
    shown = Decimal(repr(cell.value))
    # Money and activity to fifteen digits, which is at least to the penny; what is divided has eight decimals in figures.json.
    loss = Decimal(10) ** -8 if figure["unit"] in ("fraction", "ratio", "rate") else Decimal(0)
    return abs(shown - wanted) <= max(loss, abs(wanted) * Decimal("1e-15"))


def front(book, where):
    if book.sheetnames[:3] != ["Cover", "Contents", "Notes"]:
        faults.append(f"{where}: begins with {book.sheetnames[:3]}")
    contents = book["Contents"]
    listed = [contents.cell(row, 1) for row in range(4, contents.max_row + 1) if contents.cell(row, 1).value]
    if [cell.value for cell in listed] != book.sheetnames[2:]:
        faults.append(f"{where}: the contents do not list the sheets in their order")
    for cell in listed:
        if not cell.hyperlink or cell.hyperlink.location != f"'{cell.value}'!A1":
            faults.append(f"{where}: {cell.value} has no link")
    properties = book.properties
    if not properties.title or not properties.creator or not properties.subject or properties.created.hour or properties.created.year > 2020:
        faults.append(f"{where}: properties {properties.title!r} {properties.creator!r} {properties.created}")


def sheet_of_table(sheet, where, figures, formats):
    if len(sheet.title) > 31 or PLACES.search(sheet.title):
        faults.append(f"{where}: the name is not allowed")
    if len(sheet.tables) != 1:
        faults.append(f"{where}: {len(sheet.tables)} tables")
        return set()
    table = next(iter(sheet.tables.values()))
    first, last = table.ref.split(":")
    head_row, end_row, width = sheet[first].row, sheet[last].row, sheet[last].column
    heads = [sheet.cell(head_row, column).value for column in range(1, width + 1)]
    if heads != [column.name for column in table.tableColumns] or len({head.lower() for head in heads}) != len(heads):
        faults.append(f"{where}: heads {heads}")
    if heads[-1] != "Figure ids" or not sheet.column_dimensions[sheet[last].column_letter].hidden:
        faults.append(f"{where}: no hidden column of ids")
    if not table.autoFilter or sheet.freeze_panes != f"B{head_row + 1}":
        faults.append(f"{where}: no filter, or nothing frozen ({sheet.freeze_panes})")
    setup = sheet.page_setup
    if setup.orientation != "landscape" or str(setup.paperSize) != "9" or sheet.print_title_rows != f"${head_row}:${head_row}" or not sheet.oddFooter.right.text:
        faults.append(f"{where}: print set-up")
    notes = heads.index("Your notes") + 1
    if not any(sheet.cell(head_row + 1, notes).coordinate in rule.sqref for rule in sheet.data_validations.dataValidation):
        faults.append(f"{where}: notes are not checked")
    named = set()
    for row in range(head_row + 1, end_row + 2):
        ids = sheet.cell(row, width).value
        if ids is None:
            continue
        stem = ""
        for place, name in enumerate(ids.split(" ")):
            if name == "-":
                continue
            if name.startswith("./"):
                name = stem + name[1:]
            stem = name.rpartition("/")[0]
            cell = sheet.cell(row, place + 1)
            figure = figures.get(name)
            counts["figures"] += 1
            named.add(name)
            if figure is None:
                faults.append(f"{where}!{cell.coordinate}: {name} is no figure")
            elif not agrees(cell, figure):
                faults.append(f"{where}!{cell.coordinate}: {cell.value!r}, and {name} is {figure['value'] or figure.get('missing')}")
            if cell.data_type == "n":
                formats.add(cell.number_format)
            else:
                counts["texts"] += 1
    counts["charts"] += len(sheet._charts)
    return named


month = Path(sys.argv[1])
for path in sorted(month.glob("*/**/figures.json")):
    folder = path.parent
    figures = {figure["id"]: figure for figure in json.load(path.open(encoding="utf-8"))["figures"]}
    (file,) = [one for one in folder.glob("*.xlsx") if not one.name.endswith("_rows.xlsx")]
    book = openpyxl.load_workbook(file)
    where = str(file.relative_to(month))
    counts["packs"] += 1
    front(book, where)
    formats, named, tables = set(), set(), set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target):
                    faults.append(f"{where}, {sheet.title}!{cell.coordinate}: a formula or a link that leads out")
        if sheet.title in ("Cover", "Contents", "Notes"):
            continue
        counts["sheets"] += 1
        named |= sheet_of_table(sheet, f"{where}, {sheet.title}", figures, formats)
        tables |= set(sheet.tables)
    for code in formats:
        if "[Red]" in code or "(" in code:
            faults.append(f"{where}: the number format {code}")
    # Every data file of the pack has its sheet, with as many rows.
    for data in folder.glob("data/*.csv"):
        name = re.sub(r"[^A-Za-z0-9.]", "_", data.stem)
        if name not in tables and "table_" + name not in tables:
            faults.append(f"{where}: {data.name} has no sheet")
    if not named:
        faults.append(f"{where}: no cell names a figure")
print("\n".join(faults[:60]))
print(json.dumps(counts))
sys.exit(1 if faults else 0)
