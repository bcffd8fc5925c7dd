import Ledger
package import Programme
import Quantities

/// How the outturn of one leaf was worked out.
package struct AppliedForecast: Sendable, Hashable {
  /// The method in the end.
  package let method: ForecastMethod
  /// Why it is not the one chosen, or why all give the same.
  package let reason: ForecastReason?
  /// Whether a month below nought was counted once and not run on.
  package let hasCorrection: Bool

  init(_ outturn: LeafOutturn) {
    method = outturn.method
    reason = outturn.reason
    hasCorrection = outturn.hasCorrection
  }
}

/// The chosen methods' outturns of a ledger's period at the places of the positions' leaves.
struct OutturnsByPlace: Sendable {
  private var outturns: [LeafOutturn?]

  init(_ ledger: ProgrammeLedger, grouping: PODGrouping, forecast: ForecastSettings, phasing: PhasingRule, months: Int) {
    let providers = ledger.providers.codes.count
    outturns = Array(repeating: nil, count: ledger.commissioners.codes.count * providers * grouping.names.count)
    let history = LeafHistory(ledger)
    let engine = OutturnEngine(ledger, settings: forecast, phasing: phasing)
    let year = ledger.period.year
    let foreseen = engine.outturns(
      history, year: year, month: months, plans: engine.plans(of: year, history), methods: engine.chosen(history))
    var places: [String: Int] = [:]
    for (place, name) in grouping.names.enumerated() { places[name] = place }
    let placeOfGroup = history.groups.map { places[$0] }
    for (leaf, outturn) in zip(history.leaves, foreseen) {
      guard let group = placeOfGroup[Int(leaf.group)] else { continue }
      outturns[(Int(leaf.commissioner) * providers + Int(leaf.provider)) * grouping.names.count + group] = outturn
    }
  }

  subscript(place: Int) -> LeafOutturn? { outturns[place] }
}
