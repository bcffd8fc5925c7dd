package import Findings
package import Quantities

/// A warning for every amount of a register that can't be as it stands: below nought, more recovered than was in dispute, money recovered before a challenge is agreed.
/// The lines count all the same, because leaving money out would be worse.
func oddAmounts(of registers: Registers, in folder: String) -> [Finding] {
  var search = OddAmountSearch(folder: folder)
  for challenge in registers.challenges {
    let place = OddAmountSearch.Place(
      file: "challenges.csv", line: challenge.line, provider: challenge.provider, commissioner: challenge.commissioner)
    search.belowNought(challenge.value, "value", place)
    search.belowNought(challenge.recovered, "recovered", place)
    if challenge.recovered > challenge.value, challenge.value >= .zero {
      search.report(
        "recovered", challenge.recovered, "more is recovered (\(sterling(challenge.recovered))) than was in dispute (\(sterling(challenge.value)))",
        hint: "correct one of the two", place)
    } else if !challenge.recovered.isZero, challenge.status.stage != .recovered {
      search.report(
        "recovered", challenge.recovered,
        "\(sterling(challenge.recovered)) is recovered and the status is \"\(challenge.status.rawValue)\"; it counts once the status is \"Agreed\"",
        hint: "correct the status, or leave the field blank", place)
    }
  }
  for charge in registers.nca {
    search.belowNought(charge.value, "value", .init(file: "nca.csv", line: charge.line, commissioner: charge.commissioner))
  }
  for budget in registers.ncaBudgets {
    search.belowNought(budget.value, "value", .init(file: "nca_budget.csv", line: budget.line, commissioner: budget.commissioner))
  }
  for (file, requests) in [("ifr.csv", registers.ifr), ("prior_approvals.csv", registers.priorApprovals)] {
    for request in requests {
      search.belowNought(
        request.value, "value", .init(file: file, line: request.line, provider: request.provider, commissioner: request.commissioner))
    }
  }
  for scheme in registers.schemes {
    let place = OddAmountSearch.Place(file: "schemes.csv", line: scheme.line, provider: scheme.provider, commissioner: scheme.commissioner)
    search.belowNought(scheme.target, "target", place)
    search.belowNought(scheme.deliveredYTD, "delivered_ytd", place)
    search.belowNought(scheme.forecast, "forecast", place)
  }
  return gathered(search.findings)
}

/// `£1,234.50` without its thousands, as findings write an amount that stands in a file.
private func sterling(_ money: Money) -> String { money.parts < 0 ? "−£\(Money(parts: -money.parts).decimal)" : "£\(money.decimal)" }

private struct OddAmountSearch {
  /// A line, and whom it is about.
  struct Place {
    var file: String
    var line: Int
    var provider: String?
    var commissioner: String?
  }
  let folder: String
  var findings: [Finding] = []

  init(folder: String) { self.folder = folder }

  mutating func belowNought(_ amount: Money, _ field: String, _ place: Place) {
    guard amount.parts < 0 else { return }
    report(field, amount, "\"\(field)\" is below nought: \(sterling(amount)); it counts as it stands", hint: "correct the sign", place)
  }

  mutating func report(_ field: String, _ amount: Money, _ message: String, hint: String, _ place: Place) {
    var finding = ProgrammeCheck.oddAmount.at(
      Origin(file: "\(folder)/\(place.file)", line: place.line, field: field), value: amount.decimal, message, hint: hint)
    finding.provider = place.provider
    finding.commissioner = place.commissioner
    findings.append(finding)
  }
}

extension ProgrammeDefinition {
  /// A note for each register whose lines lie after a pack: challenges raised after its day, charges, requests and reports of later months. They do not count in it.
  ///
  /// - Parameters:
  ///   - period: the pack's period.
  ///   - day: the pack's day.
  package func laterLines(than period: Period, on day: CalendarDate) -> [Finding] {
    var findings: [Finding] = []
    func report(_ file: String, _ field: String, _ lines: [(line: Int, value: String)], _ last: String) {
      guard let first = lines.first else { return }
      let count = lines.count == 1 ? "" : ", on \(lines.count) lines"
      findings.append(
        ProgrammeCheck.laterLine.at(
          Origin(file: "\(configuration.sources.registers)/\(file)", line: first.line, field: field), value: first.value,
          "\"\(first.value)\" is after \(last)\(count); it does not count in this month’s packs", hint: "correct it if it is a slip",
          count: lines.count))
    }
    report(
      "challenges.csv", "raised", registers.challenges.filter { $0.raised > day }.map { ($0.line, $0.raised.iso) }, "the packs’ day, \(day.iso)")
    let month = period.description
    report("nca.csv", "period", registers.nca.filter { $0.period > period }.map { ($0.line, $0.period.description) }, month)
    report("ifr.csv", "period", registers.ifr.filter { $0.period > period }.map { ($0.line, $0.period.description) }, month)
    report("prior_approvals.csv", "period", registers.priorApprovals.filter { $0.period > period }.map { ($0.line, $0.period.description) }, month)
    report("schemes.csv", "period", registers.schemes.filter { $0.period > period }.map { ($0.line, $0.period.description) }, month)
    return findings
  }
}
