import Mail
import Releases
import Storage

/// How far the ledger of what was sent had come when a release was made: `<sequence> <hash>` of its last entry, kept as a record of the release and so under
/// the chain of the archive. A ledger that was put back to an earlier day, or taken away, is whole by itself; the releases made since know better.
struct LedgerAnchor {
  /// The record's name in the release's folder.
  static let fileName = "sent-ledger.txt"

  /// The release.
  let release: ReleaseName
  /// The place and hash of an entry of the ledger; nil for a record that cannot be read.
  let entry: (sequence: Int, hash: String)?

  /// The record for a release that is made now; nil where nothing was ever sent.
  static func record(_ programme: String) throws(RunFailure) -> (name: String, bytes: [UInt8])? {
    guard let reader = try Dispatcher.reader(programme) else { return nil }
    do throws(SendLedgerError) {
      let last = try reader.last()
      return last.sequence == 0 ? nil : (fileName, Array("\(last.sequence) \(last.hash)\n".utf8))
    } catch {
      throw .sending(.ledger(error))
    }
  }

  /// The records of all releases that have one.
  static func all(of programme: String) throws(RunFailure) -> [LedgerAnchor] {
    var anchors: [LedgerAnchor] = []
    for name in releases(of: programme) {
      let path = "\(programme)/\(name.folder)/\(fileName)"
      guard FileSystem.exists(path) else { continue }
      let bytes: [UInt8]
      do throws(OutputError) { bytes = try FileSystem.read(path) } catch { throw .output(error) }
      let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
      let sequence = words.count == 2 ? Int(words[0]) : nil
      anchors.append(LedgerAnchor(release: name, entry: sequence.map { ($0, String(words[1])) }))
    }
    return anchors
  }

  /// What the releases know of the ledger that is not so, a sentence each.
  ///
  /// - Parameter reader: the ledger; nil where there is none.
  static func problems(_ programme: String, _ reader: SendLedgerReader?) throws(RunFailure) -> [String] {
    var problems: [String] = []
    for anchor in try all(of: programme) {
      guard let (sequence, hash) = anchor.entry else {
        problems.append("\(anchor.release.folder)/\(fileName) is not as one is written")
        continue
      }
      do throws(SendLedgerError) {
        if try reader?.holds(sequence: sequence, hash: hash) ?? false { continue }
      } catch {
        throw .sending(.ledger(error))
      }
      problems.append(
        "\(anchor.release.folder)/\(fileName) knows entry \(sequence) of archive/ledger.sqlite, which is not there: "
          + (reader == nil ? "there is no ledger" : "the ledger is older than the release, or another"))
    }
    return problems
  }
}
