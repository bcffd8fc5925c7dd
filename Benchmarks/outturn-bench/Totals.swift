import Extracts
import Findings
import Glibc
import Ledger
import Programme
import Quantities

/// `outturn-bench totals PROGRAMME [PERIOD]`: the year to date of every pair as CSV, and on standard error the findings, for other tools to compare with.
func totals(_ arguments: [String]) {
  guard let folder = arguments.first, let period = Period(arguments.count > 1 ? arguments[1] : "2015-16/M12"),
    let definition = loadProgramme(at: folder).programme
  else { exit(64) }
  let result: LedgerResult
  do throws(LedgerFault) {
    let cut: Cut = arguments.contains("--freeze") ? .freeze : .flex
    result = try buildLedger(LedgerRequest(folder: folder, definition: definition, period: period, cut: cut, usesCache: false))
  } catch {
    complain("\(error)")
    exit(65)
  }
  let ledger = result.ledger
  var sums: [[Measures]] = ledger.commissioners.codes.map { _ in ledger.providers.codes.map { _ in .zero } }
  for line in 0..<ledger.lines.count {
    sums[Int(ledger.lines.commissioner[line])][Int(ledger.lines.provider[line])] += ledger.lines.ytd[line]
  }
  for (c, commissioner) in ledger.commissioners.codes.enumerated() {
    for (p, provider) in ledger.providers.codes.enumerated() {
      let sum = sums[c][p]
      print(
        "\(commissioner),\(provider),\(sum.planCost.decimal),\(sum.actualCost.decimal),\(sum.planActivity.decimal),\(sum.actualActivity.decimal)")
    }
  }
  var counts: [String: Int] = [:]
  for finding in result.findings { counts["\(finding.code.text) \(finding.severity)", default: 0] += 1 }
  for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
    let example = result.findings.first { "\($0.code.text) \($0.severity)" == code }
    complain("\(code) × \(count): \(example.map { $0.origin.description + ": " + $0.message } ?? "")")
  }
  complain("sources \(ledger.sources.count), unaccounted \(ledger.sources.count { !$0.unaccounted.isZero }), replaced \(ledger.replaced.count)")
  complain("SUS latest \(ledger.sus.latestMonth.map { "\($0.key): \($0.value.period.description)" }.sorted())")
}
