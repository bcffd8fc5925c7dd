import Glibc
import Synchronization

/// Asks a person for a secret at the terminal that the process was started from, without showing what is typed.
package enum SecretPrompt {
  /// One question at a time: there is one terminal.
  private static let turn = Mutex<Void>(())

  /// Asks for a secret.
  ///
  /// Ctrl-C and other signals that end or stop the process first give the terminal back as it was, then do what they do.
  ///
  /// - Parameter what: which secret, in words that follow “type”: `the password of outturn at smtp.example.nhs.uk`.
  /// - Throws: `SecretError`: there is no terminal, nothing or something unprintable was typed, a signal came that does not end the process.
  package static func ask(_ what: String) throws(SecretError) -> Secret { try ask(what, at: "/dev/tty") }

  static func ask(_ what: String, at terminal: String) throws(SecretError) -> Secret {
    // What is asked for may come from a file that somebody else wrote: no sequence of it may steer the terminal.
    var shown = ""
    shown.unicodeScalars.append(contentsOf: what.unicodeScalars.lazy.map { isPrintable($0) ? $0 : "?" })
    return try turn.withLock { _ in
      Result { () throws(SecretError) in
        let descriptor = open(terminal, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noTerminal(what: shown) }
        defer { close(descriptor) }
        guard isatty(descriptor) == 1 else { throw .noTerminal(what: shown) }
        return try SecretQuestion(what: shown, terminal: descriptor).ask()
      }
    }.get()
  }
}

/// One question at an open terminal.
private struct SecretQuestion {
  let what: String
  let terminal: Int32

  func ask() throws(SecretError) -> Secret {
    let signals = try CaughtSignals()
    defer {
      signals.letGo()
      // One that came after the answer is not lost.
      if let number = signals.next() { signals.pass(on: number) }
    }
    while true {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(4096)
      defer { overwrite(&bytes) }
      switch try answer(&bytes, signals) {
      case .line:
        guard !bytes.isEmpty else { throw .noAnswer(what: what) }
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(isPrintable) else { throw .unusable(what: what) }
        return Secret(taking: &bytes)
      case .signal(SIGTSTP):
        // The process stops here and goes on where the person calls it back: then it asks again.
        signals.letGo()
        signals.pass(on: SIGTSTP)
        try signals.catchAgain()
      case .signal(let number):
        signals.letGo()
        signals.pass(on: number)
        throw .interrupted(signal: number)
      }
    }
  }

  private enum Ending {
    case line
    case signal(Int32)
  }

  /// Reads a line with the echo off; the terminal is as it was when this returns.
  private func answer(_ bytes: inout [UInt8], _ signals: CaughtSignals) throws(SecretError) -> Ending {
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { throw .terminal(code: errno) }
    let original = settings
    settings.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
    // Whole lines, and Ctrl-C a signal, whatever the program before left.
    settings.c_lflag |= tcflag_t(ICANON | ISIG)
    settings.c_iflag |= tcflag_t(ICRNL)
    defer {
      var original = original
      tcsetattr(terminal, TCSAFLUSH, &original)
      say("\n")
    }
    guard tcsetattr(terminal, TCSAFLUSH, &settings) == 0 else { throw .terminal(code: errno) }
    say("Type \(what) (it will not show): ")
    while true {
      var watched = [pollfd(fd: terminal, events: Int16(POLLIN), revents: 0), pollfd(fd: signals.reading, events: Int16(POLLIN), revents: 0)]
      let count = poll(&watched, 2, -1)
      if count < 0 && errno != EINTR { throw .terminal(code: errno) }
      if let number = signals.next() { return .signal(number) }
      if count <= 0 || watched[0].revents == 0 { continue }
      var byte: UInt8 = 0
      let got = read(terminal, &byte, 1)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .terminal(code: errno) }
      // The end of input is a line that nobody ended; without a character it is no answer.
      if got == 0 || byte == UInt8(ascii: "\n") { return .line }
      bytes.append(byte)
    }
  }

  private func say(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
