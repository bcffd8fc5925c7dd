"""Writes the returns of seven trusts anew, each in the layout that its profile describes: layouts.py PROGRAMME PERIOD-FOLDER."""

import csv, gzip, io, os, sys, zipfile
from collections import OrderedDict
from decimal import Decimal

import openpyxl

folder = sys.argv[1] + "/extracts/slam/" + sys.argv[2]
MONTHS = ["April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February", "March"]
KEYS = [
    "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)", "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)", "ACTIVITY TREATMENT FUNCTION CODE",
    "POINT OF DELIVERY CODE", "LOCAL POINT OF DELIVERY CODE", "LOCAL POINT OF DELIVERY DESCRIPTION", "TARIFF CODE",
]
AMOUNTS = ["CONTRACT MONITORING PLANNED ACTIVITY", "CONTRACT MONITORING PLANNED PRICE", "CONTRACT MONITORING ACTUAL ACTIVITY", "CONTRACT MONITORING ACTUAL PRICE"]


def take(trust):
    """The rows of a trust's return, whose file is then taken away."""
    path = f"{folder}/{trust}.csv"
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    os.remove(path)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        row["month"] = int(row["FINANCIAL MONTH"])
        row["keys"] = [row[key] for key in KEYS]
        row["amounts"] = [Decimal(row[key].replace(",", "").replace("£", "")) if row[key] else Decimal(0) for key in AMOUNTS]
    return text, rows


def number(value):
    """As a spreadsheet holds it."""
    return float(value) if value % 1 else int(value)


def plain(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def text_file(path, rows, delimiter, coding, packed=None):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    data = out.getvalue().encode(coding)
    if packed == "gz":
        with gzip.GzipFile(path + ".gz", "wb", mtime=0) as file:
            file.write(data)
    else:
        open(path, "wb").write(data)


def r1h():
    _, rows = take("R1H")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Activity M11"
    sheet.append(["Barts Health: contract monitoring"])
    sheet.append([None, None, None, None, None, None, None, None, "Plan", None, "Actual"])
    sheet.append(["Month", "Commissioner", "Practice", "Specialty", "POD", "Local POD", "POD description", "HRG", "Activity", "£", "Activity", "£"])
    sheet.merge_cells("I2:J2")
    sheet.merge_cells("K2:L2")
    # The upper row of the header holds what the rule looks for too.
    sheet["A2"], sheet["B2"] = None, None
    for place, row in enumerate(rows):
        c, practice, tfc, pod, local, name, hrg = row["keys"]
        sheet.append([MONTHS[row["month"] - 1], c, practice, tfc, pod, local, name, hrg] + [number(value) for value in row["amounts"]])
        if place % 100 == 99:
            sheet.append([None, "Total so far", None, None, None, None, None, None, 1, 1000, 1, 1000])
    notes = book.create_sheet("Notes")
    notes.append(["Prices include the market forces factor."])
    notes.sheet_state = "hidden"
    book.save(f"{folder}/R1H.xlsx")


def ral():
    _, rows = take("RAL")
    book = openpyxl.Workbook()
    for place, (title, first) in enumerate([("Plan", 0), ("Actual", 2)]):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = title
        sheet.append(["Month", "CCG", "GP", "TFC", "POD", "Local POD", "Description", "HRG", "Units", "Value"])
        for row in rows:
            sheet.append([row["month"]] + row["keys"] + [number(value) for value in row["amounts"][first : first + 2]])
    book.save(f"{folder}/RAL.xlsm")


def ran():
    _, rows = take("RAN")

    def thousands(value):
        return f"({plain(value / 1000)})" if value > 0 else plain(-value / 1000)

    lines = [["Period", "Purchaser", "Practice code", "Specialty", "National POD", "POD", "POD name", "Currency", "Contract activity", "Contract £000", "Activity", "Income £000"]]
    for row in rows:
        plan, plan_price, actual, actual_price = row["amounts"]
        lines.append([f"M{row['month']:02}"] + row["keys"] + [plain(plan), thousands(plan_price), plain(actual), thousands(actual_price)])
    lines += [["* Provisional", "", "", "", "", "", "", "", "", "", "", ""], ["* Prepared by finance"] + [""] * 11]
    text_file(f"{folder}/RAN.txt", lines, ";", "utf-16")


def ras():
    _, rows = take("RAS")
    lines = [["Month", "CCG", "GP", "TFC", "POD", "Local POD", "Description", "HRG", "Type", "Activity", "Price"]]
    for row in rows:
        for kind, first in [("Budget", 0), ("Outturn", 2)]:
            lines.append([MONTHS[row["month"] - 1][:3]] + row["keys"] + [kind] + [plain(value) for value in row["amounts"][first : first + 2]])
    text_file(f"{folder}/RAS.tsv", lines, "\t", "utf-8")


def rp6():
    _, rows = take("RP6")
    # Rows of the same keys and month are laid side by side only where there is one of each: others get a row of their own.
    table = OrderedDict()
    for row in rows:
        turn = 0
        while row["month"] in table.setdefault((tuple(row["keys"]), turn), {}):
            turn += 1
        table[(tuple(row["keys"]), turn)][row["month"]] = row["amounts"]
    months = sorted({row["month"] for row in rows})
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Year to date"])
    head = ["Commissioner", "Practice", "TFC", "POD", "Local POD", "Description", "HRG"]
    for month in months:
        head += [f"{MONTHS[month - 1][:3]} {name}" for name in ["plan", "plan £", "actual", "actual £"]]
    sheet.append(head)
    for (keys, _), amounts in table.items():
        line = list(keys)
        for month in months:
            line += [number(value) for value in amounts[month]] if month in amounts else [None] * 4
        sheet.append(line)
    book.save(f"{folder}/RP6.xlsx")


def rqm():
    _, rows = take("RQM")
    care = {"DC": "Day case", "EL": "Elective", "NEL": "Emergency"}
    names = {"10H": "NHS Chiltern CCG", "10T": "NHS Slough CCG"}
    lines = [["Month", "CCG name", "Practice/Surgery", "TFC", "Care", "Local code", "Local name", "HRG", "Plan", "Plan p", "Actual", "Actual p"]]
    for row in rows:
        c, practice, tfc, pod, local, name, hrg = row["keys"]
        plan, plan_price, actual, actual_price = row["amounts"]
        calendar = (row["month"] + 2) % 12 + 1
        lines.append([calendar, names.get(c, c), practice, tfc, care.get(pod, pod), local, name, hrg, plain(plan), plain(plan_price * 100), plain(actual), plain(actual_price * 100)])
    lines.append(["", "Grand total", "", "", "", "", "", "", "0", "100", "0", "100"])
    text_file(f"{folder}/RQM.csv", lines, ",", "utf-8", packed="gz")


def rjz():
    """The plan in a workbook, the actuals as text in a zip file, each with headings of its own."""
    _, rows = take("RJZ")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Phased plan"
    sheet.append(["King's College Hospital: contract plan"])
    sheet.append(["Month", "CCG", "GP", "TFC", "POD", "Local POD", "Description", "HRG", "Contract activity", "Contract value"])
    for row in rows:
        sheet.append([MONTHS[row["month"] - 1]] + row["keys"] + [number(value) for value in row["amounts"][:2]])
    book.create_sheet("Read me")
    book.save(f"{folder}/RJZ_2015-16_M11_plan.xlsx")
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["Period", "CCG", "GP", "TFC", "POD", "Local POD", "Description", "HRG", "Activity", "Income p"])
    for row in rows:
        actual, price = row["amounts"][2:]
        lines.writerow([row["month"]] + row["keys"] + [plain(actual), plain(price * 100)])
    with zipfile.ZipFile(f"{folder}/RJZ_2015-16_M11_actual.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("RJZ.csv", out.getvalue().encode("cp1252"))


for write in [r1h, ral, ran, ras, rp6, rqm, rjz]:
    write()
