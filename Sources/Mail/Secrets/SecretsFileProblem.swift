/// What is wrong with a line of a file of secrets. It never holds what stands after the equals sign, and of what stands before it only what is a
/// known name.
package struct SecretsFileProblem: Hashable, Sendable {
  /// The line, from 1.
  package let line: Int
  /// What is wrong with it.
  package let fault: Fault

  /// A kind of fault.
  package enum Fault: Hashable, Sendable {
    /// The line is not UTF-8.
    case notText
    /// The line has no equals sign between two spaces.
    case noEquals
    /// Nothing stands before the equals sign.
    case noName
    /// No secret has the name; the nearest that one has, where one is near.
    case unknownName(nearest: String?)
    /// Nothing stands after the equals sign.
    case noValue(name: String)
    /// `pdf_password` without the organisation or address that it is for, or with more than one.
    case subject
    /// More words before the equals sign than the name, which is for nobody in particular.
    case tooManyWords(name: String)
    /// The same secret stands on an earlier line.
    case repeated(name: String, firstLine: Int)
    /// The value has a character that cannot be printed: a tab, an escape, a character without width.
    case unprintable(name: String)
    /// The password of files breaks a rule.
    case password(PasswordFault)
  }
}

extension SecretsFileProblem: CustomStringConvertible {
  /// What is wrong, without file and line.
  package var description: String {
    switch fault {
    case .notText: "the line is not UTF-8 text"
    case .noEquals: "write name = value, with one space on either side of the equals sign"
    case .noName: "there is no name before the equals sign"
    case .unknownName(let nearest?): "no secret has this name; the nearest is \(nearest)"
    case .unknownName(nil): "no secret has this name; there are \(SecretsFile.names.joined(separator: ", "))"
    case .noValue(let name): "\(name) has no value"
    case .subject: "write pdf_password, then the one organisation or address that it is for: pdf_password 10H = …"
    case .tooManyWords(let name): "\(name) is for nobody in particular: write \(name) = …"
    case .repeated(let name, let firstLine): "\(name) is given on line \(firstLine) already"
    case .unprintable(let name): "the value of \(name) has a character that cannot be printed"
    case .password(let fault): fault.description
    }
  }
}
