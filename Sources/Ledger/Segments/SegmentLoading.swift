import Extracts
import Glibc
import Quantities

/// A file of the extracts as it was read or found in the cache.
struct LoadedFile: Sendable {
  enum Content: Sendable {
    case contracts(ContractSegment)
    case attendances(AttendanceSegment)
  }
  var file: ExtractFile
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
func loadFile(_ file: ExtractFile, programme: String, cache: SegmentCache?) -> LoadedFile {
  let path = programme + "/" + file.path
  guard let cache, let signature = FileSignature(path: path) else { return readFile(file, path: path, cache: nil, signature: nil) }
  if let key = cache.key(for: file.path, signature), let content = content(file, cache, key) {
    return LoadedFile(file: file, content: content, entry: .init(signature: signature, key: key), wasRead: false)
  }
  if !cache.isEmpty, let digest = digest(ofFile: path) {
    let key = segmentKey(digest, file)
    if let content = content(file, cache, key) {
      return LoadedFile(file: file, content: content, entry: .init(signature: signature, key: key), wasRead: false)
    }
  }
  return readFile(file, path: path, cache: cache, signature: signature)
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

private func readFile(_ file: ExtractFile, path: String, cache: SegmentCache?, signature: FileSignature?) -> LoadedFile {
  var key: [UInt8]
  let memory: SegmentMemory
  if file.kind.isSUS {
    let reading = readAttendances(path: path, kind: file.kind, months: file.months)
    key = segmentKey(reading.digest, file)
    memory = AttendanceSegment.encode(reading, kind: file.kind, key: key)
  } else {
    let reading = readContracts(path: path, kind: file.kind, months: file.months, provider: file.provider)
    key = segmentKey(reading.digest, file)
    memory = ContractSegment.encode(reading, key: key)
  }
  if let cache, let signature, FileSignature(path: path) == signature, let mapped = cache.store(key, memory.bytes) {
    // From here on the pages are the file's: they cost no memory of our own.
    if let content = content(file, mapped, key) {
      return LoadedFile(file: file, content: content, entry: .init(signature: signature, key: key), wasRead: true)
    }
  }
  guard let content = content(file, memory, key) else {
    preconditionFailure("a segment just made cannot be read back")
  }
  return LoadedFile(file: file, content: content, entry: nil, wasRead: true)
}

/// What a segment is known by: the bytes of the file, and everything else that decides how they are read.
private func segmentKey(_ digest: [UInt8], _ file: ExtractFile) -> [UInt8] {
  var writer = SegmentWriter()
  writer.put(digest)
  writer.put(file.kind.rawValue)
  writer.put(file.provider ?? "")
  writer.put(file.submission.map { $0.description } ?? file.year.label)
  writer.put(SegmentFrame.version)
  return writer.bytes.withUnsafeBytes { sha256($0) }
}

/// The SHA-256 of a file's bytes; nil when it cannot be read.
private func digest(ofFile path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  let size = 1 << 18
  let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
  defer { buffer.deallocate() }
  let digest = Digest()
  while true {
    let count = read(descriptor, buffer, size)
    if count < 0, errno == EINTR { continue }
    if count < 0 { return nil }
    if count == 0 { return digest.finish() }
    digest.update(buffer, count: count)
  }
}
