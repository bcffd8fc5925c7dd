import Extracts
import Glibc
import Profiles

/// How a file is to be read: as the standard has it, or by a profile.
struct FileLayout {
  /// What the memo of segments knows the file by: another profile is another reading of the same bytes.
  let name: String
  /// The digest of the profile; empty for the standard's own layout.
  let digest: [UInt8]
  private let profile: Profile?

  /// Finds how a file is to be read: by the profile of its trust and period, else, where it is no plain CSV, by the standard's own headings.
  init(_ file: ExtractFile, _ profiles: ProfileSet, path: String) {
    let extract = Profile.Extract(file.kind)
    if let extract, let found = profiles.profile(extract, of: file.provider ?? "", file.submission) {
      // A part of a profile is another reading of the same bytes than the next.
      let (own, part) = found.profile.reading(file.path)
      profile = own
      digest = found.digest + (part.map { [UInt8(truncatingIfNeeded: $0)] } ?? [])
    } else if let extract, !isPlainText(path) {
      profile = .standard(extract)
      digest = Array("standard".utf8)
    } else {
      profile = nil
      digest = []
    }
    name = digest.isEmpty ? file.path : file.path + "\n" + hexadecimal(digest)
  }

  /// Reads an attendance-level file.
  func readRows(_ file: ExtractFile, path: String, _ options: ScanOptions = ScanOptions()) -> AttendanceReading {
    guard let profile else { return readAttendances(path: path, kind: file.kind, months: file.months, options: options) }
    return readAttendances(path: path, by: profile, kind: file.kind, months: file.months, year: file.year, options: options)
  }

  /// Reads a return or plan.
  func read(_ file: ExtractFile, path: String, _ options: ScanOptions = ScanOptions()) -> ContractReading {
    guard let profile else {
      return readContracts(path: path, kind: file.kind, months: file.months, provider: file.provider, options: options)
    }
    return readContracts(
      path: path, by: profile, kind: file.kind, months: file.months, provider: file.provider ?? "", year: file.year, options: options)
  }
}

/// Whether a file begins as text with commas in UTF-8 or Windows-1252 does, which the quick reader takes; a file that can't be looked at is left to it too.
private func isPlainText(_ path: String) -> Bool {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return true }
  defer { close(file) }
  var head = [UInt8](repeating: 0, count: 4_096)
  let got = read(file, &head, head.count)
  guard got > 0 else { return true }
  let start = head.prefix(got)
  let marks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0x1F, 0x8B], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE], [0xFE, 0xFF]]
  if marks.contains(where: start.starts(with:)) || start.contains(0) { return false }
  let line = start.prefix { $0 != 0x0A }
  // No heading of the standard has a comma, and none of these.
  return line.contains(0x2C) || !line.contains { $0 == 0x3B || $0 == 0x09 || $0 == 0x7C }
}
