import Analysis
import Report

/// `commentary`: the contract lead's written synopsis of the trust for the period.
let commentarySection = SectionBuilder(
  "commentary", [.provider], title: { _ in "Commentary" }, question: { _ in "Where do we stand?" }
) { request in
  guard let provider = request.frame.scope.provider else { return [] }
  let code = request.context.providerCode(provider)
  guard let commentary = request.context.input.commentary[code], !commentary.blocks.isEmpty else {
    return [request.section(nil, [.paragraph("No commentary has been written for this period.")])]
  }
  return [request.section(nil, commentary.blocks + [.notes([Sentence("Written by the contract lead: \(commentary.source). Its numbers are the author’s.")])])]
}
