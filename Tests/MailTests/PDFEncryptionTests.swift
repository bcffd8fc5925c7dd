import Foundation
import TestSupport
import Testing

@testable import Mail

/// An encrypted PDF opens with its password in other programs and not without, and is otherwise the same.
struct PDFEncryptionTests {
  private let password = "correct horse battery"
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func otherProgramsOpenItWithThePasswordAlone() throws {
    let plain = SamplePDF.make()
    let plainFile = try folder.file("plain.pdf", plain)
    let file = try folder.file("pack.pdf", try encryptedPDF(plain, password: Secret(password)))
    let facts = try ProtectionTool.run("qpdf", "--show-encryption", "--password-file=-", file, input: password)
    #expect(facts.status == 0, "\(facts.error)")
    for line in [
      "R = 6", "stream encryption method: AESv3", "string encryption method: AESv3", "file encryption method: AESv3", "User password = \(password)",
      "Supplied password is user password", "extract for accessibility: allowed", "extract for any purpose: not allowed",
      "print low resolution: allowed", "print high resolution: allowed", "modify document assembly: not allowed", "modify forms: not allowed",
      "modify annotations: not allowed", "modify other: not allowed", "modify anything: not allowed",
    ] { #expect(facts.output.contains(line), "\(line) is not in \(facts.output)") }
    // The user's password is not the owner's, who may lift what is not allowed.
    #expect(!facts.output.contains("Supplied password is owner password"))
    #expect(try ProtectionTool.run("qpdf", "--check", "--password-file=-", file, input: password).status == 0)

    let decrypted = folder.path + "/decrypted.pdf"
    #expect(try ProtectionTool.run("qpdf", "--decrypt", "--password-file=-", file, decrypted, input: password).status == 0)
    let text = try ProtectionTool.run("pdftotext", "-layout", plainFile, "-").output
    #expect(text.contains(SamplePDF.text(1)) && text.contains(SamplePDF.text(3)))
    #expect(try ProtectionTool.run("pdftotext", "-layout", decrypted, "-").output == text)
    #expect(try ProtectionTool.run("pdftotext", "-layout", "-upw", password, file, "-").output == text)
    let information = try ProtectionTool.run("pdfinfo", "-upw", password, file)
    #expect(information.output.contains("A pack for 10H") && information.output.contains("Pages:           3"))
    #expect(information.output.contains("print:yes copy:no change:no addNotes:no algorithm:AES-256"))
  }

  @Test(arguments: ["", "Correct horse battery", "correct horse batter", "correct horse battery "])
  func otherPasswordsAreRefused(_ wrong: String) throws {
    let file = try folder.file("pack.pdf", try encryptedPDF(SamplePDF.make(), password: Secret(password)))
    let refused = try ProtectionTool.run("qpdf", "--decrypt", "--password=\(wrong)", file, folder.path + "/decrypted.pdf")
    #expect(refused.status == 2 && refused.error.contains("invalid password"), "\(refused)")
    #expect(try ProtectionTool.run("pdfinfo", "-upw", wrong, file).error.contains("Incorrect password"))
  }

  @Test func nothingOfItIsReadableAndNoTwoAreAlike() throws {
    let plain = SamplePDF.make(title: "Thames Valley secret title")
    let first = try encryptedPDF(plain, password: Secret(password))
    let second = try encryptedPDF(plain, password: Secret(password))
    #expect(first != second)
    func has(_ bytes: [UInt8], _ text: String) -> Bool { Data(bytes).range(of: Data(text.utf8)) != nil }
    #expect(has(plain, "Thames Valley secret title"))
    for bytes in [first, second] { #expect(!has(bytes, "Thames Valley") && !has(bytes, password)) }
    // What says whether metadata of other programs' PDFs are encrypted is itself readable, and no means yes.
    for bytes in [first, second] { #expect(!has(bytes, "/EncryptMetadata false")) }
  }

  @Test func lettersWithAccentsOpenIt() throws {
    let password = "Cŵn bach £12 naïve"
    let file = try folder.file("pack.pdf", try encryptedPDF(SamplePDF.make(pages: 1), password: Secret(password)))
    #expect(try ProtectionTool.run("pdftotext", "-upw", password, file, "-").output.contains(SamplePDF.text(1)))
    #expect(try ProtectionTool.run("qpdf", "--check", "--password=\(password)", file).status == 0)
  }

  @Test func whatIsNoWholePDFIsRefused() throws {
    let password = Secret(password)
    let plain = SamplePDF.make()
    for bytes in [[], Array("no PDF".utf8), Array(plain.prefix(plain.count / 2)), Array(plain.dropLast(40))] {
      #expect { _ = try encryptedPDF(bytes, password: password) } throws: { error in
        if case ProtectionError.damagedPDF(let reason) = error { !reason.isEmpty } else { false }
      }
    }
    let encrypted = try encryptedPDF(plain, password: password)
    #expect(throws: ProtectionError.encryptedAlready) { _ = try encryptedPDF(encrypted, password: password) }
    // One that opens with the empty password is encrypted all the same.
    let open = folder.path + "/open.pdf"
    let made = try ProtectionTool.run("qpdf", "--encrypt", "", "owner", "256", "--", try folder.file("plain.pdf", plain), open)
    #expect(made.status == 0, "\(made.error)")
    #expect(throws: ProtectionError.encryptedAlready) {
      _ = try encryptedPDF(Array(Data(contentsOf: URL(fileURLWithPath: open))), password: password)
    }
  }

  @Test func everyOffsetOfADamagedPDFIsSurvived() throws {
    let plain = SamplePDF.make(pages: 1)
    var generator = SeededGenerator(seed: 4)
    var refused = 0
    for _ in 0..<200 {
      var bytes = plain
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      do throws(ProtectionError) { _ = try encryptedPDF(bytes, password: Secret(password)) } catch { refused += 1 }
    }
    #expect(refused > 20)
  }

  @Test func manyAtOnceAreAllGood() async throws {
    let password = password
    try await withThrowingTaskGroup(of: Void.self) { group in
      for pages in 1...16 {
        group.addTask {
          let bytes = try encryptedPDF(SamplePDF.make(pages: pages), password: Secret(password))
          let folder = try TemporaryFolder()
          let file = try folder.file("pack.pdf", bytes)
          #expect(try ProtectionTool.run("qpdf", "--show-npages", "--password=\(password)", file).output == "\(pages)\n")
        }
      }
      try await group.waitForAll()
    }
  }
}

/// What a password of files may be.
struct PasswordFaultTests {
  @Test func passwordsThatAreTheSameEverywhereAreTaken() {
    for text in [
      "12345678", "correct horse battery", #"a"'\{}()<>%$#@!~`^&*_+=-[]|;:,.?/"#, "Cŵn bach £12", "Straße 17 é", "Ἀθήνα καλῶς", "Москва 2016",
      "“10H – Oxford”",
      String(repeating: "x", count: 127), "100 € a day",
    ] { #expect(PasswordFault(Secret(text), for: .pdf) == nil, "\(text)") }
    #expect(PasswordFault(Secret(String(repeating: "x", count: 99)), for: .zip) == nil)
  }

  @Test func othersAreRefusedByTheirRule() {
    #expect(PasswordFault(Secret(""), for: .pdf) == .tooShort)
    #expect(PasswordFault(Secret("1234567"), for: .pdf) == .tooShort)
    #expect(PasswordFault(Secret(String(repeating: "x", count: 128)), for: .pdf) == .tooLong(limit: 127))
    #expect(PasswordFault(Secret(String(repeating: "é", count: 64)), for: .pdf) == .tooLong(limit: 127))
    #expect(PasswordFault(Secret(String(repeating: "x", count: 100)), for: .zip) == .tooLong(limit: 99))
    #expect(PasswordFault(Secret(" correct horse"), for: .pdf) == .outerSpace)
    #expect(PasswordFault(Secret("correct horse "), for: .pdf) == .outerSpace)
    #expect(PasswordFault(Secret("Cŵn bach 12"), for: .zip) == .notASCII)
    // A tab, an escape, a delete, a no-break space, a soft hyphen, a joiner, a mark of its own, a ligature, a superscript, a full-width letter, the signs
    // of the kelvin and the ångström, an accent that Greek has twice, a letter of Hebrew, an emoji, a private character.
    for character in [
      "\t", "\u{1B}", "\u{7F}", "\u{0}", "\u{A0}", "\u{AD}", "\u{200B}", "e\u{301}", "\u{FB01}", "²", "\u{FF21}", "\u{212A}", "\u{212B}", "\u{1F71}",
      "\u{5D0}",
      "😀", "\u{E000}",
    ] { #expect(PasswordFault(Secret("correct\(character)horse"), for: .pdf) == .character, "\(character.unicodeScalars.map(\.value))") }
  }

  /// Foundation's normalisation, of a later Unicode, leaves every character alone that a password may have.
  @Test func whatIsTakenIsLeftAloneByNormalisation() throws {
    let taken = (0x20...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter {
      PasswordFault(Secret("aaaa\($0)aaaa"), for: .pdf) == nil
    }
    #expect(taken.count > 900 && taken.contains("ŵ") && taken.contains("€"))
    for scalar in taken {
      #expect(String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars.elementsEqual([scalar]), "\(scalar.value)")
    }
  }

  @Test func noErrorHoldsThePassword() {
    let secret = "tango\u{7}whisky"
    let error = #expect(throws: ProtectionError.self) { _ = try encryptedPDF([], password: Secret(secret)) }
    for text in ["\(String(describing: error))", "\(String(reflecting: error))", error?.description ?? "tango"] {
      #expect(!text.contains("tango") && !text.contains("whisky"))
    }
  }
}
