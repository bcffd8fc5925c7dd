import Charts
import Quantities
import Report
import Styling
import TaggedPDF
import Typesetting

/// Sets the cover: wordmark, name and period, the finding with its chart, the facts, the contents, who may read it (DESIGN-SPEC §2).
enum Cover {
  private static let mm = PageGeometry.mm

  /// The cover's page, which has neither header nor footer.
  static func page(_ report: ReportDocument, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> LaidPage {
    var page = LaidPage()
    let identity = report.identity
    pack.section = pack.structure.add(.section, in: StructureTree.root)
    putNames(identity, into: &page.content, &pack, fonts)
    putFinding(identity, into: &page.content, &pack, fonts)
    putFacts(identity, into: &page.content, &pack, fonts)
    putContents(report, into: &page.content, &pack, fonts)
    let geometry = pack.geometry
    let foot = geometry.height - 22 * mm
    page.content.addRule(geometry.left, geometry.right, y: foot, .rule, 0.5)
    SentenceSetting(TypeScale.small, .ink2).lines(identity.confidentiality, pack.part(.paragraph), width: geometry.measure, &pack, fonts)
      .put(into: &page.content, x: geometry.left, top: foot + 5)
    page.bottom = foot
    return page
  }

  private static func putNames(_ identity: PackIdentity, into content: inout PageContent, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    content.items.append(.shape(Wordmark.commands(height: 26), x: left, y: 20 * mm, .artifact))
    let banner = identity.banner.map { pack.shape($0, TextStyle(12, .bold), fonts) }
    let programmeMark = pack.part(.paragraph)
    let bannerMark = pack.part(.paragraph)
    let titleMark = pack.part(.paragraph)
    let nameMark = pack.part(.heading1)
    let names = programmeLines(identity.programme, room: measure - 42.5 - (banner.map { $0.width + 16 } ?? 0), &pack, fonts)
    for (index, line) in names.enumerated() {
      let y = 20 * mm + (names.count == 1 ? 17 : index == 0 ? 10.2 : 24)
      for piece in line { content.add(piece.text, x: left + 42.5 + piece.x, y: y, .ink, programmeMark) }
    }
    if let banner { content.add(banner, x: left + measure - banner.width, y: 20 * mm + (names.count == 1 ? 17 : 10.2), .concern, bannerMark) }
    var top = 75.2 * mm
    for size in [36.0, 30, 26, 22] {
      let style = TextStyle(size, .bold)
      let spans = [TextSpan(identity.name, style, .ink)]
      let lines = fonts.balancedLines(of: spans, width: measure, into: &pack.arena)
      guard lines.count == 1 || size <= 26 && lines.count == 2 || size == 22 else { continue }
      for (index, line) in lines.enumerated() {
        // A second line grows upwards, so that what follows keeps its place.
        let y = top - Double(lines.count - 1 - index) * size * 1.1
        for piece in line.pieces { content.add(piece.text, x: left + piece.x, y: y, .ink, nameMark) }
      }
      let titleLine = 60 * mm - Double(lines.count - 1) * size * 1.1
      content.add(pack.shape(identity.documentTitle, TypeScale.coverLine, fonts), x: left, y: titleLine, .ink2, titleMark)
      break
    }
    top += 33
    let period = pack.shape(identity.span?.words ?? periodText(identity.period), TypeScale.coverPeriod, fonts)
    content.add(period, x: left, y: top, .ink, pack.part(.paragraph))
    let line = identity.span?.detail ?? "Financial year \(identity.period.year.label), month \(identity.period.month)"
    content.add(pack.shape(line, TypeScale.coverLine, fonts), x: left, y: top + 21, .ink2, pack.part(.paragraph))
  }

  /// The programme's name beside the mark, on one line or two: “Thames Valley & Wessex · London Contracts” stands on two, the second lighter. A name too long
  /// for the room wraps, then is set smaller, and is cut at last.
  private static func programmeLines(
    _ programme: String, room: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> [[(text: ShapedText, x: Double)]] {
    let parts = programme.split(separator: "·", maxSplits: 1).map { part in
      let text = String(part.drop { $0 == " " })
      return text.last == " " ? String(text.dropLast()) : text
    }
    func style(_ size: Double, _ place: Int) -> TextStyle { TextStyle(size, place == 0 ? .bold : .regular) }
    let sizes = [12.0, 11, 10, 9]
    for size in sizes {
      if parts.count > 1 {
        let shaped = parts.enumerated().map { pack.shape($1, style(size, $0), fonts) }
        if shaped.allSatisfy({ $0.width <= room }) { return shaped.map { [($0, 0)] } }
      } else {
        let lines = fonts.balancedLines(of: [TextSpan(programme, style(size, 0), .ink)], width: room, into: &pack.arena)
        if lines.count <= 2, lines.allSatisfy({ $0.width <= room + 0.1 }) { return lines.map { line in line.pieces.map { ($0.text, $0.x) } } }
      }
    }
    let least = sizes.last ?? 9
    return parts.enumerated().map { [(pack.shape(first: [$1], style(least, $0), in: room, fonts), 0)] }
  }

  /// `April 2015 to February 2016`.
  private static func periodText(_ period: Period) -> String {
    let first = Period(year: period.year, month: 1).monthName
    switch period.month {
    case 1: return first
    case 13...: return "\(first) to \(Period(year: period.year, month: 12).monthName), with adjustments"
    default: return "\(first) to \(period.monthName)"
    }
  }

  private static func putFinding(_ identity: PackIdentity, into content: inout PageContent, _ pack: inout PackContext, _ fonts: borrowing FontLibrary)
  {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    var top = 117 * mm
    var setting = SentenceSetting(TypeScale.coverFinding, .ink)
    setting.leading = 18
    let finding = setting.lines(identity.finding, pack.part(.paragraph), width: measure, &pack, fonts)
    finding.put(into: &content, x: left, top: top)
    top += finding.height + 2
    if let detail = identity.findingDetail {
      let laid = SentenceSetting(TypeScale.body, .ink2).lines(detail, pack.part(.paragraph), width: measure, &pack, fonts)
      laid.put(into: &content, x: left, top: top)
      top += laid.height
    }
    if let chart = identity.coverChart, !chart.isEmpty {
      let scene = pack.scene(chart, width: measure)
      content.items.append(.scene(scene, x: left, y: top + 6, pack.figure(scene.words)))
    }
  }

  private static func putFacts(_ identity: PackIdentity, into content: inout PageContent, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) {
    let (left, measure) = (pack.geometry.left, pack.geometry.measure)
    let top = 166 * mm
    content.addRule(left, left + measure, y: top, .ink, 1.5)
    let facts = identity.facts.prefix(4)
    let list = pack.structure.addList(.none, in: pack.section)
    let step = measure / Double(max(1, min(4, facts.count)))
    for (index, fact) in facts.enumerated() {
      let x = left + Double(index) * step
      let item = ListSetting.item(of: list, &pack).element
      content.add(pack.shape(fact.term, TypeScale.small, fonts), x: x, y: top + 14.5, .ink2, pack.part(.paragraph, in: item))
      let valueMark = pack.part(.paragraph, in: item)
      // The first clause is the fact; what follows its comma explains it.
      let parts = fact.meaning.plain.split(separator: ",", maxSplits: 1).map { $0.drop { $0 == " " } }
      var value = pack.shape(String(parts.first ?? ""), TextStyle(12, .bold), fonts)
      for size in [11.0, 10, 9, 8.5] where value.width > step - 8 { value = pack.shape(String(parts.first ?? ""), TextStyle(size, .bold), fonts) }
      content.add(value, x: x, y: top + 29.5, .ink, valueMark)
      if parts.count > 1 {
        let laid = SentenceSetting(TypeScale.small, .ink2).lines(String(parts[1]), valueMark, width: step - 8, &pack, fonts)
        laid.put(into: &content, x: x, top: top + 34.5)
      }
    }
  }

  /// The contents in three columns. Where a section repeats, its first page stands for all, so that a long pack's contents keep to the cover.
  private static func putContents(
    _ report: ReportDocument, into content: inout PageContent, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) {
    let geometry = pack.geometry
    let entries = report.contents
    let top = 192 * mm
    content.add(pack.shape("Contents", TypeScale.blockTitle, fonts), x: geometry.left, y: top + 11, .ink, pack.part(.heading2))
    let list = pack.structure.add(.contents, in: pack.section)
    let column = 53.3 * mm
    let step = (geometry.measure - column) / 2
    let perColumn = max(1, (entries.count + 2) / 3)
    let room = geometry.height - 22 * mm - 9 - (top + 18)
    let pitch = min(17, room / Double(perColumn))
    for (index, entry) in entries.enumerated() {
      let x = geometry.left + Double(index / perColumn) * step
      ListSetting.entry(
        entry.anchor, [entry.title, entry.shortTitle], in: list, x: x, width: column,
        top: top + 18 + Double(index % perColumn) * pitch, pitch: pitch, into: &content, &pack, fonts)
    }
  }
}

/// The wordmark: two bars over plan and one under, about an upright rule.
enum Wordmark {
  /// Its drawing from its top left corner, 1.1 times as wide as high.
  static func commands(height: Double) -> [DrawCommand] {
    let unit = height / 26
    func bar(_ x: Double, _ y: Double, _ width: Double, _ role: ColourRole) -> DrawCommand {
      .rectangle(Box(x: x * unit, y: y * unit, width: width * unit, height: 6.2 * unit), fill: role, stroke: nil)
    }
    return [
      bar(0, 3, 15.6, .over), bar(17.6, 9.9, 11, .under), bar(7.8, 17.6, 7.8, .over),
      .rectangle(Box(x: 15.8 * unit, y: 0, width: 1.5 * unit, height: height), fill: .ink, stroke: nil),
    ]
  }
}
