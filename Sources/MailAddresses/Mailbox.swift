/// A mail address with the name that is shown beside it.
package struct Mailbox: Sendable, Hashable {
  /// The name, any text from a file, or empty. It is written as one line and quoted or encoded as it needs.
  package var name: String
  /// The address.
  package var address: MailAddress

  /// Makes a mailbox.
  package init(name: String = "", address: MailAddress) {
    self.name = name
    self.address = address
  }
}
