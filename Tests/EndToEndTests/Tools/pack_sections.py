"""Reads the sections of finished packs, from the HTML and from the PDF, with Python's own parser and poppler's text.

usage: pack_sections.py record|compare GOLDEN-FOLDER PACK.html [PACK.html …]
       pack_sections.py text PACK.html PACK.pdf
       pack_sections.py pictures GOLDEN-PAGES-FOLDER PACK.html PACK.pdf

`record` and `compare`: the first section of each id, with every drawing cut down to its words (drawings have golden files of their own), in
GOLDEN-FOLDER/<pack>/<section id>.html, one element a line. `text`: the headline, the titles and every figure of every printed table of each section stand
in the PDF's text, on the pages of that section. `pictures`: each section begins on a page that has a picture under review.
"""
import difflib, html, json, os, re, subprocess, sys

SECTION = re.compile(r'<section id="([^"]+)" data-section="([^"]+)">')


def sections(page):
    """(anchor, section id, markup) of each section in order."""
    text = open(page, encoding="utf-8").read()
    found = list(SECTION.finditer(text))
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else text.index("</main>", match.end())
        markup = text[match.start() : end]
        yield match.group(1), match.group(2), markup[: markup.rindex("</section>") + len("</section>")]


def pack_name(path):
    return os.path.basename(path).split("_")[0]


def simplified(markup):
    def words(drawing):
        kept = re.findall(r"<(?:title|desc|text)\b[^>]*>.*?</(?:title|desc|text)>", drawing.group(0), re.S)
        return "<svg>" + "\n".join(re.sub(r'\s(?:x|y|dx|dy|transform|textLength|font-size|id|class)="[^"]*"', "", line) for line in kept) + "</svg>"

    markup = re.sub(r"<svg\b.*?</svg>", words, markup, flags=re.S)
    markup = re.sub(r"(</(?:th|td|tr|p|h[1-6]|div|li|thead|tbody|tfoot|dt|dd)>)(?=<)", r"\1\n", markup)
    return markup.strip() + "\n"


def golden(mode, folder, pages):
    faults = []
    for page in pages:
        own = os.path.join(folder, pack_name(page))
        made = {}
        for _, name, markup in sections(page):
            made.setdefault(name + ".html", simplified(markup))
        before = set(os.listdir(own)) if os.path.isdir(own) else set()
        if mode == "record":
            os.makedirs(own, exist_ok=True)
            for name in before - set(made):
                os.remove(os.path.join(own, name))
            for name, text in made.items():
                open(os.path.join(own, name), "w", encoding="utf-8").write(text)
            continue
        faults += ["%s/%s: no such section is made any longer" % (own, name) for name in sorted(before - set(made))]
        faults += ["%s/%s: a new section; look at it, then record it" % (own, name) for name in sorted(set(made) - before)]
        for name in sorted(before & set(made)):
            old = open(os.path.join(own, name), encoding="utf-8").read()
            if old != made[name]:
                difference = difflib.unified_diff(old.splitlines(), made[name].splitlines(), "kept", "made", lineterm="", n=0)
                faults.append("%s/%s differs:\n%s" % (own, name, "\n".join(line[:300] for line in list(difference)[:12])))
    return faults


def plain(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def outline(pdf):
    """The page of each section in order: the first rank of the bookmarks."""
    ran = subprocess.run(["qpdf", "--json=2", "--json-key=outlines", pdf], capture_output=True)
    return [(entry["title"], entry["destpageposfrom1"]) for entry in json.loads(ran.stdout)["outlines"]]


def page_texts(pdf):
    ran = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True)
    return ran.stdout.decode("utf-8").split("\f")[:-1]


def squeezed(text):
    """Without spaces: where a line breaks is the page's affair."""
    return "".join(text.split())


def placed(page, pdf):
    """Each section of the HTML but the cover with its first page and the next section's."""
    all_sections = [entry for entry in sections(page) if entry[1] != "cover"]
    marks = outline(pdf)
    if len(marks) != len(all_sections):
        sys.exit("%d bookmarks for %d sections: %s" % (len(marks), len(all_sections), [title for title, _ in marks]))
    ends = [number for _, number in marks[1:]] + [None]
    return [(section, number, end) for section, (_, number), end in zip(all_sections, marks, ends)]


def text_faults(page, pdf):
    faults = []
    texts = page_texts(pdf)
    checked = 0
    for (anchor, name, markup), first, end in placed(page, pdf):
        text = " ".join(texts[first - 1 : end if end is not None else len(texts)])
        run = squeezed(text)
        heading = re.search(r"<h2>(.*?)</h2>", markup, re.S)
        headline = plain(re.sub(r'<span class="eyebrow">.*?</span>', "", heading.group(1)))
        if squeezed(headline) not in run:
            faults.append("%s: the headline is not in the PDF: %s" % (anchor, headline))
        printed = re.sub(r"<details\b.*?</details>", "", markup, flags=re.S)
        words = set(text.split())
        # A block that opens its section has the section's headline for a title.
        opening = re.match(r'<section[^>]*>\s*<h2>.*?</h2>\s*<div class="table"', printed, re.S)
        for place, table in enumerate(re.findall(r'<div class="table".*?</table>', printed, re.S)):
            title = re.search(r"<h3>(.*?)</h3>", table, re.S)
            if title and not (opening and place == 0) and squeezed(plain(title.group(1))) not in run:
                faults.append("%s: the table “%s” is not in the PDF" % (anchor, plain(title.group(1))))
            for cell in re.findall(r"<td\b[^>]*data-figure=[^>]*>(.*?)</td>", table, re.S):
                value = plain(cell)
                checked += 1
                if not all(squeezed(word) in run for word in value.split()):
                    faults.append("%s: “%s” is not in the PDF’s text" % (anchor, value))
    if checked < 50:
        faults.append("only %d figures of tables were looked for" % checked)
    return faults[:40]


def picture_faults(folder, page, pdf):
    faults = []
    count = len(page_texts(pdf))
    width = len(str(count))
    for (anchor, _, _), first, _ in placed(page, pdf):
        name = "%s-page-%s.png" % (pack_name(page), str(first).zfill(max(width, 2)))
        if not os.path.isfile(os.path.join(folder, name)):
            faults.append("%s begins on page %d, and there is no picture %s" % (anchor, first, name))
    return faults


def main(mode, *rest):
    if mode in ("record", "compare"):
        faults = golden(mode, rest[0], rest[1:])
    elif mode == "text":
        faults = text_faults(*rest)
    else:
        faults = picture_faults(*rest)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main(*sys.argv[1:])
