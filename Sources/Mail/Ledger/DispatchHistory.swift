/// An event as the ledger has it.
package struct RecordedEvent: Sendable, Hashable {
  /// Its place in the chain.
  package var sequence: Int
  /// The hash of its entry.
  package var hash: String
  /// What happened.
  package var event: DispatchEvent
  /// When, in UTC: `2016-03-14T09:30:00Z`.
  package var time: String
  /// Who ran the program.
  package var user: String
  /// On which machine.
  package var host: String
}

/// What the events of a dispatch come to.
struct DispatchProgress: Sendable, Hashable {
  /// Why an event cannot follow.
  enum Refusal: Error, Hashable {
    case illegal(DispatchState)
    case attempt(expected: Int)
  }

  var state = DispatchState.registered
  /// How many times it was about to be given to a server.
  var attempts = 0
  /// The SHA-256 of the message that was built last.
  var message: String?
  var isRecalled = false

  mutating func take(_ event: DispatchEvent) throws(Refusal) {
    guard let next = state.after(event) else { throw .illegal(state) }
    switch event {
    case .sending(_, let attempt):
      guard attempt == attempts + 1 else { throw .attempt(expected: attempts + 1) }
      attempts = attempt
    case .built(let digest): message = digest
    case .recalled: isRecalled = true
    default: break
    }
    state = next
  }
}

/// A dispatch with everything that happened to it.
package struct DispatchHistory: Sendable, Hashable {
  /// Its number.
  package var id: DispatchID
  /// What was to be sent to whom.
  package var dispatch: Dispatch
  /// When it was registered, in UTC.
  package var time: String
  /// Its events in the order in which they happened.
  package var events: [RecordedEvent]
  var progress: DispatchProgress

  /// How far it is. One that a run was sending when it ended is `unknown`, also before the next run writes that down.
  package var state: DispatchState { progress.state }
  /// How many times it was about to be given to a server.
  package var attempts: Int { progress.attempts }
  /// The SHA-256 of the `.eml` that was built last; nil when none was.
  package var message: String? { progress.message }
  /// Whether a note of recall was drafted.
  package var isRecalled: Bool { progress.isRecalled }
}
