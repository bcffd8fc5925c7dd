import Mail
import Releases
import Storage

/// What the outbox remembers of the ledger: its last entry. An archive folder that was put back to an earlier day is whole by itself, and would send again what
/// was sent since; the outbox, which is no part of a backup, knows better.
struct LedgerMemory {
  private let path: String

  init(programme: String) { path = programme + "/outbox/ledger-seen" }

  /// Refuses a ledger that lacks what the outbox has seen in it.
  func check(_ reader: SendLedgerReader) throws(RunFailure) {
    guard FileSystem.exists(path) else { return }
    let bytes: [UInt8]
    do throws(OutputError) { bytes = try FileSystem.read(path) } catch { throw .output(error) }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first?.split(separator: " ") ?? []
    guard words.count == 2, let sequence = Int(words[0]) else {
      throw .sending(.ledger(.notTogether(["outbox/ledger-seen is not as one is written; look into archive/ledger.sqlite before it is removed"])))
    }
    do throws(SendLedgerError) {
      guard try reader.holds(sequence: sequence, hash: String(words[1])) else {
        throw .notTogether([
          "outbox/ledger-seen knows entry \(sequence) of archive/ledger.sqlite, which is not there: the ledger is older than the last sending"
        ])
      }
    } catch {
      throw .sending(.ledger(error))
    }
  }

  /// Remembers the last entry, after the ledger was sealed.
  func note(_ last: (sequence: Int, hash: String)) throws(RunFailure) {
    do throws(OutputError) {
      try FileSystem.writePrivately(Array("\(last.sequence) \(last.hash)\n".utf8), to: path + ".new")
      try FileSystem.rename(path + ".new", to: path)
    } catch {
      throw .output(error)
    }
  }
}
