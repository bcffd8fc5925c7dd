import Ledger
import Programme
import TestSupport
import Testing

@testable import Analysis

private func ledger(_ codes: [String]) -> ProgrammeLedger {
  var axes = SampleAxes()
  axes.commissioners = codes
  return sampleLedger([], axes)
}

private func values(_ table: [String: [String: Double]]) -> [PeerCovariate] {
  table.keys.sorted().flatMap { name in
    (table[name] ?? [:]).sorted { $0.key < $1.key }.map { PeerCovariate(commissioner: $0.key, covariate: name, value: $0.value) }
  }
}

@Suite struct PeersSimilarityTests {
  /// x: 1, 2, 3, mean 2, deviation √(2 ÷ 3): −1.2247, 0, 1.2247. y: 10, 10, 40, mean 20, deviation √200: −0.7071, −0.7071, 1.4142.
  /// A to B √1.5; A to C √(6 + 4.5); B to C √(1.5 + 4.5).
  @Test func distancesWorkedByHand() {
    let similarity = PeerSimilarity(
      ledger(["A", "B", "C"]), covariates: values(["x": ["A": 1, "B": 2, "C": 3], "y": ["A": 10, "B": 10, "C": 40]]), settings: .standard)
    #expect(similarity.covariates == ["x", "y"])
    let ofA = similarity.peers(of: 0)
    #expect(ofA.map(\.commissioner) == [1, 2])
    #expect(abs(ofA[0].distance - 1.5.squareRoot()) < 1e-12)
    #expect(abs(ofA[1].distance - 10.5.squareRoot()) < 1e-12)
    let ofC = similarity.peers(of: 2)
    #expect(ofC.map(\.commissioner) == [1, 0])
    #expect(abs(ofC[0].distance - 6.0.squareRoot()) < 1e-12)
  }

  /// y without B: 10 and 40, mean 25, deviation 15: −1, nought, 1. A to B √(1.5 + 1).
  @Test func aMissingValueIsTheMean() {
    let similarity = PeerSimilarity(
      ledger(["A", "B", "C"]), covariates: values(["x": ["A": 1, "B": 2, "C": 3], "y": ["A": 10, "C": 40]]), settings: .standard)
    #expect(similarity.known == [2, 1, 2])
    #expect(abs(similarity.peers(of: 0)[0].distance - 2.5.squareRoot()) < 1e-12)
  }

  @Test func equalDistancesStandInCodeOrderAndOnlySoManyAreKept() {
    var settings = PeerSettings.standard
    settings.number = 3
    let similarity = PeerSimilarity(
      ledger(["A", "B", "C", "D", "E"]), covariates: values(["x": ["A": 5, "B": 6, "C": 4, "D": 6, "E": 4]]), settings: settings)
    #expect(similarity.peers(of: 0).map(\.commissioner) == [1, 2, 3])
    #expect(similarity.peers(of: 9).isEmpty)
  }

  @Test func whatSaysNothingCountsForNothing() {
    let covariates = values(["same": ["A": 7, "B": 7, "C": 7], "x": ["A": 1, "B": 2, "C": 9, "Z": 1000]])
    let similarity = PeerSimilarity(ledger(["A", "B", "C", "D"]), covariates: covariates, settings: .standard)
    #expect(similarity.unvarying == ["same"])
    // D is known of nothing: it is nobody's peer and has none. Z is not the programme's and moves no mean.
    #expect(similarity.peers(of: 3).isEmpty)
    #expect(similarity.peers(of: 0).map(\.commissioner) == [1, 2])
    let without = PeerSimilarity(ledger(["A", "B", "C", "D"]), covariates: covariates.filter { $0.commissioner != "Z" }, settings: .standard)
    #expect(without.peers(of: 0) == similarity.peers(of: 0))
    var chosen = PeerSettings.standard
    chosen.covariates = ["same"]
    #expect(PeerSimilarity(ledger(["A", "B"]), covariates: covariates, settings: chosen).peers(of: 0).map(\.distance) == [0])
  }

  /// A second way, which never forms a mean but for missing values: squared differences over the variance, the variance from the pairs
  /// (the mean squared difference of all ordered pairs is twice the variance).
  @Test func aSecondWayFindsTheSamePeers() {
    var random = SeededGenerator(seed: 20)
    for _ in 0..<20 {
      let codes = (0..<Int.random(in: 3...40, using: &random)).map { String(500 + $0) }
      var covariates: [PeerCovariate] = []
      for number in 0..<12 {
        for code in codes where Int.random(in: 0..<10, using: &random) > 0 {
          covariates.append(PeerCovariate(commissioner: code, covariate: "v\(number)", value: Double.random(in: -50...150, using: &random)))
        }
      }
      let similarity = PeerSimilarity(ledger(codes), covariates: covariates.shuffled(using: &random), settings: .standard)
      for own in codes.indices {
        let expected = naivePeers(own, codes, covariates)
        let found = similarity.peers(of: own)
        #expect(found.count == min(10, expected.count))
        for (a, b) in zip(found, expected) {
          #expect(a.commissioner == b.index)
          #expect(abs(a.distance - b.distance) < 1e-9)
        }
      }
    }
  }

  private func naivePeers(_ own: Int, _ codes: [String], _ covariates: [PeerCovariate]) -> [(index: Int, distance: Double)] {
    var squared = [Double](repeating: 0, count: codes.count)
    for name in Set(covariates.map(\.covariate)) {
      var known: [String: Double] = [:]
      for one in covariates where one.covariate == name { known[one.commissioner] = one.value }
      let list = Array(known.values)
      var pairs = 0.0
      for a in list { for b in list { pairs += (a - b) * (a - b) } }
      let variance = pairs / Double(list.count * list.count) / 2
      if variance == 0 { continue }
      let mean = list.reduce(0, +) / Double(list.count)
      for other in codes.indices {
        let difference = (known[codes[own]] ?? mean) - (known[codes[other]] ?? mean)
        squared[other] += difference * difference / variance
      }
    }
    return codes.indices.filter { $0 != own }.map { ($0, squared[$0].squareRoot()) }.sorted { $0.distance < $1.distance }
  }
}
