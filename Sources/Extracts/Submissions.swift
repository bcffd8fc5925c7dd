package import Findings
import Glibc
package import Programme
package import Quantities

/// One file of the `extracts` folder and what its place says of it.
package struct ExtractFile: Sendable, Hashable {
  /// The path, relative to the programme folder.
  package var path: String
  package var kind: ExtractKind
  /// The year whose folder it stands in.
  package var year: FinancialYear
  /// The month whose folder it stands in; nil for a year's file.
  package var submission: Period?
  /// The provider that its name states, for returns and plans.
  package var provider: String?
  /// The commissioner that its name states, where a provider sends one file for each.
  package var commissioner: String?
  /// The half of a return that it holds; nil where it is all of one.
  package var part: ReturnPart?
  /// Another revision of the same half, by file name, which counts in its place; nil where there is none.
  package var successor: String?

  /// The months that it may speak of. A plan may be that of the whole year, whenever it comes.
  package var months: AllowedMonths {
    if let submission, part != .plan { return .submission(submission) }
    return .year(year)
  }

  /// Makes one.
  package init(path: String, kind: ExtractKind, year: FinancialYear, submission: Period?, provider: String? = nil, commissioner: String? = nil) {
    self.path = path
    self.kind = kind
    self.year = year
    self.submission = submission
    self.provider = provider
    self.commissioner = commissioner
  }
}

extension ExtractFile {
  /// The name of a return without folder and without what says its kind: `RQM_plan` of `extracts/slam/2015-16/M11/RQM_plan.csv.gz`.
  package static func stem(ofPath path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return returnStem(name) ?? name
  }
}

/// The files of a programme's `extracts` folder, in path order, and what stands there that is no extract.
package struct ExtractFolder: Sendable {
  package var files: [ExtractFile] = []
  package var findings: [Finding] = []

  /// The months that have a submission of any provider, in order.
  package var periods: [Period] {
    Set(files.compactMap { $0.kind == .slam ? $0.submission : nil }).sorted()
  }
}

/// Walks the folders of returns, plans, attendance files and patient-level returns of a programme, `extracts/slam`, `extracts/plan`, `extracts/sus`,
/// `extracts/plcm`, `extracts/drugs` and `extracts/devices` unless it names others.
///
/// - Parameter commissioners: the programme's own codes, by which `RQM_10H.csv` is known as RQM's file for 10H.
package func walkExtracts(programme: String, folders: SourceFolders = .standard, commissioners: Set<String>) -> ExtractFolder {
  var folder = ExtractFolder()
  for (root, kind) in [
    (folders.slam, ExtractKind.slam), (folders.patientLevel, .patientLevel), (folders.drugs, .drugs), (folders.devices, .devices),
  ] {
    folder.returns(programme: programme, root: root, kind, commissioners)
  }
  for yearName in entries(programme + "/" + folders.plan) {
    let base = folders.plan + "/" + yearName
    guard let year = FinancialYear(yearName), yearName == year.label else {
      folder.foreign(base, "the folder's name is not a financial year", hint: "name it like 2015-16")
      continue
    }
    for name in entries(programme + "/" + base) {
      guard let stem = returnStem(name) else {
        folder.foreign(base + "/" + name, "this is no kind of file that is read", hint: "save it as <PROVIDER>.csv or <PROVIDER>.xlsx")
        continue
      }
      let provider = stem.split(separator: "_", maxSplits: 1).map(String.init).first ?? stem
      folder.files.append(ExtractFile(path: base + "/" + name, kind: .plan, year: year, submission: nil, provider: provider))
    }
  }
  for yearName in entries(programme + "/" + folders.sus) {
    let base = folders.sus + "/" + yearName
    guard let year = FinancialYear(yearName), yearName == year.label else {
      folder.foreign(base, "the folder's name is not a financial year", hint: "name it like 2015-16")
      continue
    }
    for name in entries(programme + "/" + base) {
      if let period = Period(year.label + "/" + name), period.month <= 12 {
        for inner in entries(programme + "/" + base + "/" + name) {
          folder.attendances(base + "/" + name + "/" + inner, inner, year, period)
        }
      } else {
        folder.attendances(base + "/" + name, name, year, nil)
      }
    }
  }
  folder.files.sort { ($0.path) < ($1.path) }
  folder.findings.sort { $0.origin < $1.origin }
  return folder
}

extension ExtractFolder {
  fileprivate mutating func foreign(_ path: String, _ message: String, hint: String) {
    findings.append(
      Finding(ExtractCheck.foreignFile.code(.slam), ExtractCheck.foreignFile.severity, at: Origin(file: path), message, hint: hint))
  }

  /// The files of a folder with a folder for each year and month.
  fileprivate mutating func returns(programme: String, root: String, _ kind: ExtractKind, _ commissioners: Set<String>) {
    for yearName in entries(programme + "/" + root) {
      let base = root + "/" + yearName
      guard let year = FinancialYear(yearName), yearName == year.label else {
        foreign(base, "the folder's name is not a financial year", hint: "name it like 2015-16")
        continue
      }
      for monthName in entries(programme + "/" + base) {
        let inner = base + "/" + monthName
        guard let period = Period(year.label + "/" + monthName), period.month <= 12 else {
          foreign(inner, "the name is not a month", hint: "name it M01 to M12 and put the providers' files in it")
          continue
        }
        for name in entries(programme + "/" + inner) {
          guard let stem = returnStem(name) else {
            foreign(inner + "/" + name, "this is no kind of file that is read", hint: "save it as <PROVIDER>.csv or <PROVIDER>.xlsx")
            continue
          }
          let parts = stem.split(separator: "_", maxSplits: 1).map(String.init)
          let second = parts.count > 1 && commissioners.contains(parts[1]) ? parts[1] : nil
          files.append(
            ExtractFile(path: inner + "/" + name, kind: kind, year: year, submission: period, provider: parts.first ?? stem, commissioner: second))
        }
      }
    }
  }

  fileprivate mutating func attendances(_ path: String, _ name: String, _ year: FinancialYear, _ period: Period?) {
    guard let stem = returnStem(name), let kind = ExtractKind(rawValue: stem), kind.isSUS else {
      return foreign(
        path, "this is not one of the attendance files and was not read", hint: "name it outpatients.csv, inpatients.csv or emergency.csv (or .xlsx, .txt)")
    }
    files.append(ExtractFile(path: path, kind: kind, year: year, submission: period))
  }
}

/// The kinds of file that returns and plans come in; workbooks of before 2007 among them, to say what to do with one.
private let returnKinds = ["csv", "txt", "tsv", "xlsx", "xlsm", "xls"]

/// The name without what says its kind, packed (`.gz`, `.zip`) or not; nil for names of other kinds.
private func returnStem(_ name: String) -> String? {
  var parts = name.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count > 1, let first = parts.first, !first.isEmpty else { return nil }
  let isPacked = ["gz", "zip"].contains(parts.last?.lowercased() ?? "")
  if isPacked { parts.removeLast() }
  let isKnown = parts.count > 1 && returnKinds.contains(parts.last?.lowercased() ?? "")
  if isKnown { parts.removeLast() }
  return isKnown || isPacked ? parts.joined(separator: ".") : nil
}

/// The names in a folder in byte order, hidden ones left out; none where there is no such folder.
func entries(_ path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
