import Extracts
import Findings
import Foundation
import Programme
import Testing

struct FixtureFindingsTests {
  @Test(arguments: ["thames-valley-wessex", "trust-dashboard-2016-17"])
  func theProgrammeFilesGiveNothingWorseThanANote(name: String) throws {
    let (programme, findings) = loadProgramme(at: fixtures.appendingPathComponent(name).path)
    #expect(programme != nil)
    for finding in findings where finding.severity > .note {
      Issue.record("\(finding.origin.description): \(finding.code.text) \(finding.message)")
    }
  }

  /// The files of the last month, of one cumulative return, and of the plans; the ledger's tests read the rest.
  @Test(arguments: [("thames-valley-wessex", "2015-16/M11"), ("trust-dashboard-2016-17", "2016-17/M12")])
  func theExtractsGiveNothingWorseThanANote(name: String, period: String) throws {
    let root = fixtures.appendingPathComponent(name)
    let (programme, _) = loadProgramme(at: root.path)
    let commissioners = try Set(#require(programme).organisations.commissioners.map { $0.code })
    let folder = walkExtracts(programme: root.path, commissioners: commissioners)
    var findings = folder.findings
    var rows = 0
    for file in folder.files where file.path.contains(period) || file.kind == .plan || (file.kind.isSUS && file.submission == nil) {
      let path = root.appendingPathComponent(file.path).path
      if file.kind.isSUS {
        let reading = readAttendances(path: path, kind: file.kind, months: file.months)
        #expect(!reading.refused && reading.quarantine.isEmpty)
        rows += reading.rows.count
        findings += reading.observations.flatMap { Extracts.findings($0, file: file) }
      } else {
        let reading = readContracts(path: path, kind: file.kind, months: file.months, provider: file.provider)
        #expect(!reading.refused && reading.quarantine.isEmpty)
        rows += reading.rows.count
        findings += reading.observations.flatMap { Extracts.findings($0, file: file) }
      }
    }
    #expect(rows > 1000)
    for finding in findings where finding.severity > .note {
      Issue.record("\(finding.origin.description): \(finding.code.text) \(finding.message)")
    }
  }
}
