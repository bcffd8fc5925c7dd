import Storage

/// Files kept under the SHA-256 of their bytes, read-only.
struct ObjectStore {
  let place: ArchivePlace

  /// Keeps files; one that is there already is looked at and left. All are written and on the disk before the first gets its name.
  func keep(_ sources: [ObjectSource]) throws {
    var seen: Set<String> = []
    var waiting: [String] = []
    try FileSystem.makeFolder(place.incoming)
    for source in sources where seen.insert(source.sha256).inserted {
      guard isDigest(source.sha256) else { throw ArchiveError.unfit("\(source.path): “\(source.sha256)” is not a SHA-256") }
      let path = place.object(source.sha256)
      if FileSystem.exists(path) {
        let found = FileDigest(of: path)
        guard found == FileDigest(byteCount: source.byteCount, sha256: source.sha256) else {
          throw ArchiveError.damaged("the object \(source.sha256), which \(source.path) needs, has other bytes than its name says")
        }
        continue
      }
      let bytes = try FileSystem.read(source.source)
      let found = digestOf(bytes)
      guard found == source.sha256, bytes.count == source.byteCount else {
        throw ArchiveError.changed(path: source.path, expected: source.sha256, found: found)
      }
      let incoming = place.incoming + "/" + source.sha256
      try FileSystem.write(bytes, to: incoming)
      try FileSystem.setMode(0o444, of: incoming)
      waiting.append(source.sha256)
    }
    if !waiting.isEmpty {
      try FileSystem.sync(place.incoming)
      for sha256 in waiting {
        let path = place.object(sha256)
        try FileSystem.makeFolder(place.objects + "/" + sha256.prefix(2))
        try FileSystem.rename(place.incoming + "/" + sha256, to: path)
      }
      try FileSystem.sync(place.objects)
    }
    try FileSystem.remove(place.incoming)
  }

  /// Every file under `objects/`, relative to it.
  func files() -> [String] { FileSystem.files(under: place.objects) }

  /// The digest that a relative path names; nil for a file that has no business there.
  static func digest(named relativePath: String) -> String? {
    let parts = relativePath.split(separator: "/")
    guard parts.count == 2, isDigest(parts[1]), parts[1].hasPrefix(parts[0]), parts[0].utf8.count == 2 else { return nil }
    return String(parts[1])
  }
}
