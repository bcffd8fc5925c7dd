package import Ledger
package import Programme
package import Quantities

/// What of a candidate can still be raised, after what the log holds of it.
package struct ChallengeToRaise: Sendable, Hashable {
  /// The candidate.
  package let candidate: ChallengeCandidate
  /// The number to raise it under: the candidate's own, or with `/2`, `/3` … where part of it was raised before.
  package let id: String
  /// The money that was not raised before.
  package let value: Money
  /// What was raised before; nought for a new one.
  package let raisedBefore: Money
}

/// Candidates of the checks held against the log: what was raised, agreed, recovered or turned down before is not raised again.
package struct ChallengeMatching: Sendable {
  /// What can be raised, in the order of the candidates.
  package let toRaise: [ChallengeToRaise]
  /// The candidates that the log holds whole.
  package let raised: [ChallengeCandidate]

  /// A restated month may put more at stake than was raised; from this difference on the rest is raised.
  private static let leastRest = Money(parts: exactScale)

  /// Matches candidates with the log by their numbers.
  ///
  /// Only money that was charged is challenged: what a check finds to be too little, or a credit, stays a finding.
  package init(_ candidates: [ChallengeCandidate], log: [Challenge]) {
    var before: [String: (value: Money, entries: Int)] = [:]
    for challenge in log {
      // `ID/2` is a later part of `ID`.
      let id = challenge.id.split(separator: "/", maxSplits: 1).first.map(String.init) ?? challenge.id
      before[id, default: (.zero, 0)].value += challenge.value
      before[id, default: (.zero, 0)].entries += 1
    }
    var toRaise: [ChallengeToRaise] = []
    var raised: [ChallengeCandidate] = []
    for var candidate in candidates {
      if !candidate.rows.isEmpty {
        candidate.rows = candidate.rows.filter { $0.stake.parts > 0 }
        candidate.value = candidate.rows.reduce(.zero) { $0 + $1.stake }
      }
      guard candidate.value.parts > 0 else { continue }
      guard let known = before[candidate.id] else {
        toRaise.append(ChallengeToRaise(candidate: candidate, id: candidate.id, value: candidate.value, raisedBefore: .zero))
        continue
      }
      let rest = candidate.value - known.value
      if rest > Self.leastRest {
        toRaise.append(ChallengeToRaise(candidate: candidate, id: "\(candidate.id)/\(known.entries + 1)", value: rest, raisedBefore: known.value))
      } else {
        raised.append(candidate)
      }
    }
    self.toRaise = toRaise
    self.raised = raised
  }

  /// The part that concerns a commissioner, a provider or both; a nil code takes all.
  package func toRaise(commissioner: String?, provider: String?) -> [ChallengeToRaise] {
    toRaise.filter {
      (commissioner ?? $0.candidate.commissioner) == $0.candidate.commissioner && (provider ?? $0.candidate.provider) == $0.candidate.provider
    }
  }
}
