"""Looks at finished pages in a real browser and does what a reader does: sorts, filters, copies, asks for a passport, by mouse and by keyboard.

usage: check_pages.py CHECK MONTH-FOLDER [PACK …] [--axe FILE]
Prints each fault on a line of its own and ends with 1 when there is any.
"""
import csv, io, json, os, re, sys

from browser import Browser, Failure

faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)


def equal(found, wanted, words):
    expect(found == wanted, "%s: %r, wanted %r" % (words, found, wanted))


def silent(page, name):
    """A page says nothing on its console and asks for nothing but itself."""
    equal(page.console, [], name + ": console")
    equal([one for one in page.requests if not one.startswith(("file:", "data:"))], [], name + ": requests")


# The first cells of the rows that a table shows.
FIND = """
function rows(table) { return Array.from(table.tBodies[0].rows).filter(r => r.getClientRects().length).map(r => r.cells[0].textContent); }
"""


# MARK: Packs


def tables(browser, month, pack):
    """Every table copies exactly what its data file holds; heads sort by exact value and give the printed order back; long tables can be filtered."""
    folder = os.path.dirname(os.path.join(month, pack))
    page = browser.page(os.path.join(month, pack + ".html"))
    page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    copies = page.run(
        "Array.from(document.querySelectorAll('.table')).map(t => { const bar = t.closest('details') ? t.closest('details').parentNode : t;"
        " const link = bar.querySelector('a[download]'); return [link && link.getAttribute('href'), outturn.csv(t.querySelector('table'))]; })")
    compared = 0
    for link, copy in copies:
        if link:
            with open(os.path.join(folder, link), encoding="utf-8", newline="") as file:
                equal(copy, file.read(), pack + ": the copy of " + link)
            compared += 1
    expect(compared >= 15, "%s: only %d tables have a data file" % (pack, compared))

    # Sorting, in every table that offers it: the exact values of the column are in order within each run of rows, and the third click undoes it.
    found = page.run(FIND + """
      (function () {
        const faults = [];
        let count = 0;
        document.querySelectorAll('.table table').forEach(table => {
          const name = (table.closest('[id]') || {}).id;
          const body = table.tBodies[0];
          const printed = Array.from(body.rows);
          const fixed = printed.map((r, i) => [r, i]).filter(([r]) => /group|subtotal|total/.test(r.className));
          table.querySelectorAll('thead tr:last-child th').forEach((head, column) => {
            const button = head.querySelector('button');
            if (!button) { return; }
            count += 1;
            button.click();
            const way = head.getAttribute('aria-sort');
            if (way !== 'ascending' && way !== 'descending') { faults.push(name + ' ' + column + ': aria-sort is ' + way); }
            if (table.querySelectorAll('[aria-sort]').length !== 1) { faults.push(name + ': two heads say that they sort'); }
            fixed.forEach(([row, index]) => { if (body.rows[index] !== row) { faults.push(name + ': a head of a group or a total moved'); } });
            let last = null;
            Array.from(body.rows).forEach(row => {
              if (/group|subtotal|total/.test(row.className)) { last = null; return; }
              const cell = row.cells[column];
              const figure = cell && (cell.matches('[data-figure]') ? cell : cell.querySelector('[data-figure]'));
              const value = figure ? outturn.value(figure) : null;
              if (value === null) { return; }
              if (last !== null && (way === 'descending' ? Number(value) > last : Number(value) < last)) { faults.push(name + ' ' + column + ': not in order'); }
              last = Number(value);
            });
            button.click();
            button.click();
            if (Array.from(body.rows).some((r, i) => r !== printed[i])) { faults.push(name + ' ' + column + ': the third click does not give the printed order'); }
            if (head.hasAttribute('aria-sort')) { faults.push(name + ': aria-sort stays'); }
          });
        });
        return [count, faults];
      }())""")
    expect(found[0] > 60, "%s: only %d heads sort" % (pack, found[0]))
    for fault in found[1][:10]:
        faults.append(pack + ": " + fault)

    # The keyboard sorts too, and the head keeps the focus.
    page.run("document.querySelector('.table th:first-child button').focus()")
    page.press("Enter")
    equal(page.run("document.activeElement.closest('th').getAttribute('aria-sort')"), "ascending", pack + ": Enter on a head of names")
    page.press(" ")
    equal(page.run("document.activeElement.closest('th').getAttribute('aria-sort')"), "descending", pack + ": the space key on it")
    page.press(" ")

    # Filtering, by typing.
    page.run("(function () { const f = document.querySelector('section > .table > .filter'); window.box = f.parentNode; f.querySelector('input').focus(); })()")
    before = page.run(FIND + "rows(window.box.querySelector('table'))")
    word = before[len(before) // 2].split()[0]
    page.type(word.upper())
    after = page.run(FIND + "rows(window.box.querySelector('table'))")
    expect(0 < len(after) < len(before) and all(word.lower() in one.lower() for one in after), "%s: filter %r left %r" % (pack, word, after))
    said = page.run("window.box.querySelector('.filter [role=status]').textContent")
    expect(said.startswith("%d of %d rows" % (len(after), len(before))), "%s: the filter says %r" % (pack, said))
    equal(page.run("Array.from(window.box.querySelectorAll('tfoot tr')).filter(r => r.getClientRects().length).length"), 0, pack + ": a total stands under some rows")
    filtered = list(csv.reader(io.StringIO(page.run("outturn.csv(window.box.querySelector('table'))"))))
    equal(len(filtered) - 1, len(after), pack + ": rows of the copy of a filtered table")
    page.call("Emulation.setEmulatedMedia", {"media": "print"})
    expect(page.run(FIND + "rows(window.box.querySelector('table')).length") >= len(before), pack + ": paper does not show all rows")
    equal(page.run("document.querySelector('.filter').getClientRects().length"), 0, pack + ": paper shows the filter")
    page.call("Emulation.setEmulatedMedia", {"media": ""})
    page.run("window.box.querySelector('.filter input').focus()")
    page.press(*["Backspace"] * len(word))
    equal(page.run(FIND + "rows(window.box.querySelector('table'))"), before, pack + ": rows after the filter is empty")

    # Copying, with a real click: what is in the clipboard is what the data file holds.
    page.click("document.querySelector('.table > .more > button')")
    page.run("new Promise(r => setTimeout(r, 200))")
    said = page.run("document.querySelector('.table > .more > [role=status]').textContent")
    expect(re.match(r"Copied \d+ rows?$", said), "%s: copying says %r" % (pack, said))
    page.run("(function () { const t = document.createElement('textarea'); document.body.appendChild(t); t.focus(); })()")
    page.call("Input.dispatchKeyEvent", {"type": "keyDown", "key": "v", "code": "KeyV", "modifiers": 2, "commands": ["paste"]})
    pasted = page.run("document.querySelector('body > textarea').value")
    link = page.run("document.querySelector('.table > .more > a[download]').getAttribute('href')")
    with open(os.path.join(folder, link), encoding="utf-8", newline="") as file:
        equal(pasted.replace("\r\n", "\n"), file.read(), pack + ": the clipboard")

    # A cell that a spreadsheet would run is guarded, a negative number is not.
    guarded = page.run(
        "(function () { const t = document.createElement('table'); t.innerHTML = '<thead><tr><th>=A</th><th>B</th></tr></thead><tbody><tr><th>@x, \"y\"</th>"
        "<td data-figure=\"position/ALL/ALL/none\">\\u22121,234.5</td></tr></tbody>'; return outturn.csv(t); }())")
    equal(guarded, "'=A,B\n\"'@x, \"\"y\"\"\",-1234.5\n", pack + ": the guard against formulas")
    silent(page, pack)
    page.close()


def passports(browser, month, pack):
    """A click on a figure, or Enter, shows what figures.json says of it; the dialog keeps the focus and gives it back."""
    with open(os.path.join(month, os.path.dirname(pack), "figures.json"), encoding="utf-8") as file:
        record = json.load(file)
    known = {one["id"]: one for one in record["figures"]}
    page = browser.page(os.path.join(month, pack + ".html"))
    said = page.run("Array.from(document.querySelectorAll('[data-figure]')).map(e => outturn.passport(e))")
    expect(len(said) > 1000, "%s: only %d figures" % (pack, len(said)))
    count = 0
    for one in said:
        if one is None:
            faults.append(pack + ": a figure has no passport")
            break
        wanted = known[one["id"]]
        files = [file for key in wanted["sources"] for file in record["sources"].get(key, [key])]
        found = [one["label"], one["unit"], one["formula"], one["value"], one["sources"]]
        if found != [wanted["label"], wanted["unit"], wanted["formula"], wanted["value"], files]:
            count += 1
            if count < 5:
                faults.append("%s: the passport of %s says %r, figures.json %r" % (pack, one["id"], found, wanted))
    if count:
        faults.append("%s: %d passports of %d differ" % (pack, count, len(said)))

    for width in [1280, 390]:
        page.resize(width)
        page.run("window.scrollTo(0, 0)")
        name = "%s at %d" % (pack, width)
        cell = "Array.from(document.querySelectorAll('section table td[data-figure]')).find(c => c.getClientRects().length)"
        page.click(cell)
        equal(page.run("document.querySelector('dialog').open"), True, name + ": a click opens the passport")
        text = page.run("document.querySelector('dialog').innerText")
        for part in [page.run(cell + ".dataset.figure"), page.run(cell + ".textContent"), "Exact value", "Formula", "Sources"]:
            expect(part in text, "%s: the passport lacks %r" % (name, part))
        expect(page.run("(function () { const r = document.querySelector('dialog').getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight; }())"), name + ": the passport leaves the window")
        for shift in [False, True]:
            for _ in range(3):
                page.press("Tab", shift=shift)
                equal(page.run("document.querySelector('dialog').contains(document.activeElement)"), True, name + ": Tab leaves the dialog")
        page.press("Escape")
        equal(page.run("document.querySelector('dialog').open"), False, name + ": Escape closes it")
        equal(page.run("document.activeElement.closest('[data-figure]') === " + cell), True, name + ": the focus comes back to the figure")
        # From there by arrow keys: down a row and right a column, then Enter and the button.
        first = page.run("document.activeElement.closest('[data-figure]').dataset.figure")
        page.press("ArrowDown", "ArrowRight", "Enter")
        now = page.run("document.querySelector('dialog .id dd').textContent")
        expect(page.run("document.querySelector('dialog').open") and now != first, name + ": Enter on the next figure opens its passport")
        page.press("Enter")
        equal(page.run("document.querySelector('dialog').open"), False, name + ": Enter on Close closes it")
        equal(page.run("document.activeElement.closest('[data-figure]').dataset.figure"), now, name + ": the focus comes back")
        expect(page.run("document.querySelectorAll('button.figure').length < 400 && !document.querySelector('[data-figure] button button')"), name + ": buttons are left behind")
    # Figures in running text and in a drawing.
    page.resize(1280)
    page.click("document.querySelector('#cover .finding [data-figure]')")
    equal(page.run("document.querySelector('dialog').open"), True, pack + ": a figure in a sentence")
    page.press("Escape")
    page.click("Array.from(document.querySelectorAll('svg text[data-figure]')).find(c => c.getClientRects().length)")
    equal(page.run("document.querySelector('dialog').open"), True, pack + ": a figure in a drawing")
    page.press("Escape")
    silent(page, pack)
    page.close()


def without_script(browser, month, pack):
    """Without its script a page shows the same words: nothing that only a script can do is offered."""
    path = os.path.join(month, pack + ".html")
    plain = browser.page(path, script=False)
    document = plain.call("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    for wanted in ["button", "dialog", ".filter", ".hint"]:
        equal(plain.call("DOM.querySelectorAll", {"nodeId": document, "selector": wanted})["nodeIds"], [], "%s without its script: %s" % (pack, wanted))
    expect(len(plain.call("DOM.querySelectorAll", {"nodeId": document, "selector": "td[data-figure]"})["nodeIds"]) > 500, pack + ": tables stand without the script")
    silent(plain, pack)
    plain.close()


def widths(browser, month, pack):
    """On a telephone, and at 320 pixels, which a desk's page has at four times its size, no page slides sideways, neither as it opens nor with all that opens
    open: what is wide slides in a box of its own."""
    for width in (390, 320):
        page = browser.page(os.path.join(month, pack + ".html"), width=width)
        for name, act in [("as it opens", ""), ("with its details open", "document.querySelectorAll('details').forEach(d => { d.open = true; });")]:
            found = page.run("(function () { %s const r = document.documentElement; return [r.scrollWidth, r.clientWidth]; }())" % act)
            equal(found[0], found[1], "%s at %d, %s: the width of the page" % (pack, width, name))
        page.close()


# MARK: axe-core


def axe(browser, month, pack, library):
    """axe-core finds no fault, at a desk by day and on a telephone in the dark, nor in an open passport."""
    with open(library, encoding="utf-8") as file:
        source = file.read()

    def look(page, name):
        page.run(source + ";0")
        found = page.run("axe.run(document).then(r => r.violations.map(v => [v.id, v.help, v.nodes.length, v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 200))]))")
        for one in found:
            faults.append("%s: %s" % (name, json.dumps(one, ensure_ascii=False)))

    # The portal as it opens, and with something chosen; the others as they are.
    states = ["", "#metric=actual&period=m2&provider=RQM", "#metric=percent&commissioner=10H&provider=RQM"] if pack == "index" else [""]
    for width, dark in [(1280, False), (390, True)]:
        for state in states:
            page = browser.page(os.path.join(month, pack + ".html"), width=width, dark=dark, fragment=state)
            name = "%s%s at %d%s" % (pack, state, width, ", dark" if dark else "")
            look(page, name)
            if page.run("typeof outturn === 'object' && outturn.hasPassports"):
                page.click("Array.from(document.querySelectorAll('section table td[data-figure]')).find(c => c.getClientRects().length)")
                # What lies behind the dialog was looked at already.
                page.run("document.querySelector('.page').remove()")
                look(page, name + ", passport")
            page.close()


CHECKS = {"tables": tables, "passports": passports, "without-script": without_script, "widths": widths, "axe": axe}


def main():
    arguments = sys.argv[1:]
    library = None
    if "--axe" in arguments:
        at = arguments.index("--axe")
        library = arguments[at + 1]
        del arguments[at:at + 2]
    check, month, packs = arguments[0], arguments[1], arguments[2:] or [""]
    with Browser() as browser:
        for pack in packs:
            try:
                CHECKS[check](*([browser, month, pack] + ([library] if library else [])))
            except Failure as failure:
                faults.append("%s: %s" % (pack, failure))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
