package import Ledger
package import Programme

/// A commissioner that is like another, and how far from it.
package struct SimilarPeer: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package let commissioner: Int
  /// The distance in standard deviations: nought is alike in every covariate.
  package let distance: Double
}

/// Who is most like whom among the commissioners of the programme, by the covariates that it gives (the method of RightCare's “similar ten”).
///
/// **Distance.** Each covariate is standardised over the programme's own commissioners that have a value: less their mean, over their standard deviation
/// (of the whole group: the sum of squares ÷ n). A commissioner without a value stands at nought, the mean. The distance is the square root of the sum of
/// squared differences over all covariates, equally weighted. A covariate that is the same for all says nothing and counts for nothing.
///
/// The nearest come first; equal distances stand in code order. A commissioner of which no covariate is known is like nobody and has no peers. The group is
/// the programme's, not the country's: its peers are those of a national list only by chance.
package struct PeerSimilarity: Sendable {
  /// The covariates that count, in name order.
  package let covariates: [String]
  /// Those among them that are the same for every commissioner.
  package let unvarying: [String]
  /// How many covariates each of the programme's own commissioners has a value of.
  package let known: [Int]
  /// The peers of each of the programme's own commissioners, nearest first.
  private let peers: [[SimilarPeer]]

  /// Measures how far all are from one another.
  ///
  /// - Parameters:
  ///   - values: the covariates; those of codes that are not the programme's own are passed over.
  ///   - settings: how many peers, and which covariates (none: all).
  package init(_ ledger: ProgrammeLedger, covariates values: [PeerCovariate], settings: PeerSettings) {
    let own = ledger.commissioners.ownCount
    var places: [String: Int] = [:]
    for index in 0..<own { places[ledger.commissioners.codes[index]] = index }
    var table: [String: [Double?]] = [:]
    for one in values where settings.covariates.isEmpty || settings.covariates.contains(one.covariate) {
      guard let place = places[one.commissioner], one.value.isFinite else { continue }
      table[one.covariate, default: Array(repeating: nil, count: own)][place] = one.value
    }
    let names = table.keys.sorted()
    covariates = names
    let columns = names.map { table[$0] ?? [] }
    let scores = columns.map(standardised)
    unvarying = zip(names, scores).filter { $0.1.allSatisfy { $0 == 0 } }.map(\.0)
    let known = (0..<own).map { index in columns.count { $0[index] != nil } }
    self.known = known
    peers = (0..<own).map { index in
      guard known[index] > 0 else { return [] }
      let others = (0..<own).filter { $0 != index && known[$0] > 0 }.map { other in
        SimilarPeer(commissioner: other, distance: distance(scores.map { $0[index] - $0[other] }))
      }
      return Array(
        others.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : $0.commissioner < $1.commissioner }.prefix(max(settings.number, 0)))
    }
  }

  /// The peers of a commissioner, nearest first; empty for one that is not the programme's own.
  package func peers(of commissioner: Int) -> [SimilarPeer] { peers.indices.contains(commissioner) ? peers[commissioner] : [] }
}

/// The values less their mean over their standard deviation; a missing one is nought, and all are where they do not vary.
private func standardised(_ values: [Double?]) -> [Double] {
  let known = values.compactMap(\.self)
  let none = values.map { _ in 0.0 }
  guard let first = known.first, known.contains(where: { $0 != first }) else { return none }
  let mean = known.reduce(0, +) / Double(known.count)
  let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)
  guard variance > 0, variance.isFinite else { return none }
  let deviation = variance.squareRoot()
  return values.map { $0.map { ($0 - mean) / deviation } ?? 0 }
}

private func distance(_ differences: [Double]) -> Double { differences.reduce(0) { $0 + $1 * $1 }.squareRoot() }
