package import MailAddresses

/// What became of a mail to one recipient, as a mail system reports it.
package struct DeliveryOutcome: Sendable, Hashable {
  /// What the mail system did.
  package enum Action: String, Sendable, Hashable, CaseIterable {
    /// It gave up.
    case failed
    /// It goes on trying.
    case delayed
    /// It put the mail into the mailbox.
    case delivered
    /// It handed the mail to a system that sends no notifications.
    case relayed
    /// It handed the mail to several other addresses.
    case expanded
  }

  /// The recipient as the mail system names it: one line, at most 320 characters, not checked.
  package let recipient: String
  /// The recipient's address, where it is one.
  package let address: MailAddress?
  /// The address that the mail was sent to, where the report says so and it is one: a forwarding mail system reports another recipient.
  package let originalAddress: MailAddress?
  /// What the mail system did.
  package let action: Action
  /// The status code of RFC 3463, `5.1.1`, where there is one.
  package let status: String?
  /// What the refusing server said: one line, at most 1,000 characters, from outside; empty where nothing is given.
  package let diagnostic: String

  /// Reads a group of fields; nil where it names no recipient.
  ///
  /// - Throws: `DeliveryReportProblem.noAction`.
  init?(_ group: [String: String]) throws(DeliveryReportProblem) {
    let final = Self.typed(group["final-recipient"]).map(Self.unbracketed)
    let original = Self.typed(group["original-recipient"]).map(Self.unbracketed)
    guard let recipient = [final, original].compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return nil }
    self.recipient = String(recipient.prefix(320))
    // A rehearsal on one's own machine bounces too.
    address = try? MailAddress(recipient, allowsLocalhost: true)
    originalAddress = original.flatMap { try? MailAddress($0, allowsLocalhost: true) }
    status = group["status"].flatMap(Self.statusCode)
    let diagnostic = Self.typed(group["diagnostic-code"]) ?? ""
    self.diagnostic = String(diagnostic.prefix(1000))
    let word = group["action"]?.split(whereSeparator: { " (;".contains($0) }).first.map { $0.lowercased() } ?? ""
    guard let action = Action(rawValue: word) ?? Self.action(ofStatus: status) else {
      throw .noAction(recipient: self.recipient, action: HeaderText.cleaned(word))
    }
    self.action = action
  }

  /// The value after its type: `rfc822; jane@example.nhs.uk`, `smtp; 550 5.1.1 User unknown`.
  private static func typed(_ value: String?) -> String? {
    guard let value else { return nil }
    guard let semicolon = value.utf8.firstIndex(of: UInt8(ascii: ";")) else { return value }
    let type = HeaderText.cleaned(String(value[..<semicolon]))
    guard !type.contains(where: { $0 == " " || $0 == "@" }) else { return value }
    return HeaderText.cleaned(String(value[value.utf8.index(after: semicolon)...]))
  }

  private static func unbracketed(_ text: String) -> String {
    text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }

  /// `5.1.1` of `5.1.1 (bad destination mailbox address)`.
  private static func statusCode(_ value: String) -> String? {
    let code = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let numbers = code.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, ["2", "4", "5"].contains(numbers[0]), numbers.allSatisfy({ (1...3).contains($0.count) }) else { return nil }
    return String(code)
  }

  /// A class of status says as much as the action: 2 it came, 4 it may yet come, 5 it will not.
  private static func action(ofStatus status: String?) -> Action? {
    switch status?.first {
    case "2": .delivered
    case "4": .delayed
    case "5": .failed
    default: nil
    }
  }
}
