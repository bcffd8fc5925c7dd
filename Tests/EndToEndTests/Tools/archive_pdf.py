"""Validates PDF files as PDF/A-2b by pikepdf's validator.

usage: archive_pdf.py FILE...

Each finding that is not let pass is printed; any makes the exit status 1.
"""
import sys

import pikepdf.pdfa

# The one place where findings of the outside validator are let pass, each by the words that it must hold. It validates level B and wants to read so; it knows
# neither the identification of PDF/UA nor extension schemas, by which PDF/A allows it.
LET_PASS = [
    ("6.6.4-3", "pdfaid:conformance is 'A', expected 'B'"),
    ("6.6.2.3.1-1", "XMP namespace pdfaExtension="),
    ("6.6.2.3.1-1", "XMP namespace pdfaProperty="),
    ("6.6.2.3.1-1", "XMP namespace pdfaSchema="),
    ("6.6.2.3.1-1", "XMP property pdfuaid:part is not permitted"),
    ("6.6.2.3.1-1", "XMP property pdfaExtension:schemas is not permitted"),
]


def main(paths):
    if not paths:
        sys.exit(__doc__)
    bad = 0
    for path in paths:
        report = pikepdf.pdfa.validate_written(path, "2b")
        for finding in report.findings:
            text = str(finding)
            if any(all(word in text for word in words) for words in LET_PASS):
                continue
            print("%s: %s" % (path, text))
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
