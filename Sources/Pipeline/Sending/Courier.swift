import Glibc
import Mail
import Programme
import Quantities
import Releases

/// What the courier does with time; tests count it in place of waiting.
package protocol Patience: Sendable {
  /// Waits.
  func wait(seconds: Double)
}

/// Waits by the machine's clock; a Ctrl-C ends it.
package struct RealPatience: Patience {
  package init() {}
  package func wait(seconds: Double) { usleep(UInt32(min(seconds, 4_000) * 1_000_000)) }
}

/// Takes messages to the host one after the other, and keeps the record of each before and after.
///
/// Before the first byte of a message goes out, `sending` is in the ledger and on the disk; what the host said follows it. So whatever ends this process, a
/// message that the host may have is `sending` or later there, and is never sent again without a person.
final class Courier {
  private let server: SMTPServer
  private let secret: SMTPSecret?
  private let settings: MailSettings
  private let patience: any Patience
  private var session: SMTPSession?
  private var sentOverSession = 0
  private var lastStart: Double?
  /// How many messages in a row the host was not fit to take.
  private var unfitInARow = 0

  /// After so many in a row the run ends: the rest would only wait for a host that is away.
  private static let mostInARow = 3

  init(_ server: SMTPServer, secret: SMTPSecret?, _ settings: MailSettings, patience: any Patience) {
    self.server = server
    self.secret = secret
    self.settings = settings
    self.patience = patience
  }

  /// Whether the host seems to be away, so that it is no use to offer it more now.
  var isHostAway: Bool { unfitInARow >= Self.mostInARow }

  /// Makes the connection and the user known before anything is recorded as on its way.
  ///
  /// - Returns: why the host cannot be used now; nil when it can.
  func greet() -> SendStop? {
    do throws(SMTPServerProblem) {
      let session = try SMTPSession(server: server, secret: secret)
      self.session = session
      sentOverSession = 0
      guard let outcome = session.connect() else { return nil }
      hangUp()
      if case .notReady(let reason) = outcome { return .unfit(reason) }
      return .away(outcome.text)
    } catch {
      return .unfit(error.words)
    }
  }

  /// Offers a message to the host once.
  func offer(_ message: [UInt8], from: String, to: String) -> SMTPOutcome {
    if sentOverSession >= settings.perConnection { hangUp() }
    let session: SMTPSession
    if let open = self.session {
      session = open
    } else {
      do throws(SMTPServerProblem) {
        session = try SMTPSession(server: server, secret: secret)
      } catch {
        return .notReady(error.words)
      }
      self.session = session
      sentOverSession = 0
    }
    sentOverSession += 1
    let outcome = session.send(from: from, to: to, message: message)
    switch outcome {
    case .accepted, .refused, .unfit, .deferred(_, .message): unfitInARow = 0
    // In which state the connection is nobody knows; the next message gets a new one.
    case .deferred(_, .server):
      unfitInARow += 1
      hangUp()
    case .unknown, .notReady: hangUp()
    }
    return outcome
  }

  /// The host came back, or is to be asked once more after a while.
  func takeHeart() { unfitInARow = 0 }

  /// Ends the connection.
  func hangUp() {
    session?.close()
    session = nil
  }

  /// Waits until the next message may start.
  func keepPace() {
    guard settings.perMinute > 0 else { return }
    let gap = 60 / Double(settings.perMinute)
    let now = monotonic()
    if let last = lastStart, now - last < gap { patience.wait(seconds: gap - (now - last)) }
    lastStart = monotonic()
  }

  private func monotonic() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
