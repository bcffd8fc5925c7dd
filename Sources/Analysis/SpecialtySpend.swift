package import Ledger
import Quantities

/// Cost and activity of the year to date by the programme's own commissioners, treatment function and POD group, with what an interval of a spend needs:
/// one pass over the lines, shared by the packs of all commissioners.
package struct SpecialtySpend: Sendable {
  /// Sums of one commissioner in one treatment function.
  struct Cell {
    /// Actual cost by POD group, counts of 10⁻⁸.
    var cost: [Int128]
    /// Actual activity by POD group.
    var activity: [Int128]
    /// Actual cost of the lines with activity above nought, and the activity of those lines, over the groups with a unit.
    var pricedCost: Int128 = 0
    var pricedActivity: Int128 = 0
    /// The units counted and the sum of units × (price of a unit)²: the variance of the cost when each line's units are Poisson at a known price.
    var units = 0.0
    var variance = 0.0
    /// The dearest provider's cost by provider index, to name the chief one.
    var costByProvider: [Int: Int128] = [:]

    init(groups: Int) {
      cost = Array(repeating: 0, count: groups)
      activity = cost
    }
    var totalCost: Int128 { cost.reduce(0, +) }
  }

  let specialtyCount: Int
  let ownCommissioners: Int
  let hasUnit: [Bool]
  private var cells: [Int: Cell] = [:]

  /// Sums the lines of the programme's own commissioners.
  package init(_ ledger: ProgrammeLedger) {
    let grouping = PODGrouping(ledger.pods)
    hasUnit = grouping.hasUnit
    specialtyCount = ledger.treatmentFunctions.count
    ownCommissioners = ledger.commissioners.ownCount
    let lines = ledger.lines
    for commissioner in 0..<ownCommissioners {
      for line in lines.lines(ofCommissioner: commissioner) {
        let key = commissioner * specialtyCount + Int(lines.treatmentFunction[line])
        let group = grouping.groupOfPOD[Int(lines.pod[line])]
        let (cost, activity) = (lines.ytd.actualCost[line], lines.ytd.actualActivity[line])
        var cell = cells[key] ?? Cell(groups: hasUnit.count)
        // Taken out so that its arrays are changed in place.
        cells[key] = nil
        cell.cost[group] += Int128(cost)
        cell.activity[group] += Int128(activity)
        cell.costByProvider[Int(lines.provider[line]), default: 0] += Int128(cost)
        if hasUnit[group], activity > 0 {
          cell.pricedCost += Int128(cost)
          cell.pricedActivity += Int128(activity)
          let (units, pounds) = (Double(activity) / 1e8, Double(cost) / 1e8)
          cell.units += units
          cell.variance += pounds * pounds / units
        }
        cells[key] = cell
      }
    }
  }

  /// The sums of a commissioner in a treatment function; nil where it has no line.
  func cell(_ commissioner: Int, _ treatmentFunction: Int) -> Cell? { cells[commissioner * specialtyCount + treatmentFunction] }
}
