import Foundation

/// Runs `outturn-samples` and returns its exit status.
///
/// - Parameter arguments: the command line without the program's name.
package func runSamples(_ arguments: [String]) -> Int32 {
  guard arguments.count >= 2 else { return usage() }
  do {
    switch arguments[0] {
    case "fixtures":
      try writeFixtures(below: arguments[1])
      return 0
    default: return usage()
    }
  } catch {
    FileHandle.standardError.write(Data("outturn-samples: \(error)\n".utf8))
    return 73
  }
}

/// Writes both fixture programmes below a folder.
///
/// - Throws: what writing a file throws.
package func writeFixtures(below root: String) throws {
  try ThamesValleyWessex().write(to: folderOutput(at: root + "/thames-valley-wessex"))
  try TrustDashboard().write(to: folderOutput(at: root + "/trust-dashboard-2016-17"))
}

private func usage() -> Int32 {
  let text = """
    usage: outturn-samples fixtures OUT
           outturn-samples programme OUT [--seed N] [--commissioners 18] [--providers 17] [--months 36]
                                         [--lines-per-pair 150] [--scale-rows 1]

    """
  FileHandle.standardError.write(Data(text.utf8))
  return 64
}
