import Findings
import Glibc
import Pipeline
import Synchronization

/// Where a command speaks: results to standard output, talk to standard error.
final class Console: Sendable {
  /// Whether only errors are said.
  let isQuiet: Bool
  /// Whether standard error may be coloured.
  let isColoured: Bool
  /// Whether standard error is a terminal that can show a bar.
  let showsBar: Bool
  private let barShown = Mutex(false)
  private let lastStage = Mutex("")

  /// Decides by the terminal, `NO_COLOR` and `TERM`.
  init(quiet: Bool) {
    isQuiet = quiet
    let terminal = isatty(2) == 1
    let noColour = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    isColoured = terminal && !noColour && !dumb
    showsBar = terminal && !dumb && !quiet
  }

  /// Writes a result to standard output.
  func result(_ text: String) {
    let text = Self.shown(text)
    write(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n", to: 1)
  }

  /// Writes result bytes to standard output.
  func result(bytes: [UInt8]) { bytes.withUnsafeBytes { writeAll($0, to: 1) } }

  /// Says something on the way, unless quiet.
  func say(_ text: String) {
    guard !isQuiet else { return }
    clearBar()
    write(text + "\n", to: 2)
  }

  /// Says what went wrong, quiet or not.
  func complain(_ text: String) {
    clearBar()
    write(Self.shown(text) + "\n", to: 2)
  }

  /// Asks a question at the terminal; a Ctrl-C is a no.
  func isYes(_ question: String) -> Bool {
    write(Self.shown(question), to: 2)
    var answer: [UInt8] = []
    while !Interruption.isAsked {
      var watched = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&watched, 1, 100) > 0 else { continue }
      var byte: UInt8 = 0
      guard read(0, &byte, 1) == 1, byte != 0x0A else { break }
      answer.append(byte)
    }
    return !Interruption.isAsked && String(decoding: answer, as: UTF8.self).lowercased() == "yes"
  }

  /// A text as a terminal may show it: what comes from a file or a host moves no cursor, sets no colour and turns no direction.
  static func shown(_ text: String) -> String {
    func isSafe(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\n" || scalar == "\t" || ![.control, .format].contains(scalar.properties.generalCategory)
    }
    guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(isSafe(scalar) ? scalar : "?") }
    return String(shown)
  }

  /// Says what was found, its severity in colour where colours are shown.
  func complain(_ finding: Finding) {
    let word = finding.severity.rawValue
    let colour: Colouring =
      switch finding.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .green
      }
    clearBar()
    write(coloured(word, colour) + Self.shown(String(findingText(finding).dropFirst(word.count))) + "\n", to: 2)
  }

  /// Shows how far long work has come: a bar on a terminal, one line a stage elsewhere.
  func progress(_ stage: String, done: Int, of total: Int) {
    guard showsBar else {
      let isNew = lastStage.withLock { last in
        defer { last = stage }
        return last != stage
      }
      if isNew && !isQuiet { write(stage + "\n", to: 2) }
      return
    }
    guard total > 0 else { return }
    let width = 30
    let full = done * width / total
    let bar = String(repeating: "━", count: full) + String(repeating: "╌", count: width - full)
    barShown.withLock { $0 = true }
    write("\r\u{1B}[2K\(stage) \(bar) \(done) of \(total)", to: 2)
  }

  /// Takes the bar away.
  func clearBar() {
    let shown = barShown.withLock { shown in
      defer { shown = false }
      return shown
    }
    if shown { write("\r\u{1B}[2K", to: 2) }
  }

  /// The text in a colour where colours are shown.
  func coloured(_ text: String, _ colour: Colouring) -> String {
    isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The colours of talk; each stands beside a word that says the same.
  enum Colouring: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
  }

  private func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// A closed pipe at the other end is how `| head` stops us: there is then nobody to tell.
  private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      written += count
    }
  }
}
