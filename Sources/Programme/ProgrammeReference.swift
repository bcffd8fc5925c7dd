import Configuration

/// The reference of `programme.yaml` and of every table file of the programme folder, in Markdown, from the definitions that read them.
package func programmeReference(level: Int = 2) -> String {
  let heading = String(repeating: "#", count: level)
  var text = configurationReference(
    title: "programme.yaml", introduction: "What a run is about. `outturn init DIR` writes one with every key and its default as comments.",
    schema: programmeSchema, level: level)
  text +=
    "\n\(heading) Table files\n\nComma-separated (RFC 4180), UTF-8 with or without a byte order mark; Windows-1252 is understood. The first line names the "
  text += "columns, in any order. Money may carry `£`, thousands commas and accounting brackets. Periods are read as `2015-16/M11`, `2015-16 M11` or "
  text += "`2015-16-M11`.\n"
  for table in tableReferences { text += "\n" + table }
  return text
}

private let tableReferences = [
  commissionerTable.reference, providerTable.reference, practiceTable.reference, specialtyTable.reference, hrgTable.reference, podTable.reference,
  referrerTable.reference,
  peerTable.reference, tariffTable.reference, qualityTable.reference, wideQualityTable.reference, challengeTable.reference, contractTable.reference,
  invoiceTable.reference,
  ncaTable.reference, ncaBudgetTable.reference, ifrTable.reference, priorApprovalTable.reference, schemeTable.reference, adjustmentTable.reference,
  waiverTable.reference, selfCertificationTable.reference, freezeCalendarTable.reference, recipientTable.reference,
]
