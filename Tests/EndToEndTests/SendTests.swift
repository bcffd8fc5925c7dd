import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Packs of a release, sent by the real program to real mail hosts on loopback; what the hosts saw is held against the ledger.
  struct Send {
    let base: ReleasedProgramme
    let folder: TemporaryFolder

    init() throws {
      base = try ReleasedProgramme.made.get()
      folder = try TemporaryFolder()
    }

    var codes: [String] { base.commissioners + base.providers + ["programme"] }
    var everyAddress: [String] { codes.flatMap { ["copy@\($0.lowercased()).packs.test", "lead@\($0.lowercased()).packs.test"] }.sorted() }

    struct Checked: Decodable {
      var file: String
      var sha256: String
      var from: String
      var to: [String]
      var cc: [String]
      var subject: String
      var id: String
      var references: String
      var unsent: String
      var text: String
      var html: String
      var attachments: [String: Bool]
    }

    /// Every message of an outbox, as Python's strict parser reads it.
    func check(_ office: Office, outbox: String? = nil) throws -> [Checked] {
      let ran = try run(
        "/usr/bin/python3",
        [
          repository + "/Tests/EndToEndTests/Tools/check_outbox.py", outbox ?? office.outbox, "\(office.programme)/releases/\(office.release)",
        ])
      guard ran.status == 0 else { throw CouldNotPrepare(what: "a reading of the outbox", said: ran.said) }
      return try ran.output.split(separator: "\n").map { try JSONDecoder().decode(Checked.self, from: Data($0.utf8)) }
    }

    @Test func aDryRunWritesEachMessageAndSendsNothing() throws {
      let office = try base.copy(in: folder)
      let ran = try office.send("--dry-run")
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.contains("\(everyAddress.count) written"), "\(ran.said)")
      let messages = try check(office)
      #expect(messages.count == everyAddress.count)
      for message in messages {
        let code = try #require(codes.first { message.file.hasPrefix($0 + "_") })
        let domain = code.lowercased() + ".packs.test"
        // Nobody learns from a message who else is sent the pack.
        let own = message.file.contains("_lead@") ? "\"Lead of \(code), Zoë\" <lead@\(domain)>" : "copy@\(domain)"
        #expect(message.to == [own] && message.cc == [], "\(message)")
        #expect(message.from == "Contract Monitoring – Büro <packs@office.packs.test>")
        let period = base.release.prefix { $0 != "-" || true }.split(separator: "/")
        let stem = "\(code)_\(period[0])_\(period[1].prefix(3))"
        let files = message.file.contains("_lead@") ? [stem + ".pdf"] : [stem + ".html", stem + ".pdf"]
        #expect(message.attachments.keys.sorted() == files && message.attachments.values.allSatisfy { $0 }, "\(message)")
        #expect(message.subject.contains(code) && message.text.contains(code) && message.html.contains(code))
        #expect(message.id.hasSuffix("@office.packs.test>"))
      }
      #expect(Set(messages.map(\.id)).count == messages.count)
      let page = try String(contentsOfFile: office.outbox + "/index.html", encoding: .utf8)
      for code in codes { #expect(page.contains("id=\"pack-\(code)\"")) }
      #expect(page.components(separatedBy: "data:image/png;base64,").count == codes.count + 1)
      #expect(!FileManager.default.fileExists(atPath: office.programme + "/archive/ledger.sqlite"))
      #expect(try office.sent().output == "nothing was sent\n")
      // The same again, on another day's clock but for the date in each message.
      #expect(try run(builtProgram("outturn"), ["verify", "--programme", office.programme]).status == 0)
    }

    /// Where the programme says so, the head names everybody who is sent the pack; each is sent a message of their own all the same.
    @Test func theHeadNamesAllWhereTheProgrammeSaysSo() throws {
      let office = try base.copy(in: folder, mail: [("  from: packs@office", "  addressees: all\n  from: packs@office")])
      #expect(try office.send("--dry-run").status == 0)
      let messages = try check(office)
      #expect(messages.count == everyAddress.count)
      for message in messages {
        let code = try #require(codes.first { message.file.hasPrefix($0 + "_") })
        let domain = code.lowercased() + ".packs.test"
        #expect(message.to == ["\"Lead of \(code), Zoë\" <lead@\(domain)>"] && message.cc == ["copy@\(domain)"], "\(message)")
      }
    }

    @Test func eachRecipientGetsExactlyItsOwnPackOnce() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let ran = try office.send()
      #expect(ran.status == 0, "\(ran.said)")
      let seen = try host.messages()
      #expect(seen.map(\.recipient).sorted() == everyAddress)
      let written = try check(office)
      for (recipient, digest) in seen {
        let message = try #require(written.first { $0.sha256 == digest }, "\(recipient) got what the outbox does not have")
        #expect(message.file.hasSuffix("_\(recipient).eml"))
      }
      #expect(Set(try office.states().values) == ["sent"])
      let again = try office.send("--failed")
      #expect(again.status == 0 && again.output.contains("\(everyAddress.count) already sent"), "\(again.said)")
      #expect(try host.messages().count == everyAddress.count)
      let verified = try run(builtProgram("outturn"), ["verify", "--programme", office.programme])
      #expect(verified.status == 0 && verified.output.contains("ledger: "), "\(verified.said)")
      // The README's check with sqlite3 and sha256sum alone.
      let readme = try String(contentsOfFile: repository + "/README.md", encoding: .utf8)
      let start = try #require(readme.range(of: "db=archive/archive.sqlite; work="))
      let end = try #require(readme.range(of: "rm -r $work", range: start.lowerBound..<readme.endIndex))
      let checked = try run("/bin/bash", ["-e", "-c", String(readme[start.lowerBound..<end.upperBound])], in: office.programme)
      #expect(checked.status == 0 && checked.output.contains("ledger: ok"), "\(checked.said)")
    }

    /// Lines of recipients for one organisation's pack, at a domain that every pack may go to.
    func lines(_ code: String, _ locals: [String]) -> String {
      locals.map { "\(code),\($0)@everyone.packs.test,,to,pdf,,,,\n" }.joined()
    }

    static let head = "organisation,email,name,role,formats,from,until,clearance,encryption\n"

    /// What a host says decides: what is put off is tried again, what is refused waits for --failed.
    @Test func whatIsPutOffIsTriedAgainAndWhatIsRefusedWaits() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      try office.edit("recipients.csv") { _ in Self.head + lines(base.commissioners[0], ["fine", "nobody", "full", "busy-1", "later-9"]) }
      let first = try office.send("--reviewed-by", "Len")
      #expect(first.status == 75, "\(first.said)")
      func state(_ local: String) throws -> String? { try office.states()["\(local)@everyone.packs.test"] }
      for (local, wanted) in ["fine": "sent", "nobody": "failed", "full": "failed", "busy-1": "sent", "later-9": "deferred"] {
        #expect(try state(local) == wanted, "\(local)")
      }
      #expect(try office.sent().status == 75)
      func count(_ local: String) throws -> Int { try host.messages().count { $0.recipient == "\(local)@everyone.packs.test" } }
      let second = try office.send("--reviewed-by", "Len")
      #expect(second.status == 75 && second.errors.contains("--failed"), "\(second.said)")
      let third = try office.send("--reviewed-by", "Len", "--failed")
      #expect(third.status == 75, "\(third.said)")
      #expect(try count("fine") == 1 && count("busy-1") == 1 && count("nobody") == 0 && count("full") == 0 && count("later-9") == 0)
      let refused = try #require(try office.ledger().first { ($0["address"] as? String)?.hasPrefix("nobody@") == true })
      let events = try #require(refused["events"] as? [[String: Any]]).compactMap { $0["event"] as? String }
      #expect(events == ["built", "approved", "queued", "sending", "failed", "requeued", "sending", "failed"])
      let late = try #require(try office.ledger().first { $0["state"] as? String == "deferred" }?["number"] as? Int)
      let withdrawn = try office.sent("--withdraw", "\(late)", "--by", "Ann", "--reason", "too late")
      #expect(withdrawn.status == 0 && withdrawn.output.contains("withdrawn"), "\(withdrawn.said)")
      #expect(try office.sent().status == 0)
      #expect(try office.send("--reviewed-by", "Len").status == 1)
    }

    /// The host takes the message and the connection breaks before it says so: a person decides, and nobody else.
    @Test func whatNobodyKnowsIsNeverSentAgainWithoutAPerson() throws {
      let host = try MailHost("--kind", "small")
      let office = try base.copy(in: folder, port: host.port)
      try office.edit("recipients.csv") { _ in Self.head + lines(base.commissioners[0], ["dot", "fine", "middle"]) }
      let first = try office.send("--reviewed-by", "Len")
      #expect(first.status != 0, "\(first.said)")
      let states = try office.states()
      #expect(states["dot@everyone.packs.test"] == "unknown" && states["fine@everyone.packs.test"] == "sent", "\(states)")
      // The connection broke within the message. A short one was given whole by then, and then nobody knows either.
      #expect(["deferred", "unknown"].contains(states["middle@everyone.packs.test"]), "\(states)")
      let number = try #require(try office.ledger().first { ($0["address"] as? String)?.hasPrefix("dot@") == true }?["number"] as? Int)
      func count(_ local: String) throws -> Int { try host.messages().count { $0.recipient == "\(local)@everyone.packs.test" } }
      #expect(try count("dot") == 1)
      let second = try office.send("--reviewed-by", "Len", "--failed")
      #expect(second.errors.contains("outturn sent --settle \(number)"), "\(second.said)")
      #expect(try count("dot") == 1 && count("fine") == 1)
      let settled = try office.sent("--settle", "\(number)", "--as", "sent", "--by", "Ann", "--reason", "she has it")
      #expect(settled.status == 0 && settled.output.contains("settled as sent") && settled.output.contains("she has it"), "\(settled.said)")
      #expect(try office.sent("--settle", "\(number)", "--as", "not-sent", "--by", "Ann").status == 1)
      #expect(try office.sent("--settle", "9999", "--as", "sent", "--by", "Ann").status == 66)
      let events = try #require(try office.ledger().first { $0["number"] as? Int == number }?["events"] as? [[String: Any]])
      #expect(events.compactMap { $0["event"] as? String } == ["built", "approved", "queued", "sending", "unknown", "settled"])
      #expect(events[1]["words"] as? String == "Ann, Len, with the release; Len for the recipient")
      // A ledger that was put back to an earlier day knows less than the outbox, and nothing goes.
      let older = try TemporaryFolder()
      let kept = try run("/bin/cp", ["-a", office.programme + "/archive", older.path + "/archive"])
      #expect(kept.status == 0)
      try office.edit("recipients.csv") { $0 + lines(base.commissioners[1], ["later"]) }
      #expect(try office.send("--reviewed-by", "Len", "--only", base.commissioners[1]).status == 0)
      _ = try run(
        "/bin/bash",
        [
          "-c",
          "chmod -R u+w '\(office.programme)/archive'; rm -r '\(office.programme)/archive'; cp -a '\(older.path)/archive' '\(office.programme)/archive'",
        ])
      let restored = try office.send("--reviewed-by", "Len")
      #expect(restored.status == 65 && restored.errors.contains("outbox/ledger-seen"), "\(restored.said)")
    }

    @Test func aThousandRecipientsAndAProcessKilledAgainAndAgain() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let csv = Self.head + (0..<1_000).map { lines((base.commissioners + base.providers)[$0 % 6], ["reader-\($0)"]) }.joined()
      try office.edit("recipients.csv") { _ in csv }
      var dice = SeededGenerator(seed: 77)
      var killed = 0
      var runs = 0
      while runs < 40 {
        runs += 1
        let running = try RunningCommand(
          builtProgram("outturn"), ["send", "--release", office.release, "--programme", office.programme, "--reviewed-by", "Ann", "--quiet"])
        let started = Date()
        if killed < 6 {
          // Somewhere between the first messages and the last.
          let wanted = host.lineCount + Int.random(in: 1...150, using: &dice)
          while host.lineCount < wanted, Date().timeIntervalSince(started) < 20, running.process.isRunning { Thread.sleep(forTimeInterval: 0.005) }
          running.send(SIGKILL)
        }
        let ran = try running.finish()
        if ran.status == 128 + SIGKILL { killed += 1 } else { break }
        // The person asks the host what it has of those that nobody knows of, and says so.
        let has = Set(try host.messages().map(\.recipient))
        let unknown = try office.ledger().filter { $0["state"] as? String == "unknown" }
        #expect(unknown.count <= 1, "one message at a time is on its way")
        for message in unknown {
          let (number, address) = (try #require(message["number"] as? Int), try #require(message["address"] as? String))
          let said = try office.sent("--settle", "\(number)", "--as", has.contains(address) ? "sent" : "not-sent", "--by", "Ann")
          #expect(said.status == 0, "\(said.said)")
        }
      }
      #expect(killed == 6, "\(runs) runs")
      let seen = try host.messages()
      #expect(seen.count == 1_000 && Set(seen.map(\.recipient)).count == 1_000)
      let states = try office.states()
      #expect(states.count == 1_000 && states.values.allSatisfy { $0 == "sent" || $0 == "settled as sent" })
      // Each got the message that the outbox has for it.
      let sums = try run("/bin/bash", ["-c", "sha256sum *.eml"], in: office.outbox)
      let written = Dictionary(sums.output.split(separator: "\n").map { (String($0.prefix(64)), String($0.dropFirst(66))) }, uniquingKeysWith: { $1 })
      for (recipient, digest) in seen { #expect(written[digest]?.hasSuffix("_\(recipient).eml") == true, "\(recipient)") }
      #expect(try run(builtProgram("outturn"), ["verify", "--programme", office.programme]).status == 0)
    }

    @Test func whoIsNotSignedForOrAtAStrangeDomainGetsNothing() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let (first, second) = (base.commissioners[0], base.commissioners[1])
      try office.edit("recipients.csv") {
        $0 + "\(first),new@everyone.packs.test,,to,pdf,,,,\n\(first),lead@\(second.lowercased()).packs.test,,to,pdf,,,,\n"
          + "\(first),past@everyone.packs.test,,to,pdf,,2015-01-01,,\n"
      }
      let ran = try office.send("--only", first)
      #expect(ran.status == 1, "\(ran.said)")
      #expect(ran.errors.contains("new@everyone.packs.test") && ran.errors.contains("--reviewed-by"), "\(ran.said)")
      #expect(ran.errors.contains("is not among the domains of \(first)"), "\(ran.said)")
      #expect(ran.errors.contains("past@everyone.packs.test: not sent on this day"), "\(ran.said)")
      #expect(try host.messages().map(\.recipient).sorted() == ["copy@\(first.lowercased()).packs.test", "lead@\(first.lowercased()).packs.test"])
      #expect(try office.send("--only", first, "--reviewed-by", "Nobody").errors.contains("is not among the approvers"))
      #expect(try office.send("--only", "ZZZ").errors.contains("--only names no organisation"))
      #expect(try office.send("--only", first, "--reviewed-by", "Ann").status == 1)
      #expect(try host.messages().last?.recipient == "new@everyone.packs.test")
      // A release that is not as it was released is not sent.
      let path = "\(office.programme)/releases/\(office.release)/packs/commissioners/\(second)"
      let pdf = try #require(try filePaths(below: path).first { $0.hasSuffix(".pdf") })
      _ = try run("/bin/chmod", ["-R", "u+w", path])
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path + "/" + pdf))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path + "/" + pdf))
      let before = try host.messages().count
      let spoiled = try office.send()
      #expect(spoiled.status == 1 && spoiled.errors.contains("is not as it was released"), "\(spoiled.said)")
      #expect(try host.messages().count == before)
    }

    @Test func aRehearsalGoesToOneInboxAndChangesNothing() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let ran = try office.send("--to-test", "me@everyone.packs.test")
      #expect(ran.status == 0 && ran.output.contains("\(everyAddress.count) rehearsed"), "\(ran.said)")
      let seen = try host.messages()
      #expect(seen.count == everyAddress.count && Set(seen.map(\.recipient)) == ["me@everyone.packs.test"])
      let messages = try check(office, outbox: office.outbox + "/test")
      for message in messages {
        #expect(message.to == ["me@everyone.packs.test"] && message.cc == [])
        #expect(message.subject.hasPrefix("[For ") && everyAddress.contains { message.subject.contains($0) })
      }
      #expect(try office.ledger().isEmpty, "a test binds nothing")
      #expect(try office.send().status == 0)
      #expect(try host.messages().count == 2 * everyAddress.count)
      let elsewhere = try TemporaryFolder()
      let strange = try base.copy(
        in: elsewhere, mail: [("host: localhost", "host: mail.packs.test"), ("security: none", "security: starttls")])
      let refused = try strange.send("--to-test", "me@gmail.test")
      #expect(refused.status == 1 && refused.errors.contains("gmail.test"), "\(refused.said)")
    }

    /// What a person may get wrong: an empty variable, a line that cannot be read, formats changed in between, a code that means another by now.
    @Test func slipsOfTheHandWidenNothing() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let (first, second) = (base.commissioners[0], base.commissioners[1])
      for empty in ["", ",", " , "] {
        let ran = try office.send("--only", empty)
        #expect(ran.status == 64 && ran.errors.contains("--only names no organisation"), "\(ran.said)")
      }
      #expect(try office.send("--only", " \(first) , \(second)", "--dry-run").status == 0)
      // A day of one's own choosing brings no past recipient back.
      #expect(try office.send("--as-at", "2016-03-14").errors.contains("packs are sent today"))
      // A line that cannot be read is somebody who may be waiting.
      let recipients = try String(contentsOfFile: office.programme + "/recipients.csv", encoding: .utf8)
      try office.edit("recipients.csv") { _ in
        Self.head + lines(first, ["busy-1"]) + "\(first),a@x.test;b@x.test,,to,pdf,,,,\n\(first),c@everyone.packs.test,\"A\u{1B}[31m\",to,pdf,,,,\n"
      }
      let dropped = try office.send("--reviewed-by", "Ann", "--dry-run")
      #expect(dropped.status == 1 && dropped.errors.contains("line 3") && dropped.errors.contains("line 4"), "\(dropped.said)")
      #expect(!dropped.said.contains("\u{1B}"))
      // Formats changed between two runs: the release goes once.
      try office.edit("programme.yaml") { $0.replacing("  retry_seconds: [0]\n", with: "  retry_seconds: []\n") }
      try office.edit("recipients.csv") { _ in Self.head + lines(first, ["busy-1"]) }
      #expect(try office.send("--reviewed-by", "Ann").status == 75)
      try office.edit("recipients.csv") { $0.replacing(",pdf,", with: ",pdf html,") }
      #expect(try office.send("--reviewed-by", "Ann").status == 0)
      try office.edit("recipients.csv") { $0.replacing(",pdf html,", with: ",pdf,") }
      let again = try office.send("--reviewed-by", "Ann")
      #expect(again.status == 1 && again.output.contains("brought other files"), "\(again.said)")
      #expect(try host.messages().count == 1)
      // A line that is gone leaves a message that waits, and it is said.
      try office.edit("recipients.csv") { _ in recipients }
      #expect(try office.send("--dry-run", "--only", second).status == 0)
      let waits = try office.send("--only", first)
      #expect(waits.errors.contains("--withdraw"), "\(waits.said)")
      // Two codes change their names: neither pack goes under the other's.
      let file = "organisations/commissioners.csv"
      let names = try String(contentsOfFile: office.programme + "/" + file, encoding: .utf8)
      let before = try host.messages().count
      try office.edit(file) {
        $0.replacing("\n\(first),", with: "\nXXX,").replacing("\n\(second),", with: "\n\(first),").replacing("\nXXX,", with: "\n\(second),")
      }
      let swapped = try office.send("--only", second)
      #expect(swapped.status == 1 && swapped.errors.contains("when \(office.release) was signed"), "\(swapped.said)")
      #expect(try host.messages().count == before)
      try office.edit(file) { _ in names }
      // A test inbox at one organisation's domain is for that organisation's pack alone.
      let test = try office.send("--to-test", "me@\(second.lowercased()).packs.test")
      #expect(test.status == 1 && test.output.contains("2 rehearsed"), "\(test.said)")
      // A link that somebody planted is not followed.
      let victim = folder.path + "/victim"
      try "mine".write(toFile: victim, atomically: true, encoding: .utf8)
      try FileManager.default.createSymbolicLink(
        atPath: office.outbox + "/\(second)_lead@\(second.lowercased()).packs.test.eml.new", withDestinationPath: victim)
      #expect(try office.send("--only", second).status == 0)
      #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine")
      // What the outbox remembers of the ledger is not lost by being unreadable.
      try "junk\n".write(toFile: office.programme + "/outbox/ledger-seen", atomically: true, encoding: .utf8)
      #expect(try office.send().status == 65)
    }

    @Test func whatWasCalledBackGoesNoMore() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let (first, second) = (base.commissioners[0], base.commissioners[1])
      #expect(try office.send("--only", first).status == 0)
      try office.edit("recipients.csv") { $0 + lines(first, ["late"]) }
      #expect(try office.sent("--recall", office.release, "--only", "zzz", "--reason", "wrong").status == 66)
      #expect(try office.sent("--recall", office.release, "--only", second, "--reason", "wrong").status == 1)
      #expect(try office.sent("--recall", office.release, "--only", first, "--reason", " ").status == 64)
      #expect(try office.sent("--recall", office.release, "--only", first, "--reason", "wrong plan").status == 0)
      let after = try office.send("--reviewed-by", "Ann", "--only", "\(first),\(second)")
      #expect(after.status == 1 && after.output.contains("was called back"), "\(after.said)")
      #expect(try host.messages().count { $0.recipient.hasPrefix("late@") } == 0)
      #expect(try office.states()["lead@\(second.lowercased()).packs.test"] == "sent")
      // A second recall leaves the drafts of the first.
      #expect(try office.sent("--recall", office.release, "--only", first, "--reason", "really").status == 0)
      #expect(try filePaths(below: office.outbox + "/recall").count == 4)
    }

    @Test func paceAndLengthOfConnectionsAreKept() throws {
      let host = try MailHost()
      let office = try base.copy(
        in: folder, port: host.port, mail: [("  from: packs@office", "  per_minute: 1200\n  per_connection: 5\n  from: packs@office")])
      let start = ContinuousClock.now
      #expect(try office.send().status == 0)
      // A twentieth of a second between two of them, at the least.
      #expect(ContinuousClock.now - start >= .milliseconds(50 * (everyAddress.count - 1)))
      let text = try String(contentsOfFile: host.folder.path + "/record.jsonl", encoding: .utf8)
      let connections = try text.split(separator: "\n").compactMap { line -> Int? in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return object?["event"] as? String == "message" ? object?["connection"] as? Int : nil
      }
      #expect(connections.count == everyAddress.count && Set(connections).count == (everyAddress.count + 4) / 5, "\(connections)")
    }

    @Test func aNotificationIsRecordedAndARecallIsForThoseWhoHaveIt() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let (first, second) = (base.commissioners[0], base.commissioners[1])
      #expect(try office.send("--only", "\(first),\(second)").status == 0)
      let message = try #require(try office.ledger().first { ($0["address"] as? String)?.hasPrefix("lead@\(first.lowercased())") == true })
      let (identity, address) = (try #require(message["message_id"] as? String), try #require(message["address"] as? String))
      let bounce = """
        From: MAILER-DAEMON@packs.test\r
        To: packs@office.packs.test\r
        Subject: Undelivered\r
        MIME-Version: 1.0\r
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r
        \r
        --b\r
        Content-Type: text/plain\r
        \r
        It did not arrive.\r
        --b\r
        Content-Type: message/delivery-status\r
        \r
        Reporting-MTA: dns; packs.test\r
        \r
        Final-Recipient: rfc822; \(address)\r
        Action: failed\r
        Status: 5.1.1\r
        Diagnostic-Code: smtp; 550 5.1.1 no such user\r
        \r
        --b\r
        Content-Type: text/rfc822-headers\r
        \r
        Message-ID: \(identity)\r
        \r
        --b--\r

        """
      let file = folder.path + "/bounce.eml"
      try bounce.write(toFile: file, atomically: true, encoding: .utf8)
      let recorded = try office.sent("--record-bounce", file)
      #expect(recorded.status == 0 && recorded.output.contains("is recorded as bounced"), "\(recorded.said)")
      #expect(try office.states()[address] == "bounced")
      #expect(try office.sent("--record-bounce", file).status == 0)
      try bounce.replacing(identity, with: "<strange@packs.test>").write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try office.sent("--record-bounce", file).status == 66)
      try "Subject: hello\r\n\r\nno report\r\n".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try office.sent("--record-bounce", file).status == 65)
      // What came back goes only where it is asked for.
      #expect(try office.send("--only", first).status == 1)
      let recall = try office.sent("--recall", office.release, "--reason", "wrong plan")
      #expect(recall.status == 0 && recall.output.contains("3 drafts; nothing is sent"), "\(recall.said)")
      let drafts = try check(office, outbox: office.outbox + "/recall")
      #expect(drafts.map(\.to).sorted { $0[0] < $1[0] }.flatMap { $0 }.allSatisfy { !$0.contains(address) } && drafts.count == 3)
      for draft in drafts {
        #expect(
          draft.unsent == "1" && draft.text.contains("wrong plan") && draft.references.hasSuffix("@office.packs.test>") && draft.attachments.isEmpty)
      }
      // What was called back is not sent again, asked for or not.
      #expect(try office.send("--only", first, "--failed").status == 1)
      #expect(try host.messages().count { $0.recipient == address } == 1)
    }

    @Test func aCorrectedVersionSaysWhatItReplaces() throws {
      let host = try MailHost()
      let office = try base.copy(in: folder, port: host.port)
      let code = base.commissioners[0]
      #expect(try office.send("--only", code).status == 0)
      let first = try office.ledger().compactMap { $0["message_id"] as? String }
      let next = try release(office, "a return was sent again")
      let old = try office.send("--only", code)
      #expect(old.status == 1 && old.errors.contains("replaces it"), "\(old.said)")
      let ran = try next.send("--only", "\(code),\(base.commissioners[1])")
      #expect(ran.status == 0, "\(ran.said)")
      for message in try check(next) {
        let isSecond = message.file.hasPrefix(code + "_")
        #expect(message.subject.hasSuffix(", corrected") == isSecond && message.text.contains("replaces \(office.release)") == isSecond)
        #expect(message.text.contains("a return was sent again") == isSecond && first.contains(message.references) == isSecond, "\(message)")
      }
    }
  }
}
