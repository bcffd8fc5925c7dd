import Foundation
import TestSupport
import Testing

@testable import Mail

/// A file of secrets is read when nobody else can read it, and no problem of it shows what is in it.
struct SecretsFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, mode: mode_t = 0o600) throws -> String {
    let path = try folder.file("secrets", Array(text.utf8))
    #expect(chmod(path, mode) == 0)
    return path
  }

  @Test func everySecretIsFound() throws {
    let file = try SecretsFile(
      path: write(
        """
        # for outturn send
        smtp_password = hunter = 2 # not a remark 
        smtp_token = ya29.a0AfH6SM= =

        smime_passphrase =  two spaces before
            # a remark further in
        pdf_password 10H = correct horse battery
        pdf_password Jane.O'Neill@ccg.example.nhs.uk = “Cŵn” = bach £12
        pdf_password a=b@ccg.example.nhs.uk = 12345678
        """))
    // All to the end of the line, the space there included.
    #expect(file.smtpPassword?.text == "hunter = 2 # not a remark ")
    #expect(file.smtpToken?.text == "ya29.a0AfH6SM= =")
    #expect(file.smimePassphrase?.text == " two spaces before")
    #expect(file.pdfPassword(for: "10H")?.text == "correct horse battery")
    #expect(file.pdfPassword(for: "jane.o'neill@CCG.example.nhs.uk")?.text == "“Cŵn” = bach £12")
    #expect(file.pdfPassword(for: "a=b@ccg.example.nhs.uk")?.text == "12345678")
    #expect(file.pdfPassword(for: "10h") == nil && file.pdfPassword(for: "") == nil)
    #expect(
      file.passwordSubjects == [
        .init(text: "10H", line: 7), .init(text: "Jane.O'Neill@ccg.example.nhs.uk", line: 8), .init(text: "a=b@ccg.example.nhs.uk", line: 9),
      ])
    var dumped = "\(file) \(String(reflecting: file))"
    dump(file, to: &dumped)
    for secret in ["hunter", "ya29", "two spaces", "horse", "bach", "12345678"] { #expect(!dumped.contains(secret), "\(dumped)") }
  }

  @Test func windowsMayHaveWrittenIt() throws {
    let file = try SecretsFile(path: write("\u{FEFF}smtp_password = hunter2\r\n\r\nsmtp_token = abc\r\n"))
    #expect(file.smtpPassword?.text == "hunter2" && file.smtpToken?.text == "abc")
    #expect(try SecretsFile(path: write("")).smtpPassword == nil)
  }

  @Test(arguments: [
    ("smtp_pasword = tango", SecretsFileProblem.Fault.unknownName(nearest: "smtp_password")),
    ("tango = whisky", .unknownName(nearest: nil)),
    ("smtp_password=tango", .noEquals), ("smtp_password = ", .noValue(name: "smtp_password")), ("smtp_password =", .noValue(name: "smtp_password")),
    ("smtp_password =tango", .noEquals), ("smtp_password =   ", .noValue(name: "smtp_password")), ("smtp_password", .noEquals), ("tango", .noEquals),
    ("= tango", .noName), (" = tango", .noName), ("=", .noName),
    ("pdf_password = tango whisky", .subject), ("pdf_password 10H 10J = tango whisky", .subject),
    ("pdf_password 10H\u{1B}[2J = tango whisky", .subject),
    ("smtp_password 10H = tango", .tooManyWords(name: "smtp_password")),
    ("smtp_password = tan\tgo", .unprintable(name: "smtp_password")), ("smtp_password = tango\u{200B}", .unprintable(name: "smtp_password")),
    ("smtp_password = tango\rwhisky", .unprintable(name: "smtp_password")), ("smtp_password = tango\u{0}", .unprintable(name: "smtp_password")),
    ("pdf_password 10H = tango", .password(.tooShort)), ("pdf_password 10H = tango whisky ", .password(.outerSpace)),
    ("pdf_password 10H = tango²whisky", .password(.character)),
  ])
  func aProblemNamesItsLineAndHidesTheValue(_ line: String, _ fault: SecretsFileProblem.Fault) throws {
    let path = try write("# first\n\(line)\nsmtp_token = abc\n")
    let error = #expect(throws: SecretError.content(path: path, [SecretsFileProblem(line: 2, fault: fault)])) { _ = try SecretsFile(path: path) }
    for text in [String(describing: error), String(reflecting: error), error?.description ?? "tango"] {
      #expect(!text.contains("tango") && !text.contains("whisky"), "\(text)")
    }
    #expect(error?.description.hasPrefix("\(path):2: ") == true)
  }

  @Test func everyProblemIsNamedAtOnce() throws {
    let path = try folder.file(
      "secrets",
      Array("smtp_token = a\nsmtp_token = b\npdf_password a@B.example = 12345678\npdf_password A@b.example = 12345678\n".utf8) + [0xFF, 10])
    #expect(chmod(path, 0o600) == 0)
    let error = #expect(throws: SecretError.self) { _ = try SecretsFile(path: path) }
    #expect(
      error?.description == """
        \(path):2: smtp_token is given on line 1 already
        \(path):4: pdf_password A@b.example is given on line 3 already
        \(path):5: the line is not UTF-8 text
        """)
  }

  @Test func anythingIsReadWithoutACrash() {
    var generator = SeededGenerator(seed: 3)
    let alphabet = Array("= \n#\tapdf_password smtp_token \r10H@\u{FEFF}é".utf8) + [0xFF, 0x00]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      var problems: [SecretsFileProblem] = []
      _ = SecretsFile(bytes, problems: &problems)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610, 0o601, 0o620, 0o777] as [mode_t]) func aFileThatOthersReachIsRefused(_ mode: mode_t) throws {
    let path = try write("smtp_password = tango\n", mode: mode)
    let error = #expect(throws: SecretError.tooOpen(path: path, mode: mode)) { _ = try SecretsFile(path: path) }
    #expect(error?.description == "\(path) may be read or changed by others (mode 0\(String(mode, radix: 8))): type chmod 600 \(path)")
  }

  @Test func itsOwnerMayHaveItReadOnly() throws {
    for mode in [0o400, 0o600, 0o700] as [mode_t] { #expect(try SecretsFile(path: write("smtp_token = abc\n", mode: mode)).smtpToken != nil) }
  }

  @Test func whatIsNoFileIsRefused() throws {
    let path = try write("smtp_password = tango\n")
    let link = folder.path + "/link"
    #expect(symlink(path, link) == 0)
    #expect(throws: SecretError.link(path: link)) { _ = try SecretsFile(path: link) }
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, folder.path, "/dev/null", folder.path + "/", "", folder.path + "/.."] {
      #expect(throws: SecretError.notAFile(path: path)) { _ = try SecretsFile(path: path) }
    }
    for path in [folder.path + "/none", folder.path + "/none/secrets"] {
      #expect(throws: SecretError.missing(path: path)) { _ = try SecretsFile(path: path) }
    }
    let large = try write(String(repeating: "#", count: SecretsFile.byteLimit + 1))
    #expect(throws: SecretError.tooLarge(path: large, limit: SecretsFile.byteLimit)) { _ = try SecretsFile(path: large) }
    #expect(try SecretsFile(path: write(String(repeating: "#", count: SecretsFile.byteLimit))).smtpToken == nil)
  }

  @Test func aFileOfSomebodyElseIsRefused() throws {
    let path = try write("smtp_password = tango\n")
    if geteuid() == 0 {
      // Root may give files away; a file of root's own is anybody's whom root runs the program as.
      #expect(try SecretsFilePlace(path: path, user: 12_345).read(limit: 100).count > 0)
      #expect(chown(path, 12_345, 12_345) == 0)
      #expect(throws: SecretError.foreignOwner(path: path, owner: 12_345)) { _ = try SecretsFile(path: path) }
    } else {
      #expect(throws: SecretError.foreignOwner(path: path, owner: geteuid())) {
        _ = try SecretsFilePlace(path: path, user: geteuid() + 1).read(limit: 100)
      }
    }
  }

  @Test func aFolderInWhichEverybodyRenamesIsRefused() throws {
    let inner = folder.path + "/it's open"
    #expect(mkdir(inner, 0o700) == 0)
    let path = inner + "/secrets"
    #expect(rename(try write("smtp_token = abc\n"), path) == 0)
    #expect(chmod(inner, 0o777) == 0)
    let error = #expect(throws: SecretError.openFolder(path: path, folder: inner)) { _ = try SecretsFile(path: path) }
    #expect(error?.description.hasSuffix("type chmod o-w '\(folder.path)/it'\\''s open'") == true, "\(error?.description ?? "")")
    #expect(chmod(inner, 0o1777) == 0)
    #expect(try SecretsFile(path: path).smtpToken != nil)
  }

  @Test func aSecretNeverPrints() {
    var bytes = Array("tango".utf8)
    let secret = Secret(taking: &bytes)
    #expect(bytes == [0, 0, 0, 0, 0] && secret.text == "tango" && secret.byteCount == 5)
    struct Holder { let inner: Secret, optional: Secret? }
    let holder = Holder(inner: secret, optional: secret)
    var text = "\(secret) \(String(reflecting: secret)) \(holder) \([secret]) \(Optional(secret) as Any) \(["a": secret])"
    dump(secret, to: &text)
    dump(holder, to: &text)
    #expect(text.contains("(secret)") && !text.contains("tango"))
    #expect(secret == Secret("tango") && secret != Secret("tang") && secret != Secret("tangos"))
    #expect(secret.withCString { String(cString: $0) } == "tango")
  }
}
