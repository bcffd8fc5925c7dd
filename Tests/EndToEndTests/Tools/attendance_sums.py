"""Works out figures of attendances, practices, referrers and patients from the extracts of a programme by another route: plain sums over csv rows.

usage: attendance_sums.py PROGRAMME FIRST-YEAR LAST-YEAR LAST-MONTH   (years as 2013, the period's last)
Prints `id,value`, a line each.
"""
import csv, glob, os, sys
from collections import defaultdict
from decimal import Decimal

programme, first_year, last_year, last_month = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
own = {}
for row in csv.DictReader(open(programme + "/organisations/practices.csv", encoding="utf-8-sig")):
    own[row["code"]] = (row["commissioner"], row["locality"])
counts, costs = defaultdict(int), defaultdict(Decimal)
patients = defaultdict(lambda: defaultdict(Decimal))
classes = {"03": "gp", "01": "cons_resp", "02": "cons_resp", "10": "cons_resp", "11": "cons_resp", "05": "cons_other", "06": "self"}


def rows(kind):
    for path in sorted(glob.glob(programme + "/extracts/sus/**/%s.csv" % kind, recursive=True)):
        for row in csv.DictReader(open(path, encoding="utf-8-sig")):
            start, month = int(row["FINANCIAL_YEAR"][:4]), int(row["FINANCIAL_MONTH"])
            if first_year <= start <= last_year and (start < last_year or month <= last_month):
                yield row, start, month


def suffix(start, month):
    return "" if (start, month) == (last_year, last_month) else "@%d-%02d-M%02d" % (start, (start + 1) % 100, month)


def add(commissioner, provider, dimension, measure, cost=None):
    for provider in (provider, "ALL"):
        counts["sus/%s/%s/%s%s" % (commissioner, provider, dimension, measure)] += 1
        if cost is not None:
            costs["sus/%s/%s/%s%s_cost" % (commissioner, provider, dimension, measure)] += cost


for row, start, month in rows("outpatients"):
    if row["ATTENDED"] not in ("5", "6") or row["FIRST_ATTENDANCE"] not in ("1", "2", "3", "4"):
        continue
    first, cost = row["FIRST_ATTENDANCE"] in ("1", "3"), Decimal(row["COST_GBP"])
    commissioner, provider, practice = row["COMMISSIONER"], row["PROVIDER"], row["GP_PRACTICE"]
    year = "year=%d-%02d/" % (start, (start + 1) % 100)
    if first:
        source = classes.get(row["SOURCE_OF_REFERRAL"], "other")
        for pair in ("%s/ALL" % commissioner, "ALL/%s" % provider):
            counts["sus/%s/source=%s/%sfirst_attendances" % (pair, source, year)] += 1
    if first and row["SOURCE_OF_REFERRAL"] == "03":
        add(commissioner, provider, "", "referrals" + suffix(start, month))
        add(commissioner, provider, year, "referrals")
        counts["sus/%s/ALL/tfc=%s/%sreferrals" % (commissioner, row["TREATMENT_FUNCTION"], year)] += 1
        if own.get(practice, ("",))[0] == commissioner:
            counts["sus/%s/ALL/practice=%s/%sreferrals" % (commissioner, practice, year)] += 1
            locality = "".join(c if c.isalnum() or c in "._-" else "".join("%%%02X" % b for b in c.encode()) for c in own[practice][1])
            counts["sus/%s/ALL/locality=%s/%sreferrals" % (commissioner, locality, year)] += 1
    if start == last_year:
        dimension = "referrer=%s/" % (row["REFERRING_ORGANISATION"] or "_blank")
        names = ["ytd_outpatient_attendances"] + (["ytd_first_attendances"] if first else [])
        if month == last_month:
            names += ["outpatient_attendances"] + (["first_attendances"] if first else [])
        for name in names:
            counts["sus/%s/ALL/%s%s" % (commissioner, dimension, name)] += 1
            costs["sus/%s/ALL/%s%s_cost" % (commissioner, dimension, name)] += cost
        patients[commissioner, row["PSEUDO_PATIENT_ID"]]["ytd_patient_cost"] += cost
for row, start, month in rows("inpatients"):
    if start == last_year:
        patient = patients[row["COMMISSIONER"], row["PSEUDO_PATIENT_ID"]]
        patient["ytd_patient_cost"] += Decimal(row["COST_GBP"])
        patient["ytd_admissions"] += 1
        patient["ytd_bed_days"] += int(row["LENGTH_OF_STAY"])
        patient["costliest_spell_cost"] = max(patient["costliest_spell_cost"], Decimal(row["COST_GBP"]))
        if row["ADMISSION_METHOD"] in ("21", "2A"):
            add(row["COMMISSIONER"], row["PROVIDER"], "", "ytd_admissions_through_emergency", Decimal(row["COST_GBP"]))
for row, start, month in rows("emergency"):
    if start == last_year:
        patient = patients[row["COMMISSIONER"], row["PSEUDO_PATIENT_ID"]]
        patient["ytd_patient_cost"] += Decimal(row["COST_GBP"])
        patient["ytd_emergency_attendances"] += 1
for (commissioner, pseudonym), sums in patients.items():
    for name, value in sums.items():
        print("sus/%s/ALL/patient=%s/%s,%s" % (commissioner, pseudonym, name, format(value.normalize(), "f")))
    if sums["ytd_patient_cost"] >= 25000:
        counts["sus/%s/ALL/high_cost_patients" % commissioner] += 1
for name, value in counts.items():
    print("%s,%d" % (name, value))
for name, value in costs.items():
    print("%s,%s" % (name, format(value.normalize(), "f")))
