import MailAddresses
import Programme
import Quantities
import Testing

/// Who may be sent what, as `recipients.csv` and `mail` say it.
@Suite struct RecipientTests {
  private static let head = "organisation,email,name,role,formats,from,until,clearance,encryption\n"

  private func read(_ rows: String, mail: String = "domains: {\"*\": [nhs.net]}") throws -> (recipients: [Recipient], findings: [String]) {
    let loaded = try load([
      "programme.yaml": "format: 1\nname: Northern\nmail: {\(mail)}\n", "recipients.csv": Self.head + rows,
    ])
    return (try #require(loaded.programme).recipients, loaded.findings.map(line))
  }

  @Test func everyColumnIsRead() throws {
    let (recipients, findings) = try read(
      "10H,Jane.Doe@NHS.net,\"Doe, Jane\",cc,html pdf,2016-01-01,31/12/2016,patient,password\nprogramme,b@nhs.net,,,,,,,\n")
    #expect(findings == [])
    #expect(recipients.count == 2)
    let jane = recipients[0]
    #expect(jane.address.text == "Jane.Doe@nhs.net" && jane.address.key == "jane.doe@nhs.net" && jane.name == "Doe, Jane")
    // Files in print order, whatever order they are named in.
    #expect(jane.role == .cc && jane.formats == [.pdf, .html] && jane.clearance == .patient && jane.encryption == .password)
    func active(_ day: String) -> Bool { jane.isActive(on: CalendarDate(iso: day)!) }
    #expect([active("2015-12-31"), active("2016-01-01"), active("2016-12-31"), active("2017-01-01")] == [false, true, true, false])
    let board = recipients[1]
    #expect(board.role == .to && board.formats == [.pdf] && board.clearance == .none && board.encryption == .none && board.from == nil)
  }

  /// A field that cannot be read takes the whole line away: a wrong end date is not “for good”, and a clearance that nobody knows is none.
  @Test(arguments: [
    ("10H,jane@nhs.net,,bcc,,,,,", "role"), ("10H,jane@nhs.net,,,docx,,,,", "formats"), ("10H,jane@nhs.net,,,,soon,,,", "from"),
    ("10H,jane@nhs.net,,,,,31/31/2016,,", "until"), ("10H,jane@nhs.net,,,,,,all,", "clearance"), ("10H,jane@nhs.net,,,,,,,yes", "encryption"),
    ("10H,jane@nhs.net,,,,2016-02-01,2016-01-31,,", "until"), ("10H,\"jane@nhs.net, joe@nhs.net\",,,,,,,", "email"),
    ("10H,jane@nhs.net\u{7F},,,,,,,", "email"), ("10H,\"jane@nhs.net\nBcc: joe@nhs.net\",,,,,,,", "email"), ("10H,jane,,,,,,,", "email"),
  ])
  func aLineThatIsNotClearIsLeftOut(_ row: String, _ field: String) throws {
    let (recipients, findings) = try read(row + "\n10Y,good@nhs.net,,,,,,,\n")
    #expect(recipients.map(\.address.text) == ["good@nhs.net"])
    #expect(findings.count == 1 && findings[0].contains("(\(field))") && findings[0].contains("error"), "\(findings)")
  }

  @Test func anAddressStandsOnceForEachPack() throws {
    let (recipients, findings) = try read("10H,jane@nhs.net,,,,,,,\n10H,JANE@nhs.net,,,,,,,\n10Y,jane@nhs.net,,,,,,,\n")
    #expect(recipients.map(\.organisation) == ["10H", "10Y"])
    #expect(findings.count == 1 && findings[0].contains("PROG-009"), "\(findings)")
  }

  @Test func domainsAreThoseOfTheOrganisation() throws {
    let mail = "domains: {10H: [Chiltern.example.nhs.uk], \"*\": [nhs.net]}"
    let (recipients, findings) = try read(
      "10H,a@chiltern.example.nhs.uk,,,,,,,\n10Y,a@chiltern.example.nhs.uk,,,,,,,\n10Y,a@nhs.net,,,,,,,\n10H,a@sub.nhs.net,,,,,,,\n", mail: mail)
    #expect(recipients.count == 4)
    #expect(findings.map { $0.prefix(21) } == ["recipients.csv:3 (ema", "recipients.csv:5 (ema"])
    #expect(findings.allSatisfy { $0.contains("PROG-020") }, "\(findings)")
    let settings = try #require(
      try load(["programme.yaml": "format: 1\nname: N\nmail: {\(mail)}\n"]).programme
    ).configuration.mail
    #expect(settings.allows("chiltern.example.nhs.uk", for: "10H") && !settings.allows("chiltern.example.nhs.uk", for: "10Y"))
    #expect(settings.allows("nhs.net", for: "10Y") && !settings.allows("evil-nhs.net", for: "10Y") && !settings.allows("x.nhs.net", for: "10Y"))
  }

  @Test func rowsWithoutAPasswordAreSaid() throws {
    let (recipients, findings) = try read("10H,jane@nhs.net,,,,,,practice,\n")
    #expect(recipients.count == 1)
    #expect(findings.count == 1 && findings[0].contains("PROG-021") && findings[0].contains("rows of a practice go encrypted alone"), "\(findings)")
  }
}
