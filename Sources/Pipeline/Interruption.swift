import Glibc
import Synchronization

/// Whether the person at the terminal has asked to stop: the first Ctrl-C lets the work in hand end, the second stops at once.
package enum Interruption {
  private static let asked = Atomic<Bool>(false)

  /// Listens for Ctrl-C.
  package static func listen() {
    signal(SIGINT) { _ in
      Interruption.asked.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }

  /// Whether a stop was asked for.
  package static var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// Throws when a stop was asked for.
  static func check() throws(RunFailure) {
    if asked.load(ordering: .relaxed) { throw .interrupted }
  }
}
