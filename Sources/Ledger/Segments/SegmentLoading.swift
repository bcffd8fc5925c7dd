import Extracts
import Glibc
import Profiles
import Quantities

/// A file of the extracts as it was read or found in the cache.
struct LoadedFile: Sendable {
  enum Content: Sendable {
    case contracts(ContractSegment)
    case attendances(AttendanceSegment)
  }
  var file: ExtractFile
  /// What the memo knows the file by: its path, and the profile that read it.
  var name: String
  var content: Content
  /// What the memo is to hold of it; nil when it is not to be remembered.
  var entry: SegmentCache.Entry?
  /// Whether the extract itself was read.
  var wasRead: Bool

  /// What was found out about the file.
  var facts: FileFacts {
    switch content {
    case .contracts(let segment): segment.file
    case .attendances(let segment): segment.file
    }
  }
}

/// Gets one file's segment: from the cache when that is certain to be right, else by reading the file.
func loadFile(_ file: ExtractFile, _ profiles: ProfileSet, programme: String, cache: SegmentCache?) -> LoadedFile {
  let path = programme + "/" + file.path
  let layout = FileLayout(file, profiles, path: path)
  guard let cache, let signature = FileSignature(path: path) else { return readFile(file, layout, path: path, cache: nil, signature: nil) }
  if let key = cache.key(for: layout.name, signature), let content = content(file, cache, key) {
    return LoadedFile(file: file, name: layout.name, content: content, entry: .init(signature: signature, key: key), wasRead: false)
  }
  if !cache.isEmpty, let digest = digest(ofFile: path) {
    let key = segmentKey(digest, file, layout)
    if let content = content(file, cache, key) {
      return LoadedFile(file: file, name: layout.name, content: content, entry: .init(signature: signature, key: key), wasRead: false)
    }
  }
  return readFile(file, layout, path: path, cache: cache, signature: signature)
}

private func content(_ file: ExtractFile, _ cache: SegmentCache, _ key: [UInt8]) -> LoadedFile.Content? {
  cache.segment(key).flatMap { content(file, $0, key) }
}

private func content(_ file: ExtractFile, _ memory: SegmentMemory, _ key: [UInt8]) -> LoadedFile.Content? {
  do throws(DamagedSegment) {
    if file.kind.isSUS { return .attendances(try AttendanceSegment.decode(memory, kind: file.kind, key: key)) }
    return .contracts(try ContractSegment.decode(memory, key: key))
  } catch {
    return nil
  }
}

private func readFile(_ file: ExtractFile, _ layout: FileLayout, path: String, cache: SegmentCache?, signature: FileSignature?) -> LoadedFile {
  var key: [UInt8]
  let memory: SegmentMemory
  if file.kind.isSUS {
    let reading = layout.readRows(file, path: path)
    key = segmentKey(reading.digest, file, layout)
    memory = AttendanceSegment.encode(reading, kind: file.kind, key: key)
  } else {
    let reading = layout.read(file, path: path)
    key = segmentKey(reading.digest, file, layout)
    memory = ContractSegment.encode(reading, key: key)
  }
  if let cache, let signature, FileSignature(path: path) == signature, let mapped = cache.store(key, memory.bytes) {
    // From here on the pages are the file's: they cost no memory of our own.
    if let content = content(file, mapped, key) {
      return LoadedFile(file: file, name: layout.name, content: content, entry: .init(signature: signature, key: key), wasRead: true)
    }
  }
  guard let content = content(file, memory, key) else {
    preconditionFailure("a segment just made cannot be read back")
  }
  return LoadedFile(file: file, name: layout.name, content: content, entry: nil, wasRead: true)
}

/// What a segment is known by: the bytes of the file, and everything else that decides how they are read.
private func segmentKey(_ digest: [UInt8], _ file: ExtractFile, _ layout: FileLayout) -> [UInt8] {
  var writer = SegmentWriter()
  writer.put(digest)
  writer.put(file.kind.rawValue)
  writer.put(file.provider ?? "")
  writer.put(file.submission.map { $0.description } ?? file.year.label)
  writer.put(layout.digest)
  writer.put(SegmentFrame.version)
  return writer.bytes.withUnsafeBytes { sha256($0) }
}
