import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `narrative`: the pressures by cost and specialty in sentences, the largest first, beside the programme office's own words; never more than a page.
let narrativeSection = SectionBuilder(
  "narrative", [.programme], title: { _ in "Pressures by cost and specialty" }, shortTitle: { _ in "Pressures" }, question: Question.now
) { request in
  let context = request.context
  let text = context.input.narrative.flatMap { $0.blocks.isEmpty ? nil : $0 }
  let pressures = Pressures(request)
  let shown = pressures.shown(beside: text)
  var blocks: [Block] = []
  if let text { blocks.append(.aside(title: "In the programme’s words", context.carriedNote(text) + text.blocks)) }
  for kind in Pressure.Kind.allCases {
    let mine = shown.filter { $0.kind == kind }
    if !mine.isEmpty { blocks.append(.keyFindings(title: kind.title, mine.map { KeyFinding($0.sentence, lookAt: $0.lookAt) })) }
  }
  if shown.isEmpty { blocks.append(.paragraph(context.sentence("narrative.nothing"))) }
  var notes = [context.sentence("narrative.order", ["least": .figure(pressures.least)])]
  if let text {
    let rule = text.citesFigures ? "commentary.source-figures" : "commentary.source"
    notes.append(context.sentence(rule, ["author": .words("the programme office"), "file": .words(text.source)]))
  }
  return [request.section(pressures.headline(), blocks + [.notes(notes)])]
}

/// One thing that presses on the programme's money, or relieves it.
struct Pressure {
  enum Kind: CaseIterable {
    case cost, specialty

    var title: String {
      switch self {
      case .cost: "By cost"
      case .specialty: "By specialty"
      }
    }
  }

  var kind: Kind
  /// The money at stake, without sign.
  var size: Money
  var sentence: Sentence
  var lookAt: [String]
}

/// How many lines of print a page of the section has for texts and pressures.
private let pageLines = 41
/// The most pressures of a kind.
private let mostOfAKind: [Pressure.Kind: Int] = [.cost: 5, .specialty: 4]
/// The fewest pressures that stand beside a long text of a person.
private let fewest = 3

extension Pressures {
  /// The largest, as many as a page has room for beside a person's text, in order of size. The two largest of each kind go before smaller ones of the other.
  func shown(beside text: PackCommentary?) -> [Pressure] {
    var lines = pageLines - (text?.printedLines ?? 0)
    var count: [Pressure.Kind: Int] = [:]
    var shown: [Int] = []
    let first = Pressure.Kind.allCases.flatMap { kind in ranked.indices.filter { ranked[$0].kind == kind }.prefix(2) }.sorted()
    for place in first + ranked.indices.filter({ !first.contains($0) }) {
      let pressure = ranked[place]
      guard count[pressure.kind, default: 0] < mostOfAKind[pressure.kind, default: 0] else { continue }
      let needed = pressure.sentence.printedLines(width: 90) + 1 + (count[pressure.kind] == nil ? 2 : 0)
      if needed > lines && shown.count >= fewest { break }
      lines -= needed
      count[pressure.kind, default: 0] += 1
      shown.append(place)
    }
    return shown.sorted().map { ranked[$0] }
  }
}

extension PackCommentary {
  /// About how many lines it takes in print.
  var printedLines: Int {
    blocks.reduce(earlier == nil ? 1 : 3) { sum, block in
      switch block {
      case .paragraph(let sentence): sum + sentence.printedLines(width: 78) + 1
      case .bullets(let list): sum + list.reduce(1) { $0 + $1.printedLines(width: 74) }
      default: sum
      }
    }
  }

  /// By how many lines it is too long for the smallest number of pressures to stand beside it.
  var linesTooLong: Int { max(0, printedLines + fewest * 5 + 4 - pageLines) }

  /// Whether it cites figures.
  package var citesFigures: Bool {
    func cites(_ sentence: Sentence) -> Bool { sentence.runs.contains { if case .citation = $0 { true } else { false } } }
    return blocks.contains { block in
      switch block {
      case .paragraph(let sentence): cites(sentence)
      case .bullets(let list): list.contains(where: cites)
      default: false
      }
    }
  }
}

extension Sentence {
  /// About how many lines it takes, at so many letters a line.
  fileprivate func printedLines(width: Int) -> Int { max(1, (plain.count + width - 1) / width) }
}

/// What is to be said to the authors of the texts that a pack holds, besides what they cite.
func textRemarks(_ frame: PackFrame, _ context: PackContext) -> [TextRemark] {
  var texts: [PackCommentary] = []
  if frame.anchors.contains("commentary"), let own = frame.scope.provider { texts += [context.commentary(ofProvider: own)].compactMap(\.self) }
  if frame.anchors.contains("trust-dashboard") {
    texts += (0..<context.positions.ownProviderCount).compactMap { context.commentary(ofProvider: $0) }
  }
  var remarks: [TextRemark] = []
  if frame.anchors.contains("narrative"), let text = context.input.narrative {
    texts.append(text)
    if text.linesTooLong > 0 {
      remarks.append(TextRemark(.tooLong(lines: text.linesTooLong), file: text.source, month: text.earlier ?? context.period))
    }
  }
  for text in texts {
    if let earlier = text.earlier { remarks.append(TextRemark(.carried, file: text.source, month: earlier)) }
  }
  return remarks
}
