import Extracts
import Foundation
import HTML
import Quantities
import Report
import Storage

/// What a part says of itself: the run it is from, its files with their digests, and what the proof needs to read its PDF.
struct PartRecord: Codable {
  var inputsDigest: String
  var files: [String: String]
  var pages: [String: Int]
  var pageCount: Int
  var notes: [String]
}

/// The parts of a month: packs made by `--only` runs, each whole in a folder of its own, from which `--assemble` makes the month.
struct PartsFolder: Sendable {
  /// `Output/2015-16/M11.parts`.
  let path: String
  private static let recordName = "part.json"

  init(output: String, period: Period) { path = "\(output)/\(period.year.label)/\(period.monthLabel).parts" }

  /// The folder of one pack's part.
  func folder(_ target: PackTarget) -> String { path + "/" + (target.kind == .practice ? target.fileStem : target.folderName) }

  /// The record that a part carries.
  static func record(_ pack: RenderedPack, _ written: [WrittenFile], digest: String) -> PackFile {
    var json = JSONWriter()
    json.object { json in
      json.field("inputsDigest") { $0.string(digest) }
      json.field("files") { json in
        json.object { json in
          for file in written {
            json.newLine()
            json.field(file.path) { $0.string(file.sha256) }
          }
        }
      }
      json.newLine()
      json.field("pages") { json in
        json.object { json in
          for (anchor, page) in pack.pages.sorted(by: { $0.key < $1.key }) { json.field(anchor) { $0.number(String(page)) } }
        }
      }
      json.newLine()
      json.field("pageCount") { $0.number(String(pack.pageCount)) }
      json.field("notes") { json in json.array(pack.notes) { $1.string($0) } }
    }
    json.finish()
    return PackFile(path: recordName, bytes: json.bytes)
  }

  /// Reads a part back: its files as they were rendered.
  ///
  /// - Throws: `RunFailure.parts` when the part is missing, from another run, or not as it was written.
  func read(_ target: PackTarget, digest: String) throws(RunFailure) -> RenderedPack {
    let folder = folder(target)
    guard let bytes = try? FileSystem.read(folder + "/" + Self.recordName), let record = try? JSONDecoder().decode(PartRecord.self, from: Data(bytes))
    else {
      throw .parts(["there is no part of \(target.code) in \(folder)"])
    }
    guard record.inputsDigest == digest else {
      throw .parts(["the part of \(target.code) in \(folder) was made from other inputs, options or program"])
    }
    var pack = RenderedPack()
    pack.pages = record.pages
    pack.pageCount = record.pageCount
    pack.notes = record.notes
    for (path, digest) in record.files.sorted(by: { $0.key < $1.key }) {
      guard let bytes = try? FileSystem.read(folder + "/" + path.dropFirst(target.folder.count + 1)) else {
        throw .parts(["\(path) is missing from the part of \(target.code) in \(folder)"])
      }
      guard hexadecimal(bytes.withUnsafeBytes { sha256($0) }) == digest else {
        throw .parts(["\(path) in the part of \(target.code) was changed after it was made"])
      }
      if path.hasSuffix(".html") { pack.html = bytes }
      if path.hasSuffix(".pdf") { pack.pdf = bytes }
      if path.hasSuffix(".xlsx"), !path.hasSuffix("_rows.xlsx") { pack.workbook = bytes }
      pack.files.append(PackFile(path: path, bytes: bytes))
    }
    return pack
  }
}
