package import Ledger
package import Quantities

/// A commissioner, a cluster or everything in the comparison of peers.
package struct PeerRow: Sendable, Hashable {
  /// The sums of April to each month of the period's year: plan YTD, actual YTD, variance.
  package let cumulative: [Measures]
  /// Weighted population of the row, where every commissioner of it has one.
  package let weightedPopulation: Int?
  /// Actual cost of the year to date per 1,000 weighted population, rounded half away from nought at the eighth decimal; nil without a population.
  package var spendPerThousand: Money? {
    guard let weightedPopulation, weightedPopulation > 0 else { return nil }
    return ytd.actualCost.scaled(by: 1000, over: Int128(weightedPopulation))
  }
  /// The year to date.
  package var ytd: Measures { cumulative.last ?? .zero }
}

/// A commissioner's row with its ranks; 1 is the most overspent or the dearest, equals share a rank.
package struct CommissionerPeerRow: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package let commissioner: Int
  /// Its amounts.
  package let row: PeerRow
  /// Rank by variance in pounds, most overspent first.
  package let varianceRank: Int
  /// Rank by variance ÷ plan, most overspent first; nil without a plan.
  package let shareRank: Int?
  /// Rank by spend per 1,000 weighted population, highest first; nil without a population.
  package let spendRank: Int?
}

/// A cluster's row.
package struct ClusterPeerRow: Sendable, Hashable {
  /// The cluster's name; nil for commissioners without one.
  package let cluster: String?
  /// Its commissioners, in axis order.
  package let commissioners: [Int]
  /// Its amounts: sums of its commissioners'.
  package let row: PeerRow
}

/// Every commissioner of the programme beside the others, as agreed among them.
package struct PeerTable: Sendable {
  /// The months of the period's year, April first.
  package let months: [MonthIndex]
  /// The programme's own commissioners, in code order.
  package let commissioners: [CommissionerPeerRow]
  /// Their clusters in name order, those without one last; they add to the total of own commissioners.
  package let clusters: [ClusterPeerRow]
  /// The programme's own commissioners together.
  package let ownTotal: PeerRow
  /// Codes that are not in the programme, together; nil when there is none.
  package let notInProgramme: PeerRow?
  /// Everything, what is not in the programme included.
  package let total: PeerRow

  /// Compares.
  ///
  /// - Parameters:
  ///   - clusters: each commissioner's cluster, by axis index; missing or nil for none.
  ///   - weightedPopulation: each commissioner's weighted population, by axis index; missing or nil for none.
  package init(_ ledger: ProgrammeLedger, series: SeriesTable, clusters: [String?] = [], weightedPopulation: [Int?] = []) {
    let year = ledger.period.year
    let own = 0..<ledger.commissioners.ownCount
    let all = 0..<ledger.commissioners.codes.count
    let cumulative = all.map { series.cumulative(of: .commissioner($0), year: year).map(\.measures) }
    func population(_ members: some Sequence<Int>) -> Int? {
      var sum = 0
      for member in members {
        guard weightedPopulation.indices.contains(member), let one = weightedPopulation[member], one > 0 else { return nil }
        let (next, overflow) = sum.addingReportingOverflow(one)
        if overflow { return nil }
        sum = next
      }
      return sum > 0 ? sum : nil
    }
    func row(_ members: some Sequence<Int>) -> PeerRow {
      var sums = [Measures](repeating: .zero, count: cumulative.first?.count ?? 0)
      for member in members { for (month, amount) in cumulative[member].enumerated() { sums[month] += amount } }
      return PeerRow(cumulative: sums, weightedPopulation: population(members))
    }

    months = series.cumulative(of: .programme, year: year).map(\.month)
    let rows = own.map { row(CollectionOfOne($0)) }
    let variances = ranks(rows.map { -$0.ytd.variance }, by: >)
    let shares = ranks(rows.map { $0.ytd.costVariance.share }, by: <)
    let spends = ranks(rows.map { $0.spendPerThousand }, by: >)
    commissioners = own.map {
      CommissionerPeerRow(commissioner: $0, row: rows[$0], varianceRank: variances[$0] ?? 1, shareRank: shares[$0], spendRank: spends[$0])
    }
    let clusterOf = own.map { clusters.indices.contains($0) ? clusters[$0] : nil }
    let names = Set(clusterOf.compactMap { $0 }).sorted()
    var clusterRows = names.map { name in
      let members = own.filter { clusterOf[$0] == name }
      return ClusterPeerRow(cluster: name, commissioners: members, row: row(members))
    }
    let unclustered = own.filter { clusterOf[$0] == nil }
    if !unclustered.isEmpty, !names.isEmpty { clusterRows.append(ClusterPeerRow(cluster: nil, commissioners: unclustered, row: row(unclustered))) }
    self.clusters = clusterRows
    ownTotal = row(own)
    let outside = all.dropFirst(own.count)
    notInProgramme = outside.isEmpty ? nil : row(outside)
    let sums = row(all)
    // Spend on codes that are not in the programme has no population; the rate of the whole is over the programme's own.
    total = PeerRow(cumulative: sums.cumulative, weightedPopulation: outside.isEmpty ? sums.weightedPopulation : nil)
  }
}

/// Ranks from 1 by an order; equal values share the better rank, and what has no value has no rank.
private func ranks<Value: Equatable>(_ values: [Value?], by precedes: (Value, Value) -> Bool) -> [Int?] {
  let order = values.indices.filter { values[$0] != nil }.sorted { a, b in
    guard let x = values[a], let y = values[b] else { return a < b }
    return x != y ? precedes(x, y) : a < b
  }
  var ranks = [Int?](repeating: nil, count: values.count)
  for (place, index) in order.enumerated() {
    ranks[index] = place > 0 && values[order[place - 1]] == values[index] ? ranks[order[place - 1]] : place + 1
  }
  return ranks
}
