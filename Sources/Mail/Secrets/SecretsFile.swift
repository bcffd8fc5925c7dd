import Findings

/// A file of secrets, which a person writes and nobody else may read.
///
/// One secret a line, `name = value`; the value is everything after `= ` to the end of the line. Lines that are blank or begin with `#` are left out.
///
///     smtp_password = …
///     smtp_token = …
///     smime_passphrase = …
///     pdf_password 10H = correct horse battery
///     pdf_password jane@ccg.example.nhs.uk = …
package struct SecretsFile: Sendable {
  /// The names that a secret may have.
  static let names = ["smtp_password", "smtp_token", "smime_passphrase", "pdf_password"]
  /// More bytes than any file of secrets has.
  static let byteLimit = 1 << 20

  private var values: [String: Secret] = [:]
  private var passwords: [String: Secret] = [:]
  /// Whom passwords of files are for, organisations and addresses, as written and in the order of the file, each with its line: whoever knows the
  /// recipients says which of them there is not.
  package private(set) var passwordSubjects: [PasswordSubject] = []

  /// Whom a password of files is for.
  package struct PasswordSubject: Sendable, Hashable {
    /// The organisation's code or the recipient's address, as written.
    package let text: String
    /// The line, from 1.
    package let line: Int
  }

  /// The password of the mail server's user.
  package var smtpPassword: Secret? { values["smtp_password"] }
  /// The OAuth 2 token of the mail server's user.
  package var smtpToken: Secret? { values["smtp_token"] }
  /// The passphrase of the key that signs mail.
  package var smimePassphrase: Secret? { values["smime_passphrase"] }

  /// The password of files for an organisation or an address; nil where the file has none.
  ///
  /// - Parameter subject: an organisation's code, or an address in whatever case.
  package func pdfPassword(for subject: String) -> Secret? { passwords[Self.key(subject)] }

  /// Reads a file and sees that nobody but its owner can.
  ///
  /// - Throws: `SecretError`.
  package init(path: String) throws(SecretError) {
    var bytes = try SecretsFilePlace(path: path).read(limit: Self.byteLimit)
    defer { overwrite(&bytes) }
    var problems: [SecretsFileProblem] = []
    self.init(bytes, problems: &problems)
    guard problems.isEmpty else { throw .content(path: path, problems) }
  }

  /// Reads the text of a file.
  init(_ bytes: [UInt8], problems: inout [SecretsFileProblem]) {
    var firstLines: [String: Int] = [:]
    // Some editors of Windows begin a text with three bytes that say it is UTF-8, and end lines with two.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for (index, raw) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
      do throws(LineFault) {
        guard let entry = try Self.entry(line) else { continue }
        let name = entry.subject.map { "\(entry.name) \($0)" } ?? entry.name
        let key = entry.subject.map { "\(entry.name) \(Self.key($0))" } ?? entry.name
        if let first = firstLines[key] { throw LineFault(.repeated(name: name, firstLine: first)) }
        firstLines[key] = index + 1
        if let subject = entry.subject {
          passwords[Self.key(subject)] = entry.value
          passwordSubjects.append(PasswordSubject(text: subject, line: index + 1))
        } else {
          values[entry.name] = entry.value
        }
      } catch {
        problems.append(SecretsFileProblem(line: index + 1, fault: error.fault))
      }
    }
  }

  private struct LineFault: Error {
    let fault: SecretsFileProblem.Fault
    init(_ fault: SecretsFileProblem.Fault) { self.fault = fault }
  }

  /// The secret of a line; nil for a blank line and a remark.
  private static func entry(_ line: ArraySlice<UInt8>) throws(LineFault) -> (name: String, subject: String?, value: Secret)? {
    guard let text = String(validating: line, as: UTF8.self) else { throw LineFault(.notText) }
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\t" }), first != "#" else { return nil }
    // The first equals sign between two spaces: that of `pdf_password a=b@x.example = …` is the second. One at the end has nothing after it.
    let scalars = Array(text.unicodeScalars)
    let atEnd = scalars.suffix(2) == [" ", "="] ? scalars.count - 1 : nil
    guard let sign = scalars.indices.dropFirst().first(where: { isSign(scalars, at: $0) }) ?? atEnd else {
      throw LineFault(scalars.first == "=" ? .noName : .noEquals)
    }
    let words = scalars[..<sign].split(separator: " ").map { word in
      var text = ""
      text.unicodeScalars.append(contentsOf: word)
      return text
    }
    guard let name = words.first else { throw LineFault(.noName) }
    // The name itself is not repeated: it may be the rest of a secret that was broken over two lines.
    guard names.contains(name) else { throw LineFault(.unknownName(nearest: nearestName(to: name, among: names))) }
    let isOfSomebody = name == "pdf_password"
    guard words.count == (isOfSomebody ? 2 : 1), words[words.count - 1].unicodeScalars.allSatisfy(isPrintable) else {
      throw LineFault(isOfSomebody ? .subject : .tooManyWords(name: name))
    }
    let value = scalars.dropFirst(sign + 2)
    guard value.contains(where: { $0 != " " }) else { throw LineFault(.noValue(name: name)) }
    guard value.allSatisfy(isPrintable) else { throw LineFault(.unprintable(name: name)) }
    var copy = ""
    copy.unicodeScalars.append(contentsOf: value)
    let secret = Secret(copy)
    if isOfSomebody, let fault = PasswordFault(secret, for: .pdf) { throw LineFault(.password(fault)) }
    return (name, isOfSomebody ? words[1] : nil, secret)
  }

  private static func isSign(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    scalars[index] == "=" && scalars[index - 1] == " " && index + 1 < scalars.count && scalars[index + 1] == " "
  }

  /// What two ways to write the same address have in common. Codes of organisations are told apart by case.
  private static func key(_ subject: String) -> String { subject.unicodeScalars.contains("@") ? subject.lowercased() : subject }
}

extension SecretsFile: CustomStringConvertible, CustomReflectable {
  /// How many secrets there are.
  package var description: String { "(\(values.count + passwords.count) secrets)" }
  /// Nothing: a dump shows no field.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Whether a character can be seen, or is a space.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  default: true
  }
}
