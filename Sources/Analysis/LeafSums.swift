import Ledger
import Programme
import Quantities

/// The POD groups of a ledger as indexes.
struct PODGrouping: Sendable {
  /// The groups in code order.
  let names: [String]
  /// The group of each point of delivery.
  let groupOfPOD: [Int]
  /// Whether the activity of each group can be added up: not where the unit is unknown, nor where it is money.
  let hasUnit: [Bool]

  init(_ pods: [PointOfDelivery]) {
    names = Set(pods.map(\.group)).sorted()
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() { places[name] = place }
    hasUnit = names.map { Analysis.hasUnit($0) }
    groupOfPOD = pods.map { places[$0.group] ?? 0 }
  }
}

/// Whether the activity of a group can be added up: not where its unit is unknown, nor where it is money.
func hasUnit(_ group: String) -> Bool {
  guard let unit = PODGroup(rawValue: group)?.unit else { return true }
  return unit != .unknown && unit != .pounds
}

/// Four running sums in 128 bits: what a loop over lines adds to without building a value for each line.
struct RunningMeasures: Sendable {
  var planCost: Int128 = 0
  var actualCost: Int128 = 0
  var planActivity: Int128 = 0
  var actualActivity: Int128 = 0

  @inline(__always)
  mutating func add(_ columns: borrowing MeasureColumns, line: Int) {
    planCost &+= Int128(columns.planCost[line])
    actualCost &+= Int128(columns.actualCost[line])
    planActivity &+= Int128(columns.planActivity[line])
    actualActivity &+= Int128(columns.actualActivity[line])
  }

  @inline(__always)
  mutating func add(_ other: RunningMeasures) {
    planCost &+= other.planCost
    actualCost &+= other.actualCost
    planActivity &+= other.planActivity
    actualActivity &+= other.actualActivity
  }

  var measures: Measures {
    Measures(
      planCost: Money(parts: planCost), actualCost: Money(parts: actualCost), planActivity: Activity(parts: planActivity),
      actualActivity: Activity(parts: actualActivity))
  }
}

/// Year to date and month at commissioner × provider × POD group: one pass over the lines.
struct LeafSums: Sendable {
  /// At (commissioner × providers + provider) × groups + group.
  private(set) var ytd: [RunningMeasures]
  private(set) var month: [RunningMeasures]
  let groupCount: Int

  init(_ ledger: ProgrammeLedger, grouping: PODGrouping) {
    groupCount = grouping.names.count
    let providers = ledger.providers.codes.count
    let count = ledger.commissioners.codes.count * providers * groupCount
    ytd = Array(repeating: RunningMeasures(), count: count)
    month = ytd
    let lines = ledger.lines
    for line in 0..<lines.count {
      let pair = Int(lines.commissioner[line]) * providers + Int(lines.provider[line])
      let leaf = pair * groupCount + grouping.groupOfPOD[Int(lines.pod[line])]
      ytd[leaf].add(lines.ytd, line: line)
      month[leaf].add(lines.month, line: line)
    }
  }
}
