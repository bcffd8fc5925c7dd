package import MailAddresses
package import Programme
import Quantities
package import Releases

/// What is asked of `send`.
package struct SendRequest: Sendable {
  /// The run: its programme; period and cut are those of the release.
  package var run: RunRequest
  /// The release whose packs go out.
  package var release: ReleaseName
  /// Whether messages are written and nothing is sent.
  package var isDryRun: Bool
  /// The organisations whose packs go; empty for all.
  package var only: [String]
  /// Whether what failed or came back is tried again.
  package var takesFailed: Bool
  /// The one inbox that everything goes to in a rehearsal; nil in earnest.
  package var testAddress: MailAddress?
  /// Who answers for recipients that were not in the copy that was signed with the release.
  package var reviewer: String?
  /// The file of secrets; nil: what is needed is asked for.
  package var secretsFile: String?
  /// The clock.
  package var clock: ReleaseClock
  /// The account and machine.
  package var workplace: Workplace

  /// Makes a request.
  package init(
    run: RunRequest, release: ReleaseName, isDryRun: Bool = false, only: [String] = [], takesFailed: Bool = false, testAddress: MailAddress? = nil,
    reviewer: String? = nil, secretsFile: String? = nil, clock: ReleaseClock = .system, workplace: Workplace = .own
  ) {
    self.run = run
    self.release = release
    self.isDryRun = isDryRun
    self.only = only
    self.takesFailed = takesFailed
    self.testAddress = testAddress
    self.reviewer = reviewer
    self.secretsFile = secretsFile
    self.clock = clock
    self.workplace = workplace
  }
}

/// A condition that must hold before anything is sent.
package struct SendCondition: Sendable, Hashable {
  /// What is asked.
  package enum ID: String, Sendable, Hashable, CaseIterable {
    case verified
    case newest
    case leaks
    case inEarnest = "in-earnest"
    case host
    case recipients
  }
  /// What is asked.
  package var id: ID
  /// Whether it holds.
  package var holds: Bool
  /// Why, in one sentence without full stop.
  package var words: String
  /// What is wrong, one thing each.
  package var details: [String]

  init(_ id: ID, _ holds: Bool, _ words: String, details: [String] = []) {
    self.id = id
    self.holds = holds
    self.words = words
    self.details = details
  }
}

/// A message that is to go, or went.
package struct Delivery: Sendable, Hashable {
  /// What became of it in this run.
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Written, and nothing else was asked.
    case written
    /// The host has taken it.
    case sent
    /// It went to the test inbox.
    case rehearsed
    /// It had gone before; nothing was done.
    case alreadySent = "already sent"
    /// The host put it off: the next `send` tries again.
    case deferred
    /// The host refused it.
    case failed
    /// The host may have it or not: a person must find out.
    case unknown
    /// Not tried, because the run ended before it, or a person must decide first.
    case held
  }
  /// The organisation whose pack it is.
  package var organisation: String
  /// Its name.
  package var organisationName: String
  /// To whom.
  package var recipient: Recipient
  /// The names of the files, as the recipient gets them.
  package var files: [String]
  /// The size of the message in bytes.
  package var byteCount: Int
  /// Whether its files open with a password.
  package var isEncrypted: Bool
  /// Whether it is signed.
  package var isSigned: Bool
  /// The message's file in the outbox.
  package var path: String
  /// The release that it replaces for the recipient; nil for a first.
  package var replaces: String?
  /// What became of it.
  package var outcome: Outcome
  /// The host's reply, or the reason.
  package var reply: String
  /// What a person should look at.
  package var note: String
}

/// Somebody who gets nothing, and why.
package struct Refusal: Sendable, Hashable {
  /// The organisation.
  package var organisation: String
  /// The address.
  package var address: String
  /// The line of the recipients' file.
  package var line: Int
  /// Why, in one sentence without full stop.
  package var reason: String
}

/// Why a run ended before all was sent.
package enum SendStop: Sendable, Hashable {
  /// The host cannot be used as it is configured: its certificate, STARTTLS, the user or the password. Trying again changes nothing.
  case unfit(String)
  /// The host is not there or does not take messages now.
  case away(String)
  /// The person at the terminal did not say yes.
  case declined
  /// The person at the terminal stopped it.
  case interrupted

  /// Why, in words.
  package var words: String {
    switch self {
    case .unfit(let reason), .away(let reason): reason
    case .declined: "nothing was sent: it was not confirmed"
    case .interrupted: "interrupted; what was not sent waits in the queue"
    }
  }
}

/// What `send` found and did.
package struct SendOutcome: Sendable {
  /// The release.
  package var release: ReleaseName
  /// Every condition, in order.
  package var conditions: [SendCondition]
  /// The messages, by organisation and address.
  package var deliveries: [Delivery]
  /// Who gets nothing.
  package var refusals: [Refusal]
  /// What a person should know.
  package var notes: [String]
  /// The outbox's folder.
  package var outbox: String
  /// Why the run ended before its end; nil where it did not.
  package var stop: SendStop?

  /// Whether anything may be sent.
  package var opens: Bool { !conditions.contains { !$0.holds } }

  /// How many messages came to an end.
  package func count(_ outcome: Delivery.Outcome) -> Int { deliveries.count { $0.outcome == outcome } }
}
