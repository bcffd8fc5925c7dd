"""Writes attendance files in layouts of their own: attendance_books.py STANDARD-FOLDER FOLDER. Each has a footer that is no data, and dates in another style."""

import csv, datetime, sys

import openpyxl

standard, folder = sys.argv[1:]


def rows(kind):
    return list(csv.DictReader(open(f"{standard}/{kind}.csv", newline="")))


def american(text):
    year, month, day = text.split("-")
    return f"{int(month)}/{int(day)}/{year}"


# Outpatients: a workbook with a title, its data on the second sheet, dates as dates, the month by the date.
book = openpyxl.Workbook()
book.active.title = "Cover"
sheet = book.create_sheet("Attendances")
sheet.append(["Outpatient attendances"])
sheet.append(["Appointment", "Trust", "CCG", "Surgery", "HRG4", "Tariff", "TFC", "Appt type", "Outcome", "Referral source", "Referred by", "NHS pseudo"])
types = {"1": "New", "2": "Review"}
for row in rows("outpatients"):
    sheet.append(
        [datetime.date.fromisoformat(row["ATTENDANCE_DATE"]), row["PROVIDER"], {"10H": "Chiltern", "10J": "North Hampshire"}[row["COMMISSIONER"]], row["GP_PRACTICE"],
         row["HRG"], float(row["COST_GBP"]), row["TREATMENT_FUNCTION"], types[row["FIRST_ATTENDANCE"]], row["ATTENDED"], row["SOURCE_OF_REFERRAL"],
         row["REFERRING_ORGANISATION"], row["PSEUDO_PATIENT_ID"]])
sheet.append([None, "Total", None, None, None, 9999])
book.save(f"{folder}/outpatients.xlsx")

# Inpatients: text with semicolons, the month first in dates, the cost in pence.
with open(f"{folder}/inpatients.txt", "w", newline="") as out:
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    lines.writerow(["Mth", "Trust", "CCG", "GP", "HRG", "Cost p", "TFC", "Adm", "Disch", "Method", "LOS", "Age", "Died", "Patient", "Class"])
    for row in rows("inpatients"):
        pence = row["COST_GBP"].replace(".", "").lstrip("0")
        lines.writerow(
            ["M" + row["FINANCIAL_MONTH"], row["PROVIDER"], row["COMMISSIONER"], row["GP_PRACTICE"], row["HRG"], pence, row["TREATMENT_FUNCTION"],
             american(row["ADMISSION_DATE"]), american(row["DISCHARGE_DATE"]), row["ADMISSION_METHOD"], row["LENGTH_OF_STAY"], row["AGE"],
             american(row["DATE_OF_DEATH"]) if row["DATE_OF_DEATH"] else "NULL", row["PSEUDO_PATIENT_ID"], row["PATIENT_CLASS"]])
    lines.writerow(["End of file"] + [""] * 14)

# Emergency: one trust's workbook; what is the same in every row is not there.
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["Period", "CCG", "GP", "HRG", "Cost", "Day", "Patient"])
for row in rows("emergency"):
    sheet.append(
        [int(row["FINANCIAL_MONTH"]), row["COMMISSIONER"], row["GP_PRACTICE"], row["HRG"], float(row["COST_GBP"]), row["ATTENDANCE_DATE"].replace("-", ""),
         row["PSEUDO_PATIENT_ID"]])
book.save(f"{folder}/emergency.xlsx")
