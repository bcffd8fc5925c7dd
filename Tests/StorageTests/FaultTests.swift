import Glibc
import TestSupport
import Testing

@testable import Storage

/// A run that dies, or whose disk is full, at any change: the folder is the old one or the new one, whole, and the next run puts all in order.
struct FaultTests {
  private let place: TemporaryFolder
  private var path: String { place.path + "/M11" }

  init() throws { place = try TemporaryFolder() }

  private func write(_ text: String) throws(OutputError) {
    let folder = try StagedFolder(replacing: path)
    try folder.makeFolders(for: ["data/second"])
    for name in ["first", "data/second", "data/third"] { try FileSystem.write(Array(text.utf8), to: folder.stagedPath(name)) }
    try folder.commit()
  }

  private func seen() throws(OutputError) -> Set<String> {
    var texts: Set<String> = []
    for name in ["first", "data/second", "data/third"] {
      texts.insert(String(decoding: try FileSystem.read(path + "/" + name), as: UTF8.self))
    }
    return texts
  }

  @Test(arguments: [FaultPlan.Fault.crash, .fullDisk])
  func aFolderIsReplacedWholeOrNotAtAll(_ fault: FaultPlan.Fault) throws {
    try write("old")
    var place = 1
    var changes: Set<FaultPlan.Change> = []
    while true {
      let plan = FaultPlan(fault, at: place)
      FaultPlan.$current.withValue(plan) { () -> Void in
        do { try write("new") } catch { #expect(plan.stopped != nil, "\(error)") }
      }
      let texts = try seen()
      #expect(texts == ["old"] || texts == ["new"], "change \(place): \(texts)")
      guard let stopped = plan.stopped else { break }
      changes.insert(stopped.change)
      try write("old")
      #expect(try seen() == ["old"])
      #expect(FileSystem.names(in: self.place.path) == ["M11"], "change \(place) left something")
      place += 1
    }
    #expect(try seen() == ["new"])
    #expect(changes.isSuperset(of: [.makeFolder, .create, .write, .sync, .rename, .remove]))
    #expect(place > 15)
  }

  @Test func aFolderMadeReadOnlyCanStillBeRead() throws {
    try write("kept")
    try FileSystem.makeReadOnly(path)
    #expect(try seen() == ["kept"])
    var status = stat()
    #expect(stat(path + "/data/second", &status) == 0 && status.st_mode & 0o777 == 0o444)
    #expect(stat(path + "/data", &status) == 0 && status.st_mode & 0o777 == 0o555)
    for folder in ["", "/data"] { try FileSystem.setMode(0o755, of: path + folder) }
  }
}
