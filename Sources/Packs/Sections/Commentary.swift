import Analysis
import Report

/// `commentary`: the contract lead's written synopsis of the trust for the period.
let commentarySection = SectionBuilder(
  "commentary", [.provider], title: { _ in "Commentary" }, question: { _ in "Where do we stand?" }
) { request in
  guard let provider = request.frame.scope.provider else { return [] }
  guard let commentary = request.context.commentary(ofProvider: provider) else {
    return [request.section(nil, [.paragraph("No commentary has been written for this period.")])]
  }
  return [
    request.section(
      nil, commentary.blocks + [.notes([Sentence("Written by the contract lead: \(commentary.source). Its numbers are the author’s.")])])
  ]
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
}
