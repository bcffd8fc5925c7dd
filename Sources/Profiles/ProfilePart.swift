package import Extracts
import Quantities

/// One of the files that a return comes in: which they are by name, what they hold, and how they are read.
package struct ProfilePart: Sendable {
  /// What their names are without what says their kind, `*` for any letters; with or without a revision at the end.
  package var names: [String]
  /// How such a file is read: as the whole profile has it, with what is said of the file alone; its `part` says what it holds.
  package var profile: Profile
}

extension Profile {
  /// How a file of a return is read, by its name; where the profile names no files that is the profile itself.
  ///
  /// - Parameter path: the file, in any folder.
  /// - Returns: the profile, and the number of the part; where the name is that of no part, the whole profile and nil, and to read by it is a fault.
  package func reading(_ path: String) -> (profile: Profile, part: Int?) {
    let stem = ExtractFile.stem(ofPath: path)
    let bare = FileRevision(stem).stem
    let found = files.firstIndex { part in part.names.contains { matches(stem, $0) || matches(bare, $0) } }
    return found.map { (files[$0].profile, $0) } ?? (self, nil)
  }

  /// The names of the files that hold a half, in words: `“*_plan”`.
  package func names(of part: ReturnPart) -> String {
    files.filter { $0.profile.part == part }.flatMap(\.names).map { "“\($0)”" }.joined(separator: " or ")
  }
}

/// The revision that ends a file's name: `RQM_plan_v2`.
struct FileRevision {
  /// The name without it.
  let stem: String
  /// Its number; nought where the name has none.
  let number: Int

  init(_ name: String) {
    let digits = name.reversed().prefix { ("0"..."9").contains($0) }.count
    let rest = name.dropLast(digits)
    guard digits > 0, digits < 5, let mark = rest.last, "vV".contains(mark), let gap = rest.dropLast().last, "_- .".contains(gap) else {
      (stem, number) = (name, 0)
      return
    }
    stem = String(rest.dropLast(2))
    number = Int(name.suffix(digits)) ?? 0
  }
}

extension ProfileSet {
  /// Says of each return which half it is, where the profile of its trust has plan and actuals in files of their own, and which revision of a file counts in its
  /// place. Other files stay as they are.
  ///
  /// - Parameter commissioners: the programme's own codes, by which `RQM_10H_plan.csv` is known as the plan for 10H.
  package func placed(_ files: [ExtractFile], commissioners: Set<String>) -> [ExtractFile] {
    guard profiles.contains(where: { !$0.profile.files.isEmpty }) else { return files }
    /// A file in all its revisions.
    struct Revised: Hashable {
      var provider: String?
      var submission: Period?
      var part: Int
      var stem: String
    }
    var files = files
    var revisions: [Revised: [(place: Int, number: Int)]] = [:]
    for (place, file) in files.enumerated() where file.kind == .slam {
      guard let profile = profile(.slam, of: file.provider ?? "", file.submission)?.profile, !profile.files.isEmpty else { continue }
      let (own, part) = profile.reading(file.path)
      guard let part else { continue }
      files[place].part = own.part
      let stem = ExtractFile.stem(ofPath: file.path)
      files[place].commissioner = stem.split(separator: "_").dropFirst().map(String.init).first { commissioners.contains($0) }
      let revision = FileRevision(stem)
      revisions[Revised(provider: file.provider, submission: file.submission, part: part, stem: revision.stem), default: []]
        .append((place, revision.number))
    }
    for list in revisions.values {
      guard let last = list.max(by: { $0.number < $1.number }) else { continue }
      for entry in list where entry.number < last.number { files[entry.place].successor = files[last.place].path }
    }
    return files
  }
}
