import Analysis
import Figures
import Findings
import Ledger
import Quantities
import Report

/// Puts the figures that persons' texts cite in their places.
///
/// A citation may name what the pack itself prints and nothing else, so that a text can't say more than its readers may see. One whose figure has moved since
/// the text was written is marked where it stands, old value and new.
struct CitationResolver {
  private let context: PackContext
  private let held: [String: FigureValue]
  private(set) var remarks: [TextRemark] = []

  init(_ document: ReportDocument, _ context: PackContext) {
    self.context = context
    var held: [String: FigureValue] = [:]
    document.forEachFigure { held[$0.id.text] = $0.value }
    self.held = held
  }

  /// The document with every citation resolved; as it is where it has none.
  static func resolved(_ document: ReportDocument, _ context: PackContext) -> ReportDocument {
    guard document.sections.contains(where: { $0.blocks.contains(where: \.cites) }) else { return document }
    var resolver = CitationResolver(document, context)
    var document = document
    for index in document.sections.indices where document.sections[index].blocks.contains(where: \.cites) {
      let before = resolver.remarks.count
      document.sections[index].blocks = document.sections[index].blocks.map { resolver.block($0) }
      // A trust's page has no room for it: there the mark beside the figure says it alone.
      if document.sections[index].repeatCode == nil, resolver.remarks[before...].contains(where: \.isMove) {
        let note = context.sentence("commentary.moved")
        if case .notes(let notes)? = document.sections[index].blocks.last {
          document.sections[index].blocks[document.sections[index].blocks.count - 1] = .notes(notes + [note])
        } else {
          document.sections[index].blocks.append(.notes([note]))
        }
      }
    }
    document.remarks += resolver.remarks
    return document
  }

  private mutating func block(_ block: Block) -> Block {
    switch block {
    case .paragraph(let sentence): .paragraph(self.sentence(sentence))
    case .bullets(let list): .bullets(list.map { self.sentence($0) })
    case .aside(let title, let blocks): .aside(title: title, blocks.map { self.block($0) })
    default: block
    }
  }

  private mutating func sentence(_ sentence: Sentence) -> Sentence {
    sentence.with(
      sentence.runs.flatMap { run -> [Sentence.Run] in
        if case .citation(let citation) = run { return runs(citation) }
        return [run]
      })
  }

  private mutating func remark(_ kind: TextRemark.Kind, _ citation: Citation) {
    remarks.append(TextRemark(kind, id: citation.id, file: citation.file, line: citation.line, month: citation.month))
  }

  private mutating func runs(_ citation: Citation) -> [Sentence.Run] {
    guard let (name, value) = figure(citation.id) else {
      remark(.unknown(nearest: nearest(to: citation.id)), citation)
      return [.words("[figure not found]")]
    }
    let exact = Figure(name.id, value)
    let figure = context.input.rules.shown?(exact) ?? exact
    let formats = formats(of: value, measure: name.measure)
    guard let format = citation.format.map({ $0 == "size" ? formats.size : FigureFormat(rawValue: $0) }) ?? formats.usual,
      formats.fitting.contains(format)
    else {
      remark(.format(fitting: ["size"] + formats.fitting.map(\.rawValue)), citation)
      return [.figure(Printed(figure, formats.usual), bold: citation.isBold, role: nil)]
    }
    let now = Sentence([.figure(Printed(figure, format), bold: citation.isBold, role: nil)])
    // What is held back or rounded is not compared with what it was: the difference would tell of it.
    if figure != exact { return now.runs }
    guard let before = before(citation, name, like: value, format) else { return now.runs }
    // A value recorded without a sign, of a figure that is written without one, is compared without one.
    let isUnsigned = citation.recorded.map { !$0.contains { "-−(".contains($0) } } ?? false
    let compared = isUnsigned && format != .thousands ? format : formats.signed
    if !before.differs(from: value, compared) { return now.runs }
    let old: Sentence.Run =
      before.figure.map { .figure(Printed($0, format), bold: false, role: nil) } ?? .words(printed(before.value, format))
    remark(.moved(from: printed(before.value, compared), to: printed(value, compared)), citation)
    return context.sentence("commentary.moved-figure", ["now": .clause(now), "old": .clause(Sentence([old]))]).runs
  }

  /// A figure that the pack prints, by its id; the pack's own period may be written or left out.
  private func figure(_ id: String) -> (name: FigureName, value: FigureValue)? {
    guard var name = try? FigureName(parsing: id) else { return nil }
    if name.period == context.period { name.period = nil }
    return held[name.id.text].map { (name, $0) }
  }

  /// The id most like one that the pack does not hold: of the same measure where there is one.
  private func nearest(to id: String) -> String? {
    let measure = id.split(separator: "/").last.map(String.init) ?? id
    let alike = held.keys.filter { $0.hasSuffix("/" + measure) }
    return nearestName(to: id, among: alike.isEmpty ? held.keys.filter { abs($0.utf8.count - id.utf8.count) <= 6 } : alike)
  }

  /// What a citation stood at when its text was written: as its author recorded it, else as the ledger has that month now; nil where there is nothing to compare.
  private mutating func before(_ citation: Citation, _ name: FigureName, like value: FigureValue, _ format: FigureFormat) -> PastValue? {
    if let recorded = citation.recorded {
      guard let value = recordedValue(recorded, like: value) else {
        remark(.unreadable(recorded), citation)
        return nil
      }
      return PastValue(value: value, figure: nil)
    }
    if citation.month.index == context.period.index || name.period != nil { return nil }
    guard let value = context.pastValue(name, at: citation.month) else {
      remark(.incomparable, citation)
      return nil
    }
    var past = name
    past.period = citation.month
    return PastValue(value: value, figure: Figure(past.id, value))
  }
}

/// What a figure stood at when a text was written.
private struct PastValue {
  var value: FigureValue
  /// The figure of that month, where the value is the ledger's own.
  var figure: Figure?

  /// Whether the difference can be seen in print.
  func differs(from now: FigureValue, _ format: FigureFormat) -> Bool { printed(value, format) != printed(now, format) }
}

/// How a value may be written in a text.
private func formats(of value: FigureValue, measure: String) -> (
  usual: FigureFormat, size: FigureFormat, signed: FigureFormat, fitting: [FigureFormat]
) {
  switch measureDefinition(measure)?.unit ?? .count {
  case .pounds: (.sterling, .sterlingSize, .sterling, [.sterling, .sterlingSize, .sterlingChange, .sterlingShort, .sterlingMillions, .thousands])
  case .fraction: (.percentSigned, .percentSize, .percentSigned, [.percentSigned, .percentSize, .percentWhole])
  case .ratio, .rate: (.oneDecimal, .oneDecimal, .twoDecimals, [.oneDecimal, .twoDecimals, .number])
  case .activity, .count: (.number, .numberSize, .number, [.number, .numberSize])
  }
}

extension PackContext {
  /// What the ledger has for a position's figure at an earlier month; nil where it can't be worked out.
  func pastValue(_ name: FigureName, at month: Period) -> FigureValue? {
    guard name.family == "position", name.dimensions.isEmpty, name.qualifier == nil, let scope = scope(name.commissioner, name.provider) else {
      return nil
    }
    let series = positions.series
    func point(_ points: [MonthPoint]) -> Measures? { points.first { $0.month == month.index && $0.isStated }?.measures }
    let ytd = { point(series.cumulative(of: scope, year: month.year)) }
    let own = { point(series.monthly(of: scope, year: month.year)) }
    switch name.measure {
    case Measure.ytdPlan: return ytd().map { .money($0.planCost) }
    case Measure.ytdActual: return ytd().map { .money($0.actualCost) }
    case Measure.ytdVariance: return ytd().map { .money($0.variance) }
    case Measure.ytdVariancePercent: return ytd().map { .ratio($0.variance.parts, $0.planCost.parts, else: .noPlan) }
    case Measure.monthPlan: return own().map { .money($0.planCost) }
    case Measure.monthActual: return own().map { .money($0.actualCost) }
    case Measure.monthVariance: return own().map { .money($0.variance) }
    default: return nil
    }
  }

  private func scope(_ commissioner: String, _ provider: String) -> Scope? {
    let (c, p) = (input.ledger.commissioners.index(of: commissioner), input.ledger.providers.index(of: provider))
    switch (commissioner, provider) {
    case (SeveralOrganisations.all, SeveralOrganisations.all): return .programme
    case (_, SeveralOrganisations.all): return c.map { .commissioner($0) }
    case (SeveralOrganisations.all, _): return p.map { .provider($0) }
    default:
      guard let c, let p else { return nil }
      return .pair(commissioner: c, provider: p)
    }
  }
}

extension Block {
  /// Whether a text in it cites a figure that is not looked up yet.
  fileprivate var cites: Bool {
    func cites(_ sentence: Sentence) -> Bool { sentence.runs.contains { if case .citation = $0 { true } else { false } } }
    switch self {
    case .paragraph(let sentence): return cites(sentence)
    case .bullets(let list): return list.contains(where: cites)
    case .aside(_, let blocks): return blocks.contains(where: \.cites)
    default: return false
    }
  }
}

extension TextRemark {
  fileprivate var isMove: Bool { if case .moved = kind { true } else { false } }
}
