"""Checks that PDF files are built to PDF/UA-1 and to PDF/A-2a: the Matterhorn conditions that a program can decide, and what level A asks for beyond B.

usage: tagged_pdf.py FILE...

Each finding is printed as `FILE: CODE: what and where`; any makes the exit status 1.
"""
import re
import sys

import pikepdf
from pdf_trees import name_tree, number_tree, unicode_map
from pikepdf import Array, Dictionary, Name, String

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody "
    "TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu RB RT RP WT WP Figure Formula Form".split()
)
PAINTING = set("S s f F f* B B* b b* sh Do Tj TJ ' \" EI INLINE IMAGE".split())
SHOWING = {"Tj", "TJ", "'", '"'}


def key(thing):
    return thing.objgen


class Checker:
    def __init__(self, pdf):
        self.pdf = pdf
        self.found = []
        self.root = pdf.Root

    def say(self, code, words):
        self.found.append((code, words))

    def run(self):
        self.document()
        self.metadata()
        tree = self.root.get("/StructTreeRoot")
        if tree is None:
            self.say("no-structure", "the document has no structure tree")
            return self.found
        self.parents = dict(number_tree(tree.get("/ParentTree", Dictionary())))
        self.names = dict(name_tree(tree.get("/IDTree", Dictionary())))
        self.content = {}
        self.pages = {}
        for number, page in enumerate(self.pdf.pages, 1):
            self.pages[key(page.obj)] = (number, page)
            self.page(number, page)
        self.claimed = set()
        self.annotated = set()
        self.headings = []
        kids = tree.get("/K")
        kids = list(kids) if isinstance(kids, Array) else [kids]
        if len(kids) != 1 or kids[0].get("/S") != Name.Document:
            self.say("root", "the structure does not begin with one Document")
        for kid in kids:
            if kid.get("/P") is None or key(kid.P) != key(tree):
                self.say("parent", "the Document does not name the tree as its parent")
            self.element(kid, [])
        self.heading_order()
        for place, mark in self.content.items():
            if place not in self.claimed:
                self.say("orphan", "page %d: marked sequence %d is in no element" % (self.pages[place[0]][0], place[1]))
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                if key(annotation) not in self.annotated:
                    self.say("annotation", "page %d: an annotation is in no element" % number)
        self.outline()
        return self.found

    # The document.

    def document(self):
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(self.root.get("/Lang", ""))):
            self.say("language", "the document has no language")
        if not self.root.get("/MarkInfo", Dictionary()).get("/Marked", False):
            self.say("marked", "the document does not say that it is marked")
        if self.root.get("/MarkInfo", Dictionary()).get("/Suspects", False):
            self.say("suspects", "the document says that its structure is doubtful")
        if not self.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
            self.say("shown-title", "the window would show the file's name, not the title")
        identifier = self.pdf.trailer.get("/ID")
        if identifier is None or len(identifier) != 2 or len(bytes(identifier[0])) < 16:
            self.say("identifier", "the file has no identifier")
        intents = [i for i in self.root.get("/OutputIntents", []) if i.get("/S") == Name.GTS_PDFA1 and "/DestOutputProfile" in i]
        if not intents:
            self.say("output-intent", "there is no output intent with a profile")
        elif intents[0].DestOutputProfile.get("/N") != 3 or bytes(intents[0].DestOutputProfile.read_bytes())[36:40] != b"acsp":
            self.say("profile", "the output profile is no profile of three colours")

    def metadata(self):
        stream = self.root.get("/Metadata")
        if stream is None:
            self.say("metadata", "the document has no metadata")
            return
        text = stream.read_bytes().decode("utf-8")
        info = self.pdf.trailer.get("/Info", Dictionary())

        def value(name):
            found = re.search(r"<%s>(?:<rdf:(?:Alt|Seq|Bag)><rdf:li[^>]*>)?([^<]*)" % name, text)
            return found.group(1) if found else ""

        title = value("dc:title")
        if not title.strip():
            self.say("title", "the metadata have no title")
        plain = title.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        if plain != str(info.get("/Title", "")):
            self.say("titles-differ", "the metadata and the information dictionary have two titles")
        for name, wanted in [("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")]:
            if value(name) != wanted:
                self.say(name.replace(":", "-"), "%s is not %s" % (name, wanted))

    def outline(self):
        outlines = self.root.get("/Outlines")
        if outlines is None:
            if len(self.pdf.pages) > 1:
                self.say("bookmarks", "there are no bookmarks")
            return
        places = dict(name_tree(self.root.get("/Names", Dictionary()).get("/Dests", Dictionary())))
        item = outlines.get("/First")
        while item is not None:
            if not str(item.get("/Title", "")).strip():
                self.say("bookmark-title", "a bookmark has no title")
            if isinstance(item.get("/Dest"), String) and bytes(item.Dest) not in places:
                self.say("bookmark-place", "the bookmark “%s” leads nowhere" % item.Title)
            item = item.get("/Next")

    # Pages.

    def page(self, number, page):
        if page.obj.get("/Tabs") != Name.S:
            self.say("tabs", "page %d: the order of tabs is not that of the structure" % number)
        parents = page.obj.get("/StructParents")
        if parents is None:
            self.say("struct-parents", "page %d has no key of the parent tree" % number)
        owners = self.parents.get(int(parents)) if parents is not None else None
        stack = []
        in_text = None
        font = None
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
        used = {}
        seen = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                tag = str(operands[0])
                properties = operands[1] if name == "BDC" else Dictionary()
                mark = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                if tag == "/Artifact":
                    if any(kind == "content" for kind, _ in stack):
                        self.say("artifact-inside", "page %d: an artifact within marked content" % number)
                    stack.append(("artifact", in_text))
                elif mark is not None:
                    mark = int(mark)
                    if stack:
                        self.say("nested", "page %d: marked sequence %d within another" % (number, mark))
                    if mark in seen:
                        self.say("mcid-twice", "page %d: marked sequence %d stands there twice" % (number, mark))
                    seen.add(mark)
                    stack.append(("content", in_text))
                    self.content[(key(page.obj), mark)] = tag
                    if owners is None or mark >= len(owners) or owners[mark] is None:
                        self.say("parent-tree", "page %d: marked sequence %d is not in the parent tree" % (number, mark))
                else:
                    stack.append(("other", in_text))
            elif name == "EMC":
                if not stack:
                    self.say("unbalanced", "page %d: a marked sequence ends that did not begin" % number)
                elif stack.pop()[1] != in_text:
                    self.say("unbalanced", "page %d: a marked sequence crosses a text object" % number)
            elif name == "BT":
                in_text = object()
            elif name == "ET":
                in_text = None
            elif name == "Tf":
                font = str(operands[0])
            if name in PAINTING and not any(kind in ("content", "artifact") for kind, _ in stack):
                self.say("unmarked", "page %d: %s outside marked content" % (number, name))
            if name in SHOWING:
                strings = operands[-1] if isinstance(operands[-1], (Array, list)) else [operands[-1]]
                for string in strings:
                    if isinstance(string, String):
                        used.setdefault(font, bytearray()).extend(bytes(string))
        if stack:
            self.say("unbalanced", "page %d: a marked sequence has no end" % number)
        if owners is not None and len(owners) != len(seen):
            self.say("parent-tree", "page %d: %d marked sequences, %d in the parent tree" % (number, len(seen), len(owners)))
        for name, codes in used.items():
            if name is None or name not in fonts:
                self.say("font", "page %d: %s is not among its fonts" % (number, name))
            else:
                self.font(number, fonts[name], bytes(codes))

    def font(self, number, font, codes):
        known = self.__dict__.setdefault("maps", {})
        if key(font) not in known:
            own = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
            described = own.get("/FontDescriptor", Dictionary())
            name = str(own.get("/BaseFont", ""))
            if not any(program in described for program in ("/FontFile", "/FontFile2", "/FontFile3")):
                self.say("embedded", "the font %s is not embedded" % name)
            if not re.match(r"/[A-Z]{6}\+", name):
                self.say("subset", "the font %s is not a subset" % name)
            if "/ToUnicode" not in font:
                self.say("unicode-map", "the font %s has no map to Unicode" % name)
                known[key(font)] = None
            else:
                known[key(font)] = unicode_map(font.ToUnicode.read_bytes())
        table = known[key(font)]
        if table is None:
            return
        size = 2 if font.get("/Subtype") == Name.Type0 else 1
        for at in range(0, len(codes), size):
            if table.get(int.from_bytes(codes[at : at + size], "big"), "") in ("", "\0", "\ufeff", "\ufffe"):
                self.say("unicode", "page %d: a code of %s is no character" % (number, font.get("/BaseFont")))
                return

    # The structure.

    def kids(self, element):
        kids = element.get("/K")
        if kids is None:
            return []
        return list(kids) if isinstance(kids, Array) else [kids]

    def attributes(self, element, owner):
        own = element.get("/A")
        result = {}
        for entry in list(own) if isinstance(own, Array) else [own]:
            if isinstance(entry, Dictionary) and entry.get("/O") == owner:
                result.update({name: entry[name] for name in entry.keys()})
        return result

    def element(self, element, above):
        role = str(element.get("/S", "/"))[1:]
        if role not in STANDARD:
            self.say("role", "%s is no standard type" % role)
        children = []
        for kid in self.kids(element):
            if isinstance(kid, Dictionary) and kid.get("/Type") not in (Name.MCR, Name.OBJR):
                if kid.get("/P") is None or key(kid.P) != key(element):
                    self.say("parent", "a %s does not name the %s over it as its parent" % (kid.get("/S"), role))
                children.append(kid)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                self.object_of(element, role, kid)
            else:
                self.content_of(element, role, kid)
        names = [str(child.get("/S"))[1:] for child in children]
        if re.fullmatch("H[1-6]", role):
            self.headings.append(int(role[1]))
            if not self.kids(element):
                self.say("empty-heading", "a heading is empty")
        if role == "Table":
            self.table(element, children)
        if role == "TR" and above[-1:] not in (["Table"], ["THead"], ["TBody"], ["TFoot"]):
            self.say("nesting", "a TR stands in %s" % above[-1:])
        if role in ("TH", "TD") and above[-1:] != ["TR"]:
            self.say("nesting", "a %s stands in %s" % (role, above[-1:]))
        if role == "L":
            if not set(names) <= {"LI", "L", "Caption"} or "LI" not in names:
                self.say("nesting", "a list holds %s" % names)
            if any("/Lbl" in [str(k.get("/S")) for k in self.kids(child) if isinstance(k, Dictionary)] for child in children):
                if "/ListNumbering" not in self.attributes(element, Name.List):
                    self.say("numbering", "a list has labels and does not say how it is numbered")
        if role == "LI" and (above[-1:] != ["L"] or not set(names) <= {"Lbl", "LBody"} or "LBody" not in names):
            self.say("nesting", "an item of a list in %s holds %s" % (above[-1:], names))
        if role in ("Lbl", "LBody") and above[-1:] not in (["LI"], ["TOCI"]):
            self.say("nesting", "a %s stands in %s" % (role, above[-1:]))
        if role == "TOC" and not set(names) <= {"TOC", "TOCI"}:
            self.say("nesting", "contents hold %s" % names)
        if role == "TOCI" and above[-1:] != ["TOC"]:
            self.say("nesting", "an entry of contents stands in %s" % above[-1:])
        if role in ("Figure", "Formula"):
            if not str(element.get("/Alt", "")).strip() and not str(element.get("/ActualText", "")).strip():
                self.say("alternative", "a %s has no text in its place" % role)
            box = self.attributes(element, Name.Layout).get("/BBox")
            if box is None or len(box) != 4 or not (float(box[0]) < float(box[2]) and float(box[1]) < float(box[3])):
                self.say("box", "a %s does not say where it stands" % role)
        if role == "Note" and "/ID" not in element:
            self.say("note", "a note has no name")
        if role == "Link" and not any(isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR for kid in self.kids(element)):
            self.say("link", "a link leads nowhere")
        for child in children:
            self.element(child, above + [role])

    def content_of(self, element, role, kid):
        page = kid.get("/Pg", element.get("/Pg")) if isinstance(kid, Dictionary) else element.get("/Pg")
        mark = int(kid.MCID if isinstance(kid, Dictionary) else kid)
        if page is None or key(page) not in self.pages:
            self.say("page", "content of a %s is on no page" % role)
            return
        place = (key(page), mark)
        number = self.pages[key(page)][0]
        if place in self.claimed:
            self.say("claimed-twice", "page %d: marked sequence %d is in two elements" % (number, mark))
        self.claimed.add(place)
        if place not in self.content:
            self.say("missing", "page %d: a %s holds marked sequence %d, which is not there" % (number, role, mark))
            return
        owners = self.parents.get(int(page.get("/StructParents", -1)))
        if owners is None or mark >= len(owners) or key(owners[mark]) != key(element):
            self.say("parent-tree", "page %d: the parent tree gives marked sequence %d to another element than its own" % (number, mark))
        if self.content[place] != "/" + role:
            self.say("tag", "page %d: marked sequence %d is called %s in a %s" % (number, mark, self.content[place], role))

    def object_of(self, element, role, kid):
        annotation = kid.get("/Obj")
        if annotation is None:
            self.say("link", "a %s holds no object" % role)
            return
        self.annotated.add(key(annotation))
        if annotation.get("/Subtype") == Name.Link and role != "Link":
            self.say("link", "the area of a link is in a %s" % role)
        if not str(annotation.get("/Contents", "")).strip():
            self.say("link-words", "the area of a link does not say where it leads")
        if not int(annotation.get("/F", 0)) & 4:
            self.say("print", "an annotation is not printed")
        owner = self.parents.get(int(annotation.get("/StructParent", -1)))
        if owner is None or isinstance(owner, Array) or key(owner) != key(element):
            self.say("parent-tree", "the parent tree gives an annotation to another element than its own")

    def table(self, table, children):
        rows = []
        for child in children:
            role = str(child.get("/S"))
            if role == "/TR":
                rows.append(child)
            elif role in ("/THead", "/TBody", "/TFoot"):
                rows += self.kids(child)
            elif role != "/Caption":
                self.say("nesting", "a table holds %s" % role)
        if not rows:
            self.say("table", "a table has no rows")
            return
        taken = {}
        widths = []
        heads = set()
        cells = []
        for y, row in enumerate(rows):
            x = 0
            for cell in self.kids(row):
                if not isinstance(cell, Dictionary) or cell.get("/S") not in (Name.TH, Name.TD):
                    self.say("nesting", "a row of a table holds something else than cells")
                    continue
                attributes = self.attributes(cell, Name.Table)
                if cell.S == Name.TH:
                    if attributes.get("/Scope") not in (Name.Row, Name.Column, Name.Both):
                        self.say("scope", "a head of a table does not say whether it is a row's or a column's")
                    if "/ID" in cell:
                        heads.add(bytes(cell.ID))
                        if bytes(cell.ID) not in self.names or key(self.names[bytes(cell.ID)]) != key(cell):
                            self.say("names", "the name of a head is not in the tree of names")
                cells.append((cell, attributes))
                while (x, y) in taken:
                    x += 1
                for dx in range(int(attributes.get("/ColSpan", 1))):
                    for dy in range(int(attributes.get("/RowSpan", 1))):
                        if (x + dx, y + dy) in taken:
                            self.say("regular", "two cells of a table stand in one place")
                        taken[(x + dx, y + dy)] = cell
                x += int(attributes.get("/ColSpan", 1))
        for y in range(len(rows)):
            widths.append(sum(1 for place in taken if place[1] == y))
        if len(set(widths)) > 1 or max(y for _, y in taken) >= len(rows):
            self.say("regular", "the rows of a table have %s cells" % sorted(set(widths)))
        if not any(cell.S == Name.TH for cell, _ in cells):
            self.say("no-heads", "a table has no heads")
        for cell, attributes in cells:
            for name in attributes.get("/Headers", []):
                if bytes(name) not in heads:
                    self.say("headers", "a cell names a head that its table does not have")

    def heading_order(self):
        before = 0
        for rank in self.headings:
            if rank > before + 1:
                self.say("heading-rank", "a heading of rank %d follows one of rank %d" % (rank, before))
            before = rank
        if not self.headings:
            self.say("no-headings", "the document has no headings")


def main(paths):
    if not paths:
        sys.exit(__doc__)
    bad = 0
    for path in paths:
        with pikepdf.open(path) as pdf:
            for code, words in Checker(pdf).run()[:20]:
                print("%s: %s: %s" % (path, code, words))
                bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
