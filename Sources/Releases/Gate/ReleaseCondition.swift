/// One condition of a release and how it stands.
package struct ReleaseCondition: Sendable, Hashable, Codable {
  /// What is asked.
  package enum ID: String, Sendable, Hashable, Codable, CaseIterable {
    case dayReached = "day-reached"
    case built
    case inputsUnchanged = "inputs-unchanged"
    case returnsIn = "returns-in"
    case findings
    case proof
    case leaks
    case signOffs = "sign-offs"
    case version
  }

  /// How it stands.
  package enum State: String, Sendable, Hashable, Codable {
    case ok
    case failed
    /// It would fail, and a waiver says that it need not hold.
    case waived
  }

  /// What is asked.
  package var id: ID
  /// How it stands.
  package var state: State
  /// Why, in one sentence without full stop.
  package var words: String
  /// What is wrong or waived, one thing each; empty where the sentence says all.
  package var details: [String]
  /// The ids of the waivers that were used.
  package var waivers: [String]

  /// Makes a condition.
  package init(_ id: ID, _ state: State, _ words: String, details: [String] = [], waivers: [String] = []) {
    self.id = id
    self.state = state
    self.words = words
    self.details = details
    self.waivers = waivers
  }
}

/// The gate's answer: every condition, in the order in which they are asked.
package struct GateAnswer: Sendable, Hashable, Codable {
  /// The name that the release has or would have.
  package var release: String
  /// The day of release.
  package var day: String
  /// The conditions.
  package var conditions: [ReleaseCondition]

  /// Makes an answer.
  package init(release: String, day: String, conditions: [ReleaseCondition]) {
    self.release = release
    self.day = day
    self.conditions = conditions
  }

  /// Whether the release may go.
  package var opens: Bool { !conditions.contains { $0.state == .failed } }
  /// The ids of all waivers that were used, in order.
  package var waiversUsed: [String] { Set(conditions.flatMap(\.waivers)).sorted() }
}
