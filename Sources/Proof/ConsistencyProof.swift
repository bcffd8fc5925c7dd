import Extracts
package import Figures
package import Ledger
import Quantities
import Report

/// Proves that a build agrees with itself and with its files, by routes that share nothing with what they check.
package struct ConsistencyProof {
  private let ledger: ProgrammeLedger
  private let evidence: [PackEvidence]
  private let period: [String: FigureValue]
  private let isWhole: Bool

  /// Prepares a proof.
  ///
  /// - Parameters:
  ///   - evidence: what each finished pack says.
  ///   - periodFigures: the positions of every pair and total, as `figures` prints them.
  ///   - isWhole: whether all packs of the programme were built, so that their sums can be compared.
  package init(ledger: ProgrammeLedger, evidence: [PackEvidence], periodFigures: [Figure], isWhole: Bool) {
    self.ledger = ledger
    self.evidence = evidence
    self.isWhole = isWhole
    period = Dictionary(periodFigures.map { ($0.id.text, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Makes every check.
  package func result() -> ProofResult {
    var checks = [filesAddUp(), ledgerHoldsFiles(), positionsHoldLedger(), totalsEqualParts()]
    if isWhole { checks.append(Transposes(ledger: ledger, evidence: evidence, period: period).check()) }
    checks.append(oneValueEach())
    checks.append(
      gathered(
        "own", "Every figure of a position section is of the organisation whose pack it stands in.", count: evidence.reduce(0) { $0 + $1.ownCount }))
    checks.append(
      gathered("tables", "Every total row equals the sum of its rows.", count: evidence.reduce(0) { $0 + $1.tableSumCount }))
    checks.append(namesStandForOneCode())
    if evidence.contains(where: { $0.htmlCount > 0 || $0.violations.contains { $0.check == "html" } }) {
      checks.append(
        gathered(
          "html", "Every number read back from the finished HTML is its figure's exact value, rounded at the printed precision.",
          count: evidence.reduce(0) { $0 + $1.htmlCount }))
    }
    if evidence.contains(where: { $0.pdfRowCount > 0 || $0.violations.contains { $0.check == "pdf" } }) {
      checks.append(
        gathered(
          "pdf", "Every row of the position tables stands in the PDF's text as it stands in figures.json.",
          count: evidence.reduce(0) { $0 + $1.pdfRowCount }))
    }
    if evidence.contains(where: { $0.workbookCount > 0 || $0.violations.contains { $0.check == "workbook" } }) {
      checks.append(
        gathered(
          "workbook", "Every figure of every table stands in its cell of the workbook, read back, with its exact value.",
          count: evidence.reduce(0) { $0 + $1.workbookCount }))
    }
    return ProofResult(checks: checks)
  }

  /// The measures of money that add up over organisations.
  static let money = [
    "annual_plan", "ytd_plan", "ytd_actual", "ytd_variance", "month_plan", "month_actual", "month_variance", "forecast_outturn",
    "forecast_variance",
  ]
  /// The measures that add up over organisations.
  static let additive = money + money.map { $0 + "_activity" }

  // MARK: From the files to the ledger

  private var returns: [SourceFile] { ledger.sources.filter { $0.kind == "slam" && !$0.refused } }

  private func filesAddUp() -> ProofCheck {
    var check = ProofCheck(
      id: "files",
      statement:
        "Each return's control total, added up from its bytes before the ledger, equals what counts, what a later submission replaced, what lies outside the packs' months, what is held back, and what rounding at the eighth decimal changed.",
      compared: 0)
    for file in returns {
      let loose = file.unaccounted
      for (name, parts) in zip(["planned price", "actual price", "planned activity", "actual activity"], loose.all) {
        check.compared += 1
        if parts != 0 {
          check.violations.append(
            ProofViolation(
              check: check.id, first: "\(file.path), \(name), raw bytes: \(file.rawTotal.actualCost.decimal)",
              second: "unaccounted for: \(parts) × 10⁻¹⁸", rule: "every pound of a return is accounted for, to its last decimal"))
        }
      }
    }
    let total = returns.reduce(Measures.zero) { $0 + $1.rawTotal }
    check.first = "raw bytes of \(returns.count) returns, actual price: \(sterling(total.actualCost))"
    let sum = returns.reduce(Measures.zero) {
      $0 + $1.countedTotal + $1.replacedTotal + $1.outsideWindowTotal + $1.leftOutTotal + $1.quarantinedTotal + $1.roundingDifference
    }
    check.second = "accounted for: \(sterling(sum.actualCost))"
    return check
  }

  private func ledgerHoldsFiles() -> ProofCheck {
    let counted = returns.reduce(Measures.zero) { $0 + $1.countedTotal }
    let held = monthlySum(0..<ledger.monthly.monthCount)
    return comparison(
      id: "ledger", "What counts of the returns equals the months of every commissioner and provider in the ledger.", counted, "the returns", held,
      "the ledger's months")
  }

  private func positionsHoldLedger() -> ProofCheck {
    let start = max(0, ledger.monthly.firstMonth.distance(to: MonthIndex(year: ledger.period.year, month: 1)))
    let held = monthlySum(start..<ledger.monthly.monthCount)
    let stated = Measures(
      planCost: money("position/ALL/ALL/ytd_plan"), actualCost: money("position/ALL/ALL/ytd_actual"),
      planActivity: activity("position/ALL/ALL/ytd_plan_activity"), actualActivity: activity("position/ALL/ALL/ytd_actual_activity"))
    return comparison(
      id: "period", "The year to date of the whole programme equals the ledger's months from April to the period.", held, "the ledger's months",
      stated,
      "position/ALL/ALL")
  }

  private func monthlySum(_ months: Range<Int>) -> Measures {
    var planCost: Int128 = 0
    var actualCost: Int128 = 0
    var planActivity: Int128 = 0
    var actualActivity: Int128 = 0
    let series = ledger.monthly
    for cell in series.columns.planCost.indices where months.contains(cell % max(series.monthCount, 1)) {
      planCost += Int128(series.columns.planCost[cell])
      actualCost += Int128(series.columns.actualCost[cell])
      planActivity += Int128(series.columns.planActivity[cell])
      actualActivity += Int128(series.columns.actualActivity[cell])
    }
    return Measures(
      planCost: Money(parts: planCost), actualCost: Money(parts: actualCost), planActivity: Activity(parts: planActivity),
      actualActivity: Activity(parts: actualActivity))
  }

  // MARK: From the ledger to the packs

  /// Row and column sums of the positions: over providers, over commissioners, over both.
  private func totalsEqualParts() -> ProofCheck {
    var check = ProofCheck(
      id: "totals", statement: "Every organisation's position equals the sum of its pairs, and the programme's the sum of its organisations'.",
      compared: 0)
    var sums: [String: Int128] = [:]
    let measures = Set(Self.additive)
    for (id, value) in period {
      guard let parts = id.hasPrefix("position/") ? Optional(id.split(separator: "/")) : nil, parts.count == 4, let amount = amount(value),
        measures.contains(String(parts[3]))
      else { continue }
      let (c, p, m) = (parts[1], parts[2], parts[3])
      if c != "ALL" && p != "ALL" {
        sums["position/\(c)/ALL/\(m)", default: 0] += amount
        sums["position/ALL/\(p)/\(m)", default: 0] += amount
        sums["position/ALL/ALL/\(m)", default: 0] += amount
      }
    }
    for (id, sum) in sums.sorted(by: { $0.key < $1.key }) {
      guard let stated = period[id].flatMap(amount) else { continue }
      check.compared += 1
      if stated != sum {
        check.violations.append(
          ProofViolation(
            check: check.id, first: "\(id): \(decimalText(ofParts: stated))", second: "the sum of its pairs: \(decimalText(ofParts: sum))",
            rule: "a total equals its parts"))
      }
    }
    check.first = "position/ALL/ALL/ytd_actual: \(sterling(money("position/ALL/ALL/ytd_actual")))"
    check.second = "the sum of all pairs: \(sterling(Money(parts: sums["position/ALL/ALL/ytd_actual"] ?? 0)))"
    return check
  }

  private func oneValueEach() -> ProofCheck {
    var check = ProofCheck(id: "one-value", statement: "One figure id has one value, in every section, pack and data file.", compared: 0)
    // A place is an index and a section, put in words only where two values differ: there are hundreds of thousands.
    var ids = TextNumbers()
    var first: [(value: FigureValue, pack: Int?, section: String)] = []
    let count = max(period.count, evidence.reduce(0) { $0 + $1.values.count })
    ids.reserve(count)
    first.reserveCapacity(count)
    for (id, value) in period {
      _ = ids.number(of: id)
      first.append((value, nil, ""))
    }
    func place(_ pack: Int?, _ section: String) -> String { pack.map { "\(evidence[$0].pack) pack, \(section)" } ?? "figures of the period" }
    for (index, pack) in evidence.enumerated() {
      check.violations += pack.violations.filter { $0.check == "one-value" }
      for (id, stated) in pack.values {
        check.compared += 1
        let (number, isNew) = ids.number(of: id)
        if isNew {
          first.append((stated.value, index, stated.section))
          continue
        }
        let known = first[number]
        // A pack that may not show a value says so; that is no second value.
        if stated.value == .missing(.suppressed) { continue }
        if known.value == .missing(.suppressed) {
          first[number] = (stated.value, index, stated.section)
          continue
        }
        if known.value != stated.value && !isSameNumber(known.value, stated.value) {
          check.violations.append(
            ProofViolation(
              check: check.id, first: "\(place(known.pack, known.section)): \(known.value.dataText)",
              second: "\(place(index, stated.section)): \(stated.value.dataText)",
              rule: "\(id) has one value wherever it is printed"))
        }
      }
    }
    check.violations.sort()
    check.first = "\(printed(.count(first.count), .number)) figure ids"
    check.second = "one value each"
    return check
  }

  /// Whether each name of a row is its code's by the programme's lists, and stands for one code in all packs.
  private func namesStandForOneCode() -> ProofCheck {
    var check = gathered(
      "names",
      "Every row of a table bears the name that the programme's lists give its code, in the document and in the finished HTML, and the same in every pack.",
      count: evidence.reduce(0) { $0 + $1.nameCount })
    // Two organisations of one name are the lists' doing; only a name that its own pack could not confirm is looked for elsewhere.
    var places: [NameUse: String] = [:]
    for pack in evidence { places.merge(pack.names) { first, _ in first } }
    let codes = Dictionary(grouping: places.keys) { NameUse(axis: $0.axis, code: "", name: $0.name) }
    for pack in evidence {
      for use in pack.wrongNames {
        let others = (codes[NameUse(axis: use.axis, code: "", name: use.name)] ?? []).filter { $0.code != use.code }.sorted { $0.code < $1.code }
        guard let other = others.first, let place = places[other], let own = pack.names[use] else { continue }
        check.violations.append(
          ProofViolation(
            check: check.id, first: "\(own): “\(use.name)” for \(use.code)", second: "\(place): “\(use.name)” for \(other.code)",
            rule: "a name stands for one \(use.axis.word) in every pack"))
      }
    }
    check.first = "\(printed(.count(places.count), .number)) names of codes"
    check.second = check.violations.isEmpty ? "one code each" : "disagree"
    return check
  }

  private func gathered(_ id: String, _ statement: String, count: Int) -> ProofCheck {
    let violations = evidence.flatMap { $0.violations.filter { $0.check == id } }
    return ProofCheck(
      id: id, statement: statement, compared: count, first: "\(evidence.count) packs", second: violations.isEmpty ? "agree" : "disagree",
      violations: violations)
  }

  // MARK: Small parts

  private func comparison(id: String, _ statement: String, _ a: Measures, _ aName: String, _ b: Measures, _ bName: String) -> ProofCheck {
    var check = ProofCheck(
      id: id, statement: statement, compared: 0, first: "\(aName), actual price: \(sterling(a.actualCost))",
      second: "\(bName), actual price: \(sterling(b.actualCost))")
    for (name, x, y) in pairs(a, b) {
      check.compared += 1
      if x != y {
        check.violations.append(
          ProofViolation(
            check: id, first: "\(aName), \(name): \(decimalText(ofParts: x))", second: "\(bName), \(name): \(decimalText(ofParts: y))",
            rule: statement))
      }
    }
    return check
  }

  private func pairs(_ a: Measures, _ b: Measures) -> [(String, Int128, Int128)] {
    [
      ("planned price", a.planCost.parts, b.planCost.parts), ("actual price", a.actualCost.parts, b.actualCost.parts),
      ("planned activity", a.planActivity.parts, b.planActivity.parts), ("actual activity", a.actualActivity.parts, b.actualActivity.parts),
    ]
  }

  private func money(_ id: String) -> Money { if case .money(let value)? = period[id] { value } else { .zero } }
  private func activity(_ id: String) -> Activity { if case .activity(let value)? = period[id] { value } else { .zero } }
}
