import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Mail

/// A secret is asked for at a terminal that does not show it and is afterwards as it was. One after the other: signals are the process's.
@Suite(.serialized) struct SecretPromptTests {
  /// Both ends of a terminal that the system makes up.
  private final class Terminal: Sendable {
    let person: Int32
    let program: Int32
    let path: String

    init() throws {
      person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      try #require(person >= 0)
      var (unlocked, number) = (Int32(0), UInt32(0))
      // TIOCSPTLCK and TIOCGPTN.
      try #require(ioctl(person, 0x4004_5431, &unlocked) == 0 && ioctl(person, 0x8004_5430, &number) == 0)
      path = "/dev/pts/\(number)"
      program = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
      try #require(program >= 0)
    }

    deinit {
      close(person)
      close(program)
    }

    var settings: termios {
      var settings = termios()
      tcgetattr(program, &settings)
      return settings
    }
    var echoes: Bool { settings.c_lflag & tcflag_t(ECHO) != 0 }

    /// What the terminal shows until a text appears, or for ten seconds.
    func shown(until text: String) -> String {
      var bytes: [UInt8] = []
      let end = ContinuousClock.now + .seconds(10)
      while Data(bytes).range(of: Data(text.utf8)) == nil && ContinuousClock.now < end { bytes += waiting(100) }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// What the terminal shows next, if it does within some milliseconds.
    private func waiting(_ milliseconds: Int32) -> [UInt8] {
      var watched = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
      guard poll(&watched, 1, milliseconds) > 0 else { return [] }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(person, &buffer, buffer.count)
      return Array(buffer.prefix(max(0, count)))
    }

    func type(_ bytes: [UInt8]) { _ = bytes.withUnsafeBytes { write(person, $0.baseAddress, $0.count) } }
  }

  private struct Outcome: Sendable { let answer: Result<Secret, SecretError> }

  private final class Answer: Sendable {
    let outcome = Mutex<Outcome?>(nil)
  }

  /// Asks on a thread of its own, as reading from a terminal holds one up. The thread is no task: tests that go on at the same time may hold all of those up.
  private func ask(_ what: String, _ terminal: Terminal, _ meanwhile: @Sendable () throws -> Void) throws -> Result<Secret, SecretError> {
    let answer = Answer()
    Thread {
      let outcome = Outcome(answer: Result { () throws(SecretError) in try SecretPrompt.ask(what, at: terminal.path) })
      answer.outcome.withLock { $0 = outcome }
    }.start()
    try meanwhile()
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if let outcome = answer.outcome.withLock({ $0 }) { return outcome.answer }
      usleep(2_000)
    }
    throw CancellationError()
  }

  private let question = "Type the password of outturn (it will not show): "

  @Test func whatIsTypedIsTheSecretAndDoesNotShow() throws {
    let terminal = try Terminal()
    #expect(terminal.echoes)
    let before = terminal.settings
    let answer = try ask("the password of outturn", terminal) {
      #expect(terminal.shown(until: "show): ") == question)
      #expect(!terminal.echoes)
      // With a letter taken back.
      terminal.type(Array("hunterx\u{7F}2 £\n".utf8))
    }
    #expect(try answer.get().text == "hunter2 £")
    #expect(terminal.shown(until: "\n") == "\r\n")
    #expect(terminal.echoes)
    let after = terminal.settings
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
  }

  @Test(arguments: [
    ([10], SecretError.noAnswer(what: "the token")), ([4], .noAnswer(what: "the token")), ([0xFF, 10], .unusable(what: "the token")),
    ([0x61, 0x16, 0x1B, 10], .unusable(what: "the token")),
  ])
  func noAnswerIsNoSecret(_ typed: [UInt8], _ error: SecretError) throws {
    let terminal = try Terminal()
    let answer = try ask("the token", terminal) {
      _ = terminal.shown(until: "show): ")
      terminal.type(typed)
    }
    #expect(throws: error) { _ = try answer.get() }
    #expect(terminal.echoes)
  }

  @Test func theQuestionSteersNoTerminal() throws {
    let terminal = try Terminal()
    _ = try ask("the \u{1B}[2Jtoken\u{202E}", terminal) {
      #expect(terminal.shown(until: "show): ") == "Type the ?[2Jtoken? (it will not show): ")
      terminal.type([10])
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func aSignalFirstRestoresTheTerminal(_ number: Int32) throws {
    let terminal = try Terminal()
    // In place of the end of the process: a handler that leaves a mark, and must be there again.
    var (mine, former) = (sigaction(), sigaction())
    mine.__sigaction_handler.sa_handler = { markedSignal = $0 }
    mine.sa_flags = SA_RESTART
    markedSignal = 0
    sigaction(number, &mine, &former)
    defer { sigaction(number, &former, nil) }
    let answer = try ask("the token", terminal) {
      _ = terminal.shown(until: "show): ")
      #expect(!terminal.echoes)
      terminal.type(Array("half a sec".utf8))
      kill(getpid(), number)
    }
    #expect(throws: SecretError.interrupted(signal: number)) { _ = try answer.get() }
    #expect(terminal.echoes)
    #expect(markedSignal == number)
    markedSignal = 0
    kill(getpid(), number)
    for _ in 0..<1000 where markedSignal == 0 { usleep(1000) }
    #expect(markedSignal == number)
  }

  @Test func withoutATerminalNothingIsAsked() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("tty", [])
    for path in [file, folder.path + "/none", "/dev/null"] {
      #expect(throws: SecretError.noTerminal(what: "the token")) { _ = try SecretPrompt.ask("the token", at: path) }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)).isEmpty)
  }
}

/// The signal that the test's handler saw.
nonisolated(unsafe) private var markedSignal: Int32 = 0
