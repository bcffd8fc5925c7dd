"""Compares a workbook with what another program made of it: same_cells.py OURS THEIRS. The sheets, every cell, and the tables have to be the same."""

import json, sys

import openpyxl

ours, theirs = (openpyxl.load_workbook(path) for path in sys.argv[1:3])
faults, cells, tables = [], 0, 0
if ours.sheetnames != theirs.sheetnames:
    faults.append(f"sheets {theirs.sheetnames}")
for sheet in ours.worksheets:
    if sheet.title not in theirs.sheetnames:
        continue
    other = theirs[sheet.title]
    tables += len(other.tables)
    if {table.ref for table in sheet.tables.values()} != {table.ref for table in other.tables.values()}:
        faults.append(f"{sheet.title}: tables {[table.ref for table in other.tables.values()]}")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            cells += 1
            shown = other[cell.coordinate].value
            same = abs(shown - cell.value) <= abs(cell.value) * 1e-14 if isinstance(cell.value, (int, float)) and isinstance(shown, (int, float)) else shown == cell.value
            if not same:
                faults.append(f"{sheet.title}!{cell.coordinate}: {cell.value!r} became {shown!r}")
print("\n".join(faults[:40]))
print(json.dumps(dict(cells=cells, tables=tables)))
sys.exit(1 if faults else 0)
