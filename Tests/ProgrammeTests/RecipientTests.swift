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
    let (chiltern, aylesbury) = (PackName(.commissioner, "10H"), PackName(.commissioner, "10Y"))
    #expect(settings.allows("chiltern.example.nhs.uk", for: chiltern) && !settings.allows("chiltern.example.nhs.uk", for: aylesbury))
    #expect(settings.allows("nhs.net", for: aylesbury) && !settings.allows("evil-nhs.net", for: aylesbury))
    #expect(!settings.allows("x.nhs.net", for: aylesbury))
  }

  private let practices = "code,name,commissioner\nK80001,Brook Health Centre,10H\n"

  /// A pack by practice is its commissioner's: it goes to the commissioner's domains, and to domains of its own to which nothing else of the commissioner goes.
  @Test func packsByPracticeHaveTheirCommissionersDomainsAndTheirOwn() throws {
    let mail = "domains: {10H: [chiltern.nhs.uk], 10H-practices: [brook.nhs.uk], 10Y: [aylesbury.nhs.uk]}"
    let loaded = try load([
      "programme.yaml": "format: 1\nname: Northern\nmail: {\(mail)}\n", "organisations/practices.csv": practices,
      "recipients.csv": Self.head
        + ["10H-practices,a@chiltern.nhs.uk", "10H-practices,b@brook.nhs.uk", "10H-practices,c@aylesbury.nhs.uk", "10H,d@brook.nhs.uk"]
        .map { "\($0),,,,,,practice,password\n" }.joined(),
    ])
    #expect(
      loaded.findings.map(line) == [
        "recipients.csv:4 (email) PROG-020 warning: no pack of 10H-practices may go to aylesbury.nhs.uk; nothing is sent to this address | its domains are brook.nhs.uk, chiltern.nhs.uk",
        "recipients.csv:5 (email) PROG-020 warning: no pack of 10H may go to brook.nhs.uk; nothing is sent to this address | its domains are chiltern.nhs.uk",
      ])
    let organisations = try #require(loaded.programme).organisations
    #expect(organisations.packNames.map(\.text) == ["10H", "10Y", "RAS", "RQM", "10H-practices", "programme"])
    #expect(organisations.packs(named: "10H-practices") == [PackName(.practice, "10H")])
    // 10Y has no practice, and so no such pack; a trust never has one.
    for name in ["10Y-practices", "RQM-practices", "-practices", "10H-Practices", "10H-practices "] {
      #expect(organisations.packs(named: name) == [], "\(name)")
    }
  }

  /// The pack shows rows of practices whatever is in it: somebody without clearance is told of before anything is built.
  @Test func aPackByPracticeNeedsClearanceAndItsNameIsKnown() throws {
    let loaded = try load([
      "programme.yaml": "format: 1\nname: Northern\nmail:\n  domains:\n    \"*\": [nhs.net]\n    10H-practises: [brook.nhs.uk]\n",
      "organisations/practices.csv": practices,
      "recipients.csv": Self.head + "10H-practices,a@nhs.net,,,,,,,\n10H-practice,b@nhs.net,,,,,,practice,password\n10H,c@nhs.net,,,,,,,\n",
    ])
    let fault = "is neither an organisation of the programme nor \"programme\", nor the practices of one of its commissioners"
    #expect(
      loaded.findings.map(line) == [
        "programme.yaml:6 (mail.domains) PROG-010 warning: \"10H-practises\" \(fault) | did you mean \"10H-practices\"? else add it to the organisations",
        "recipients.csv:2 (clearance) PROG-022 warning: the pack 10H-practices shows rows of practices, and this recipient is not cleared for them; nothing is sent to this address | write practice under clearance and password under encryption",
        "recipients.csv:3 (organisation) PROG-010 warning: \"10H-practice\" \(fault) | did you mean \"10H-practices\"? else add it to the organisations",
      ])
  }

  @Test func rowsWithoutAPasswordAreSaid() throws {
    let (recipients, findings) = try read("10H,jane@nhs.net,,,,,,practice,\n")
    #expect(recipients.count == 1)
    #expect(findings.count == 1 && findings[0].contains("PROG-021") && findings[0].contains("rows of a practice go encrypted alone"), "\(findings)")
  }
}
