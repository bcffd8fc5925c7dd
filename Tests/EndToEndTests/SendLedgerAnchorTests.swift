import Foundation
import TestSupport
import Testing

/// A release knows how far the ledger of what was sent had come, so that a ledger of before is no ledger.
extension EndToEnd.Send {
  @Test func aLedgerThatWasPutBackOrTakenAwayIsKnownByTheReleasesMadeSince() throws {
    let host = try MailHost()
    let office = try base.copy(in: folder, port: host.port)
    let code = base.commissioners[0]
    let archive = office.programme + "/archive/"
    func ledgerFiles() throws -> [String] { try filePaths(below: archive).filter { $0.hasPrefix("ledger.sqlite") || $0 == "LEDGER" } }
    #expect(try office.send("--only", code).status == 0)
    let old = folder.path + "/old"
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    for file in try ledgerFiles() { try FileManager.default.copyItem(atPath: archive + file, toPath: old + "/" + file) }
    #expect(try office.send("--only", base.commissioners[1]).status == 0)
    let next = try release(office, "a return was sent again")
    let record = try String(contentsOfFile: "\(office.programme)/releases/\(next.release)/sent-ledger.txt", encoding: .utf8)
    let head = try String(contentsOfFile: archive + "LEDGER", encoding: .utf8)
    #expect(record == head.prefix { $0 != "\n" } + "\n")
    #expect(!FileManager.default.fileExists(atPath: "\(office.programme)/releases/\(office.release)/sent-ledger.txt"), "nothing was sent then")
    func verify() throws -> Ran { try run(builtProgram("outturn"), ["verify", "--programme", office.programme]) }
    let whole = try verify()
    #expect(whole.status == 0 && whole.output.contains("ledger: releases"), "\(whole.said)")
    #expect(try next.send("--only", base.commissioners[2]).status == 0)
    #expect(try verify().status == 0, "the ledger goes on, and what the release knows of it is in it still")
    // The outbox, which knows too, is lost.
    try FileManager.default.removeItem(atPath: office.programme + "/outbox")
    for file in try ledgerFiles() { try FileManager.default.removeItem(atPath: archive + file) }
    let gone = try verify()
    #expect(gone.status == 1 && gone.errors.contains("sent-ledger.txt knows entry") && gone.errors.contains("there is no ledger"), "\(gone.said)")
    for file in try filePaths(below: old) { try FileManager.default.copyItem(atPath: old + "/" + file, toPath: archive + file) }
    let older = try verify()
    #expect(older.status == 1 && older.errors.contains("the ledger is older than the release"), "\(older.said)")
    let before = try host.messages().count
    let refused = try next.send("--only", base.commissioners[1])
    #expect(refused.status == 65 && refused.errors.contains("sent-ledger.txt knows entry"), "\(refused.said)")
    #expect(try host.messages().count == before)
  }
}
