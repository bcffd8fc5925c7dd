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
  /// What could be raised and is worth less than the programme wants to raise, in the order of the candidates.
  package let small: [ChallengeToRaise]
  /// The money from which one is raised, in pounds.
  package let least: Money

  /// A restated month may put more at stake than was raised; from this difference on the rest is raised.
  private static let leastRest = Money(parts: exactScale)

  /// Matches candidates with the log by their numbers.
  ///
  /// Only money that was charged is challenged: what a check finds to be too little, or a credit, stays a finding.
  ///
  /// - Parameter least: the money from which one is raised, in pounds.
  package init(_ candidates: [ChallengeCandidate], log: [Challenge], least: Money = .zero) {
    var before: [String: (value: Money, entries: Int)] = [:]
    for challenge in log {
      // `ID/2` is a later part of `ID`.
      let id = challenge.id.split(separator: "/", maxSplits: 1).first.map(String.init) ?? challenge.id
      before[id, default: (.zero, 0)].value += challenge.value
      before[id, default: (.zero, 0)].entries += 1
    }
    var toRaise: [ChallengeToRaise] = []
    var small: [ChallengeToRaise] = []
    func add(_ challenge: ChallengeToRaise) {
      if challenge.value < least { small.append(challenge) } else { toRaise.append(challenge) }
    }
    var raised: [ChallengeCandidate] = []
    for var candidate in candidates {
      if !candidate.rows.isEmpty {
        candidate.rows = candidate.rows.filter { $0.stake.parts > 0 }
        candidate.value = candidate.rows.reduce(.zero) { $0 + $1.stake }
      }
      guard candidate.value.parts > 0 else { continue }
      guard let known = before[candidate.id] else {
        add(ChallengeToRaise(candidate: candidate, id: candidate.id, value: candidate.value, raisedBefore: .zero))
        continue
      }
      let rest = candidate.value - known.value
      if rest > Self.leastRest {
        add(ChallengeToRaise(candidate: candidate, id: "\(candidate.id)/\(known.entries + 1)", value: rest, raisedBefore: known.value))
      } else {
        raised.append(candidate)
      }
    }
    self.least = least
    self.small = small
    self.toRaise = toRaise
    self.raised = raised
  }

  /// The part that concerns a commissioner, a provider or both; a nil code takes all.
  package func toRaise(commissioner: String?, provider: String?) -> [ChallengeToRaise] {
    toRaise.filter { Self.concerns($0, commissioner, provider) }
  }

  /// The part of what is too small to be raised that concerns a commissioner, a provider or both; a nil code takes all.
  package func small(commissioner: String?, provider: String?) -> [ChallengeToRaise] {
    small.filter { Self.concerns($0, commissioner, provider) }
  }

  private static func concerns(_ challenge: ChallengeToRaise, _ commissioner: String?, _ provider: String?) -> Bool {
    let candidate = challenge.candidate
    return (commissioner ?? candidate.commissioner) == candidate.commissioner && (provider ?? candidate.provider) == candidate.provider
  }
}
