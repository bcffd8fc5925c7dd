"""Adds a programme's returns up with nothing but Python's own csv and decimal: what `outturn figures` must agree with.

usage: positions.py PROGRAMME FY Mnn flex|freeze
Prints id,value for the positions of every pair and total, year to date and month, money and activity, as exact decimals.
"""
import csv, os, sys
from decimal import Decimal, getcontext

getcontext().prec = 60
PROVIDER = "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"
COMMISSIONER = "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"
AMOUNTS = [
    ("plan", "CONTRACT MONITORING PLANNED PRICE"), ("actual", "CONTRACT MONITORING ACTUAL PRICE"),
    ("plan_activity", "CONTRACT MONITORING PLANNED ACTIVITY"), ("actual_activity", "CONTRACT MONITORING ACTUAL ACTIVITY"),
]


def text(path):
    raw = open(path, "rb").read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def submissions(root, last):
    """Every return up to the last submission, oldest first: (submission, rows)."""
    found = []
    for year in os.listdir(root):
        for month in os.listdir(os.path.join(root, year)):
            label = (year, month)
            if label > last:
                continue
            for name in os.listdir(os.path.join(root, year, month)):
                found.append((label, os.path.join(root, year, month, name)))
    return sorted(found)


def main(programme, year, month, cut):
    number = int(month[1:])
    last = (year, month)
    if cut == "freeze":
        last = (year, "M%02d" % (number + 1)) if number < 12 else ("%d-%02d" % (int(year[:4]) + 1, int(year[:4]) % 100 + 2), "M01")
    # Of each provider's months the latest return counts, whole.
    months = {}
    for _, path in submissions(os.path.join(programme, "extracts", "slam"), last):
        stated = {}
        for row in csv.DictReader(text(path).splitlines(keepends=True)):
            row = {k.strip().upper(): v for k, v in row.items()}
            provider, commissioner = row[PROVIDER].strip(), row[COMMISSIONER].strip()
            key = (provider, int(row["FINANCIAL YEAR"].strip()[:4]), int(row["FINANCIAL MONTH"]))
            pairs = stated.setdefault(key, {})
            sums = pairs.setdefault((commissioner, provider), [Decimal(0)] * 4)
            for place, (_, column) in enumerate(AMOUNTS):
                sums[place] += Decimal(row[column].strip() or "0")
        months.update(stated)
    ids = {}
    for (_, start, of), pairs in months.items():
        if start != int(year[:4]) or of > number:
            continue
        for (commissioner, provider), sums in pairs.items():
            for c in (commissioner, "ALL"):
                for p in (provider, "ALL"):
                    for prefix in ["ytd"] + (["month"] if of == number else []):
                        for (name, _), value in zip(AMOUNTS, sums):
                            key = "position/%s/%s/%s_%s" % (c, p, prefix, name)
                            ids[key] = ids.get(key, Decimal(0)) + value
    for key in [k for k in ids if "_plan" in k]:
        ids[key.replace("_plan", "_variance")] = ids[key] - ids.get(key.replace("_plan", "_actual"), Decimal(0))
    for key in sorted(ids):
        print("%s,%s" % (key, format(ids[key].normalize(), "f")))


main(*sys.argv[1:])
