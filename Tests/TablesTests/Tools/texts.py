"""Writes text files with every delimiter, coding and oddity into a folder, and what Python's csv reads of them: texts.py FOLDER SEED COUNT."""

import csv, gzip, io, json, random, sys, zipfile

folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
dice = random.Random(seed)
words = ["", "", "NHS Chiltern CCG", "12.50", "£1,234.50", "(12.00)", 'say "so"', "two\nlines", "two\r\nlines", "é ½ €", "a;b", "a|b", "tab\there", " space ", "'", "-", "201516", '"']
wide = words + ["ŵ 漢 😀"]
expected = {}
for place in range(count):
    delimiter = dice.choice([",", ";", "\t", "|"])
    coding = dice.choice(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "cp1252"])
    columns = dice.randint(2, 12)
    rows = [[dice.choice(words if coding == "cp1252" else wide) for _ in range(columns)] for _ in range(dice.randint(2, 60))]
    rows[0] = ["Column %d" % number for number in range(columns)]
    # A file of plain letters alone says nothing of its coding: each has one that does.
    rows[1][0] = "é"
    out = io.StringIO()
    end = dice.choice(["\n", "\r\n", "\r"])
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    for row in rows:
        writer.writerow(row)
        if dice.random() < 0.05:
            # What no writer makes and people do: blank lines, quotes within a text, text after a closing quote, spaces before a quote.
            odd = ['a"b', '"a"b', '"say ""so"" "', ' "a"', '""', '"one\r\ntwo"', '"a\rb"']
            out.write(dice.choice(["", delimiter.join(dice.choice(odd) for _ in range(columns))]) + end)
    text = out.getvalue()
    if dice.random() < 0.3:
        text = text.rstrip("\r\n")
    data = text.encode(coding)
    if coding in ("utf-16-le", "utf-16-be"):
        data = "\ufeff".encode(coding) + data if dice.random() < 0.5 else data
    name = f"text{place}"
    packing = dice.choice(["", "", "gz", "zip"])
    if packing == "gz":
        with gzip.open(f"{folder}/{name}", "wb") as packed:
            packed.write(data)
    elif packing == "zip":
        with zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("return/" + name + ".csv", data)
    else:
        open(f"{folder}/{name}", "wb").write(data)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    expected[name] = {"delimiter": delimiter, "coding": {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}.get(coding, coding), "rows": read}
json.dump(expected, open(f"{folder}/expected.json", "w"))
