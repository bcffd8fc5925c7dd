package import Ledger
package import Quantities

/// One month of one contract line, as a hand writes it.
package struct SampleRow: Sendable {
  /// The commissioner's code.
  package var commissioner: String
  /// The provider's code.
  package var provider: String
  /// The local point of delivery.
  package var pod: String
  /// The treatment function.
  package var treatmentFunction = "100"
  /// The HRG.
  package var hrg = "AA01Z"
  /// Months before the period's: 0 is the period's own.
  package var monthsAgo = 0
  /// Planned price, in parts of a pound.
  package var planCost: Int64 = 0
  /// Actual price, in parts of a pound.
  package var actualCost: Int64 = 0
  /// Planned activity, in parts of a unit.
  package var planActivity: Int64 = 0
  /// Actual activity, in parts of a unit.
  package var actualActivity: Int64 = 0

  /// Makes a row.
  package init(
    commissioner: String, provider: String, pod: String, treatmentFunction: String = "100", hrg: String = "AA01Z", monthsAgo: Int = 0,
    planCost: Int64 = 0, actualCost: Int64 = 0, planActivity: Int64 = 0, actualActivity: Int64 = 0
  ) {
    self.commissioner = commissioner
    self.provider = provider
    self.pod = pod
    self.treatmentFunction = treatmentFunction
    self.hrg = hrg
    self.monthsAgo = monthsAgo
    self.planCost = planCost
    self.actualCost = actualCost
    self.planActivity = planActivity
    self.actualActivity = actualActivity
  }
}

extension SampleRow {
  /// A row in whole pounds and whole activity.
  package static func pounds(
    _ commissioner: String, _ provider: String, _ pod: String, tfc: String = "100", hrg: String = "AA01Z", ago: Int = 0, plan: Int64, actual: Int64,
    planned: Int64 = 0, done: Int64 = 0
  ) -> SampleRow {
    SampleRow(
      commissioner: commissioner, provider: provider, pod: pod, treatmentFunction: tfc, hrg: hrg, monthsAgo: ago, planCost: plan * 100_000_000,
      actualCost: actual * 100_000_000, planActivity: planned * 100_000_000, actualActivity: done * 100_000_000)
  }
}

/// What surrounds the rows of a sample ledger.
package struct SampleAxes: Sendable {
  /// The period.
  package var period = Period(year: FinancialYear(start: 2015), month: 11)
  /// The programme's commissioners.
  package var commissioners = ["10H", "11C"]
  /// The programme's providers.
  package var providers = ["RAN", "RQM"]
  /// Commissioners that are not in the programme.
  package var unknownCommissioners: [String] = []
  /// Providers that are not in the programme.
  package var unknownProviders: [String] = []
  /// Local POD to derived POD and group; a POD that is not named is its own.
  package var pods: [String: (derived: String, group: String)] = [:]
  /// Provider and months ago that no submission states.
  package var unstated: [(provider: String, monthsAgo: Int)] = []

  /// Two commissioners and two providers at 2015-16 M11.
  package init() {}
}

/// A ledger of the rows, over three years up to the period: year to date and month of each line, and the pairs' months.
package func sampleLedger(_ rows: [SampleRow], _ axes: SampleAxes = SampleAxes()) -> ProgrammeLedger {
  let first = MonthIndex(year: FinancialYear(start: axes.period.year.start - 2), month: 1)
  var ledger = ProgrammeLedger(
    period: axes.period, cut: .flex,
    commissioners: OrganisationAxis(codes: axes.commissioners + axes.unknownCommissioners, ownCount: axes.commissioners.count),
    providers: OrganisationAxis(codes: axes.providers + axes.unknownProviders, ownCount: axes.providers.count), firstMonth: first)
  ledger.pods = Set(rows.map(\.pod) + axes.pods.keys).map { pod in
    let known = axes.pods[pod]
    return PointOfDelivery(providerPOD: pod, derivedPOD: known?.derived ?? pod, nationalPOD: pod, group: known?.group ?? pod)
  }.sorted()
  ledger.treatmentFunctions = Set(rows.map(\.treatmentFunction)).sorted()
  ledger.hrgs = Set(rows.map(\.hrg)).sorted()

  struct Key: Hashable, Comparable {
    var parts: [Int]
    static func < (a: Key, b: Key) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
  }
  let last = ledger.monthly.monthCount - 1
  var ytd: [Key: [Int64]] = [:]
  var month: [Key: [Int64]] = [:]
  var leaves: [Key: LeafMonths] = [:]
  for row in rows {
    guard let c = ledger.commissioners.index(of: row.commissioner), let p = ledger.providers.index(of: row.provider),
      let pod = ledger.pods.firstIndex(where: { $0.providerPOD == row.pod }),
      let tfc = ledger.treatmentFunctions.firstIndex(of: row.treatmentFunction),
      let hrg = ledger.hrgs.firstIndex(of: row.hrg)
    else { preconditionFailure("the row names what the axes do not hold") }
    let values = [row.planCost, row.actualCost, row.planActivity, row.actualActivity]
    let cell = (c * ledger.providers.codes.count + p) * ledger.monthly.monthCount + last - row.monthsAgo
    ledger.monthly.columns.planCost[cell] += values[0]
    ledger.monthly.columns.actualCost[cell] += values[1]
    ledger.monthly.columns.planActivity[cell] += values[2]
    ledger.monthly.columns.actualActivity[cell] += values[3]
    let group = ledger.pods[pod].group
    let leaf = Key(parts: [c, p] + group.unicodeScalars.map { Int($0.value) })
    let offset = last - row.monthsAgo
    var months = leaves[leaf] ?? LeafMonths(commissioner: c, provider: p, group: group, monthCount: last + 1)
    months.columns.planCost[offset] += values[0]
    months.columns.actualCost[offset] += values[1]
    months.columns.planActivity[offset] += values[2]
    months.columns.actualActivity[offset] += values[3]
    leaves[leaf] = months
    let key = Key(parts: [c, p, pod, tfc, hrg])
    if row.monthsAgo < min(axes.period.month, 12) { ytd[key] = zip(ytd[key] ?? [0, 0, 0, 0], values).map { $0 + $1 } }
    if row.monthsAgo == 0 { month[key] = zip(month[key] ?? [0, 0, 0, 0], values).map { $0 + $1 } }
  }
  ledger.leafSeries = LeafSeries(firstMonth: first, monthCount: last + 1, leaves.sorted { $0.key < $1.key }.map(\.value))
  for p in 0..<ledger.providers.codes.count {
    for m in 0...last { ledger.monthly.stated[p * ledger.monthly.monthCount + m] = true }
  }
  for gap in axes.unstated {
    if let p = ledger.providers.index(of: gap.provider) { ledger.monthly.stated[p * ledger.monthly.monthCount + last - gap.monthsAgo] = false }
  }
  ledger.lines.byProvider = Array(repeating: [], count: ledger.providers.codes.count)
  ledger.lines.commissionerStart = []
  for (line, key) in ytd.keys.sorted().enumerated() {
    while ledger.lines.commissionerStart.count <= key.parts[0] { ledger.lines.commissionerStart.append(line) }
    ledger.lines.commissioner.append(UInt16(key.parts[0]))
    ledger.lines.provider.append(UInt16(key.parts[1]))
    ledger.lines.pod.append(UInt16(key.parts[2]))
    ledger.lines.treatmentFunction.append(UInt16(key.parts[3]))
    ledger.lines.hrg.append(UInt32(key.parts[4]))
    ledger.lines.byProvider[key.parts[1]].append(UInt32(line))
    append(ytd[key], to: &ledger.lines.ytd)
    append(month[key], to: &ledger.lines.month)
  }
  while ledger.lines.commissionerStart.count <= ledger.commissioners.codes.count { ledger.lines.commissionerStart.append(ledger.lines.count) }
  return ledger
}

private func append(_ values: [Int64]?, to columns: inout MeasureColumns) {
  let values = values ?? [0, 0, 0, 0]
  columns.planCost.append(values[0])
  columns.actualCost.append(values[1])
  columns.planActivity.append(values[2])
  columns.actualActivity.append(values[3])
}

/// Whole pounds.
package func pounds(_ value: Int) -> Money { Money(parts: Int128(value) * exactScale) }
/// Money written in digits.
package func money(_ text: String) -> Money { Money(decimal: text) ?? Money(parts: Int128.max) }
/// Whole units of activity.
package func units(_ value: Int) -> Activity { Activity(parts: Int128(value) * exactScale) }
