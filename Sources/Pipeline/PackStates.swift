import Analysis
import Findings
import Ledger
import Packs
import Quantities
import Report

/// How the data behind each pack stand, in a mark and a few words, for the portal's list.
struct PackStates {
  /// What was found of one provider's returns.
  private struct Returns {
    var errors = 0
    var warnings = 0
    var heldBack = 0
    var isSent = true

    var mark: ReportMark { errors > 0 ? .error : warnings > 0 || heldBack > 0 || !isSent ? .warning : .met }
  }

  private let context: PackContext
  private var returns: [String: Returns] = [:]
  /// What was found in files of the programme: registers, organisations, texts.
  private var programme = Returns()

  init(_ inputs: RunInputs, _ context: PackContext) {
    self.context = context
    let ledger = inputs.ledger
    let sent = Set(
      ledger.sources.filter { $0.kind == ExtractKindName.slam && $0.isReturn && $0.submission?.index == ledger.period.index && !$0.refused }
        .compactMap(\.provider))
    for provider in context.input.providers { returns[provider.code] = Returns(isSent: sent.contains(provider.code)) }
    for finding in inputs.findings {
      switch (finding.severity, finding.provider) {
      case (.error, let provider?): returns[provider]?.errors += finding.count
      case (.warning, let provider?): returns[provider]?.warnings += finding.count
      case (.error, nil): programme.errors += finding.count
      case (.warning, nil): programme.warnings += finding.count
      default: break
      }
    }
    for file in inputs.quarantine { if let provider = file.provider { returns[provider]?.heldBack += file.rows.count } }
  }

  /// The state of a pack's data.
  func state(of target: PackTarget) -> (mark: ReportMark, words: String) {
    switch target.kind {
    case .provider: return returns[target.code].map { ($0.mark, words(of: $0)) } ?? (.note, "no return")
    case .commissioner, .practice:
      let axis = context.input.ledger.commissioners
      guard let commissioner = axis.index(of: target.code) else { return several(context.input.providers.map(\.code)) }
      let providers = context.input.ledger.providers
      return several(
        providers.codes.indices.prefix(providers.ownCount).filter { context.positions.pair(commissioner: commissioner, provider: $0) != .zero }.map {
          providers.codes[$0]
        })
    case .programme:
      let sent = several(context.input.providers.map(\.code))
      if programme.mark == .met { return sent }
      return (
        programme.mark == .error || sent.mark == .error ? .error : .warning,
        ((sent.mark == .met ? [] : [sent.words]) + [words(of: programme)]).joined(separator: ", ")
      )
    }
  }

  private func words(of returns: Returns) -> String {
    func counted(_ count: Int, _ one: String, _ many: String) -> String? { count == 0 ? nil : "\(count) \(count == 1 ? one : many)" }
    let parts = [
      returns.isSent ? nil : "\(context.input.ledger.period.shortMonthName) not sent", counted(returns.errors, "error", "errors"),
      counted(returns.heldBack, "row held back", "rows held back"), counted(returns.warnings, "warning", "warnings"),
    ].compactMap(\.self)
    return parts.isEmpty ? "no warning" : parts.joined(separator: ", ")
  }

  /// The state of several providers' returns together.
  private func several(_ codes: [String]) -> (mark: ReportMark, words: String) {
    let marks = codes.compactMap { returns[$0]?.mark }
    let faulty = marks.count { $0 != .met }
    let words = context.input.words
    if faulty == 0 { return (.met, "no warning") }
    let name = marks.count == 1 ? words.provider : words.providers
    return (marks.contains(.error) ? .error : .warning, "\(faulty) of \(marks.count) \(name) with warnings")
  }
}
