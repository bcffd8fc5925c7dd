import Figures
import Ledger
import Quantities
import Report

/// The commissioner packs and the provider packs tell the same money, seen from two sides, and so does the programme's: by totals and by pairs.
struct Transposes {
  let ledger: ProgrammeLedger
  let evidence: [PackEvidence]
  /// The period's figures by id.
  let period: [String: FigureValue]

  /// What was compared of one measure.
  private struct Tally {
    var totals = 0
    var pairs = 0
    /// Why something of it was not compared.
    var omitted: [String] = []
  }

  /// Compares every measure that adds up, and says which it could not compare, and why.
  func check() -> ProofCheck {
    var check = ProofCheck(
      id: "transpose",
      statement:
        "The commissioner packs together, the provider packs together (each with what is not in the programme) and the programme pack state the same totals, and a commissioner's row of a provider is the provider's row of the commissioner.",
      compared: 0)
    var compared: [String] = []
    for measure in ConsistencyProof.additive {
      var tally = Tally()
      totals(measure, &tally, &check)
      if ConsistencyProof.money.contains(measure) { pairs(measure, &tally, &check) }
      check.compared += tally.totals + tally.pairs
      let counts = [(tally.totals, "total"), (tally.pairs, "pair")].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
      if !counts.isEmpty { compared.append("\(measure) \(counts.joined(separator: " and "))") }
      for reason in tally.omitted { check.notes.append("not compared: \(measure) (\(reason))") }
    }
    if compared.isEmpty {
      check.violations.append(
        ProofViolation(check: check.id, first: "the packs: no common measure", second: "the programme pack", rule: "the packs can be compared"))
    } else {
      check.notes.insert("Packs compared from two sides: " + compared.joined(separator: "; "), at: 0)
    }
    return check
  }

  // MARK: Totals

  private func totals(_ measure: String, _ tally: inout Tally, _ check: inout ProofCheck) {
    let id = "position/ALL/ALL/\(measure)"
    guard let programme = evidence.first(where: { $0.kind == .programme }) else { return tally.omitted.append("there is no programme pack") }
    guard let stated = programme.values[id].flatMap({ amount($0.value) }) else {
      if programme.values[id]?.value != .missing(.suppressed), isOwed(id, measure, by: programme) {
        check.violations.append(absence(id, in: programme))
      }
      return tally.omitted.append("the programme pack does not print its total")
    }
    let sides: [(kind: PackKind, id: (String) -> String)] = [
      (.commissioner, { "position/\(encodedCode($0))/ALL/\(measure)" }), (.provider, { "position/ALL/\(encodedCode($0))/\(measure)" }),
    ]
    var examples: [String] = []
    for side in sides {
      guard let sum = sum(of: side.kind, measure, &tally, &check, id: side.id) else { continue }
      tally.totals += 1
      examples.append("\(side.kind.rawValue) packs: \(sterling(Money(parts: sum)))")
      if sum != stated {
        check.violations.append(
          ProofViolation(
            check: check.id, first: "\(side.kind.rawValue) packs, \(measure): \(decimalText(ofParts: sum))",
            second: "programme pack: \(decimalText(ofParts: stated))", rule: "the packs of one side sum to the programme"))
      }
    }
    if measure == "ytd_actual", !examples.isEmpty {
      check.first = examples.joined(separator: "; ")
      check.second = "programme pack: \(sterling(Money(parts: stated)))"
    }
  }

  /// What the packs of one side state together, with what is not in the programme from the period's figures; nil when it cannot be told.
  private func sum(of kind: PackKind, _ measure: String, _ tally: inout Tally, _ check: inout ProofCheck, id: (String) -> String) -> Int128? {
    var sum: Int128 = 0
    var silent: [String] = []
    var isWhole = true
    for pack in evidence where pack.kind == kind {
      let id = id(pack.code)
      guard let stated = pack.values[id]?.value else {
        if isOwed(id, measure, by: pack) {
          check.violations.append(absence(id, in: pack))
          isWhole = false
        } else if (period[id].flatMap(amount) ?? 0) != 0 {
          silent.append(pack.code)
        }
        continue
      }
      // A month that an organisation has not sent is no part of any total.
      if stated == .missing(.notSent) { continue }
      guard let value = amount(stated) else {
        silent.append(pack.code)
        continue
      }
      sum += value
    }
    if !silent.isEmpty {
      let count = evidence.count { $0.kind == kind }
      let which = silent.count == count ? "the \(kind.rawValue) packs do" : "the \(kind.rawValue) pack of \(silent[0]) does"
      tally.omitted.append("\(which) not print its total")
      return nil
    }
    let axis = kind == .commissioner ? ledger.commissioners : ledger.providers
    for code in axis.codes.dropFirst(axis.ownCount) { sum += period[id(code)].flatMap(amount) ?? 0 }
    return isWhole ? sum : nil
  }

  // MARK: Pairs

  private func pairs(_ measure: String, _ tally: inout Tally, _ check: inout ProofCheck) {
    let providers = evidence.filter { $0.kind == .provider }
    let rowed = [PackKind.commissioner, .provider].filter { prints(measure, $0, \.rows) }
    var leavesOut: Set<PackKind> = []
    for one in evidence where one.kind == .commissioner {
      for other in providers {
        let id = "position/\(encodedCode(one.code))/\(encodedCode(other.code))/\(measure)"
        let values = (one.values[id]?.value, other.values[id]?.value)
        switch values {
        case (let a?, let b?):
          tally.pairs += 1
          // A pack that may not show a value says so; that is no second value.
          if a != b, a != .missing(.suppressed), b != .missing(.suppressed) {
            check.violations.append(
              ProofViolation(
                check: check.id, first: "\(one.pack) pack: \(a.dataText)", second: "\(other.pack) pack: \(b.dataText)",
                rule: "\(id) is one amount from both sides"))
          }
        case (nil, nil) where (period[id].flatMap(amount) ?? 0) == 0: continue
        default:
          // A definition without the table owes no row.
          for lacking in [one, other] where lacking.values[id] == nil {
            if rowed.contains(lacking.kind) {
              check.violations.append(absence(id, in: lacking))
            } else {
              leavesOut.insert(lacking.kind)
            }
          }
        }
      }
    }
    for kind in [PackKind.commissioner, .provider] where leavesOut.contains(kind) {
      tally.omitted.append("the \(kind.rawValue) packs have no table of it by pair")
    }
  }

  // MARK: What a pack has to print

  /// Whether a pack has to print a total: the tables of its kind have it, and there is something to print.
  private func isOwed(_ id: String, _ measure: String, by pack: PackEvidence) -> Bool {
    prints(measure, pack.kind, \.totals) && (period[id].flatMap(amount) ?? 0) != 0
  }

  /// Whether the packs of a kind, which share a definition, print a measure in their tables of positions.
  private func prints(_ measure: String, _ kind: PackKind, _ part: KeyPath<(rows: Set<Substring>, totals: Set<Substring>), Set<Substring>>) -> Bool {
    evidence.contains { $0.kind == kind && $0.tabled[keyPath: part].contains(measure[...]) }
  }

  private func absence(_ id: String, in pack: PackEvidence) -> ProofViolation {
    ProofViolation(
      check: "transpose", first: "\(pack.pack) pack: does not print it", second: "figures of the period: \(period[id]?.dataText ?? "none")",
      rule: "\(id) is printed by every pack of a kind that has it")
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(printed(.count(count), .number)) \(noun)\(count == 1 ? "" : "s")" }
}

/// The measures of the tables that every pack of a definition has to have alike: of their rows, by one measure a column, and of their totals.
func tabledMeasures(_ report: ReportDocument) -> (rows: Set<Substring>, totals: Set<Substring>) {
  var rows: Set<Substring> = []
  var totals: Set<Substring> = []
  func measures(_ row: ReportTable.Row?) -> [Substring] {
    (row?.cells ?? []).compactMap { cell in
      switch cell {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _):
        printed.figure.id.text.utf8.lastIndex(of: UInt8(ascii: "/")).map { printed.figure.id.text[$0...].dropFirst() }
      default: nil
      }
    }
  }
  for section in report.sections {
    let isOfPositions = PackEvidence.positionSections.contains(section.id)
    guard isOfPositions || section.id == "activity-by-pod" || section.id == "activity-by-specialty" else { continue }
    for case .table(let table) in section.blocks {
      totals.formUnion(measures(table.total))
      // The first row stands for all.
      if isOfPositions { rows.formUnion(measures(table.rows.first)) }
    }
  }
  return (rows, totals)
}
