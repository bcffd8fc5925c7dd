import Figures
import Packs
import Programme
import Quantities
import Report

/// The text of a name that stands in the period, as packs hold it; nil where nobody has written one.
///
/// - Parameter name: the file's name without its ending: a provider's code, `narrative`.
func writtenText(_ name: String, _ inputs: RunInputs) -> PackCommentary? {
  guard let (prose, month) = inputs.programme.text(name, standingIn: inputs.period) else { return nil }
  let file = "\(inputs.programme.configuration.sources.commentary)/\(month.identifier)/\(name).md"
  let writer = TextWriter(file: file, month: month)
  return PackCommentary(blocks: prose.blocks.map(writer.block), source: file, earlier: month.index == inputs.period.index ? nil : month)
}

private struct TextWriter {
  let file: String
  let month: Period

  func block(_ block: ProseBlock) -> Block {
    switch block {
    case .heading(_, let runs):
      // A heading has no figures: one that cites any is set as a paragraph in bold.
      runs.contains { $0.citation != nil } ? .paragraph(sentence(runs, isStrong: true)) : .heading(runs.plainText)
    case .paragraph(let runs): .paragraph(sentence(runs))
    case .bullets(let items), .numbered(let items): .bullets(items.map { sentence($0) })
    }
  }

  private func sentence(_ runs: [ProseRun], isStrong: Bool = false) -> Sentence {
    Sentence(
      runs.map { run in
        guard let citation = run.citation else { return isStrong || run.isStrong ? .strong(run.text) : .words(run.text) }
        return .citation(
          Citation(
            id: citation.id, format: citation.format, recorded: citation.recorded, file: file, line: citation.line, month: month,
            isBold: isStrong || run.isStrong))
      }, origin: .person)
  }
}
