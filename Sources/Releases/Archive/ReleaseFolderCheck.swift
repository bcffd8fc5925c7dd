import Storage

/// Checks a release's folder against what the archive knows of it.
struct ReleaseFolderCheck {
  /// The folder.
  let path: String
  /// The folder as messages name it.
  let shown: String

  /// What is not as it was released.
  ///
  /// - Parameters:
  ///   - files: the release's files; inputs stand in the archive alone.
  ///   - manifest: the SHA-256 of its manifest, as its entry says.
  func problems(files: [ReleaseFile], manifest: String) -> [String] {
    var problems: [String] = []
    let files = files.filter { $0.role != .input }
    var folders: Set<String> = [""]
    for file in files {
      var folder = file.path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        folders.insert(String(folder))
      }
      check(file, &problems)
    }
    checkSums(files, &problems)
    if let listed = files.first(where: { $0.path == "manifest.json" }), listed.sha256 != manifest {
      problems.append("\(shown)/manifest.json is not the manifest that the entry has the digest of")
    }
    let known = Set(files.map(\.path)).union([ReleaseFolder.sums])
    walk("", folders, known, &problems)
    return problems
  }

  private func check(_ file: ReleaseFile, _ problems: inout [String]) {
    let place = path + "/" + file.path
    guard let mode = mode(of: place), let found = FileDigest(of: place) else {
      problems.append("\(shown)/\(file.path) is missing or cannot be read")
      return
    }
    if found.sha256 != file.sha256 || found.byteCount != file.byteCount {
      problems.append("\(shown)/\(file.path) has other bytes than were released")
    }
    if mode != 0o444 { problems.append("\(shown)/\(file.path) is not read-only (mode 0444)") }
  }

  /// SHA256SUMS names every other file with its digest and nothing else, so that `sha256sum -c` says the same as this.
  private func checkSums(_ files: [ReleaseFile], _ problems: inout [String]) {
    let place = path + "/" + ReleaseFolder.sums
    guard let mode = mode(of: place), let bytes = try? FileSystem.read(place) else {
      problems.append("\(shown)/SHA256SUMS is missing or cannot be read")
      return
    }
    if mode != 0o444 { problems.append("\(shown)/SHA256SUMS is not read-only (mode 0444)") }
    let expected = ReleaseFolder.sumsText(files.map { ($0.path, $0.sha256) })
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let wanted = expected.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    // The order of the lines is the release's own.
    if lines.sorted(by: { $0.lexicographicallyPrecedes($1) }) != wanted.sorted(by: { $0.lexicographicallyPrecedes($1) }) || lines.last != [] {
      problems.append("\(shown)/SHA256SUMS does not list the release's files and their digests")
    }
  }

  private func walk(_ folder: String, _ folders: Set<String>, _ known: Set<String>, _ problems: inout [String]) {
    let place = folder.isEmpty ? path : path + "/" + folder
    if mode(of: place) != 0o555 { problems.append("\(folder.isEmpty ? shown : shown + "/" + folder) is not read-only (mode 0555)") }
    for name in FileSystem.names(in: place) {
      let inner = folder.isEmpty ? name : folder + "/" + name
      if folders.contains(inner) && mode(of: place + "/" + name) != nil && FileSystem.isFolder(place + "/" + name) {
        walk(inner, folders, known, &problems)
      } else if !known.contains(inner) {
        problems.append("\(shown)/\(inner) is no part of the release")
      }
    }
  }
}
