"""Takes one thing after the other away from a good PDF file and looks whether tagged_pdf.py finds it, by its name.

usage: broken_pdf.py FILE
"""
import io
import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from tagged_pdf import Checker


def elements(pdf, role=None):
    def walk(element):
        if role is None or element.get("/S") == role:
            yield element
        kids = element.get("/K")
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot.K))


def first(pdf, role, has=None):
    return next(element for element in elements(pdf, role) if has is None or has in element)


def rewrite(pdf, change, page=1):
    """Changes the text of a page's content."""
    stream = pdf.pages[page].obj.Contents
    before = stream.read_bytes()
    after = change(before)
    assert after != before, "nothing was changed"
    stream.write(after)


def metadata(pdf, before, after):
    text = pdf.Root.Metadata.read_bytes()
    changed = re.sub(before, after, text)
    assert changed != text, before
    pdf.Root.Metadata.write(changed)


def drop(thing, name):
    assert name in thing, name
    del thing[name]


def annotation(pdf):
    return next(a for page in pdf.pages for a in page.obj.get("/Annots", []))


def cell_taken(pdf):
    row = next(r for r in elements(pdf, Name.TR) if len(r.K) > 2)
    row.K = Array(list(row.K)[:-1])


def first_heading_second(pdf):
    first(pdf, Name.H1).S = Name.H2


def skip_rank(pdf):
    for element in elements(pdf, Name.H3):
        element.S = Name.H4


def swap_owner(pdf):
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    other = next(place for place, owner in enumerate(owners) if owner.objgen != owners[0].objgen)
    owners[0], owners[other] = owners[other], owners[0]


def lose_owner(pdf):
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[3] = pdf.make_indirect(Array(list(nums[3])[:-1]))


def font(pdf):
    return next(iter(pdf.pages[1].obj.Resources.Font.values()))


def no_font_file(pdf):
    for page in pdf.pages:
        for one in page.obj.Resources.Font.values():
            if "/FontDescriptor" in one:
                drop(one.FontDescriptor, "/FontFile2")
                return


def strange_id(pdf):
    head = next((e for e in elements(pdf, Name.TH) if "/ID" in e), None)
    assert head is not None, "no table of the file has named heads"
    head.ID = String("h99999999")


def strange_header(pdf):
    cell = next((e for e in elements(pdf, Name.TD) if "/Headers" in e.get("/A", Dictionary())), None)
    assert cell is not None, "no cell of the file names its heads"
    cell.A.Headers = Array([String("h99999999")])


def no_objr(pdf):
    link = first(pdf, Name.Link)
    link.K = Array([kid for kid in link.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)])


BROKEN = [
    ("language", lambda pdf: drop(pdf.Root, "/Lang")),
    ("marked", lambda pdf: drop(pdf.Root, "/MarkInfo")),
    ("shown-title", lambda pdf: drop(pdf.Root, "/ViewerPreferences")),
    ("output-intent", lambda pdf: drop(pdf.Root, "/OutputIntents")),
    ("profile", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no profile at all" * 8)),
    ("metadata", lambda pdf: drop(pdf.Root, "/Metadata")),
    ("title", lambda pdf: metadata(pdf, rb"<dc:title>.*?</dc:title>", b"")),
    ("titles-differ", lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("Another"))),
    ("pdfaid-part", lambda pdf: metadata(pdf, rb"<pdfaid:part>2", b"<pdfaid:part>1")),
    ("pdfaid-conformance", lambda pdf: metadata(pdf, rb"<pdfaid:conformance>A", b"<pdfaid:conformance>B")),
    ("pdfuaid-part", lambda pdf: metadata(pdf, rb"<pdfuaid:part>1</pdfuaid:part>", b"")),
    ("no-structure", lambda pdf: drop(pdf.Root, "/StructTreeRoot")),
    ("bookmarks", lambda pdf: drop(pdf.Root, "/Outlines")),
    ("bookmark-place", lambda pdf: pdf.Root.Outlines.First.__setitem__("/Dest", String("nowhere"))),
    ("tabs", lambda pdf: drop(pdf.pages[1].obj, "/Tabs")),
    ("struct-parents", lambda pdf: drop(pdf.pages[1].obj, "/StructParents")),
    ("unmarked", lambda pdf: rewrite(pdf, lambda text: text.replace(b"/Artifact BMC\n", b"", 1).replace(b"EMC\n", b"", 1))),
    ("unmarked", lambda pdf: rewrite(pdf, lambda text: text + b"\n0 0 10 10 re f\n")),
    ("unbalanced", lambda pdf: rewrite(pdf, lambda text: text + b"\nEMC\n")),
    ("unbalanced", lambda pdf: rewrite(pdf, lambda text: text + b"\n/Artifact BMC\n")),
    ("unbalanced", lambda pdf: rewrite(pdf, lambda text: text.replace(b"ET\n", b"/Artifact BMC ET EMC\n", 1))),
    ("mcid-twice", lambda pdf: rewrite(pdf, lambda text: text.replace(b"/MCID 1>>", b"/MCID 0>>", 1))),
    ("nested", lambda pdf: rewrite(pdf, lambda text: text.replace(b"EMC\n", b"", 1) + b"\nEMC\n", page=0)),
    ("missing", lambda pdf: rewrite(pdf, lambda text: text.replace(b"/P<</MCID", b"/P<</XCID", 1))),
    ("tag", lambda pdf: rewrite(pdf, lambda text: text.replace(b"/H2<<", b"/P<<", 1))),
    ("parent-tree", swap_owner),
    ("parent-tree", lose_owner),
    ("orphan", lambda pdf: drop(first(pdf, Name.P), "/K")),
    ("parent", lambda pdf: first(pdf, Name.P).__setitem__("/P", pdf.Root.StructTreeRoot)),
    ("role", lambda pdf: first(pdf, Name.P).__setitem__("/S", Name.Paragraph)),
    ("heading-rank", first_heading_second),
    ("heading-rank", skip_rank),
    ("empty-heading", lambda pdf: drop(first(pdf, Name.H2), "/K")),
    ("regular", cell_taken),
    ("scope", lambda pdf: drop(first(pdf, Name.TH), "/A")),
    ("headers", strange_header),
    ("names", strange_id),
    ("nesting", lambda pdf: first(pdf, Name.TR).__setitem__("/S", Name.P)),
    ("nesting", lambda pdf: first(pdf, Name.LI).__setitem__("/S", Name.P)),
    ("numbering", lambda pdf: [drop(e, "/A") for e in elements(pdf, Name.L) if "/A" in e]),
    ("alternative", lambda pdf: drop(first(pdf, Name.Figure), "/Alt")),
    ("box", lambda pdf: drop(first(pdf, Name.Figure), "/A")),
    ("link", no_objr),
    ("link-words", lambda pdf: drop(annotation(pdf), "/Contents")),
    ("print", lambda pdf: drop(annotation(pdf), "/F")),
    ("annotation", no_objr),
    ("parent-tree", lambda pdf: drop(annotation(pdf), "/StructParent")),
    ("embedded", no_font_file),
    ("unicode-map", lambda pdf: drop(font(pdf), "/ToUnicode")),
    ("unicode", lambda pdf: font(pdf).ToUnicode.write(b"1 beginbfchar\n<01> <0041>\nendbfchar\n")),
    ("claimed-twice", lambda pdf: first(pdf, Name.P, "/Pg").__setitem__("/K", Array([0, 0]))),
]


def broken(path):
    bad = 0
    with pikepdf.open(path) as pdf:
        before = Checker(pdf).run()
    if before:
        print("%s: the whole file has faults already: %s" % (path, before[:3]))
        return 1
    for number, (code, change) in enumerate(BROKEN, 1):
        with pikepdf.open(path) as pdf:
            change(pdf)
            copy = io.BytesIO()
            pdf.save(copy, deterministic_id=True)
        with pikepdf.open(copy) as pdf:
            found = {name for name, _ in Checker(pdf).run()}
        if code not in found:
            print("%s: change %d (%s) was not found; found was %s" % (path, number, code, sorted(found)))
            bad = 1
    # The file's own identifier, which saving makes anew.
    with pikepdf.open(path) as pdf:
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        if "identifier" not in {name for name, _ in Checker(pdf).run()}:
            print("%s: a missing identifier was not found" % path)
            bad = 1
    if not bad:
        print("%d changes found" % (len(BROKEN) + 1))
    return bad


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(broken(sys.argv[1]))
