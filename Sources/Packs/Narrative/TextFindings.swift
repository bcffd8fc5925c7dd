package import Findings
import Programme
import Quantities
package import Report

extension TextRemark {
  /// The provider whose text it is; nil for the programme's own.
  private var provider: String? {
    let name = file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? ""
    return name == CommentaryKey.narrative ? nil : name
  }

  /// The remark as a finding of the run.
  package var finding: Finding {
    let origin = Origin(file: file, line: line)
    func finding(_ check: NarrativeCheck, _ severity: Severity, _ message: String, _ hint: String?) -> Finding {
      Finding(FindingCode(check.rawValue), severity, at: origin, value: id.isEmpty ? nil : id, message, hint: hint, provider: provider)
    }
    switch kind {
    case .unknown(let nearest):
      return finding(
        .citedFigure, .error, "the pack prints no figure \"\(id)\", so the text can’t cite it",
        nearest.map { "did you mean \"\($0)\"?" } ?? "a text cites what its own pack prints; outturn figures lists the ids")
    case .format(let fitting):
      return finding(.citedFigure, .error, "the figure \"\(id)\" can’t be written so", "formats: \(fitting.joined(separator: ", "))")
    case .unreadable(let text):
      return finding(
        .citedFigure, .error, "\"\(text)\" is not the value of a figure", "write the value as it was printed: {{figure:\(id)=1,327,152}}")
    case .moved(let old, let new):
      return finding(
        .movedFigure, .warning, "a figure that the text cites has moved since it was written, from \(old) to \(new)",
        "read the sentence again; write the text anew for the month where it no longer holds")
    case .incomparable:
      return finding(
        .movedFigure, .note, "nothing says what \"\(id)\" was in \(month.monthName), when the text was written",
        "record the value with the citation: {{figure:\(id)=…}}")
    case .carried:
      return finding(
        .carriedText, .note, "there is no text for the period; the one written for \(month.monthName) stands, and says so",
        "write one in the period’s own folder")
    case .tooLong(let lines):
      return finding(
        .longText, .warning, "the text has about \(lines) lines more than its page has room for", "shorten it: the section is to be one page")
    }
  }
}
