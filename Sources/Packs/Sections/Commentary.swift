import Analysis
import Quantities
import Report

/// `commentary`: the contract lead's written synopsis of the trust for the period.
let commentarySection = SectionBuilder(
  "commentary", [.provider], title: { _ in "Commentary" }, question: { _ in "Where do we stand?" }
) { request in
  let context = request.context
  guard let provider = request.frame.scope.provider else { return [] }
  guard let commentary = context.commentary(ofProvider: provider) else {
    return [request.section(nil, [.paragraph(context.sentence("commentary.none"))])]
  }
  let rule = commentary.citesFigures ? "commentary.source-figures" : "commentary.source"
  let source = context.sentence(rule, ["author": .words("the contract lead"), "file": .words(commentary.source)])
  return [request.section(nil, context.carriedNote(commentary) + commentary.blocks + [.notes([source])])]
}

extension PackContext {
  /// A provider's commentary without a first heading that repeats its name; nil where nothing is written.
  func commentary(ofProvider provider: Int) -> PackCommentary? {
    guard var commentary = input.commentary[providerCode(provider)] else { return nil }
    if case .heading(let text)? = commentary.blocks.first, text == providerName(provider) || text == providerShortName(provider) {
      commentary.blocks.removeFirst()
    }
    return commentary.blocks.isEmpty ? nil : commentary
  }

  /// What stands over a text of an earlier month; nothing over one of the period's own.
  func carriedNote(_ text: PackCommentary) -> [Block] {
    guard let earlier = text.earlier else { return [] }
    return [.paragraph(sentence("commentary.carried", ["month": .words(earlier.monthName), "now": .words(period.monthName)]))]
  }
}

let commentaryRules: [SentenceRule] = [
  SentenceRule("commentary.none"), SentenceRule("commentary.source", .words("author"), .words("file")),
  SentenceRule("commentary.source-figures", .words("author"), .words("file")), SentenceRule("commentary.carried", .words("month"), .words("now")),
  SentenceRule("commentary.moved"), SentenceRule("commentary.moved-figure", .clause("now"), .clause("old")),
]
