import Figures
import FoundationEssentials
import Quantities
import Storage

/// The figures of releases, read from their folders under `releases/`.
package struct ReleaseFolders: ReleasedFigureSource {
  private let programme: String

  /// Reads the releases of a programme folder.
  package init(programme: String) { self.programme = programme }

  /// The releases that there are: folders whose names are names of releases.
  package func names() -> [ReleaseName] {
    FileSystem.names(in: programme + "/releases").sorted().flatMap { year in
      FileSystem.names(in: "\(programme)/releases/\(year)").sorted().compactMap { ReleaseName("\(year)/\($0)") }
    }
  }

  /// The figures of a release: every `figures.json` of its packs, and what its `run.json` says that they were made from.
  package func figureSet(of name: ReleaseName) throws(ComparisonFailure) -> FigureSet? {
    let folder = programme + "/" + name.folder + "/packs"
    guard FileSystem.isFolder(folder) else { return nil }
    return try FigureSet(packs: folder, name: name.text)
  }
}

extension FigureSet {
  /// Reads the packs of a month: a release's, or a build's.
  ///
  /// - Parameter packs: the folder with `run.json`.
  /// - Throws: `ComparisonFailure.damaged` where a file is not what the program writes.
  package init(packs: String, name: String) throws(ComparisonFailure) {
    let run = try RunRecordForComparison(packs + "/run.json")
    guard let period = Period(run.period), let cut = Cut(rawValue: run.cut) else {
      throw .damaged(path: packs + "/run.json", reason: "it names no period and cut")
    }
    self.init(name: name, period: period, cut: cut, program: run.outturn)
    inputs = run.extracts.map { ComparedFile(path: $0.path, kind: $0.kind ?? "", sha256: $0.sha256, countedRows: $0.counted_rows ?? 0) }
    configuration =
      run.programme_files.map { ComparedFile(path: $0.path, kind: "configuration", sha256: $0.sha256) }
      + run.templates.map { ComparedFile(path: "templates/" + $0.path, kind: "template", sha256: $0.sha256) }
    for path in FileSystem.files(under: packs).sorted() where path.hasSuffix("/figures.json") {
      let bytes: [UInt8]
      do { bytes = try FileSystem.read(packs + "/" + path) } catch { throw .damaged(path: packs + "/" + path, reason: error.reason) }
      for line in bytes.split(separator: 0x0A) where line.starts(with: Array("{\"id\":".utf8)) {
        guard let figure = FigureLine(line) else { throw .damaged(path: packs + "/" + path, reason: "a line is not a figure") }
        add(figure.id, ComparedValue(figure.value, figure.unit))
        let tail = figure.id[(figure.id.lastIndex(of: "/").map { figure.id.index(after: $0) } ?? figure.id.startIndex)...]
        let measure = String(measureName(tail))
        if formulas[measure] == nil { formulas[measure] = figure.formula }
      }
    }
  }
}

/// What `run.json` says of a build, as far as a comparison asks.
private struct RunRecordForComparison: Decodable {
  struct File: Decodable {
    var path: String
    var sha256: String
    var kind: String?
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var counted_rows: Int?
  }
  var outturn: String
  var period: String
  var cut: String
  var extracts: [File]
  // swift-format-ignore: AlwaysUseLowerCamelCase
  var programme_files: [File]
  var templates: [File]

  init(_ path: String) throws(ComparisonFailure) {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw .damaged(path: path, reason: error.reason) }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw .damaged(path: path, reason: "it is not a record of a build")
    }
  }
}

/// A line of `figures.json`, read by its string members alone.
struct FigureLine {
  var id: String
  var value: String
  var unit: String
  var formula: String

  /// Reads a line; nil when it has no id, unit, or value with a word for a missing one.
  init?(_ line: some Collection<UInt8>) {
    var members: [String: String] = [:]
    var bytes = line.makeIterator()
    var key: String?
    var depth = 0
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        key = nil
      case UInt8(ascii: ","): if depth == 1 { key = nil }
      case UInt8(ascii: "\""):
        guard let text = Self.string(&bytes) else { return nil }
        guard depth == 1 else { continue }
        if let name = key {
          members[name] = text
        } else {
          key = text
        }
      default: break
      }
    }
    guard let id = members["id"], let unit = members["unit"], let value = members["value"] ?? members["missing"] else { return nil }
    self.id = id
    self.value = value
    self.unit = unit
    formula = members["formula"] ?? ""
  }

  /// The rest of a string after its opening quote.
  private static func string(_ bytes: inout some IteratorProtocol<UInt8>) -> String? {
    var text: [UInt8] = []
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = bytes.next() else { return nil }
      switch escaped {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        var digits: [UInt8] = []
        for _ in 0..<4 { if let digit = bytes.next() { digits.append(digit) } }
        guard let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
      default: text.append(escaped)
      }
    }
    return nil
  }
}
