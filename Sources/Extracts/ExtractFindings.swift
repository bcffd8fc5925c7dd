package import Findings

/// Words an observation of a file as findings: here, and nowhere else, stands what a user reads about an extract.
package func findings(_ observation: Observation, file: ExtractFile) -> [Finding] {
  let check = observation.check
  let first = observation.places.first
  let value = first?.value ?? ""
  var heading: Origin {
    Origin(file: file.path, sheet: first.flatMap { $0.sheet.isEmpty ? nil : $0.sheet }, line: first.flatMap { $0.line > 0 ? $0.line : nil })
  }
  func finding(_ message: String, hint: String?, value: String? = nil, severity: Severity? = nil) -> Finding {
    let line = first.map(\.line) ?? 0
    let sheet = first.flatMap { $0.sheet.isEmpty ? nil : $0.sheet }
    return Finding(
      check.code(file.kind), severity ?? check.severity,
      at: Origin(file: file.path, sheet: sheet, line: line > 0 ? line : nil, column: line > 0 ? observation.column : nil, field: observation.field),
      value: value, message + elsewhere(observation), hint: hint, count: observation.count, provider: file.provider)
  }
  let stands = file.kind == .slam ? "; until then the provider's previous submission stands" : ""
  switch check {
  case .unreadableFile:
    return [finding("the file cannot be read: \(value)", hint: "put the extract in its place, with leave to read it\(stands)")]
  case .emptyFile:
    return [finding("the file is empty", hint: "ask for it again\(stands)")]
  case .noRows:
    return [finding("the file has a header and no rows", hint: "nothing is counted from it\(stands); ask for it again if the provider had activity")]
  case .missingColumn:
    return [finding("the mandatory column \"\(value)\" is missing", hint: "the file was refused; add the column, or correct its heading\(stands)")]
  case .doubledColumn:
    return [
      finding(
        "the mandatory column \"\(value)\" is there more than once (columns \(observation.detail))",
        hint: "the file was refused; take one out\(stands)")
    ]
  case .unclosedQuote:
    return [
      finding(
        "a quote that opens here is never closed", hint: "the file was refused; close the quote, or take it out\(stands)", value: firstLine(value))
    ]
  case .unreadableTable: return [finding(value, hint: "the file was refused; \(observation.detail)\(stands)")]
  case .hiddenSheet:
    return [
      finding(
        "the sheet “\(value)” is hidden", hint: "it is read only where the profile names it; whoever sent the file may not know that it is there",
        value: nil)
    ]
  case .unreadSheet: return [finding("the sheet “\(value)” was not read", hint: "name it in the profile’s \"sheets\" if it holds data", value: nil)]
  case .hiddenRows:
    return [
      finding(
        "\(observation.count == 1 ? "a hidden row was" : "\(observation.count) hidden rows were") read as others are",
        hint: "say hidden_rows: drop in the profile if they are not meant to count")
    ]
  case .droppedRows: return [finding("left out by the profile: \(value)", hint: observation.detail)]
  case .unaskedRows:
    return [finding("left out: \(value)", hint: "\(observation.detail); add the word to \"lines\" in the profile, or drop such rows")]
  case .notText:
    return [finding("the file is not text in UTF-8 or Windows-1252", hint: "save it as CSV (UTF-8)\(stands)")]
  case .wrongFieldCount:
    let expected = observation.detail
    return [
      finding(
        "the row has \(value) fields where the header has \(expected)",
        hint: "the row is in quarantine; a text with a comma must stand in quotes, and no field may be left out")
    ]
  case .unreadableMonth:
    return [finding("\"\(value)\" is not a financial month", hint: "the row is in quarantine; write 1 (April) to 12 (March)", value: value)]
  case .unreadableYear:
    return [finding("\"\(value)\" is not a financial year", hint: "the row is in quarantine; write it like 201516", value: value)]
  case .unreadableProvider:
    return [
      finding("\"\(value)\" is not a provider code", hint: "the row is in quarantine; write the organisation's code, such as RQM", value: value)
    ]
  case .unreadableCommissioner:
    return [
      finding("\"\(value)\" is not a commissioner code", hint: "the row is in quarantine; write the organisation's code, such as 10H", value: value)
    ]
  case .unreadableNumber where formulaErrors.contains(value):
    return [
      finding(
        "\"\(value)\" is what a formula shows that failed, and not a number",
        hint: "the row is in quarantine; mend the formula, or write the amount in its place", value: value)
    ]
  case .unreadableNumber:
    return [finding("\"\(value)\" is not a number", hint: "the row is in quarantine; write a plain decimal, such as 1234.50", value: value)]
  case .numberOutOfRange:
    return [
      finding(
        "\"\(value)\" is past the exact range", hint: "the row is in quarantine; amounts go up to 92,233,720,368.54775807 either way", value: value)
    ]
  case .periodNotOfSubmission:
    return [
      finding(
        "a row of \(value) does not belong to this file", hint: "the row is in quarantine; the file may hold \(observation.detail)", value: value)
    ]
  case .malformedQuoting:
    return [
      finding("text follows a closing quote within a field", hint: "the row is in quarantine; double the quotes within a quoted text", value: value)
    ]
  case .styledNumber:
    return [finding("\"\(value)\" was read as the number that it means", hint: "plain decimals need no guessing", value: value)]
  case .dashForNil:
    return [finding("\"-\" was read as nil", hint: nil, value: value)]
  case .roundedNumber:
    return [
      finding("\"\(value)\" has more than eight decimals and was rounded at the eighth", hint: "the difference is in the control table", value: value)
    ]
  case .bareYear:
    return [finding("\"\(value)\" was read as the financial year that starts in it", hint: "write it like 201516", value: value)]
  case .repeatedRow:
    return [
      finding("the whole row is the same as \(value)", hint: "both are counted; ask the provider whether one is a duplicate", value: value)
    ]
  case .otherProvider:
    return [
      finding(
        "a row of provider \(value) stands in the file of \(file.provider ?? "another")", hint: "it is counted for \(value); check the file's name",
        value: value)
    ]
  case .earlierYearRestated:
    return [
      finding("rows of \(value), a month of the year before", hint: "they count as a restatement of that month", value: value)
    ]
  case .windows1252:
    return [finding("the file is not UTF-8 and was read as Windows-1252", hint: "save it as CSV (UTF-8) to be sure of its letters")]
  case .unknownColumn:
    let names = observation.places.map { "\"\($0.value)\"" }
    return [
      Finding(
        check.code(file.kind), check.severity, at: heading,
        "\(observation.count == 1 ? "a column" : "\(observation.count) columns") that the standard does not have: \(names.joined(separator: ", "))"
          + (observation.count > names.count ? " …" : ""), hint: "not read", count: observation.count, provider: file.provider)
    ]
  case .absentColumn:
    let names = observation.places.map { "\"\($0.value)\"" }
    return [
      Finding(
        check.code(file.kind), check.severity, at: heading,
        "\(observation.count == 1 ? "a column" : "\(observation.count) columns") of the standard not there: \(names.joined(separator: ", "))"
          + (observation.count > names.count ? " …" : ""), hint: "what it would say counts as blank", count: observation.count,
        provider: file.provider)
    ]
  case .blankRow:
    return [finding("a blank row was passed over", hint: nil)]
  case .doubledOptionalColumn:
    return [
      finding(
        "the column \"\(value)\" is there more than once (columns \(observation.detail))", hint: "the first is read; take the other out", value: nil)
    ]
  case .unknownAttendanceCode:
    return [
      finding("\"\(value)\" is not a code of the national list", hint: "the row is counted, but not by what this column says", value: value)
    ]
  case .unreadableStay:
    return [
      finding(
        "\"\(value)\" is not a whole number of days", hint: "the spell is counted, and its bed days count as not given", value: value)
    ]
  case .unreadableDate:
    return [
      finding(
        "\"\(value)\" is not a date", hint: "write the year, month and day, 2016-03-14; the row is counted, and the date counts as not given",
        value: value)
    ]
  case .unreadableAge:
    return [finding("\"\(value)\" is not an age in whole years", hint: "the row is counted, and the age counts as not given", value: value)]
  case .columnFormat:
    return [
      finding("\"\(value)\" is not of the format of its column", hint: "the standard has \(observation.detail); the row is counted", value: value)
    ]
  case .unknownProvider, .unknownCommissioner, .unknownPOD, .unknownTreatmentFunction, .blankTreatmentFunction, .unknownHRG, .blankPOD, .missingMonth,
    .missingSubmission, .restatedMonth, .thinRestatement, .overlappingFiles, .foreignFile, .doubledSource, .planDisagrees, .missingHalf,
    .supersededFile:
    return [finding("\(check.title): \(value)", hint: nil, value: value)]
  }
}

/// What a spreadsheet shows in place of what a formula comes to.
private let formulaErrors: Set<String> = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]

private func firstLine(_ text: String) -> String { text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? text }

/// `; also on lines 18, 40 and 77`, `; also on lines 18, 40, 77, 80 and 12 more`; in a workbook `; also at Plan!L18, Actual!M40 and 12 more`.
private func elsewhere(_ observation: Observation) -> String {
  let others = observation.places.dropFirst()
  if others.contains(where: { !$0.sheet.isEmpty }) {
    let cells = others.map { Origin(file: "", sheet: $0.sheet, line: $0.line, column: $0.column).cell }
    let more = observation.count - 1 - cells.count
    if more > 0 { return "; also at \(cells.joined(separator: ", ")) and \(more) more" }
    return "; also at " + (cells.count == 1 ? cells[0] : cells.dropLast().joined(separator: ", ") + " and " + cells[cells.count - 1])
  }
  // Where a text file has months in columns of their own, the line alone says too little.
  let lines = others.map { place in
    place.column.flatMap { $0 == observation.column ? nil : "\(place.line) (column \($0))" } ?? String(place.line)
  }
  guard observation.count > 1, let last = lines.last else { return "" }
  let more = observation.count - 1 - lines.count
  if more > 0 { return "; also on lines \(lines.joined(separator: ", ")) and \(more) more" }
  if lines.count == 1 { return "; also on line \(last)" }
  return "; also on lines \(lines.dropLast().joined(separator: ", ")) and \(last)"
}
