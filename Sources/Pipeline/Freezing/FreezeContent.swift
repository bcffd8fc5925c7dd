import HTML
import Ledger
package import Programme
import Quantities
import Releases

/// A file that a freeze adds to the packs of its quarter's last month.
package struct FreezeFile: Sendable, Hashable {
  /// Its name in the freeze's folder.
  package var name: String
  /// Its contents.
  package var bytes: [UInt8]
}

/// What a freeze keeps beside the packs: the invoice reconciliation as page, PDF and CSV, and the position that later packs are held against.
///
/// - Parameter request: the run; its period and cut are not asked, a quarter's freeze is its last month at the freeze cut.
/// - Throws: `RunFailure`.
package func freezeContent(_ request: RunRequest, quarter: Quarter, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) -> [FreezeFile] {
  var run = request
  run.period = quarter.months.last
  run.cut = .freeze
  let inputs = try readInputs(run, progress: progress)
  let templating = try Templating(run, definitions: nil)
  let reconciliation = InvoiceReconciliation(inputs.ledger, invoices: inputs.programme.registers.invoices, quarter: quarter)
  let report = ReconciliationReport(reconciliation, inputs, quarter)
  return [
    FreezeFile(name: frozenPositionName, bytes: frozenPositionFile(inputs.ledger, quarter: quarter)),
    FreezeFile(name: "invoice-reconciliation.csv", bytes: reconciliationCSV(reconciliation)),
    FreezeFile(name: "invoice-reconciliation.html", bytes: try report.page(templating)),
    FreezeFile(name: "invoice-reconciliation.pdf", bytes: try report.pdf(templating)),
  ]
}

/// Every pair and month: `provider,commissioner,period,invoiced,actual,difference,state,status,invoices`, exact.
func reconciliationCSV(_ reconciliation: InvoiceReconciliation) -> [UInt8] {
  var csv = CSVWriter()
  for head in ["provider", "commissioner", "period", "invoiced", "actual", "difference", "state", "status", "invoices"] { csv.text(head) }
  csv.endRow()
  for line in reconciliation.lines {
    csv.text(line.provider)
    csv.text(line.commissioner)
    csv.text(line.month?.description ?? "")
    csv.value(line.invoiced.decimal)
    csv.value(line.actual.decimal)
    csv.value(line.difference.decimal)
    csv.text(line.state.rawValue)
    csv.text(line.statuses.joined(separator: "; "))
    csv.text(line.invoices.joined(separator: "; "))
    csv.endRow()
  }
  return csv.bytes
}
