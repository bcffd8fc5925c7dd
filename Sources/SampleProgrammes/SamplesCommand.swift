import Foundation

/// Runs `outturn-samples` and returns its exit status.
///
/// - Parameter arguments: the command line without the program's name.
package func runSamples(_ arguments: [String]) -> Int32 {
  guard arguments.count >= 2 else { return refuse(nil) }
  if arguments.contains("--help") || arguments.contains("-h") { return refuse(nil) }
  if arguments[1].hasPrefix("-") { return refuse("“\(arguments[1])” is not a folder") }
  do {
    switch arguments[0] {
    case "fixtures":
      guard arguments.count == 2 else { return refuse("fixtures takes one folder and no option") }
      try writeFixtures(below: arguments[1])
    case "programme":
      let size = try benchmarkSize(Array(arguments.dropFirst(2)))
      let counts = try BenchmarkProgramme(size).write(to: folderOutput(at: arguments[1]))
      print("\(counts.lines) contract lines, \(counts.attendances) attendances and spells")
    case "cumulate":
      guard arguments.count == 3 else { return refuse("cumulate takes a folder and a provider") }
      try writeCumulative(programme: arguments[1], provider: arguments[2])
    default: return refuse("there is no verb “\(arguments[0])”")
    }
    return 0
  } catch let mistake as UsageMistake {
    return refuse(mistake.message)
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

/// A command line that can't be followed.
package struct UsageMistake: Error, Equatable {
  /// What is wrong with it.
  package let message: String

  /// Makes one.
  package init(message: String) { self.message = message }
}

/// Reads the options of `programme`.
///
/// - Throws: `UsageMistake`.
package func benchmarkSize(_ options: [String]) throws -> BenchmarkProgramme.Size {
  var size = BenchmarkProgramme.Size()
  var rest = options[...]
  while let name = rest.popFirst() {
    guard let text = rest.popFirst(), let value = Int(text), value >= 1 else {
      throw UsageMistake(message: "\(name) needs a whole number, 1 or more")
    }
    switch name {
    case "--seed": size.seed = UInt64(value)
    case "--commissioners": size.commissioners = value
    case "--providers": size.providers = value
    case "--months": size.months = value
    case "--lines-per-pair": size.linesPerPair = value
    case "--scale-rows": size.scaleRows = value
    default: throw UsageMistake(message: "there is no option \(name)")
    }
  }
  return size
}

/// Makes a provider's latest return cumulative: its months of that year, each as it was first stated, in one submission.
private func writeCumulative(programme: String, provider: String) throws {
  let root = URL(fileURLWithPath: programme).appendingPathComponent("extracts/slam")
  let years = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
  guard let year = years.last else { throw UsageMistake(message: "\(programme) has no returns") }
  let months = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(year).path).sorted()
  var all = Data()
  var target: URL?
  for month in months {
    let file = root.appendingPathComponent("\(year)/\(month)/\(provider).csv")
    guard FileManager.default.fileExists(atPath: file.path) else { continue }
    let data = try Data(contentsOf: file)
    let body = data.firstIndex(of: 0x0A).map { data.index(after: $0) } ?? data.endIndex
    all.append(all.isEmpty ? data : data[body...])
    target = file
  }
  guard let target else { throw UsageMistake(message: "\(provider) has no return in \(year)") }
  try all.write(to: target)
}

private func refuse(_ reason: String?) -> Int32 {
  let text = """
    usage: outturn-samples fixtures OUT
           outturn-samples programme OUT [--seed 1] [--commissioners 18] [--providers 17] [--months 36]
                                         [--lines-per-pair 150] [--scale-rows 1]
           outturn-samples cumulate PROGRAMME PROVIDER

    """
  FileHandle.standardError.write(Data(((reason.map { "outturn-samples: \($0)\n" } ?? "") + text).utf8))
  return 64
}
