import Foundation

/// Whether a tool that looks at the results from outside can be run. Continuous integration sets `CI`: there every tool counts as present, so that a
/// missing one fails the test instead of leaving it out.
func canRun(_ program: String, _ arguments: String...) -> Bool {
  if ProcessInfo.processInfo.environment["CI"].map({ !$0.isEmpty }) ?? false { return true }
  return ((try? run("/usr/bin/env", [program] + arguments))?.status).map { $0 != 126 && $0 != 127 } ?? false
}

/// The Python of the system, which has the system's packages.
let systemPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") ? "/usr/bin/python3" : "python3"

/// Whether the system's Python has a module.
func pythonHas(_ module: String) -> Bool {
  if ProcessInfo.processInfo.environment["CI"].map({ !$0.isEmpty }) ?? false { return true }
  return (try? run("/usr/bin/env", [systemPython, "-c", "import \(module)"]))?.status == 0
}

/// Whether Chromium shows a page, tried once: it needs shared memory and a home folder.
let chromiumWorks: Bool = canRun("chromium", "--version")
