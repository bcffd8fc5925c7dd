/// How far a dispatch is: what its events come to.
package enum DispatchState: String, Sendable, Hashable, CaseIterable {
  /// Nothing has happened to it yet.
  case registered
  case built, approved, queued
  /// It is being given to a server by a run that goes on now.
  case sending
  case sent, deferred, failed
  /// It may have been given to a server, and nobody knows whether the server took it: a person must say.
  case unknown
  case settledAsSent = "settled as sent"
  case settledAsNotSent = "settled as not sent"
  case bounced, withdrawn

  /// Whether a run may send it.
  ///
  /// - Parameters:
  ///   - failed: those that a server refused are asked for.
  ///   - bounced: those that came back are asked for.
  package func mayBeSent(failed: Bool = false, bounced: Bool = false) -> Bool {
    switch self {
    case .registered, .built, .approved, .queued, .deferred, .settledAsNotSent: true
    case .failed: failed
    case .bounced: bounced
    case .sending, .sent, .unknown, .settledAsSent, .withdrawn: false
    }
  }

  /// Whether the recipient has it or may have it: who is told of a recall, and what a corrected version replaces.
  package var mayHaveArrived: Bool {
    switch self {
    case .sending, .sent, .unknown, .settledAsSent: true
    case .registered, .built, .approved, .queued, .deferred, .failed, .settledAsNotSent, .bounced, .withdrawn: false
    }
  }

  /// The state after an event; nil where the event cannot happen in this state.
  ///
  /// A message that is built anew must be approved and queued anew. What failed or bounced comes back into the queue by `requeued` alone, so that no run
  /// sends it without being asked to. A rehearsal and a recall's note change nothing: the recipient has what it had.
  package func after(_ event: DispatchEvent) -> DispatchState? {
    func from(_ states: DispatchState..., to next: DispatchState) -> DispatchState? { states.contains(self) ? next : nil }
    switch event {
    case .built: return from(.registered, .built, .approved, .queued, .deferred, .settledAsNotSent, to: .built)
    case .approved: return from(.built, .approved, to: .approved)
    case .queued: return from(.approved, .deferred, .settledAsNotSent, to: .queued)
    case .requeued: return from(.failed, .bounced, to: .queued)
    case .sending: return from(.queued, .deferred, to: .sending)
    case .sent: return from(.sending, to: .sent)
    case .deferred: return from(.sending, to: .deferred)
    case .failed: return from(.sending, to: .failed)
    case .unknown: return from(.sending, to: .unknown)
    case .settled(let asSent, _, _): return from(.unknown, to: asSent ? .settledAsSent : .settledAsNotSent)
    // A notification shows that some server had it, whatever was believed of that.
    case .bounced: return from(.sent, .unknown, .settledAsSent, .settledAsNotSent, .deferred, .failed, .bounced, to: .bounced)
    case .recalled: return from(.sent, .settledAsSent, .unknown, to: self)
    case .rehearsed: return self == .sending ? nil : self
    case .withdrawn: return from(.registered, .built, .approved, .queued, .deferred, .failed, .settledAsNotSent, .bounced, to: .withdrawn)
    }
  }
}
