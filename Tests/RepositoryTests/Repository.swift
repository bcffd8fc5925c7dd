import Foundation

/// The repository that these tests stand in.
enum Repository {
  /// Its root.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The text of a file, by its path from the root.
  static func text(_ path: String) throws -> String { try String(contentsOfFile: root + "/" + path, encoding: .utf8) }

  /// The files below a folder, as paths from the root, sorted, without what a build makes.
  static func files(_ folder: String, _ suffixes: String...) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder).filter { path in
      suffixes.contains { path.hasSuffix($0) } && !path.contains(".build/") && !path.contains(".outturn/")
    }.map { folder + "/" + $0 }.sorted()
  }

  /// A target of `Package.swift` and what it names as its dependencies.
  struct Target {
    var name: String
    var dependencies: [String]
    var isSystemLibrary: Bool
    /// Whether it stands in `Tests`: tests, or what they share.
    var isTest: Bool
  }

  /// The targets in their order, read from the manifest's text.
  static func targets() throws -> [Target] {
    let manifest = try text("Package.swift")
    let start = manifest.range(of: "targets: [")?.upperBound ?? manifest.startIndex
    let calls = manifest[start...].matches(
      of: /(module|tests|support|\.target|\.executableTarget|\.systemLibrary|\.testTarget)\(\s*(?:name: )?"([^"]+)"/)
    return calls.enumerated().map { place, call in
      let end = place + 1 < calls.count ? calls[place + 1].range.lowerBound : manifest.endIndex
      let kind = String(call.1)
      var dependencies: [String] = []
      if kind == "module" || kind == "tests" || kind == "support" {
        if let open = manifest[call.range.upperBound..<end].firstIndex(of: "["), let close = manifest[open..<end].firstIndex(of: "]") {
          dependencies = quoted(manifest[open..<close])
        }
      } else if let list = manifest[call.range.upperBound..<end].range(of: "dependencies: ["),
        let close = manifest[list.upperBound..<end].firstIndex(of: "]")
      {
        dependencies = quoted(manifest[list.upperBound..<close])
      }
      return Target(
        name: String(call.2), dependencies: dependencies, isSystemLibrary: kind == ".systemLibrary",
        isTest: kind == "tests" || kind == "support" || kind == ".testTarget")
    }
  }

  private static func quoted(_ text: Substring) -> [String] { text.matches(of: /"([^"]+)"/).map { String($0.1) } }
}
