import Testing

@testable import Mail

/// Notifications with random damage: each is read or refused, and what is read keeps its promises.
struct DeliveryReportFuzzTests {
  private static let samples = ["postfix", "exchange", "qmail", "delayed", "forwarded", "exim"]
  private static let pieces: [[UInt8]] = [
    "\n", "\r\n", "\n\n", "--", "--b\n", ":", ";", "=", "\"", "\\", "(", ")", "boundary=", "Content-Type: multipart/report; boundary=b\n",
    "Content-Type: message/rfc822\n\n", "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n",
    "\n\nFinal-Recipient: rfc822; ",
    "Action: ", "Status: ", "<", ">", "@", "\0", " ", "\t",
  ].map { Array($0.utf8) }

  /// Reads, checks, and says whether there was a report.
  private func reads(_ bytes: [UInt8]) -> Bool {
    do throws(DeliveryReportProblem) {
      let report = try DeliveryReport(bytes)
      let texts =
        [report.reportingSystem, report.originalMessageID?.text ?? ""] + report.outcomes.flatMap { [$0.recipient, $0.diagnostic, $0.status ?? ""] }
      #expect(!report.outcomes.isEmpty)
      #expect(texts.allSatisfy { $0.count <= 1000 && HeaderText.cleaned($0) == $0 }, "\(texts.map(\.debugDescription))")
      return true
    } catch {
      #expect(error.words.count < 400 && HeaderText.cleaned(error.words) == error.words, "\(error)")
      return false
    }
  }

  @Test(arguments: samples)
  func damagedSamples(_ name: String) throws {
    let good = try sampleFile(name)
    var hostile = HostileText(seed: UInt64(name.utf8.count) &* 7919 &+ UInt64(name.utf8.first ?? 0))
    var read = 0
    for round in 0..<1500 {
      var bytes = good
      for _ in 0...hostile.number(below: 6) {
        let place = hostile.number(below: max(bytes.count, 1))
        switch hostile.number(below: 6) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8(hostile.number(below: 256))
        case 1 where !bytes.isEmpty: bytes.removeSubrange(place..<min(bytes.count, place + 1 + hostile.number(below: 80)))
        case 2: bytes.insert(contentsOf: Self.pieces[hostile.number(below: Self.pieces.count)], at: min(place, bytes.count))
        case 3 where !bytes.isEmpty: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + hostile.number(below: 300))], at: 0)
        case 4 where round % 10 == 0: bytes.removeSubrange(min(place, bytes.count)...)
        default: bytes.insert(contentsOf: hostile.bytes(hostile.number(below: 4)), at: min(place, bytes.count))
        }
      }
      if reads(bytes) { read += 1 }
    }
    // Damage that always or never matters would show that the rounds test nothing.
    #expect(name == "exim" ? read == 0 : (100..<1500).contains(read), "\(read)")
  }

  @Test func randomBytesAndRandomPieces() {
    var hostile = HostileText(seed: 99)
    for _ in 0..<3000 {
      _ = reads(hostile.bytes(hostile.number(below: 400)))
      var bytes: [UInt8] = []
      for _ in 0..<hostile.number(below: 60) { bytes += Self.pieces[hostile.number(below: Self.pieces.count)] }
      _ = reads(bytes)
      _ = ContentType(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Input that is bad for a reader which goes back over what it has read.
  @Test func sizeIsTheOnlyThingThatTakesTime() {
    let shapes: [(head: String, piece: String)] = [
      ("Content-Type: multipart/report; boundary=b\n\n", "--b \n--b x\n"),
      ("Content-Type: ", "(\\\"; a=\"b\" "),
      ("Content-Type: multipart/mixed; boundary=b\n\n--b\n", "\n"),
      ("X: y\n", " a\n"),
      ("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n", "= \t"),
      ("Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n"),
      ("References: ", "<a@b> <"),
      ("Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n", "Final-Recipient: x\n"),
    ]
    for shape in shapes {
      let bytes = Array((shape.head + String(repeating: shape.piece, count: 400_000 / shape.piece.utf8.count)).utf8)
      let time = ContinuousClock().measure { _ = reads(bytes) }
      #expect(time < .seconds(10), "\(shape.head): \(time)")
    }
  }
}
