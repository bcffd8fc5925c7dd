import Storage

/// Every version that the bytes of a pack may depend on.
package struct SoftwareVersions: Sendable, Hashable, Codable {
  /// A named version.
  package struct Named: Sendable, Hashable, Codable {
    /// The name.
    package var name: String
    /// The version.
    package var version: String

    /// Makes one.
    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The program's.
  package var program: String
  /// The SHA-256 of the program's executable, which tells two builds of one version apart; nil in a release of before it was kept.
  package var executable: String?
  /// The Swift packages that it was built with.
  package var packages: [Named]
  /// The system's libraries and fonts, as Debian's package manager knows them; empty on a machine without it.
  package var libraries: [Named]

  /// Makes versions.
  package init(program: String, executable: String? = nil, packages: [Named], libraries: [Named]) {
    self.program = program
    self.executable = executable
    self.packages = packages
    self.libraries = libraries
  }

  /// This program's, on this machine.
  package static func present(program: String, status: String = "/var/lib/dpkg/status") -> SoftwareVersions {
    SoftwareVersions(
      program: program, executable: ownExecutable, packages: pinnedPackages, libraries: debianLibraries((try? FileSystem.read(status)) ?? []))
  }

  private static let ownExecutable = FileDigest(ofLink: "/proc/self/exe")?.sha256

  /// What differs from other versions, a sentence each: the program first.
  package func differences(from then: SoftwareVersions) -> [String] {
    var words: [String] = []
    if program != then.program {
      words.append("outturn: \(then.program) then, \(program) now")
    } else if let before = then.executable, let executable, before != executable {
      words.append("outturn \(program): another build, \(before.prefix(12)) then, \(executable.prefix(12)) now")
    }
    func compare(_ kind: String, _ then: [Named], _ now: [Named]) {
      let before = Dictionary(then.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
      let after = Dictionary(now.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
      for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
        words.append("\(kind) \(name): \(before[name] ?? "none") then, \(after[name] ?? "none") now")
      }
    }
    compare("Swift package", then.packages, packages)
    compare("library", then.libraries, libraries)
    return words
  }
}

/// The packages of `Package.resolved`; a test holds the two together.
package let pinnedPackages: [SoftwareVersions.Named] = [
  .init(name: "grdb.swift", version: "7.10.0"), .init(name: "swift-argument-parser", version: "1.8.2"), .init(name: "swift-asn1", version: "1.7.4"),
  .init(name: "swift-crypto", version: "4.5.2"), .init(name: "yams", version: "6.2.2"),
]

/// The Debian packages whose files the program links or reads.
private let libraryNames: Set<String> = [
  "fonts-liberation", "fonts-liberation2", "icc-profiles-free", "libc6", "libcairo2", "libcmark0.30.2", "libfontconfig1", "libfreetype6",
  "libfribidi0",
  "libglib2.0-0", "libglib2.0-0t64", "libharfbuzz0b", "libminizip1", "libminizip1t64", "libpango-1.0-0", "libpangocairo-1.0-0", "libpangoft2-1.0-0",
  "libpixman-1-0", "libpng16-16",
  "libpng16-16t64", "libsqlite3-0", "libssl3", "libssl3t64", "libxlsxwriter4", "libxlsxwriter8", "libzip4", "libzip4t64", "zlib1g",
]

/// The versions of those that are installed, by name, from the package manager's own list.
func debianLibraries(_ status: [UInt8]) -> [SoftwareVersions.Named] {
  var found: Set<SoftwareVersions.Named> = []
  var (name, version, isInstalled) = ("", "", false)
  func take() {
    if isInstalled, libraryNames.contains(name), !version.isEmpty { found.insert(.init(name: name, version: version)) }
    (name, version, isInstalled) = ("", "", false)
  }
  let (nameKey, versionKey, statusKey) = (Array("Package: ".utf8), Array("Version: ".utf8), Array("Status: ".utf8))
  for line in status.split(separator: 0x0A, omittingEmptySubsequences: false) {
    guard let first = line.first else {
      take()
      continue
    }
    func value(_ key: [UInt8]) -> String? { line.starts(with: key) ? String(decoding: line.dropFirst(key.count), as: UTF8.self) : nil }
    switch first {
    case UInt8(ascii: "P"): if let text = value(nameKey) { name = text }
    case UInt8(ascii: "V"): if let text = value(versionKey) { version = text }
    case UInt8(ascii: "S"): if let text = value(statusKey) { isInstalled = text.hasSuffix(" installed") }
    default: continue
    }
  }
  take()
  return found.sorted { $0.name < $1.name }
}
