import Findings
import MailAddresses
import Quantities

private enum Columns {
  static let organisation = Column(
    "organisation", FieldKind<String>(expectation: "a code without spaces") { isOneLine($0) && !$0.contains(" ") ? $0 : nil },
    "Which pack: the code of the organisation whose it is, such as `10H`; `10H-practices` for the pack of its GP practices; or `programme`.")
  static let email = Column("email", .text, "The address: one, plain, such as jane.doe@nhs.net.")
  static let name = Column(
    "name", FieldKind<String>(expectation: "a name of one line") { isOneLine($0) && $0.utf8.count <= 200 ? $0 : nil }, isNeeded: false,
    "The recipient’s name, one line.")
  static let role = Column(
    "role", FieldKind<RecipientRole>.choice, isNeeded: false, "`to`, or `cc` for a copy; blank: `to`. Where it is seen, `mail.addressees` says.")
  static let formats = Column(
    "formats",
    FieldKind<[PackFormat]>(expectation: "some of \(PackFormat.allCases.map(\.rawValue).joined(separator: ", ")), with spaces between") { text in
      let words = text.lowercased().split { $0 == " " || $0 == ";" }
      let formats = words.compactMap { PackFormat(rawValue: String($0)) }
      return formats.count == words.count ? PackFormat.allCases.filter(formats.contains) : nil
    }, isNeeded: false, "Which files, with spaces between; blank: `pdf`.")
  static let from = Column("from", .date, isNeeded: false, "The first day on which a pack may be sent; blank: always.")
  static let until = Column("until", .date, isNeeded: false, "The last day on which a pack may be sent; blank: for good.")
  static let clearance = Column(
    "clearance", FieldKind<Clearance>.choice, isNeeded: false,
    "Which rows the recipient may be sent beside sums: `practice`, `patient`; blank: `none`. Such rows go encrypted alone.")
  static let encryption = Column(
    "encryption", FieldKind<RecipientEncryption>.choice, isNeeded: false,
    "`password`: files are encrypted with AES-256, the password from the secrets file; blank: `none`.")
}

/// The recipients, at the path that `mail.recipients` names. A row of which any field cannot be read is left out: nobody is sent anything by a guess.
let recipientTable = TableDefinition<Recipient>(
  "recipients.csv", "To whom packs are sent, at the path that `mail.recipients` names: one line for each pack and address.",
  columns: [
    Columns.organisation.document, Columns.email.document, Columns.name.document, Columns.role.document, Columns.formats.document,
    Columns.from.document, Columns.until.document, Columns.clearance.document, Columns.encryption.document,
  ], uniqueBy: { "\($0.organisation), \($0.address.key)" }
) { row in
  let before = row.findings.count
  let organisation = row.needed(Columns.organisation)
  let text = row.needed(Columns.email)
  let name = row.given(Columns.name) ?? ""
  let role = row.given(Columns.role) ?? .to
  let formats = row.given(Columns.formats) ?? [.pdf]
  let from = row.given(Columns.from)
  let until = row.given(Columns.until)
  let clearance = row.given(Columns.clearance) ?? .none
  let encryption = row.given(Columns.encryption) ?? .none
  var address: MailAddress?
  if let text {
    do throws(MailAddressProblem) {
      address = try MailAddress(text)
    } catch {
      row.findings.append(
        ProgrammeCheck.badAddress.at(
          row.origin(Columns.email), value: text, "no plain address: \(error.words); the row is left out",
          hint: "write one plain address: name@domain")
      )
    }
  }
  if let from, let until, until < from {
    row.findings.append(
      ProgrammeCheck.badField.at(
        row.origin(Columns.until), value: row.text(Columns.until), "the last day is before the first; the row is left out",
        hint: "correct one of the two days"))
  }
  guard row.findings.count == before, let organisation, let address else { return nil }
  return Recipient(
    organisation: organisation, address: address, name: name, role: role, formats: formats, from: from, until: until, clearance: clearance,
    encryption: encryption, line: row.line)
}

/// What is wrong with recipients that can be read: a domain that the organisation does not have, rows of patients to somebody without a password, a pack by
/// practice to somebody who may see no practice.
func recipientFindings(_ recipients: [Recipient], _ settings: MailSettings, _ organisations: Organisations) -> [Finding] {
  var findings: [Finding] = []
  func place(_ recipient: Recipient, _ field: String) -> Origin { Origin(file: settings.recipients, line: recipient.line, field: field) }
  for recipient in recipients {
    let pack = organisations.packs(named: recipient.organisation).first
    let known = pack.map(settings.domains(for:)) ?? Set(settings.domains["*"] ?? [])
    if !known.contains(recipient.address.domain.text) {
      findings.append(
        ProgrammeCheck.foreignDomain.at(
          place(recipient, "email"), value: recipient.address.text,
          "no pack of \(recipient.organisation) may go to \(recipient.address.domain.text); nothing is sent to this address",
          hint: known.isEmpty
            ? "list the organisation’s domains in programme.yaml under mail.domains" : "its domains are \(known.sorted().joined(separator: ", "))"))
    }
    if pack?.audience == .practice, recipient.clearance == .none {
      findings.append(
        ProgrammeCheck.uncleared.at(
          place(recipient, "clearance"),
          "the pack \(recipient.organisation) shows rows of practices, and this recipient is not cleared for them; nothing is sent to this address",
          hint: "write practice under clearance and password under encryption"))
    }
    if recipient.clearance != .none, recipient.encryption == .none {
      findings.append(
        ProgrammeCheck.openRows.at(
          place(recipient, "encryption"), "rows of a \(recipient.clearance.rawValue) go encrypted alone, and this recipient has no password",
          hint: "write password under encryption, or take the clearance away"))
    }
  }
  return findings
}

/// Whether a text has no line end, control character or mark that turns the direction of what follows.
private func isOneLine(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory) }
}
