package import Extracts
package import Quantities
package import Tables

/// How a trust's own layout becomes the standard's fields: a file of `profiles/`.
package struct Profile: Sendable {
  /// What files it reads.
  package enum Extract: String, Sendable, Hashable, CaseIterable {
    case slam
    case plan
    case outpatients
    case inpatients
    case emergency

    /// What reads files of a kind; nil for kinds that no profile reads.
    package init?(_ kind: ExtractKind) { self.init(rawValue: kind.rawValue) }

    /// The kind of file.
    package var kind: ExtractKind { ExtractKind(rawValue: rawValue) ?? .slam }
    /// Whether it is one of the attendance-level files, which are of all trusts.
    package var isAttendances: Bool { kind.isSUS }
  }
  /// The file that it comes from, relative to the programme folder.
  package var file: String
  /// The trusts whose files it reads.
  package var providers: [String]
  /// What files it reads.
  package var extract = Extract.slam
  /// The first and the last period whose submissions it reads; nil without such an end.
  package var from: Period?
  package var to: Period?
  /// The sheets that it reads, `*` for any letters; the only visible one where there is none.
  package var sheets: [String] = []
  /// Whether hidden rows are left out.
  package var dropsHiddenRows = false
  /// How a text file is written; what is nil is found.
  package var coding: TextCoding?
  package var delimiter: UInt8?
  /// Where the header is.
  package var header = HeaderRule()
  /// Rows after the header that are not data.
  package var skippedRows = 0
  /// The columns of fields, by their headings or places.
  package var columns: [StandardField: ColumnRule] = [:]
  /// Fields whose columns need not be there.
  package var optional: Set<StandardField> = []
  /// Fields that are the same in every row.
  package var constants: [StandardField: String] = [:]
  /// How months are written.
  package var monthStyle = MonthStyle.any
  /// How days are written.
  package var dateStyle = DateStyle.any
  /// The unit of amounts that are not in pounds.
  package var units: [StandardField: Unit] = [:]
  /// Amounts whose sign is the other way about.
  package var reversed: Set<StandardField> = []
  /// Whether numbers have a decimal comma.
  package var hasDecimalComma = false
  /// What values of fields stand for; `*` is any other.
  package var values: [StandardField: [String: String]] = [:]
  /// Where plan and actual stand in rows of their own.
  package var lines: LineRule?
  /// Where plan and actual come in files of their own, those files; none where each file is a whole return.
  package var files: [ProfilePart] = []
  /// The half of a return that all of what it reads is; nil where it reads whole ones.
  package var part: ReturnPart?
  /// Where months stand in columns of their own.
  package var wide: WideRule?
  /// Rows that are not data: totals, footers.
  package var drops: [RowRule] = []
  /// The row at which the data end: notes follow.
  package var end: RowRule?

  /// Whether it is the standard's own layout, which nobody wrote and nobody can correct.
  var isStandard = false

  /// Makes a profile that reads nothing yet.
  package init(file: String, providers: [String]) {
    self.file = file
    self.providers = providers
  }

  /// What an amount is counted in.
  package enum Unit: String, Sendable, Hashable, CaseIterable {
    case units
    case thousands
    case pence
  }

  /// How a month is written.
  package enum MonthStyle: String, Sendable, Hashable, CaseIterable {
    /// Any of them but `calendar`.
    case any
    /// 1 is April.
    case number
    /// 1 is January.
    case calendar
    /// `April`, `Apr`, `Apr-15`.
    case name
    /// A day of the month.
    case date
  }

  /// How a day is written.
  package enum DateStyle: String, Sendable, Hashable, CaseIterable {
    /// Year first, or day first, or as a spreadsheet's number.
    case any
    /// 3/14/2016.
    case monthFirst = "month_first"
    /// 20160314.
    case compact
  }

  /// Whether it reads a trust's file of a submission.
  package func reads(_ extract: Extract, of provider: String, _ period: Period?) -> Bool {
    guard self.extract == extract, providers.contains(provider) || providers.contains("*") else { return false }
    guard let period else { return true }
    return (from.map { $0 <= period } ?? true) && (to.map { period <= $0 } ?? true)
  }
}

/// Where the header of a table is.
package struct HeaderRule: Sendable, Hashable {
  /// Headings that the header, or the last of its rows, has all of: the first row with them is it.
  package var contains: [String] = []
  /// The number of its row, or of the last of them; nil where it is found by its headings.
  package var row: Int?
  /// How many rows it takes; the words of several are put together.
  package var rows = 1

  /// Makes a rule: the first row that is not blank.
  package init() {}
}

/// The column of a field.
package enum ColumnRule: Sendable, Hashable {
  /// The first of these headings that the file has.
  case headings([String])
  /// A place, from nought.
  case place(Int)
}

/// Where plan and actual stand in rows of their own: a column says which a row is.
package struct LineRule: Sendable, Hashable {
  /// The column's heading; `{sheet}` where the name of the sheet says it.
  package var column: String
  /// What it says of a plan; `*` for any letters.
  package var plan: [String]
  /// What it says of actuals.
  package var actual: [String]

  /// The heading that stands for the name of the sheet.
  static let sheet = "{sheet}"

  /// Makes a rule.
  package init(column: String, plan: [String], actual: [String]) {
    self.column = column
    self.plan = plan
    self.actual = actual
  }
}

/// Where months stand in columns of their own.
package struct WideRule: Sendable, Hashable {
  /// The headings of an amount's columns, `{month}` where the month stands.
  package var columns: [StandardField: String]
  /// What the twelve months from April are called; empty for their names, short names, `M01` and numbers.
  package var months: [String]

  /// Makes a rule.
  package init(columns: [StandardField: String], months: [String] = []) {
    self.columns = columns
    self.months = months
  }
}

/// Which rows are meant.
package struct RowRule: Sendable, Hashable {
  /// What is asked of a row's text.
  package enum Condition: Sendable, Hashable {
    case equals(String)
    case starts(String)
    case contains(String)
    case blank
  }
  /// The column's heading, or letters of its place.
  package var column: String
  /// What is asked; capitals and spaces at the ends make no difference.
  package var condition: Condition

  /// Makes a rule.
  package init(column: String, _ condition: Condition) {
    self.column = column
    self.condition = condition
  }

  /// In words, for the list of what was left out: `Commissioner is “Total”`.
  package var words: String {
    switch condition {
    case .equals(let text): "\(column) is “\(text)”"
    case .starts(let text): "\(column) starts with “\(text)”"
    case .contains(let text): "\(column) contains “\(text)”"
    case .blank: "\(column) is blank"
    }
  }
}
