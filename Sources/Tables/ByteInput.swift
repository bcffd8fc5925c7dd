import CZlib
import Glibc
import Workbooks

/// Bytes that come in order: of a file, of an entry of a zip file, or of either unpacked.
class ByteInput {
  /// Reads more; nought at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int { 0 }

  /// The first bytes; what they were read from is used up by so many.
  final func peek(_ count: Int) throws(TableFault) -> [UInt8] {
    let head = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 16)
    defer { head.deallocate() }
    var got = 0
    while got < count {
      let more = try read(into: UnsafeMutableRawBufferPointer(rebasing: head[got..<count]))
      if more == 0 { break }
      got += more
    }
    return Array(head.prefix(got))
  }
}

/// The bytes of a file.
final class FileInput: ByteInput {
  private let descriptor: Int32

  init(path: String) throws(TableFault) {
    let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw TableFault(
        "the file cannot be opened: \(String(cString: strerror(errno)).lowercased())", hint: "put it in its place, with leave to read it")
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  override func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      if errno != EINTR {
        throw TableFault(
          "the file cannot be read: \(String(cString: strerror(errno)).lowercased())", hint: "put it in its place, with leave to read it")
      }
    }
  }
}

/// Bytes in memory.
final class MemoryInput: ByteInput {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  override func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
    let count = min(buffer.count, bytes.count - place)
    buffer.copyBytes(from: bytes[place..<(place + count)])
    place += count
    return count
  }
}

/// An entry of a zip file.
final class ZipInput: ByteInput {
  private let archive: ZipArchive
  private let part: ZipPart

  init(_ archive: ZipArchive, _ name: String) throws(TableFault) {
    do throws(WorkbookFault) {
      guard let part = try archive.part(name) else { throw WorkbookFault(.missingPart, "the zip file has no “\(name)”") }
      self.part = part
    } catch { throw TableFault(error) }
    self.archive = archive
  }

  override func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
    do throws(WorkbookFault) { return try part.read(into: buffer) } catch { throw TableFault(error) }
  }
}

/// What is packed by gzip, unpacked.
final class GzipInput: ByteInput {
  private let source: ByteInput
  private var stream = z_stream()
  private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var isAtEnd = false
  private var packedCount = 0
  private var count = 0
  private let limits = UnpackingLimits()

  init(_ source: ByteInput) throws(TableFault) {
    self.source = source
    // 15 bits of window, and 16 for the head of gzip.
    guard inflateInit2_(&stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw TableFault("there is no memory to unpack the file", hint: "free some and try again")
    }
  }

  deinit {
    inflateEnd(&stream)
    packed.deallocate()
  }

  override func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
    guard buffer.count > 0 else { return 0 }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(clamping: buffer.count)
    let room = Int(stream.avail_out)
    while Int(stream.avail_out) == room {
      if stream.avail_in == 0 {
        let got = try source.read(into: packed)
        if got == 0 {
          guard isAtEnd else { throw TableFault("the file is packed by gzip and is cut off", hint: "ask for it again") }
          return 0
        }
        packedCount += got
        stream.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(got)
      }
      if isAtEnd {
        // Several packed files may follow one another.
        guard inflateReset(&stream) == Z_OK else { throw damaged }
        isAtEnd = false
      }
      switch inflate(&stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isAtEnd = true
      default: throw damaged
      }
    }
    let made = room - Int(stream.avail_out)
    count += made
    guard count <= limits.free + packedCount * limits.ratio else {
      throw TableFault(
        "the file unpacks to far more than its packed size allows for", hint: "ask for it again; it can be made to bring a program down")
    }
    return made
  }

  private var damaged: TableFault { TableFault("the file is packed by gzip and is damaged", hint: "ask for it again") }
}
