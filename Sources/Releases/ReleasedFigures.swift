import CLinux
import Figures
import Glibc
import Storage

/// The figures of a month's packs, each once, in the byte order of their ids: read from the `figures.json` files that go out.
///
/// Where one pack holds a figure back and another gives it, the figure is what the other gives.
///
/// - Parameter files: the files, by their paths under the folder.
/// - Throws: `ReleaseFailure` where a file is not one that the program writes, or two packs say different things of a figure.
package func releasedFigures(_ files: [String], in folder: String) throws(ReleaseFailure) -> [ArchivedFigure] {
  var figures: [String: ArchivedFigure] = [:]
  for path in files {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(folder + "/" + path) } catch { throw .output(error) }
    var whole = true
    var clash: String?
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      let head = Array("{\"id\":\"".utf8)
      while !rest.isEmpty {
        let end = rest.firstRange(of: 0x0A) ?? rest.endIndex
        let line = UnsafeRawBufferPointer(rebasing: rest[rest.startIndex..<end])
        rest = rest[min(end + 1, rest.endIndex)...]
        guard line.count > head.count, head.indices.allSatisfy({ line[$0] == head[$0] }) else { continue }
        guard let figure = readFigure(line, from: head.count) else {
          whole = false
          continue
        }
        if let other = figures[figure.id] {
          // A pack that may not show a value says so; that is no second value.
          if figure.value == Missing.suppressed.rawValue { continue }
          if other.value != Missing.suppressed.rawValue, other != figure { clash = figure.id }
        }
        figures[figure.id] = figure
      }
    }
    guard whole else { throw .damaged(path: folder + "/" + path, reason: "a line is not a figure") }
    if let clash { throw .damaged(path: folder + "/" + path, reason: "another pack has another value of \(clash)") }
  }
  return figures.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
}

/// What a manifest says of the figures.
package func figuresDigest(_ figures: [ArchivedFigure]) -> Manifest.Figures {
  var text: [UInt8] = []
  text.reserveCapacity(figures.count * 64)
  for figure in figures {
    text.append(contentsOf: figure.id.utf8)
    text.append(0x09)
    text.append(contentsOf: figure.value.utf8)
    text.append(0x09)
    text.append(contentsOf: figure.unit.utf8)
    text.append(0x0A)
  }
  return Manifest.Figures(count: figures.count, sha256: digestOf(text))
}

/// A line of `figures.json`. Ids, values and units have no character that JSON escapes; a label may hold any, but never an unescaped quote, so that the
/// keys after it are where they are first found.
private func readFigure(_ line: UnsafeRawBufferPointer, from start: Int) -> ArchivedFigure? {
  func find(_ text: StaticString, from place: Int) -> Int? {
    guard place <= line.count, let base = line.baseAddress,
      let hit = find_bytes(base + place, line.count - place, text.utf8Start, text.utf8CodeUnitCount)
    else { return nil }
    return UnsafeRawPointer(hit) - base
  }
  func text(from place: Int) -> (String, Int)? {
    guard let end = find("\"", from: place) else { return nil }
    let slice = line[place..<end]
    guard !slice.contains(0x5C) else { return nil }
    return (String(decoding: slice, as: UTF8.self), end)
  }
  guard let (id, idEnd) = text(from: start), let key = find("\",\"value\":", from: idEnd) else { return nil }
  let place = key + 10
  guard place < line.count else { return nil }
  let value: (String, Int)?
  if line[place] == 0x22 {
    value = text(from: place + 1)
  } else {
    value = find("\"missing\":\"", from: place).flatMap { text(from: $0 + 11) }
  }
  guard let (amount, valueEnd) = value, let unitKey = find("\"unit\":\"", from: valueEnd), let (unit, _) = text(from: unitKey + 8) else { return nil }
  return ArchivedFigure(id: id, value: amount, unit: unit)
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func firstRange(of byte: UInt8) -> Int? {
    guard let base = base.baseAddress, !isEmpty, let hit = memchr(base + startIndex, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(hit) - base
  }
}
