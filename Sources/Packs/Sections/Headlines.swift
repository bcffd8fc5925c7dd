import Analysis
import Figures
import Ledger
import Quantities
import Report

/// `headlines`: eight tiles, the things to know by their size in pounds, and the contents by question.
let headlines = SectionBuilder(
  "headlines", [.commissioner, .provider, .programme], title: { _ in "Headlines" }, question: { _ in "Where do we stand?" }
) { request in
  let context = request.context
  let findings = keyFindings(request, limit: request.entry.rows ?? 5)
  let months = context.yearMonths
  let first = months.first?.period.monthName ?? ""
  let span = months.count == 1 ? first : "\(first) to \(context.period.monthName)"
  var blocks: [Block] = [.tiles(headlineTiles(request.context, request.frame))]
  if !findings.isEmpty {
    let title = context.title(findings.count == 1 ? "titles.thing" : "titles.things", ["count": .words(monthsInWords(findings.count))])
    blocks.append(.keyFindings(title: title, findings))
  }
  blocks.append(.contentsByQuestion(title: "In this pack, by question"))
  blocks.append(
    .notes([
      context.sentence(
        "headlines.key", ["span": .words(span), "bars": .clause("Bars share one scale from £0; the upright mark is plan.")])
    ]))
  return [request.section(request.context.positionSentence(request.frame), blocks)]
}

extension PackContext {
  /// `Over plan by £1,327,152 after eleven months, and the gap is widening`.
  func positionSentence(_ frame: PackFrame) -> Sentence {
    let total = frame.rows.total
    if total.ytd.isZero && total.position == .zero { return sentence("headlines.nothing", ["after": .words(afterMonths)]) }
    if total.direction == .onPlan { return sentence("headlines.on-plan", ["after": .words(afterMonths)]) }
    let month = total.position.month.variance
    let before = total.variance - month
    let rule =
      months < 2 || Direction(ofVariance: before) != total.direction || month.isZero
      ? "headlines.position"
      : Direction(ofVariance: month) == total.direction ? "headlines.position-widening" : "headlines.position-narrowing"
    return sentence(rule, ["variance": .figure(total.ytdVariance), "after": .words(afterMonths)])
  }
}

let headlineRules: [SentenceRule] = [
  SentenceRule("headlines.nothing", .words("after")), SentenceRule("headlines.on-plan", .words("after")),
  SentenceRule("headlines.position", .variance("variance"), .words("after")),
  SentenceRule("headlines.position-widening", .variance("variance"), .words("after")),
  SentenceRule("headlines.position-narrowing", .variance("variance"), .words("after")),
]
