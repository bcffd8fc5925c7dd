package import MailAddresses
package import Quantities

/// Whether a recipient is addressed or copied in.
package enum RecipientRole: String, Sendable, Hashable, CaseIterable {
  /// Addressed.
  case to
  /// Copied in.
  case cc
}

/// A kind of file of a pack that can be sent.
package enum PackFormat: String, Sendable, Hashable, CaseIterable {
  /// The pack on A4.
  case pdf
  /// The pack as one page for the browser.
  case html
  /// The workbook.
  case xlsx
  /// The workbook of the organisation's own rows.
  case rows

  /// The file's name for a pack whose files begin so: `10H_2015-16_M11`.
  package func fileName(_ stem: String) -> String {
    switch self {
    case .pdf, .html, .xlsx: "\(stem).\(rawValue)"
    case .rows: "\(stem)_rows.xlsx"
    }
  }
}

/// What rows a recipient may be sent, beside sums of organisations.
package enum Clearance: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Sums alone.
  case none
  /// Rows of GP practices too.
  case practice
  /// Rows of practices and of pseudonymised patients too.
  case patient

  package static func < (a: Clearance, b: Clearance) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How what is sent to a recipient is closed to others.
package enum RecipientEncryption: String, Sendable, Hashable, CaseIterable {
  /// Not at all, beyond the protection of the connection.
  case none
  /// Files by a password: AES-256.
  case password
}

/// Somebody to whom a pack is sent.
package struct Recipient: Sendable, Hashable {
  /// The name of the pack: the code of the organisation whose it is, `10H-practices`, or `programme`.
  package let organisation: String
  /// The address.
  package let address: MailAddress
  /// The name; empty when not given.
  package let name: String
  /// Whether addressed or copied in.
  package let role: RecipientRole
  /// Which files, in print order.
  package let formats: [PackFormat]
  /// The first day on which something may be sent; nil: always.
  package let from: CalendarDate?
  /// The last day on which something may be sent; nil: for good.
  package let until: CalendarDate?
  /// Which rows may be sent.
  package let clearance: Clearance
  /// How files are closed.
  package let encryption: RecipientEncryption
  /// The line of the file.
  package let line: Int

  /// Makes one.
  package init(
    organisation: String, address: MailAddress, name: String = "", role: RecipientRole = .to, formats: [PackFormat] = [.pdf],
    from: CalendarDate? = nil, until: CalendarDate? = nil, clearance: Clearance = .none, encryption: RecipientEncryption = .none, line: Int = 0
  ) {
    self.organisation = organisation
    self.address = address
    self.name = name
    self.role = role
    self.formats = formats
    self.from = from
    self.until = until
    self.clearance = clearance
    self.encryption = encryption
    self.line = line
  }

  /// Whether something may be sent on a day.
  package func isActive(on day: CalendarDate) -> Bool { (from.map { day >= $0 } ?? true) && (until.map { day <= $0 } ?? true) }

  /// The line as it means, whatever line it is: what was reviewed.
  package var meaning: Recipient {
    Recipient(
      organisation: organisation, address: address, name: name, role: role, formats: formats, from: from, until: until, clearance: clearance,
      encryption: encryption)
  }
}

extension MailSettings {
  /// Whether a pack may go to a domain: one that is listed for every pack, for the organisation whose pack it is, or for this pack.
  package func allows(_ domain: String, for pack: PackName) -> Bool { domains(for: pack).contains(domain) }

  /// The domains to which a pack may go.
  package func domains(for pack: PackName) -> Set<String> { Set(["*", pack.organisation, pack.text].flatMap { domains[$0] ?? [] }) }
}
