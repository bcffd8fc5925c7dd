import Figures
import Ledger
import Quantities

/// What can have moved figures, and which of it speaks for one.
struct MoveCauses {
  private let returns: [String: [ReturnMove]]
  private let returnFiles: [String: [FileChange]]
  private let plans: [FileChange]
  private let attendances: [FileChange]
  private let configuration: [FileChange]
  private let formulas: Set<String>
  private let programs: (String, String)?

  init(files: [FileChange], formulas: Set<String>, returns: [ReturnMove], programs: (String, String)?) {
    self.returns = Dictionary(grouping: returns.filter { !$0.change.isZero || $0.old.rows != $0.new.rows }, by: \.provider)
    // Where the ledger does not know the months, the files speak for themselves.
    returnFiles = returns.isEmpty ? Dictionary(grouping: files.filter { $0.file.kind == "slam" }, by: { $0.file.provider ?? "" }) : [:]
    plans = files.filter { $0.file.kind == "plan" }
    // Commentary is words: it moves no figure.
    configuration = files.filter { ($0.file.kind == "configuration" || $0.file.kind == "template") && !$0.file.path.hasSuffix(".md") }
    attendances = files.filter { !["slam", "plan", "configuration", "template"].contains($0.file.kind) }
    self.formulas = formulas
    self.programs = programs
  }

  /// Why a figure may have moved: everything that differs and speaks for its provider, its months and its measure.
  func reasons(for id: String) -> [MoveReason] {
    let parts = id.split(separator: "/")
    let family = parts.first ?? ""
    let provider = parts.count > 2 ? decodedCode(parts[2]) ?? String(parts[2]) : SeveralOrganisations.all
    let measure = String(measureName(parts.last ?? ""))
    let month = periodOfID(id).flatMap { Period($0) }
    var reasons: [MoveReason] = []
    if formulas.contains(measure) { reasons.append(.formula(measure: measure)) }
    if family == "sus" || family == "ratio" {
      reasons += attendances.map { .attendances($0.file.path) }
    } else if let register = registerOf(measure) {
      reasons += configuration.filter { $0.file.path == register }.map { .configuration($0.file.path) }
    } else {
      reasons += returnReasons(provider, measure, month)
      if isOfPlan(measure) {
        for change in plans where speaks(provider, for: change.file.provider ?? "") { reasons.append(.planFile(change.file.path)) }
      }
    }
    // What every figure rests on is named where nothing nearer is.
    if reasons.isEmpty { reasons = configuration.filter { $0.file.kind == "configuration" }.map { .configuration($0.file.path) } }
    if reasons.isEmpty, let programs { reasons.append(.program(old: programs.0, new: programs.1)) }
    return reasons.isEmpty ? [.otherFigures] : reasons.sorted()
  }

  private func returnReasons(_ provider: String, _ measure: String, _ month: Period?) -> [MoveReason] {
    var reasons: [MoveReason] = []
    let isMonths = measure.hasPrefix(Measure.monthPrefix)
    for (code, moves) in returns.sorted(by: { $0.key < $1.key }) where speaks(provider, for: code) {
      let mine = moves.filter { move in
        guard let month else { return true }
        // A change on the month before holds two months; other measures of a month hold one.
        if isMonths { return move.month.index == month.index || measure.contains("change") && move.month.index == month.index.advanced(by: -1) }
        return move.month <= month && move.month.year == month.year
      }
      if mine.isEmpty { continue }
      if isOfPlan(measure), mine.contains(where: { !$0.change.planCost.isZero || !$0.change.planActivity.isZero }) {
        reasons.append(
          .planInReturns(
            provider: code, months: mine.filter { !$0.change.planCost.isZero || !$0.change.planActivity.isZero }.map(\.month)))
      }
      if !isOfPlanAlone(measure) {
        reasons.append(
          .restated(
            provider: code, months: mine.map(\.month), files: Set(mine.flatMap(\.new.files)).sorted(), rows: mine.reduce(0) { $0 + $1.new.rows }))
      }
    }
    for (code, changes) in returnFiles.sorted(by: { $0.key < $1.key }) where speaks(provider, for: code) {
      let files = changes.filter { $0.what != .replaced }
      if !files.isEmpty {
        reasons.append(.restated(provider: code, months: [], files: files.map(\.file.path), rows: files.reduce(0) { $0 + $1.newRows }))
      }
    }
    return reasons
  }

  /// Whether a figure's provider holds what a provider sent.
  private func speaks(_ provider: String, for code: String) -> Bool {
    provider == code || provider == SeveralOrganisations.all || provider.hasPrefix("_")
  }

  private func isOfPlan(_ measure: String) -> Bool { measure.contains("plan") || measure.contains("variance") || measure.contains("over") }
  private func isOfPlanAlone(_ measure: String) -> Bool {
    [Measure.annualPlan, Measure.ytdPlan, Measure.monthPlan].contains { measure == $0 || measure == $0 + Measure.activitySuffix }
  }

  /// The file of the programme that states a measure.
  private func registerOf(_ measure: String) -> String? {
    guard case .source(let text)? = measureDefinition(measure)?.derivation, text.hasSuffix(".csv") else { return nil }
    return text
  }
}
