import Extracts
import Figures
import Findings
import HTML
import Ledger
import Quantities

/// The rows that were held back, a file for each provider, with their reason and their readable money.
///
/// A row's text comes from outside and is written as a text cell that no spreadsheet takes for a formula.
func quarantineFiles(_ quarantine: [QuarantinedFile]) -> [PackFile] {
  let providers = Set(quarantine.map { $0.provider ?? "unknown" }).sorted()
  return providers.map { provider in
    var csv = CSVWriter()
    for head in ["file", "line", "column", "cell", "code", "reason", "planned_price", "actual_price", "planned_activity", "actual_activity", "row"] {
      csv.text(head)
    }
    csv.endRow()
    for file in quarantine where (file.provider ?? "unknown") == provider {
      for row in file.rows {
        csv.text(row.sheet.isEmpty ? file.path : file.path + ", " + row.sheet)
        csv.value(String(row.line))
        csv.value(row.column.map(String.init) ?? "")
        csv.text(row.sheet.isEmpty ? "" : Origin(file: "", sheet: row.sheet, line: row.line, column: row.column).cell)
        csv.text(row.check.code(.slam).text)
        csv.text(row.check.title)
        for amount in row.readable.all { csv.value(decimalText(ofParts: amount)) }
        csv.text(row.text)
        csv.endRow()
      }
    }
    return PackFile(path: "quarantine/" + encodedCode(provider) + ".csv", bytes: csv.bytes)
  }
}
