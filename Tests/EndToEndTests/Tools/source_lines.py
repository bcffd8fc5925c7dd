"""Adds up what `outturn explain ID --rows` prints, twice: the amounts that it states, and the amounts that stand on those lines of the files.

usage: source_lines.py PROGRAMME ROWS.csv FIGURE-ID
Prints the sum of the stated amounts, the sum of the files' own, and the number of lines, one a line.
"""
import csv, os, sys
from decimal import Decimal, getcontext

getcontext().prec = 60


def main(programme, rows, figure):
    measure = figure.split("/")[-1].split("@")[0]
    kind = "ACTIVITY" if measure.endswith("_activity") else "PRICE"
    signs = {"plan": [("PLANNED", 1)], "actual": [("ACTUAL", 1)], "variance": [("PLANNED", 1), ("ACTUAL", -1)]}[measure.replace("_activity", "").split("_")[1]]
    wanted, stated = {}, Decimal(0)
    for row in csv.DictReader(open(rows, newline="")):
        path, line = row["place"].rsplit(":", 1)
        wanted.setdefault(path, []).append((int(line), Decimal(row["amount"])))
        stated += Decimal(row["amount"])
    found, count = Decimal(0), 0
    for path, lines in wanted.items():
        raw = open(os.path.join(programme, path), "rb").read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
        reader = csv.reader(text.splitlines(keepends=True))
        head = [name.strip().upper() for name in next(reader)]
        columns = [(head.index("CONTRACT MONITORING %s %s" % (which, kind)), sign) for which, sign in signs]
        # A record is known by the line on which it begins.
        records, begins = {}, reader.line_num + 1
        for record in reader:
            records[begins] = record
            begins = reader.line_num + 1
        if len({line for line, _ in lines}) != len(lines):
            sys.exit("%s: a line stands there twice" % path)
        for line, amount in lines:
            own = sum(sign * Decimal(records[line][place].strip() or "0") for place, sign in columns)
            if own != amount:
                sys.exit("%s:%d holds %s, and explain says %s" % (path, line, own, amount))
            found += own
            count += 1
    for value in (stated, found):
        print(format(value.normalize(), "f"))
    print(count)


main(*sys.argv[1:])
