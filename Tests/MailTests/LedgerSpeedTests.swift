import Foundation
import TestSupport
import Testing

@testable import Mail

/// A month's mail is recorded in much less time than it takes to send.
struct LedgerSpeedTests {
  @Test func aThousandRecipientsAreRecordedInSeconds() throws {
    let sample = try LedgerSample()
    let time = "2016-03-14T09:31:00Z"
    let ledger = try sample.open()
    let clock = ContinuousClock()
    let prepared = try clock.measure {
      let ids = try ledger.register((1...1000).map { LedgerSample.dispatch($0) }, at: time)
      try ledger.record(ids.map { ($0, LedgerSample.prepared) }, at: time)
    }
    let ids = try ledger.reader.dispatches(release: LedgerSample.release).map(\.id)
    let sending = try clock.measure {
      for id in ids {
        try ledger.record(.sending(server: "smtp.example.nhs.uk", attempt: 1), for: id, at: time)
        try ledger.record(.sent(reply: "250 2.0.0 Ok: queued as 4XyZ"), for: id, at: time)
      }
    }
    var sent: [DispatchHistory] = []
    let reading = try clock.measure { sent = try ledger.reader.dispatches(release: LedgerSample.release) }
    #expect(sent.count == 1000 && sent.allSatisfy { $0.state == .sent })
    try ledger.close()
    let opening = try clock.measure { try sample.open().close() }
    var report: SendLedgerReport?
    let verifying = try clock.measure { report = try sample.verify() }
    #expect(report?.isWhole == true)
    let says: Comment = "prepared \(prepared), sending \(sending), reading \(reading), opening \(opening), verifying \(verifying)"
    #expect(prepared < .seconds(20) && sending < .seconds(30) && reading < .seconds(10) && opening < .seconds(2) && verifying < .seconds(20), says)
    if ProcessInfo.processInfo.environment["LEDGER_SPEED"] != nil { Issue.record(says) }
  }
}
