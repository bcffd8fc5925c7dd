import CCrypto  // Its header is the first in this module to show `struct tm`.
import CZip
import Glibc

/// A file to put into a zip file.
package struct ZipEntry: Sendable, Hashable {
  /// Its name, which everybody can read in the zip file: a name alone, without folders.
  package let name: String
  /// What is in it.
  package let bytes: [UInt8]

  /// Makes an entry.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Packs files into a zip file that is encrypted by AES-256, as WinZip, 7-Zip and the file managers of macOS and Linux open it. Windows' own cannot.
///
/// What is in the files is encrypted; their names, sizes and times are not. Two encryptions of the same bytes differ.
///
/// - Parameters:
///   - entries: at least one, each of another name.
///   - time: when the files were made, in seconds since 1970; nil gives them the first day a zip file knows, 1 January 1980.
/// - Throws: `ProtectionError`: a password that breaks a rule, a name that no file can have, a result that does not open as it must.
package func encryptedZip(_ entries: [ZipEntry], password: Secret, time: Int? = nil) throws(ProtectionError) -> [UInt8] {
  if let fault = PasswordFault(password, for: .zip) { throw .password(fault) }
  guard !entries.isEmpty else { throw .nothingToPack }
  var names: Set<String> = []
  for entry in entries {
    // On most machines one name in two cases is one file.
    guard isNameOfAFile(entry.name), names.insert(entry.name.lowercased()).inserted else { throw .zipName(entry.name) }
  }
  let source = try MemorySource([])
  defer { source.release() }
  try write(entries, to: source, password: password, time: time)
  let bytes = try source.contents()
  try check(bytes, holds: entries, password: password)
  return bytes
}

private func isNameOfAFile(_ name: String) -> Bool {
  (1...200).contains(name.utf8.count) && name != "." && name != ".."
    && name.unicodeScalars.allSatisfy { isPrintable($0) && !"/\\:*?\"<>|".unicodeScalars.contains($0) }
}

private func write(_ entries: [ZipEntry], to source: MemorySource, password: Secret, time: Int?) throws(ProtectionError) {
  let zip = try source.open(ZIP_TRUNCATE)
  do throws(ProtectionError) {
    let (date, hour) = dosTime(time)
    for entry in entries { try add(entry, to: zip, password: password, date: date, hour: hour) }
    guard zip_close(zip) == 0 else { throw .zip(words(zip)) }
  } catch {
    zip_discard(zip)
    throw error
  }
}

private func add(_ entry: ZipEntry, to zip: OpaquePointer, password: Secret, date: UInt16, hour: UInt16) throws(ProtectionError) {
  // A copy that libzip gives back: it reads when the zip file is closed.
  guard let copy = malloc(max(1, entry.bytes.count)) else { throw .zip("out of memory") }
  entry.bytes.withUnsafeBytes { if let start = $0.baseAddress { copy.copyMemory(from: start, byteCount: $0.count) } }
  guard let file = zip_source_buffer(zip, copy, zip_uint64_t(entry.bytes.count), 1) else {
    free(copy)
    throw .zip(words(zip))
  }
  let index = zip_file_add(zip, entry.name, file, zip_flags_t(ZIP_FL_ENC_UTF_8))
  guard index >= 0 else {
    zip_source_free(file)
    throw .zip(words(zip))
  }
  // Not by `zip_file_set_mtime`, which turns a time into the machine's zone.
  guard zip_file_set_dostime(zip, zip_uint64_t(index), hour, date, 0) == 0,
    password.withCString({ zip_file_set_encryption(zip, zip_uint64_t(index), zip_uint16_t(ZIP_EM_AES_256), $0) }) == 0
  else { throw .zip(words(zip)) }
}

/// Date and time as zip files have them, in steps of two seconds, of a moment in UTC.
private func dosTime(_ seconds: Int?) -> (date: UInt16, hour: UInt16) {
  let (first, last) = (315_532_800, 4_354_819_199)
  var moment = time_t(min(max(seconds ?? first, first), last))
  var parts = tm()
  gmtime_r(&moment, &parts)
  let date = (Int(parts.tm_year) - 80) << 9 | (Int(parts.tm_mon) + 1) << 5 | Int(parts.tm_mday)
  let hour = Int(parts.tm_hour) << 11 | Int(parts.tm_min) << 5 | Int(parts.tm_sec) / 2
  return (UInt16(truncatingIfNeeded: date), UInt16(truncatingIfNeeded: hour))
}

/// Opens what was written, as its recipient will and as everybody else will.
private func check(_ bytes: [UInt8], holds entries: [ZipEntry], password: Secret) throws(ProtectionError) {
  let source = try MemorySource(bytes)
  defer { source.release() }
  let zip = try source.open(ZIP_RDONLY)
  defer { zip_discard(zip) }
  guard zip_get_num_entries(zip, 0) == entries.count else { throw .notAsWritten("it has another number of files") }
  for (index, entry) in entries.enumerated() {
    let index = zip_uint64_t(index)
    var status = zip_stat_t()
    guard zip_stat_index(zip, index, 0, &status) == 0, status.encryption_method == zip_uint16_t(ZIP_EM_AES_256), status.size == entry.bytes.count
    else { throw .notAsWritten("\(entry.name) is not encrypted, or has another size") }
    if let open = zip_fopen_index(zip, index, 0) {
      zip_fclose(open)
      throw .notAsWritten("\(entry.name) opens without the password")
    }
    guard let file = password.withCString({ zip_fopen_index_encrypted(zip, index, 0, $0) }) else {
      throw .notAsWritten("\(entry.name) does not open with the password")
    }
    defer { zip_fclose(file) }
    // One byte more, whose absence has libzip check the code that guards the contents.
    var read = [UInt8](repeating: 0, count: entry.bytes.count + 1)
    let count = zip_fread(file, &read, zip_uint64_t(read.count))
    guard count == entry.bytes.count, read.dropLast() == entry.bytes[...] else { throw .notAsWritten("\(entry.name) has other bytes") }
  }
}

private func words(_ zip: OpaquePointer) -> String { String(cString: zip_strerror(zip)) }

/// A zip file in memory. Archives that are opened on it must be closed before it is released.
private struct MemorySource {
  private let source: OpaquePointer
  private let original: UnsafeMutableRawPointer

  init(_ bytes: [UInt8]) throws(ProtectionError) {
    guard let copy = malloc(max(1, bytes.count)) else { throw .zip("out of memory") }
    bytes.withUnsafeBytes { if let start = $0.baseAddress { copy.copyMemory(from: start, byteCount: $0.count) } }
    guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 0, nil) else {
      free(copy)
      throw .zip("out of memory")
    }
    self.source = source
    original = copy
  }

  /// Opens an archive on it, which holds it as well.
  func open(_ flags: Int32) throws(ProtectionError) -> OpaquePointer {
    zip_source_keep(source)
    guard let zip = zip_open_from_source(source, flags, nil) else {
      zip_source_free(source)
      throw .zip("the memory cannot be opened")
    }
    return zip
  }

  func contents() throws(ProtectionError) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_open(source) == 0 else { throw .zip("the memory cannot be read") }
    defer { zip_source_close(source) }
    guard zip_source_stat(source, &status) == 0 else { throw .zip("the memory cannot be read") }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    guard zip_source_read(source, &bytes, status.size) == bytes.count else { throw .zip("the memory cannot be read") }
    return bytes
  }

  func release() {
    zip_source_free(source)
    free(original)
  }
}
