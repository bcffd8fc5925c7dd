import Glibc

/// The signals that would end or stop the process while the terminal's echo is off, held back until it is on again.
///
/// A handler may do next to nothing and runs on any thread: it writes the signal's number into a pipe, which whoever waits for the terminal watches
/// as well. One at a time exists, which `SecretPrompt` sees to.
final class CaughtSignals {
  /// Where the numbers come out.
  let reading: Int32
  private let writing: Int32
  private var former: [(number: Int32, action: sigaction)] = []

  /// Begins to hold signals back, apart from those that the process leaves out anyway.
  init() throws(SecretError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .terminal(code: errno) }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      // Neither handler nor reader ever waits, and no other program gets an end.
      guard fcntl(end, F_SETFL, O_NONBLOCK) == 0, fcntl(end, F_SETFD, FD_CLOEXEC) == 0 else { throw .terminal(code: errno) }
    }
    try catchAgain()
  }

  deinit {
    letGo()
    close(reading)
    close(writing)
  }

  /// Holds signals back anew after `letGo`.
  func catchAgain() throws(SecretError) {
    whereSignalsGo = writing
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] {
      var old = sigaction()
      guard sigaction(number, nil, &old) == 0 else { throw .terminal(code: errno) }
      // As under nohup: what is left out stays so.
      if !isIgnored(old) {
        var new = sigaction()
        new.__sigaction_handler.sa_handler = { number in
          let code = errno
          var byte = UInt8(truncatingIfNeeded: number)
          write(whereSignalsGo, &byte, 1)
          errno = code
        }
        new.sa_flags = SA_RESTART
        sigemptyset(&new.sa_mask)
        guard sigaction(number, &new, nil) == 0 else { throw .terminal(code: errno) }
        former.append((number, old))
      }
    }
  }

  /// The signal that came; nil when none did.
  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(reading, &byte, 1) == 1 ? Int32(byte) : nil
  }

  /// Lets signals do again what they did.
  func letGo() {
    for (number, action) in former {
      var action = action
      sigaction(number, &action, nil)
    }
    former = []
  }

  /// Lets a signal that was held back do what it does, before this returns: end the process, stop it, or run its own handler.
  func pass(on number: Int32) {
    // The threads that run Swift's tasks block signals, and one that is raised there would wait for good.
    var (wanted, former) = (sigset_t(), sigset_t())
    sigemptyset(&wanted)
    sigaddset(&wanted, number)
    pthread_sigmask(SIG_UNBLOCK, &wanted, &former)
    raise(number)
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }

  private func isIgnored(_ action: sigaction) -> Bool {
    // SIG_IGN, which is the number one in place of a function.
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}

/// The pipe that the handler writes to. Set before the first handler is, and so never made anew inside one.
nonisolated(unsafe) private var whereSignalsGo: Int32 = -1
