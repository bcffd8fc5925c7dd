package import Configuration
import Extracts
package import Findings
import Quantities
import Tables
import Workbooks

/// Reads a profile (`profiles/<name>.yaml`).
///
/// - Parameters:
///   - bytes: the file's bytes.
///   - file: the file's name in findings, relative to the programme folder.
/// - Returns: the profile, or nil when the file can't be used; and every mistake in it, with its line and, for an unknown name, the nearest valid one.
package func readProfile(_ bytes: [UInt8], file: String) -> (profile: Profile?, findings: [Finding]) {
  var (profile, findings) = readConfiguration(bytes, file: file, schema: profileSchema)
  profile?.file = file
  if let read = profile {
    var said: [(message: String, hint: String)] = ProfileFilesKey.contradictions(read)
    if read.files.isEmpty {
      said = contradictions(read)
    } else {
      // What holds of the whole profile is said of each of its files: once is enough.
      for part in read.files {
        said += contradictions(part.profile).filter { new in !said.contains { $0.message == new.message } }
      }
    }
    findings += said.map { .configuration(.unknownValue, Origin(file: file), $0.message, hint: $0.hint) }
  }
  if findings.contains(where: { $0.severity == .error }) { profile = nil }
  return (profile, findings.sorted { $0.origin < $1.origin })
}

/// What one key says against another.
private func contradictions(_ profile: Profile) -> [(message: String, hint: String)] {
  var found: [(String, String)] = []
  let given = Set(profile.columns.keys).union(profile.constants.keys)
  for field in given.sorted(by: { $0.rawValue < $1.rawValue }) where field.header(in: profile.extract) == nil && ![.activity, .price].contains(field)
  {
    found.append(("\"\(field.rawValue)\" is no field of \(profile.extract.rawValue)", "take it out, or correct \"extract\""))
  }
  if profile.extract.isAttendances {
    if !profile.providers.contains("*") {
      found.append(("the files of \(profile.extract.rawValue) are of all trusts, and \"providers\" names some", "give providers: [\"*\"]"))
    }
    if profile.lines != nil || profile.wide != nil || given.contains(.activity) || given.contains(.price) {
      found.append(("\"lines\", \"wide\", \"activity\" and \"price\" are of returns and plans", "take them out, or correct \"extract\""))
    }
  }
  for field in Set(profile.columns.keys).intersection(profile.constants.keys).sorted(by: { $0.rawValue < $1.rawValue }) {
    found.append(("\"\(field.rawValue)\" has a column and a constant", "take one of them out"))
  }
  let isSplit = profile.lines != nil || profile.part != nil
  for field in [StandardField.activity, .price] where !isSplit && (given.contains(field) || profile.wide?.columns[field] != nil) {
    found.append(
      (
        "\"\(field.rawValue)\" has a column, and nothing says which rows are plan and which actual",
        "add \"lines\" or \"files\", or name the planned or actual field"
      ))
  }
  let ofWide = Set((profile.wide?.columns ?? [:]).keys)
  let read = Set(profile.columns.keys).union(ofWide)
  for field in StandardField.allCases where field.isAmount {
    if profile.wide != nil, profile.columns[field] != nil {
      found.append(("\"\(field.rawValue)\" would count once in every month of \"wide\"", "give it a column for each month, or leave it out"))
    }
    if let constant = profile.constants[field], constant.contains(where: { "123456789".contains($0) }) {
      found.append(("\"\(field.rawValue)\" can't be the same amount in every row", "name its column, or give 0"))
    }
    if profile.units[field] != nil || profile.reversed.contains(field), !read.contains(field) {
      found.append(("\"\(field.rawValue)\" has a unit or sign and no column", "name the field that has the column"))
    }
  }
  for (both, own) in [(StandardField.activity, [StandardField.plannedActivity, .actualActivity]), (.price, [.plannedPrice, .actualPrice])]
  where read.contains(both) && !read.isDisjoint(with: own) {
    found.append(("\"\(both.rawValue)\" and a planned or actual one both have columns", "with \"lines\" give the one, without it the others"))
  }
  if let wide = profile.wide {
    if given.contains(.month) { found.append(("the months stand in columns (\"wide\"), and \"month\" has a column too", "take one of them out")) }
    for (field, pattern) in wide.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where !pattern.contains("{month}") {
      found.append(("the heading \"\(pattern)\" of \"\(field.rawValue)\" does not say where the month stands", "write {month} in it"))
    }
    if !wide.months.isEmpty, wide.months.count != 12 { found.append(("\"months\" has \(wide.months.count) names", "give twelve, April first")) }
  }
  if let from = profile.from, let to = profile.to, to < from { found.append(("the profile ends before it begins", "correct \"from\" or \"to\"")) }
  for field in Set(profile.units.keys).union(profile.reversed).sorted(by: { $0.rawValue < $1.rawValue }) where !field.isAmount {
    found.append(("\"\(field.rawValue)\" is no amount and has neither unit nor sign", "name a price or an activity"))
  }
  return found
}

/// The reference of profiles in Markdown.
package func profileReference(level: Int = 2) -> String {
  configurationReference(
    title: "profiles/*.yaml",
    introduction:
      "How a trust’s own layout becomes the standard’s fields. A return whose trust and period a profile names is read by it; others are read as the standard has them.",
    schema: profileSchema, level: level)
}

/// What a profile must be.
package let profileSchema = Shape<Profile>.section([
  ProfileKeys.format.erased, ProfileKeys.providers.erased, ProfileKeys.extract.erased, ProfileKeys.from.erased, ProfileKeys.to.erased,
  ProfileKeys.sheets.erased, ProfileKeys.hiddenRows.erased, ProfileKeys.encoding.erased, ProfileKeys.delimiter.erased, ProfileKeys.header.erased,
  ProfileKeys.skip.erased, ProfileKeys.columns.erased, ProfileKeys.constants.erased, ProfileKeys.month.erased, ProfileKeys.date.erased,
  ProfileKeys.units.erased,
  ProfileKeys.signs.erased, ProfileKeys.numbers.erased, ProfileKeys.values.erased, ProfileKeys.lines.erased, ProfileFilesKey.key.erased,
  ProfileKeys.wide.erased,
  ProfileKeys.drop.erased, ProfileKeys.end.erased,
]) { fields in
  var profile = Profile(file: "", providers: fields[ProfileKeys.providers])
  profile.extract = fields[ProfileKeys.extract].extract
  profile.from = fields[ProfileKeys.from]
  profile.to = fields[ProfileKeys.to]
  profile.sheets = fields[ProfileKeys.sheets]
  profile.dropsHiddenRows = fields[ProfileKeys.hiddenRows] == .drop
  profile.coding = fields[ProfileKeys.encoding]?.coding
  profile.delimiter = fields[ProfileKeys.delimiter]?.byte
  profile.header = fields[ProfileKeys.header]
  profile.skippedRows = fields[ProfileKeys.skip]
  profile.columns = byField(fields[ProfileKeys.columns])
  profile.constants = byField(fields[ProfileKeys.constants])
  profile.monthStyle = fields[ProfileKeys.month].style
  profile.dateStyle = fields[ProfileKeys.date].style
  profile.units = byField(fields[ProfileKeys.units]).mapValues(\.unit)
  profile.reversed = Set(byField(fields[ProfileKeys.signs]).filter { $0.value == .reversed }.keys)
  profile.hasDecimalComma = fields[ProfileKeys.numbers] == .comma
  profile.values = byField(fields[ProfileKeys.values]).mapValues(meaningsByWord)
  profile.lines = fields[ProfileKeys.lines]
  profile.wide = fields[ProfileKeys.wide]
  profile.drops = fields[ProfileKeys.drop]
  profile.end = fields[ProfileKeys.end]
  profile.files = fields[ProfileFilesKey.key].map { $0.part(of: profile) }
  return profile
}

/// What the words of a field stand for, by word; the first where one stands twice.
func meaningsByWord(_ entries: [NamedValue<String, String>]) -> [String: String] {
  Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
}

func byField<Value: Sendable>(_ entries: [NamedValue<StandardField, Value>]) -> [StandardField: Value] {
  Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
}

extension StandardField: ConfigurationChoice {}

/// What files a profile reads, as its key says.
enum ExtractChoice: String, ConfigurationChoice {
  case slam, plan, outpatients, inpatients, emergency
  var meaning: String {
    switch self {
    case .slam: "monthly returns"
    case .plan: "plans of a year"
    case .outpatients: "attendance-level files of outpatients, which are of all trusts: `providers: [\"*\"]`"
    case .inpatients: "spell-level files, likewise"
    case .emergency: "attendance-level files of emergency departments, likewise"
    }
  }
  var extract: Profile.Extract { Profile.Extract(rawValue: rawValue) ?? .slam }
}

enum HiddenRowChoice: String, ConfigurationChoice {
  case read
  case drop
  var meaning: String { self == .read ? "hidden rows are read as others are" : "hidden rows are left out" }
}

enum CodingChoice: String, ConfigurationChoice {
  case utf8 = "utf-8"
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"
  case windows1252 = "windows-1252"
  var meaning: String { rawValue }
  var coding: TextCoding {
    switch self {
    case .utf8: .utf8
    case .utf16le: .utf16LittleEndian
    case .utf16be: .utf16BigEndian
    case .windows1252: .windows1252
    }
  }
}

enum DelimiterChoice: String, ConfigurationChoice {
  case comma, semicolon, tab, pipe
  var meaning: String { "a \(rawValue) between fields" }
  var byte: UInt8 { TextForm.delimiters.first { $0.name == rawValue }?.byte ?? 0x2C }
}

enum MonthChoice: String, ConfigurationChoice {
  case any, number, calendar, name, date
  var meaning: String {
    switch self {
    case .any: "a number from April, `M01`, a name or a date, whichever it is"
    case .number: "1 is April"
    case .calendar: "1 is January"
    case .name: "`April`, `Apr` or `Apr-15`"
    case .date: "a day of the month"
    }
  }
  var style: Profile.MonthStyle { Profile.MonthStyle(rawValue: rawValue) ?? .any }
}

enum DateChoice: String, ConfigurationChoice {
  case any
  case monthFirst = "month_first"
  case compact
  var meaning: String {
    switch self {
    case .any: "2016-03-14, 14/03/2016, 14-Mar-16, or a date of a workbook"
    case .monthFirst: "3/14/2016"
    case .compact: "20160314"
    }
  }
  var style: Profile.DateStyle { Profile.DateStyle(rawValue: rawValue) ?? .any }
}

enum UnitChoice: String, ConfigurationChoice {
  case units, thousands, pence
  var meaning: String {
    switch self {
    case .units: "pounds, or units of activity"
    case .thousands: "thousands of them"
    case .pence: "pence"
    }
  }
  var unit: Profile.Unit { Profile.Unit(rawValue: rawValue) ?? .units }
}

enum SignChoice: String, ConfigurationChoice {
  case given = "as_given"
  case reversed
  var meaning: String { self == .given ? "as the standard has it: a cost is positive" : "the other way about" }
}

enum PointChoice: String, ConfigurationChoice {
  case point, comma
  var meaning: String { self == .point ? "1,234.50" : "1.234,50" }
}

enum ProfileKeys {
  static let format = Key(required: "format", Shape.wholeNumber(1...1), example: "1", "The version of the file’s format.")
  static let providers = Key(
    required: "providers", Shape.list(of: .text), example: "[RQM]", "The trusts whose files it reads, by code; `*` for all.")
  static let extract = Key("extract", Shape<ExtractChoice>.choice, default: .slam, "What files it reads.")
  static let from = Key("from", period.optional, default: nil, example: "2015-16/M01", "The first submission that it reads.")
  static let to = Key("to", period.optional, default: nil, example: "2015-16/M12", "The last submission that it reads.")
  static let sheets = Key(
    "sheets", Shape.list(of: .text), default: [], example: "[Activity]",
    "The sheets of a workbook that it reads, one after the other; `*` stands for any letters. Without it there must be one visible sheet.")
  static let hiddenRows = Key("hidden_rows", Shape<HiddenRowChoice>.choice, default: .read, "What becomes of hidden rows of a sheet.")
  static let encoding = Key(
    "encoding", Shape<CodingChoice>.choice.optional, default: nil, "How a text file stands for letters; found where it is not given.")
  static let delimiter = Key(
    "delimiter", Shape<DelimiterChoice>.choice.optional, default: nil, "What stands between the fields of a text file; found where it is not given.")
  static let skip = Key("skip_after_header", Shape.wholeNumber(0...50), default: 0, "Rows after the header that are no data.")
  static let columns = Key(
    "columns", Shape.map(anyField, to: column), default: [],
    "For each field of the standard its column: a heading, several of which the first that is there counts, or `{place: C}`.")
  static let constants = Key("constants", Shape.map(anyField, to: .text), default: [], "Fields that are the same in every row.")
  static let month = Key("month_style", Shape<MonthChoice>.choice, default: .any, "How months are written.")
  static let date = Key(
    "date_style", Shape<DateChoice>.choice, default: .any,
    "How days of attendance files are written; a text that is none is noted, and its row counts.")
  static let units = Key("units", Shape.map(anyField, to: Shape<UnitChoice>.choice), default: [], "What amounts are counted in.")
  static let signs = Key("signs", Shape.map(anyField, to: Shape<SignChoice>.choice), default: [], "Which sign amounts have.")
  static let numbers = Key("numbers", Shape<PointChoice>.choice, default: .point, "How numbers in texts are written.")
  static let values = Key(
    "values", Shape.map(anyField, to: Shape.map(Shape<String>.text, to: emptyOrText)), default: [],
    "For a field, what its values stand for: `\"Day Cases\": DC`. `\"*\"` is any other value; a value that is not named stays as it is.")
  static let lines = Key(
    "lines",
    Shape<LineRule>.section([lineColumn.erased, linePlan.erased, lineActual.erased]) { fields in
      LineRule(column: fields[lineColumn], plan: fields[linePlan], actual: fields[lineActual])
    }.optional, default: nil,
    "Where plan and actual stand in rows or sheets of their own: the column that says which a row is, for the fields `activity` and `price`.")
  static let lineColumn = Key(required: "column", Shape.text, example: "Type", "Its heading, or `{sheet}` where the name of the sheet says it.")
  static let linePlan = Key("plan", Shape.list(of: .text), default: ["Plan"], "What it says of a plan.")
  static let lineActual = Key("actual", Shape.list(of: .text), default: ["Actual"], "What it says of actuals.")
  static let wide = Key(
    "wide",
    Shape<WideRule>.section([wideColumns.erased, wideMonths.erased]) { fields in
      WideRule(columns: byField(fields[wideColumns]), months: fields[wideMonths])
    }.optional, default: nil, "Where each month has columns of its own.")
  static let wideColumns = Key(
    required: "columns", Shape.map(anyField, to: .text), example: "{actual_price: \"{month} Actual\"}",
    "For each amount the heading of its columns, with `{month}` where the month stands.")
  static let wideMonths = Key(
    "months", Shape.list(of: .text), default: [], "What the twelve months are called, April first; else their names, `Apr`, `M01` or `1`.")
  static let drop = Key("drop", Shape.list(of: rule), default: [], "Rows that are no data: totals, subtotals, footers.")
  static let end = Key("ends_at", rule.optional, default: nil, "The row at which the data end: it and what follows are no data.")

  static let header = Key(
    "header",
    Shape<HeaderRule>.section([headings.erased, headerRow.erased, headerRows.erased]) { fields in
      var rule = HeaderRule()
      rule.contains = fields[headings]
      rule.row = fields[headerRow]
      rule.rows = fields[headerRows]
      return rule
    }, default: HeaderRule(), shownDefault: "the first row that is not blank", "Where the headings are.")
  static let headings = Key(
    "contains", Shape.list(of: .text), default: [],
    "The header is the first row that has all of these; where it takes several rows, that is the last of them.")
  static let headerRow = Key("row", Shape.wholeNumber(1...1_000).optional, default: nil, "The number of its row, or of the last of them.")
  static let headerRows = Key(
    "rows", Shape.wholeNumber(1...5), default: 1, "How many rows it takes: what stands above a heading, across merged cells too, goes before it.")

  static let anyField = Shape<StandardField>.choice
  static let period = Shape<Period>.parsed("a period, 2015-16/M01", write: { $0.description }) { Period($0) }

  /// A heading, a list of them, or a place.
  static let column: Shape<ColumnRule> = {
    let one = Shape<String>.text
    let list = Shape<[String]>.list(of: one)
    let names = Shape<ColumnRule>("a heading, or a list of them", write: { _ in nil }) { node, key, decoder in
      if case .list = node.content { return list.decode(node, key, &decoder).map { .headings($0) } }
      return one.decode(node, key, &decoder).map { .headings([$0]) }
    }
    let place = Key(
      required: "place", Shape<Int>.parsed("the letters of a column, C", write: { CellAddress.letters($0) }) { CellAddress.column($0) }, example: "C",
      "The letters of the column.")
    return .either(value: names, keys: .section([place.erased]) { .place($0[place]) })
  }()

  static let emptyOrText = Shape<String>("a text", write: quotedWhereNeeded) { node, key, decoder in
    if let text = node.text { return text }
    decoder.report(.wrongType, at: node, "\"\(key)\" must be a text")
    return nil
  }

  /// Which rows.
  static let rule: Shape<RowRule> = {
    let column = Key(required: "column", Shape.text, example: "Commissioner", "The column, by its heading or letters.")
    let equals = Key("equals", Shape.text.optional, default: nil, "Its whole text.")
    let starts = Key("starts", Shape.text.optional, default: nil, "What its text starts with.")
    let contains = Key("contains", Shape.text.optional, default: nil, "What its text contains.")
    let blank = Key("blank", Shape.flag, default: false, "Whether it is blank.")
    let keys: [AnyKey] = [column.erased, equals.erased, starts.erased, contains.erased, blank.erased]
    let conditions = Shape<RowRule?>.section(keys) { fields in
      let given: [RowRule.Condition] =
        [fields[equals].map { .equals($0) }, fields[starts].map { .starts($0) }, fields[contains].map { .contains($0) }].compactMap(\.self)
        + (fields[blank] ? [.blank] : [])
      return given.count == 1 ? RowRule(column: fields[column], given[0]) : nil
    }
    return Shape(conditions.expectation, structure: conditions.structure) { node, key, decoder in
      guard let found = conditions.decode(node, key, &decoder) else { return nil }
      if found == nil {
        decoder.report(.wrongType, at: node, "a row must be told by one of equals, starts, contains and blank", hint: "give exactly one of them")
      }
      return found
    }
  }()
}

extension Profile {
  /// The standard's own layout, for a return or plan that is a workbook, packed, or text with other delimiters or in UTF-16.
  package static func standard(_ extract: Extract) -> Profile {
    var profile = Profile(file: "", providers: ["*"])
    profile.extract = extract
    profile.header.contains = [StandardField.month.header(in: extract)].compactMap(\.self)
    for field in StandardField.allCases {
      if let header = field.header(in: extract) { profile.columns[field] = .headings([header] + otherNames(ofColumn: header, in: extract.kind)) }
    }
    profile.optional = Set(StandardField.allCases.filter { !$0.isMandatory(in: extract) })
    profile.isStandard = true
    if extract == .plan { profile.optional.formUnion([.actualActivity, .actualPrice]) }
    return profile
  }
}
