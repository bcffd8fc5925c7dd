import Foundation

/// Where the files of a sample programme go: each is handed over whole, by its path in the programme folder.
package typealias SampleOutput = (_ path: String, _ bytes: [UInt8]) throws -> Void

/// An output that writes below a folder, making folders as needed.
package func folderOutput(at root: String) -> SampleOutput {
  { path, bytes in
    let url = URL(fileURLWithPath: root).appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
}
