import CZip
import Glibc

/// How much a part may unpack to: a zip bomb is many times larger than any sheet of numbers packed as small.
package struct UnpackingLimits: Sendable {
  /// What any part may come to, whatever its packed size.
  package var free = 64 << 20
  /// How many times its packed size a part may come to beyond that: DEFLATE reaches 1,032, sheets of real returns 10 to 60.
  package var ratio = 400
  /// What the texts that cells share may come to: they are kept in memory.
  package var sharedTexts = 512 << 20
  /// What the texts of all cells may come to, whatever the size of their sheet, and how many times that size beyond it: a text that many cells share costs the
  /// file a few bytes each time, and whoever reads it all of its own.
  package var cells = (free: 256 << 20, ratio: 40)

  /// Makes limits.
  package init() {}
}

/// Whether a file begins with an entry of a zip file.
private func beginsAsZip(_ path: String) -> Bool {
  let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return false }
  defer { close(file) }
  var head: UInt32 = 0
  return read(file, &head, 4) == 4 && UInt32(littleEndian: head) == 0x0403_4B50
}

/// An open zip file.
package final class ZipArchive {
  private let archive: OpaquePointer
  /// The bytes that the archive reads from, where they are in memory.
  private let bytes: UnsafeMutableRawBufferPointer?
  private let limits: UnpackingLimits

  /// Opens a file.
  package init(path: String, limits: UnpackingLimits = UnpackingLimits()) throws(WorkbookFault) {
    var error: Int32 = 0
    guard let opened = zip_open(path, ZIP_RDONLY, &error) else {
      var described = zip_error_t()
      zip_error_init_with_code(&described, error)
      defer { zip_error_fini(&described) }
      let isSystem = error == ZIP_ER_OPEN || error == ZIP_ER_NOENT || error == ZIP_ER_READ
      if !isSystem, beginsAsZip(path) {
        throw WorkbookFault(
          .notAnArchive, "the file is cut off or damaged: it begins as a zip file, and the list of what it holds, at its end, cannot be read")
      }
      throw WorkbookFault(
        isSystem ? .unreadable : .notAnArchive,
        (isSystem ? "the file cannot be opened: " : "the file is no workbook, or a damaged one: ")
          + String(cString: zip_error_strerror(&described)).lowercased())
    }
    archive = opened
    bytes = nil
    self.limits = limits
  }

  /// Opens an archive that is in memory.
  package init(_ contents: [UInt8], limits: UnpackingLimits = UnpackingLimits()) throws(WorkbookFault) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(contents.count, 1), alignment: 16)
    copy.copyBytes(from: contents)
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    let source = zip_source_buffer_create(copy.baseAddress, zip_uint64_t(contents.count), 0, &error)
    guard let source, let opened = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      if let source { zip_source_free(source) }
      copy.deallocate()
      throw WorkbookFault(.notAnArchive, "the file is no workbook, or a damaged one: " + String(cString: zip_error_strerror(&error)).lowercased())
    }
    archive = opened
    bytes = copy
    self.limits = limits
  }

  deinit {
    zip_discard(archive)
    bytes?.deallocate()
  }

  /// The names of its entries, in its own order.
  package var names: [String] {
    (0..<zip_uint64_t(max(0, zip_get_num_entries(archive, 0)))).compactMap { index in
      zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_GUESS)).map { String(cString: $0) }
    }
  }

  /// Opens an entry, whose name is compared without regard to case as Excel does; nil where there is none.
  package func part(_ name: String) throws(WorkbookFault) -> ZipPart? {
    let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS))
    guard index >= 0 else { return nil }
    var status = zip_stat_t()
    guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0 else { throw damaged(name) }
    guard status.encryption_method == ZIP_EM_NONE else { throw WorkbookFault(.encrypted, "the file is packed with a password") }
    guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw damaged(name) }
    let packed = Int(clamping: status.comp_size)
    return ZipPart(file, name: name, most: limits.free + min(packed, Int.max / 1_024) * limits.ratio)
  }

  private func damaged(_ name: String) -> WorkbookFault { WorkbookFault(.notAnArchive, "the part \(name) of the file is damaged") }
}

/// An entry of an archive that is being unpacked.
package final class ZipPart {
  private let file: OpaquePointer
  /// Its name.
  package let name: String
  private let most: Int
  /// How much of it was unpacked so far.
  private(set) var unpacked = 0

  fileprivate init(_ file: OpaquePointer, name: String, most: Int) {
    self.file = file
    self.name = name
    self.most = most
  }

  deinit { zip_fclose(file) }

  /// Unpacks more of it; nought at its end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
    let got = zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count))
    guard got >= 0 else { throw WorkbookFault(.notAnArchive, "the part \(name) of the file is damaged") }
    unpacked += Int(got)
    guard unpacked <= most else {
      throw WorkbookFault(.tooLarge, "the part \(name) unpacks to more than \(most >> 20) MB, far more than its packed size allows for")
    }
    return Int(got)
  }

  /// All of it, up to so many bytes.
  package func contents(most limit: Int) throws(WorkbookFault) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let got = try read(into: buffer)
      if got == 0 { return bytes }
      guard bytes.count + got <= limit else { throw WorkbookFault(.tooLarge, "the part \(name) is larger than \(limit >> 20) MB") }
      bytes.append(contentsOf: buffer[..<got])
    }
  }
}
