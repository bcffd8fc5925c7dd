import Extracts
import Foundation
import Ledger
import Programme
import Quantities
import Testing

@testable import Analysis

/// The sample programme of the trust dashboard, read from its files, against the published tables.
@Suite struct TrustDashboardTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  static let ledger: Result<ProgrammeLedger, any Error> = Result {
    let folder = tests.deletingLastPathComponent().appending(path: "Fixtures/trust-dashboard-2016-17").path()
    let organisations = try #require(loadProgramme(at: folder).programme).organisations
    let period = Period(year: FinancialYear(start: 2016), month: 12)
    let pods = organisations.pods
    let request = LedgerRequest(
      programme: folder, period: period, commissioners: organisations.commissionerCodes, providers: organisations.providerCodes,
      pod: { provider, codes in
        let pod = pods.resolve(
          provider: provider, localDescription: codes.description, localCode: codes.local, nationalCode: codes.national, month: period.index)
        return (
          PointOfDelivery(providerPOD: pod.providerPOD, derivedPOD: pod.derivedPOD, nationalPOD: pod.nationalPOD, group: pod.group.rawValue),
          pod.isKnown
        )
      }, usesCache: false)
    return try buildLedger(request).ledger
  }

  /// The data lines of a published table, split at commas; the tables used here quote nothing.
  private static func published(_ name: String) throws -> [[String]] {
    let file = tests.appending(path: "SampleProgrammesTests/Reference/\(name).csv")
    return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `every position at month 12 is the printed one`() throws {
    let ledger = try Self.ledger.get()
    let positions = Positions(ledger)
    let rows = try Self.published("trust_dashboard_position_m12_2016-17")
    #expect(rows.count == 19)
    for (place, row) in rows.enumerated() {
      let scope: Scope = row[0] == "Total" ? .programme : .commissioner(place)
      let position = positions.position(of: scope)
      var printed = row.dropFirst().compactMap { Int128($0) }
      // Two misprints that do not foot with the rest of their row and column.
      if row[0] == "CCG 2" { printed.replaceSubrange(0...1, with: [57_779, 57_779]) }
      if row[0] == "CCG 8" { printed[4] = 32_574 }
      let values = [
        position.annualPlan, position.ytd.planCost, position.ytd.actualCost, position.ytd.variance, position.forecastOutturn,
        position.forecastVariance,
        position.month.planCost, position.month.actualCost,
      ]
      #expect(values.map(\.rounded) == printed, "\(row[0])")
    }
    #expect(positions.planDifferences.isEmpty)
  }

  @Test func `both top-ten lists hold the printed lines, in strict order`() throws {
    let ledger = try Self.ledger.get()
    let lists = TopTen(ledger, scope: .provider(0))
    let published = try Self.published("trust_dashboard_top_ten_2016-17")
    for (name, list) in [("non_zero_plan", lists.overspend), ("zero_plan", lists.zeroPlan)] {
      let found = list.lines.map { line in
        let pod = ledger.pods[line.pod]
        let amounts = [
          line.ytd.planActivity.rounded, line.ytd.actualActivity.rounded, line.ytd.planCost.rounded, line.ytd.actualCost.rounded,
          line.ytd.variance.rounded,
        ]
        return [pod.providerPOD, pod.derivedPOD, ledger.treatmentFunctions[line.treatmentFunction], ledger.hrgs[line.hrg]]
          + amounts.map { String($0) }
      }
      let printed = published.filter { $0[0] == name }.map { Array($0.dropFirst()) }.sorted { (Int($0[8]) ?? 0) < (Int($1[8]) ?? 0) }
      #expect(found == printed)
    }
  }

  @Test func `the packs' breakdowns add to the position`() throws {
    let ledger = try Self.ledger.get()
    let positions = Positions(ledger)
    let splits = LineSplits(ledger)
    var total = VarianceSplit.zero
    for commissioner in 0..<positions.commissionerCount {
      let breakdown = ActivityBreakdown(ledger, splits: splits, scope: .commissioner(commissioner), by: .provider)
      #expect(breakdown.total.ytd == positions.position(of: .commissioner(commissioner)).ytd)
      total += breakdown.total.split
    }
    #expect(total == ActivityBreakdown(ledger, splits: splits, scope: .provider(0), by: .commissioner).total.split)
    #expect(total.variance.rounded == 195_544)
  }
}
