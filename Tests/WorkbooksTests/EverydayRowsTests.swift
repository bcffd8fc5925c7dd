import Foundation
import TestSupport
import Testing

@testable import Workbooks

/// The rows that are taken from the bytes beside the parser, which knows all of XML.
struct EverydayRowsTests {
  /// What a sheet gives: its rows, or why it gives none.
  private func read(_ bytes: [UInt8], takesRows: Bool) -> String {
    do {
      let archive = try ZipArchive(bytes)
      guard let part = try archive.part("sheet.xml"), let shared = try archive.part("shared.xml") else { return "no part" }
      let texts = SharedTexts(most: 1 << 20)
      try shared.parse(texts)
      let reader = try SheetReader(part, texts: texts, isDate: [false, true], dates: .from1900, UnpackingLimits(), takesRows: takesRows)
      var row = TableRow()
      var said: [String] = []
      while try reader.next(&row) {
        let cells = row.cells.map { "\($0.column) \($0.kind) \(String(decoding: row.text($0), as: UTF8.self))" }
        said.append("\(row.number)\(row.isHidden ? " hidden" : ""): \(cells.joined(separator: "|"))")
      }
      return said.joined(separator: "\n")
    } catch { return "\(error)" }
  }

  /// Random sheets of everyday rows, odd rows and faults: both ways give the same, and say the same of what is wrong.
  @Test func bothWaysReadTheSame() throws {
    let folder = try TemporaryFolder()
    let script = folder.path + "/sheets.py"
    try sheets.write(toFile: script, atomically: true, encoding: .utf8)
    try runPython(script, [folder.path, "400"], needs: "python3")
    var (rows, faults) = (0, 0)
    for place in 0..<400 {
      let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(place).zip")))
      let (quick, thorough) = (read(bytes, takesRows: true), read(bytes, takesRows: false))
      #expect(quick == thorough, "\(place)")
      if quick.hasPrefix("WorkbookFault") { faults += 1 } else { rows += quick.split(separator: "\n").count }
    }
    #expect(rows > 10_000 && (20...200).contains(faults), "\(rows) rows, \(faults) faults")
  }

  private let sheets = """
    import random, sys, zipfile
    folder, count = sys.argv[1], int(sys.argv[2])
    dice = random.Random(20151106)
    def letters(column):
        text = ""
        column += 1
        while column:
            column, left = divmod(column - 1, 26)
            text = chr(65 + left) + text
        return text
    def value():
        return dice.choice([
            lambda: str(dice.randint(-10**6, 10**6)), lambda: repr(dice.uniform(-1e6, 1e6)), lambda: repr(dice.uniform(-1, 1) * 10 ** dice.randint(-20, 20)),
            lambda: "0.1000000000000001", lambda: "-0", lambda: "-.5", lambda: "5.", lambda: "", lambda: "12a", lambda: "1234567890123456789",
            lambda: f"{dice.randint(0, 10**17)}.{dice.randint(0, 9999)}", lambda: "999999999999999.96", lambda: "0.00000000000000012345678901234567"])()
    def cell(row, column):
        place = f' r="{letters(column)}{row}"'
        number = value()
        return dice.choice([
            f'<c{place}><v>{number}</v></c>', f'<c{place} s="0"><v>{number}</v></c>', f'<c{place} t="s"><v>{dice.randint(0, 3)}</v></c>',
            f'<c{place} s="1"><v>{dice.choice(["42095", "42095.75", "0", "60", "2958466", "-1", "1e5"])}</v></c>', f'<c{place} s="1"/>', f'<c{place}></c>',
            f'<c{place} t="b"><v>{dice.choice(["0", "1", "true"])}</v></c>', f'<c{place} t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
            f'<c{place} t="str"><f t="shared" ref="A1:A9" si="0">A1+1</f><v>plain _x0041_ text</v></c>', f'<c{place}><f ca="1"/><v>{number}</v></c>',
            f'<c{place} t="inlineStr"><is><t>words</t></is></c>', f'<c{place} t="inlineStr"><is><t xml:space="preserve"> words </t></is></c>',
            f'<c{place} t="d"><v>2015-04-01</v></c>', f'<c{place} t="n" s="7"><v>{number}</v></c>'])
    def odd(row, column):
        place = f' r="{letters(column)}{row}"'
        return dice.choice([
            f'<c{place} t="str"><v>a &amp; b &#163; é</v></c>', f"<c{place.replace(chr(34), chr(39))}><v>5</v></c>", f'<c {place}\\n><v>6</v></c >',
            f'<c{place} t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r></is></c>', f'<c{place}><v xml:space="preserve">7</v></c>',
            f'<c{place} t="str"><v><![CDATA[</row><row>]]></v></c>', f'<c{place}><!-- </row> --><v>8</v></c>', f'<c{place} t="str"><v>two\\nlines</v></c>',
            '<c><v>9</v></c>', f'<x:c xmlns:x="urn:x"{place}><x:v>10</x:v></x:c>', f'<c{place}><extLst/><v>11</v></c>', f'<c{place}><v>1</v><v>2</v></c>',
            f'<c{place}><v>3</v></c><c{place}><v>4</v></c>', f'<c r="${letters(column)}${row}"><v>12</v></c>'])
    def wrong(row):
        return dice.choice([
            f'<row r="{row}"><c r="A{row}" r="B{row}"><v>1</v></c></row>', f'<row r="{row}" spans="1:2" spans="1:2"><c r="A{row}"><v>1</v></c></row>',
            f'<row r="{row}"><c r="A{row}" t="s"><v>99</v></c></row>', f'<row r="{row}"><c r="XFE{row}"><v>1</v></c></row>', f'<row r="{row}"><c r="A{row}"><v>1</c></row>',
            f'<row r="{row}"><c r="A{row}"><v>&nope;</v></c></row>', f'<row r="{row}"><row r="{row}"/></row>', '<row r="1048577"/>', '<row r="0"><c><v>1</v></c></row>',
            f'<row r="{row}" y:hidden="1"><c r="A{row}"><v>1</v></c></row>', f'<row r="{row}"><c r="A{row}"><v>]]></v></c></row>', f'<row r="{row}"><c r="A{row}"><f>a<b</f><v>1</v></c></row>'])
    for place in range(count):
        lines, row, is_odd = [], 0, dice.random() < 0.6
        for _ in range(dice.randint(1, 160)):
            row += dice.choice([1, 1, 1, 2])
            extra = dice.choice(["", "", ' spans="1:9"', ' hidden="1"', ' hidden="0" ht="15" customHeight="1"', ' x14ac:dyDescent="0.25"', ' s="1" customFormat="1"'])
            number = f' r="{row}"' if dice.random() < 0.97 else ""
            cells, column = [], 0
            for _ in range(dice.randint(0, 12)):
                column += dice.choice([0, 1, 1, 1, 3, 30]) if is_odd and dice.random() < 0.02 else 1
                cells.append(odd(row, column) if is_odd and dice.random() < 0.05 else cell(row, column))
            text = f"<row{number}{extra}>{''.join(cells)}</row>" if cells else f"<row{number}{extra}/>"
            if is_odd and dice.random() < 0.03:
                text += dice.choice(["\\n", "<!-- <row r='3'><c><v>1</v></c></row> -->", "<?x <row><c><v>1</v></c></row>?>", " \\r\\n\\t"])
            lines.append(text)
        if dice.random() < 0.15:
            lines.insert(dice.randint(0, len(lines)), wrong(row + 1))
        if dice.random() < 0.02:
            lines.append('<row r="9999"><c r="A9999" t="inlineStr"><is><t>' + "long " * 60000 + "</t></is></c></row>" + '<row r="10000"><c r="A10000"><v>1</v></c></row>')
        head = dice.choice(['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "", "\\ufeff", '<?xml version="1.0"?><!-- <sheetData> -->', "<?xml version='1.0' encoding='utf-8'?>\\r\\n"])
        coding = "utf-8"
        if dice.random() < 0.05:
            head, coding = dice.choice([('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"), ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16")])
        space = dice.choice(["", "", "\\n"])
        sheet = head + '<worksheet xmlns="urn:main" xmlns:x14ac="urn:ac"><dimension ref="A1"/>' + dice.choice(["<sheetData>", "<sheetData>", "<sheetData >"]) + space.join(lines)
        sheet += dice.choice(["</sheetData><mergeCells/></worksheet>", "</sheetData><extLst><row r='1'><c><v>5</v></c></row></extLst></worksheet>", "</sheetData></worksheet>\\n"])
        data = sheet.encode(coding, "xmlcharrefreplace")
        if dice.random() < 0.05:
            data = data[: dice.randint(0, len(data))]
        with zipfile.ZipFile(f"{folder}/{place}.zip", "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("sheet.xml", data)
            book.writestr("shared.xml", "<sst><si><t>one</t></si><si><t></t></si><si><r><t>t</t></r><r><t>wo</t></r></si><si><t>£3</t></si></sst>")
    """
}
