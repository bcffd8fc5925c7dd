"""Looks at a month's portal in a real browser: every number that a choice shows against figures.json of the packs, and what a reader does with it.

usage: check_portal.py numbers|choices|referrals MONTH-FOLDER [GOLDEN-SPC-CSV]
Prints each fault on a line of its own and ends with 1 when there is any.
"""
import csv, glob, json, os, re, sys
from decimal import ROUND_HALF_UP, Decimal

from browser import Browser, Failure
from check_pages import equal, expect, faults, silent

MINUS, NIL = "\u2212", "\u2013"


class Known:
    """The exact values of all packs; a variance or a share that no pack prints follows from the plan and the actual that they do."""

    def __init__(self, month):
        self.values = {}
        for path in glob.glob(month + "/*/figures.json") + glob.glob(month + "/*/*/figures.json"):
            with open(path, encoding="utf-8") as file:
                for one in json.load(file)["figures"]:
                    self.values[one["id"]] = Decimal(one["value"]) if one["value"] is not None else one["missing"]
        self.derived = {}

    def exact(self, name):
        """A value, or the word for a missing one; None where no pack says it."""
        if name in self.values:
            return self.values[name]
        if name not in self.derived:
            self.derived[name] = self.derive(name)
        return self.derived[name]

    def derive(self, name):
        stem, _, tail = name.rpartition("/")
        measure, at, period = tail.partition("@")
        activity = "_activity" if measure.endswith("_activity") else ""
        measure = measure[:len(measure) - len(activity)]
        kind = {"ytd": ("ytd_plan", "ytd_actual"), "month": ("month_plan", "month_actual"), "forecast": ("annual_plan", "forecast_outturn")}.get(measure.split("_")[0])
        if not kind or "variance" not in measure:
            return None
        plan, actual = (self.exact("%s/%s%s%s%s" % (stem, one, activity, at, period)) for one in kind)
        if not isinstance(plan, Decimal) or not isinstance(actual, Decimal):
            return plan if isinstance(plan, str) else None
        if not measure.endswith("_percent"):
            return plan - actual
        return "no plan" if plan == 0 else (plan - actual) / plan


def printed(value, form):
    """A value as the packs print it: half away from nought, commas, a typographic minus."""
    if isinstance(value, str):
        return "n/s" if value == "not sent" and form in ("thousands", "matrix units") else value
    if form == "percent" or form == "percent size":
        scaled = (value * 1000).quantize(Decimal(1), ROUND_HALF_UP)
        text = "{:,.1f}".format(abs(scaled) / 10)
        return text + "%" if form == "percent size" else (MINUS if scaled < 0 else "") + text
    if value == 0:
        return NIL
    whole = (value / (1000 if form == "thousands" else 1)).quantize(Decimal(1), ROUND_HALF_UP)
    if form == "size":
        return "£{:,}".format(abs(whole))
    return (MINUS if whole < 0 else "") + "{:,}".format(abs(whole))


SHOWN = """
(function (hash) {
  return new Promise(done => {
    const read = () => done(Array.from(document.querySelectorAll('#content .board [data-figure]')).map(e => [
      e.dataset.figure, e.textContent, e.closest('.matrix') ? 'matrix' : e.closest('#choice-title') ? 'title' : e.closest('table').id || 'list'
    ]));
    if (location.hash === hash) { return read(); }
    window.addEventListener('hashchange', () => setTimeout(read, 0), { once: true });
    location.hash = hash;
  });
})
"""


def form(name, place):
    percent, activity = "_percent" in name, name.split("@")[0].endswith("_activity")
    if place == "title":
        return "percent size" if percent else "size"
    if percent:
        return "percent"
    if place == "matrix":
        return "matrix units" if activity else "thousands"
    return "units" if activity else "pounds"


def numbers(browser, month):
    """Every number that choosing one organisation, and one cell of each row, can show, in every metric and period, says what the packs say."""
    known = Known(month)
    page = browser.page(month + "/index.html")
    size = os.path.getsize(month + "/index.html")
    expect(size < 1_000_000, "index.html has %d bytes" % size)
    codes = page.run("[cube.data.commissioners.map(c => c[0]), cube.data.providers.map(c => c[0])]")
    months = page.run("cube.data.months.length")
    choices = [""] + ["commissioner=" + code for code in codes[0]] + ["provider=" + code for code in codes[1]]
    choices += ["commissioner=%s&provider=%s" % (code, codes[1][at % len(codes[1])]) for at, code in enumerate(codes[0])]
    seen, count, unknown, per = {}, 0, {}, {}
    for metric in ["variance", "percent", "actual", "plan", "activity"]:
        for period in ["ytd", "year"] + ["m%d" % (at + 1) for at in range(months)]:
            # A choice changes no number of the matrix: all are tried for costs and variances, some for the rest.
            for at, choice in enumerate(choices):
                if metric in ("percent", "plan", "activity") and at % 5:
                    continue
                for name, text, place in page.call_function(SHOWN, "#metric=%s&period=%s&%s" % (metric, period, choice)):
                    key = (name, text, place)
                    if key in seen:
                        continue
                    exact = known.exact(name)
                    seen[key] = exact
                    if exact is None:
                        kind = name.split("/")
                        kind = "/".join(["C" if kind[1] != "ALL" else "ALL", "P" if kind[2] != "ALL" else "ALL"] + [one.split("=")[0] for one in kind[3:-1]] + [kind[-1].split("@")[0]])
                        unknown[kind] = unknown.get(kind, 0) + 1
                        continue
                    count += 1
                    per[place] = per.get(place, 0) + 1
                    wanted = printed(exact, form(name, place))
                    if text != wanted and len(faults) < 20:
                        faults.append("%s in %s under %s %s %s: %r, the packs say %r" % (name, place, metric, period, choice, text, wanted))
    expect(count > 15_000, "only %d numbers were compared" % count)
    for place in ["matrix", "title", "sides", "pods", "specialties", "list"]:
        expect(per.get(place, 0) > 100, "only %d numbers of %s were compared" % (per.get(place, 0), place))
    print("compared %d numbers %r; no pack says %r" % (count, per, unknown), file=sys.stderr)
    silent(page, "index.html")
    page.close()


def choices(browser, month):
    """Choosing by mouse and by keyboard, going back, switching, searching, at a desk and on a telephone."""
    page = browser.page(month + "/index.html")
    title = "document.getElementById('choice-title').textContent"
    wait = "new Promise(r => setTimeout(r, 60))"
    first, second = page.run("cube.data.commissioners.slice(0, 2).map(c => c[1])")
    trust = page.run("cube.data.providers[1][1]")
    expect(page.run(title).startswith("All "), "at first all are shown: " + page.run(title))
    page.click("document.querySelectorAll('.matrix tbody th a')[1]")
    page.run(wait)
    expect(page.run(title).startswith(second + ": £"), "a row's head chooses: " + page.run(title))
    sides = page.run("Array.from(document.querySelectorAll('#sides [data-figure]')).map(e => e.dataset.figure)")
    code = page.run("cube.data.commissioners[1][0]")
    expect(len(sides) > 5 and all(one.startswith("position/%s/" % code) for one in sides), "the bars follow: %r" % sides[:2])
    for part in ["pods", "specialties", "months-table"]:
        shown = page.run("Array.from(document.querySelectorAll('#%s [data-figure]')).map(e => e.dataset.figure)" % part)
        expect(len(shown) > 8 and all(one.startswith("position/%s/ALL/" % code) for one in shown), "%s follows: %r" % (part, shown[:2]))
    page.click("Array.from(document.querySelectorAll('.matrix td[data-at]')).find(c => c.dataset.at === '0,1')")
    page.run(wait)
    expect(page.run(title).startswith("%s at %s" % (first, trust)), "a cell chooses its pair: " + page.run(title))
    expect(page.run("location.hash").count("=") == 2, "the choice stands in the address: " + page.run("location.hash"))
    page.run("history.back()")
    page.run(wait)
    expect(page.run(title).startswith(second), "back goes back: " + page.run(title))

    # The matrix covers nothing, and leaves nothing to slide at a desk.
    for width in [1280, 1200, 1199, 1100, 1024]:
        page.resize(width)
        left, right, top, bottom, inner, outer = page.run(
            "(function () { var m = document.querySelector('.matrix'), a = m.getBoundingClientRect(), t = m.querySelector('table').getBoundingClientRect(),"
            " d = document.querySelector('.details').getBoundingClientRect();"
            " return [d.left, Math.max(a.right, t.right), d.top, a.bottom, document.documentElement.scrollWidth, innerWidth]; }())")
        expect(right <= left or bottom <= top, "at %d the matrix covers what stands beside it: %r" % (width, [right, left, bottom, top]))
        expect(inner <= outer, "at %d the page is wider than its window: %d" % (width, inner))
    page.resize(1280)

    # By keyboard: the matrix is one stop; arrows go on, Enter chooses, and the focus stays.
    page.run("document.querySelector('.choice select').focus()")
    stops = 0
    while stops < 40 and not page.run("!!document.activeElement.closest('.matrix table')"):
        page.press("Tab")
        stops += 1
    expect(stops < 5, "the matrix is %d stops after the period" % stops)
    page.press("ArrowRight", "Enter")
    page.run(wait)
    expect(" at " in page.run(title), "Enter on a cell chooses it: " + page.run(title))
    expect(page.run("document.activeElement.matches('.matrix td button')"), "the focus stays in the cell")
    page.press("Tab")
    expect(not page.run("!!document.activeElement.closest('.matrix table')"), "Tab leaves the matrix")

    # Metric, period and rows.
    page.click("document.querySelector('button[data-value=percent]')")
    page.run(wait)
    expect("% of plan" in page.run("document.getElementById('matrix-title').textContent"), "the metric changes the matrix")
    page.run("(function () { const s = document.querySelector('select'); s.value = 'm2'; s.dispatchEvent(new Event('change')); })()")
    page.run(wait)
    expect("May" in page.run("document.getElementById('matrix-title').textContent"), "the period changes the matrix")
    page.click("document.querySelector('button[data-value=providers]')")
    page.run(wait)
    equal(page.run("document.querySelectorAll('.matrix tbody tr').length"), page.run("cube.data.providers.length"), "rows of providers")
    equal(page.run("document.querySelectorAll('button[aria-pressed=true]').length"), 2, "one button of each switch is on")

    # A provider that did not send a month: a gap and a word, no nought.
    silent_one = page.run("cube.data.providers.map((p, i) => [p[0], cube.data.stated[i].indexOf('0')]).find(p => p[1] >= 0)")
    if silent_one:
        page.run("location.hash = '#period=m%d&provider=%s'" % (silent_one[1] + 1, silent_one[0]))
        page.run(wait)
        expect("not sent" in page.run(title), "a month that was not sent says so: " + page.run(title))
        expect("n/s" in page.run("document.getElementById('matrix-note').textContent"), "the matrix says what n/s is")

    # The search, as one types.
    page.run("document.querySelector('input[type=search]').focus()")
    anchor, words = page.run("cube.data.packs[1].sections[3]")
    page.type(words)
    expect(page.run("document.querySelectorAll('.results a').length") > 3, "the search finds no section of the name " + words)
    expect(page.run("Array.from(document.querySelectorAll('.results a')).some(a => a.getAttribute('href').endsWith('#%s'))" % anchor), "no result leads to #" + anchor)
    page.run("document.querySelector('input[type=search]').select()")
    page.type(second.split()[1])
    shown = page.run("Array.from(document.querySelectorAll('.packs tbody tr[data-code]')).filter(r => !r.hidden).map(r => r.cells[0].textContent)")
    expect(0 < len(shown) < 6 and second in shown, "the list of packs follows the search: %r" % shown)
    for wanted in ["over", "under"]:
        expect(wanted in page.run("document.querySelector('.packs').textContent"), "packs say " + wanted)
    expect(page.run("Array.from(document.querySelectorAll('.packs tbody tr[data-code]')).every(r => r.cells[2].textContent.trim())"), "each pack says how its data stand")
    kinds = page.run("Array.from(document.querySelectorAll('.packs tbody')).map(b => Array.from(b.querySelectorAll('tr[data-code] td')).filter(c => c.cellIndex === 1).map(c => c.textContent))")
    amounts = [[int(re.sub("[^0-9-]", "", text.replace("−", "-"))) for text in kind if any(c.isdigit() for c in text)] for kind in kinds]
    expect(all(kind == sorted(kind) for kind in amounts), "packs of a kind do not stand furthest over plan first: %r" % amounts)
    expect(sum(len(kind) > 10 for kind in amounts) == 2, "commissioners and providers have no variances: %r" % amounts)
    silent(page, "index.html")
    page.close()

    # On a telephone the list of names with bars takes the matrix's place, and nothing is wider than the window.
    for hash in ["", "#commissioner=%s&metric=actual" % code, "#provider=" + page_code(page, month)]:
        phone = browser.page(month + "/index.html", width=390, fragment=hash)
        equal(phone.run("document.querySelector('.matrix').getClientRects().length"), 0, "the matrix is not shown on a telephone")
        expect(phone.run("document.documentElement.scrollWidth") <= 390, "the page is %d wide at 390" % phone.run("document.documentElement.scrollWidth"))
        phone.click("document.querySelectorAll('.ranked th a')[2]")
        phone.run(wait)
        expect(": £" in phone.run(title), "the list chooses: " + phone.run(title))
        silent(phone, "index.html at 390")
        phone.close()

    # Without a script the matrix, the months and the packs stand.
    plain = browser.page(month + "/index.html", script=False)
    root = plain.call("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    for selector, least in [(".matrix td[data-figure]", 200), ("#months-table td[data-figure]", 30), (".packs tbody tr[data-code]", 30)]:
        found = len(plain.call("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"])
        expect(found >= least, "without a script there are only %d of %s" % (found, selector))
    plain.close()


def page_code(page, month):
    """The first provider of the portal."""
    return sorted(os.listdir(month + "/providers"))[0]


def referrals(browser, month, golden):
    """The referrals page follows its filters, by mouse and by keyboard; its limits and signals are the reference's."""
    page = browser.page(month + "/referrals.html")
    size = os.path.getsize(month + "/referrals.html")
    expect(size < 1_000_000, "referrals.html has %d bytes" % size)
    wait = "new Promise(r => setTimeout(r, 60))"
    finding = "document.getElementById('finding').textContent"
    number = "Number(/: ([\\d,]+) /.exec(document.getElementById('finding').textContent)[1].replace(/,/g, ''))"
    foot = "Object.fromEntries(Array.from(document.querySelectorAll('#tables section')).map(s => [s.firstChild.id, Number(s.querySelector('tfoot td').textContent.replace(/,/g, ''))]))"

    def follows(words, chosen):
        total = page.run(number)
        expect(", 0.0% " not in page.run(finding), "%s: no change is said as a change: %s" % (words, page.run(finding)))
        for name, own in page.run(foot).items():
            # The table of sources shows all of them, whichever count.
            if name[3:] not in chosen + ["source"]:
                equal(own, total, "%s: the total of %s" % (words, name))
        expect(page.run("document.querySelectorAll('#process svg path').length") > 5, words + ": the chart is drawn")
        shown = page.run("Array.from(document.querySelectorAll('#months tbody td:nth-child(2)')).map(c => Number(c.textContent.replace(/,/g, '')))")
        equal(sum_of_year(page, shown), total, words + ": the months of the year")
        found = page.call_function("(v => { const f = xmr(v); return f && [f.mean, f.lower, f.upper]; })", shown)
        said = page.run("document.getElementById('signals').textContent")
        if found:
            expect(said.startswith("Mean ") and "natural limits" in said, "%s: %r" % (words, said))
        return total

    everything = follows("at first", [])
    expect(everything > 0, "there are referrals")
    # Where no script runs the same months stand.
    plain = browser.page(month + "/referrals.html", script=False)
    root = plain.call("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    expect(len(plain.call("DOM.querySelectorAll", {"nodeId": root, "selector": "#months tbody tr"})["nodeIds"]) >= 12, "months stand without a script")
    plain.close()

    axes = page.run("counts.axes.map(a => a.id)")
    equal(set(axes), {"commissioner", "locality", "practice", "specialty", "provider", "source"}, "the filters")
    for at, axis in enumerate(axes):
        page.run("location.hash = '#all'")
        page.run(wait)
        page.run("(function () { const s = document.querySelectorAll('#filters select')[%d]; s.selectedIndex = 2; s.dispatchEvent(new Event('change')); })()" % at)
        page.run(wait)
        expect((axis + "=") in page.run("location.hash") or axis == "source", "%s stands in the address: %s" % (axis, page.run("location.hash")))
        follows(axis, [axis])
    # Two at once, the second by keyboard in a table: a commissioner's specialty is no more than either.
    page.run("location.hash = '#commissioner=' + counts.axes[0].members[0][0]")
    page.run(wait)
    one = follows("a commissioner", ["commissioner"])
    page.run("document.querySelector('#by-specialty').parentNode.querySelector('tbody button').focus()")
    name = page.run("document.activeElement.textContent")
    page.press("Enter")
    page.run(wait)
    both = follows("a commissioner and a specialty", ["commissioner", "specialty"])
    expect(0 < both <= one <= everything, "%d of %d of %d" % (both, one, everything))
    equal(page.run("document.activeElement.textContent"), name, "the focus stays on the name that was chosen")
    expect(name in page.run(finding), "the finding says what is chosen: " + page.run(finding))
    # A commissioner's practices are offered alone.
    offered = page.run("Array.from(document.querySelectorAll('#filters select')[counts.axes.findIndex(a => a.id === 'practice')].options).length")
    expect(1 < offered < page.run("counts.axes.find(a => a.id === 'practice').members.length"), "%d practices are offered" % offered)

    # Limits and labels of every series of the reference.
    series = {}
    with open(golden, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["mode"] == "default":
                series.setdefault((row["org"], row["measure"]), []).append(row)
    expect(len(series) >= 30, "only %d series in the reference" % len(series))
    for key, rows in series.items():
        found = page.call_function("(v => xmr(v))", [float(row["y"]) for row in rows])
        for row, label in zip(rows, found["labels"]):
            equal(label or "Common Cause", row["type"], "%s %s %s" % (key + (row["period"],)))
        for name, column in [("mean", "mean"), ("lower", "lpl"), ("upper", "upl")]:
            expect(abs(found[name] - float(rows[0][column])) < 1e-5, "%s: %s is %r" % (key, name, found[name]))
    silent(page, "referrals.html")
    page.close()
    phone = browser.page(month + "/referrals.html", width=390)
    expect(phone.run("document.documentElement.scrollWidth") <= 390, "the page is %d wide at 390" % phone.run("document.documentElement.scrollWidth"))
    silent(phone, "referrals.html at 390")
    phone.close()


def sum_of_year(page, months):
    return sum(months[page.run("counts.data.yearStart"):])


def main():
    with Browser() as browser:
        try:
            {"numbers": numbers, "choices": choices, "referrals": referrals}[sys.argv[1]](browser, *sys.argv[2:])
        except Failure as failure:
            faults.append(str(failure))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()
