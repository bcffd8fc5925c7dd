package import Findings

/// Every check of the extracts: its number, its severity and its title, in one place.
///
/// The code of a finding is the prefix of the file's kind and the number: `SLAM-015`, `SUS-015`. A number never changes its meaning.
package enum ExtractCheck: UInt16, Sendable, Hashable, CaseIterable {
  case unreadableFile = 1
  case emptyFile = 2
  case noRows = 3
  case missingColumn = 4
  case doubledColumn = 5
  case unclosedQuote = 6
  case notText = 7
  case unreadableTable = 8
  case wrongFieldCount = 10
  case unreadableMonth = 11
  case unreadableYear = 12
  case unreadableProvider = 13
  case unreadableCommissioner = 14
  case unreadableNumber = 15
  case numberOutOfRange = 16
  case periodNotOfSubmission = 17
  case malformedQuoting = 18
  case styledNumber = 20
  case dashForNil = 21
  case roundedNumber = 22
  case bareYear = 23
  case repeatedRow = 24
  case otherProvider = 25
  case earlierYearRestated = 26
  case windows1252 = 27
  case unknownColumn = 28
  case absentColumn = 29
  case blankRow = 30
  case doubledOptionalColumn = 31
  case hiddenSheet = 32
  case unreadSheet = 33
  case hiddenRows = 34
  case droppedRows = 35
  case unaskedRows = 36
  case unknownProvider = 40
  case unknownCommissioner = 41
  case unknownPOD = 42
  case unknownTreatmentFunction = 43
  case blankTreatmentFunction = 44
  case unknownHRG = 45
  case blankPOD = 46
  case unknownAttendanceCode = 47
  case unreadableStay = 48
  case unreadableDate = 49
  case columnFormat = 50
  case unreadableAge = 58
  case missingMonth = 60
  case missingSubmission = 61
  case restatedMonth = 62
  case thinRestatement = 63
  case overlappingFiles = 64
  case foreignFile = 65
  case doubledSource = 66
  case planDisagrees = 67
  case missingHalf = 68
  case supersededFile = 69

  /// The severity of its findings.
  package var severity: Severity {
    switch self {
    case .unreadableTable, .unaskedRows, .unreadableFile, .emptyFile, .missingColumn, .doubledColumn, .unclosedQuote, .notText, .wrongFieldCount,
      .unreadableMonth, .unreadableYear,
      .unreadableProvider, .unreadableCommissioner, .unreadableNumber, .numberOutOfRange, .periodNotOfSubmission, .malformedQuoting, .unknownProvider,
      .unknownCommissioner, .missingHalf:
      .error
    case .hiddenRows, .noRows, .repeatedRow, .otherProvider, .earlierYearRestated, .doubledOptionalColumn, .unknownPOD, .missingMonth,
      .missingSubmission,
      .thinRestatement, .overlappingFiles, .foreignFile, .doubledSource, .planDisagrees, .unknownAttendanceCode, .unreadableStay, .unreadableDate:
      .warning
    case .hiddenSheet, .unreadSheet, .droppedRows, .styledNumber, .dashForNil, .roundedNumber, .bareYear, .windows1252, .unknownColumn, .absentColumn,
      .blankRow, .unknownTreatmentFunction, .supersededFile,
      .blankTreatmentFunction, .unknownHRG, .blankPOD, .restatedMonth, .columnFormat, .unreadableAge:
      .note
    }
  }

  /// What the check looks for, as the list of checks prints it.
  package var title: String {
    switch self {
    case .unreadableFile: "the file can be opened and read"
    case .emptyFile: "the file is not empty"
    case .noRows: "the file has rows under its header"
    case .missingColumn: "every mandatory column is there"
    case .doubledColumn: "no mandatory column is there twice"
    case .unclosedQuote: "every quote is closed"
    case .notText: "the file is text in UTF-8 or Windows-1252"
    case .unreadableTable: "the file’s own layout is the one that its profile describes"
    case .hiddenSheet: "no sheet of a workbook is hidden"
    case .unreadSheet: "every visible sheet of a workbook is read"
    case .hiddenRows: "no row that is read is hidden"
    case .droppedRows: "what a profile leaves out"
    case .unaskedRows: "every row is plan or actual where a profile tells them apart"
    case .wrongFieldCount: "every row has as many fields as the header"
    case .unreadableMonth: "the financial month is 1 to 12"
    case .unreadableYear: "the financial year can be read"
    case .unreadableProvider: "the provider code can be read"
    case .unreadableCommissioner: "the commissioner code can be read"
    case .unreadableNumber: "prices and activity are numbers"
    case .numberOutOfRange: "numbers are within the exact range"
    case .periodNotOfSubmission: "a row's month belongs to its submission"
    case .malformedQuoting: "nothing follows a closing quote within a field"
    case .styledNumber: "numbers are plain (no £, thousands commas or brackets)"
    case .dashForNil: "nil is written as a number"
    case .roundedNumber: "numbers have at most eight decimals"
    case .bareYear: "the financial year is not a bare calendar year"
    case .repeatedRow: "no whole row is there twice"
    case .otherProvider: "rows are of the provider whose file it is"
    case .earlierYearRestated: "rows are of the submission's year"
    case .windows1252: "the file is UTF-8"
    case .unknownColumn: "every column is known"
    case .absentColumn: "the standard's other columns are there"
    case .blankRow: "no row is blank"
    case .doubledOptionalColumn: "no optional column is there twice"
    case .unknownProvider: "the provider is in the programme"
    case .unknownCommissioner: "the commissioner is in the programme"
    case .unknownPOD: "the point of delivery is known"
    case .unknownTreatmentFunction: "the treatment function is known"
    case .blankTreatmentFunction: "the treatment function is stated"
    case .unknownHRG: "the HRG is known"
    case .blankPOD: "the point of delivery is stated"
    case .unknownAttendanceCode: "attendance codes are of the national lists"
    case .unreadableStay: "the length of stay is a whole number of days"
    case .unreadableDate: "dates of attendance, admission, discharge and death can be read"
    case .columnFormat: "the fields of a return have the formats of the standard (the table of columns)"
    case .unreadableAge: "the age is a whole number of years"
    case .missingMonth: "every month of the year has been stated"
    case .missingSubmission: "every provider has a submission for the period"
    case .restatedMonth: "what later submissions restated"
    case .thinRestatement: "a restated month keeps most of its rows"
    case .overlappingFiles: "the files of one submission do not overlap"
    case .foreignFile: "every file of the extracts folders is an extract"
    case .doubledSource: "a month comes from one file"
    case .planDisagrees: "the plan file agrees with the returns' planned price"
    case .missingHalf: "where plan and actuals come in files of their own, both state the month"
    case .supersededFile: "earlier revisions of a file, which are not read"
    }
  }

  /// The code of its findings about files of a kind: `SLAM-015`.
  package func code(_ kind: ExtractKind) -> FindingCode {
    let digits = String(rawValue)
    return FindingCode("\(kind.codePrefix)-\(String(repeating: "0", count: 3 - digits.count))\(digits)")
  }
}
