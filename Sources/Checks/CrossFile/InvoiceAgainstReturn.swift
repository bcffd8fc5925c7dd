import Findings
import Quantities

/// The return’s total for the month is what was invoiced.
let invoiceAgainstReturn = CrossFileCheck(
  CheckDefinition(
    "XREF-007", .crossFile, .warning, "the return’s total for the month is what was invoiced",
    reason: "DCB2050: the total of the monthly return must equal the invoice",
    message: "the return and the invoice of the month differ",
    hint: "ask the provider for a credit note or a corrected return",
    about: .actualPrice, limit: CheckLimit(1, .pounds, "the difference from which it is said")
  ), where: { $0.invoiced != nil }
) { pair, limit in
  compareAmounts(pair.month, pair.invoiced, limit, "registers/invoices.csv")
}
