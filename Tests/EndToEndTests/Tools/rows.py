"""Adds up a workbook of rows and holds the sums against the figures beside it: rows.py FILE. It has filters and frozen heads, and no formula."""

import json, sys
from decimal import Decimal
from pathlib import Path

import openpyxl

path = Path(sys.argv[1])
figures = {figure["id"]: figure["value"] for figure in json.load((path.parent / "figures.json").open(encoding="utf-8"))["figures"]}
code = path.name.split("_")[0]
own = code if f"position/{code}/ALL/ytd_actual" in figures else "ALL"
stem = f"position/{code}/ALL/" if own == code else f"position/ALL/{code}/"
sheet = openpyxl.load_workbook(path).worksheets[0]
heads = [cell.value for cell in sheet[3]]
sums, count, faults = {}, 0, []
for row in sheet.iter_rows(min_row=4):
    count += 1
    if code not in (row[0].value, row[2].value):
        faults.append(f"row {row[0].row} is of {row[0].value} and {row[2].value}")
    for head, cell in zip(heads, row):
        if cell.data_type == "f":
            faults.append(f"{cell.coordinate} is a formula")
        if cell.data_type == "n" and cell.value is not None:
            sums[head] = sums.get(head, Decimal(0)) + Decimal(repr(cell.value))
for head, measure in {"To date, plan (£)": "ytd_plan", "To date, actual (£)": "ytd_actual", "To date, variance (£)": "ytd_variance", "Month, actual (£)": "month_actual"}.items():
    if stem + measure in figures and abs(sums[head] - Decimal(figures[stem + measure])) > Decimal("0.01"):
        faults.append(f"{head}: {sums[head]}, and {stem}{measure} is {figures[stem + measure]}")
if stem + "ytd_actual" not in figures:
    faults.append(f"figures.json has no {stem}ytd_actual")
if not sheet.auto_filter.ref or sheet.freeze_panes != "B4":
    faults.append(f"filter {sheet.auto_filter.ref}, frozen {sheet.freeze_panes}")
print("\n".join(faults[:20]))
print(json.dumps(dict(rows=count)))
sys.exit(1 if faults else 0)
