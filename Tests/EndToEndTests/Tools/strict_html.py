"""Parses HTML files with html5lib in strict mode: any parse error is said and ends with 1."""
import sys
import html5lib

faults = 0
for path in sys.argv[1:]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(open(path, "rb"), transport_encoding="utf-8")
    for place, code, values in parser.errors[:20]:
        print("%s: line %s column %s: %s %s" % (path, place[0], place[1], code, values))
        faults += 1
    if not parser.errors:
        # Strict mode itself raises at the first error: what the standard's parser takes without complaint passes here too.
        html5lib.HTMLParser(strict=True).parse(open(path, "rb"), transport_encoding="utf-8")
sys.exit(1 if faults else 0)
