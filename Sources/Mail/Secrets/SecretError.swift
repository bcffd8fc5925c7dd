package import Storage

/// Why a secret could not be had, as facts; `description` words them. None holds any part of a secret.
package enum SecretError: Error, Hashable, Sendable {
  /// There is no file of secrets at the path.
  case missing(path: String)
  /// The path is a symbolic link, which somebody else may turn elsewhere.
  case link(path: String)
  /// What stands at the path is a folder, a device or a pipe.
  case notAFile(path: String)
  /// The file belongs to another user, whose number this is.
  case foreignOwner(path: String, owner: UInt32)
  /// Others than its owner may read or change the file: its permission bits.
  case tooOpen(path: String, mode: UInt32)
  /// Everybody may rename files in the folder where the file stands.
  case openFolder(path: String, folder: String)
  /// The file is longer than any file of secrets, in bytes.
  case tooLarge(path: String, limit: Int)
  /// The disk refused.
  case output(OutputError)
  /// Lines of the file that cannot be used, in their order.
  case content(path: String, [SecretsFileProblem])
  /// There is no terminal to ask at for the secret that `what` names.
  case noTerminal(what: String)
  /// The terminal refused, with the system's error number.
  case terminal(code: Int32)
  /// Nothing was typed.
  case noAnswer(what: String)
  /// What was typed is not text, or has a character that cannot be printed.
  case unusable(what: String)
  /// A signal of this number stopped the question: `SIGINT` for Ctrl-C.
  case interrupted(signal: Int32)
}

extension SecretError: CustomStringConvertible {
  /// What is wrong and what to do about it; several lines where several lines of a file are wrong.
  package var description: String {
    switch self {
    case .missing(let path): "there is no file of secrets at \(path)"
    case .link(let path): "\(path) is a symbolic link: name the file of secrets itself"
    case .notAFile(let path): "\(path) is not a file"
    case .foreignOwner(let path, let owner):
      "\(path) belongs to user \(owner) and must be yours: copy it with cp -- \(inShell(path)) NEW-FILE, then chmod 600 NEW-FILE"
    case .tooOpen(let path, let mode):
      "\(path) may be read or changed by others (mode \(octal(mode))): type chmod 600 \(inShell(path))"
    case .openFolder(let path, let folder):
      "\(path) stands in a folder in which everybody may exchange files: type chmod o-w \(inShell(folder))"
    case .tooLarge(let path, let limit): "\(path) is longer than \(limit) bytes, which no file of secrets is"
    case .output(let error): "cannot \(error.operation) \(error.path): \(error.reason)"
    case .content(let path, let problems): problems.map { "\(path):\($0.line): \($0)" }.joined(separator: "\n")
    case .noTerminal(let what): "there is no terminal to ask for \(what): give a file of secrets"
    case .terminal(let code): "the terminal cannot be used: \(OutputError(.inputOutput, "ask", "", code: code).reason)"
    case .noAnswer(let what): "nothing was typed for \(what)"
    case .unusable(let what): "what was typed for \(what) has a character that cannot be printed"
    case .interrupted: "interrupted"
    }
  }

  private func octal(_ mode: UInt32) -> String {
    let digits = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A path as a shell takes it.
  private func inShell(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "/._-+@".utf8.contains(byte)
      }
    }
    if isPlain && !path.hasPrefix("-") { return path }
    let quoted = "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    return path.hasPrefix("-") ? "./" + quoted : quoted
  }
}
