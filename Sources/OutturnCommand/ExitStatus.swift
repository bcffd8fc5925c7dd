import ArgumentParser

/// The exit statuses of every verb: the numbers of sysexits where one fits. Scripts rely on them.
enum ExitStatus: Int32 {
  /// Done.
  case done = 0
  /// Done, with findings at error severity; or a gate said no.
  case findings = 1
  /// The command line is wrong.
  case usage = 64
  /// No file of the period could be used; nothing was written.
  case unusableInput = 65
  /// A named input, programme or period does not exist.
  case noInput = 66
  /// The consistency proof or an internal check failed; nothing was replaced.
  case internalFault = 70
  /// The output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// Another run is at work; try again.
  case tryAgain = 75
  /// The configuration is wrong.
  case configuration = 78
  /// Interrupted.
  case interrupted = 130

  /// What ends the command with this status.
  var code: ExitCode { ExitCode(rawValue) }
}
