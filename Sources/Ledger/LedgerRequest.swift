package import Extracts
package import Findings
package import Profiles
package import Programme
package import Quantities

/// What a ledger is to be filled from, and how.
package struct LedgerRequest: Sendable {
  /// The programme folder.
  package var programme: String
  /// Where in it the extracts are.
  package var folders = SourceFolders.standard
  /// The period whose packs are to be made.
  package var period: Period
  /// The cut.
  package var cut: Cut
  /// The programme's own commissioner codes.
  package var commissioners: [String]
  /// The programme's own provider codes.
  package var providers: [String]
  /// What a point of delivery of a provider is called and grouped by, and whether it is known.
  package var pod: @Sendable (_ provider: String, _ codes: PODCodes) -> (pod: PointOfDelivery, isKnown: Bool)
  /// The treatment function codes that are known; empty where any is taken as it comes.
  package var treatmentFunctions: Set<String>
  /// The HRG and tariff codes that are known; empty where any is taken as it comes.
  package var hrgs: Set<String>
  /// Whether a row that is the same as an earlier one of its file counts once instead of twice.
  package var countsRepeatedRowsOnce: Bool
  /// The sources of referral that make a first attendance a referral.
  package var referralSources: Set<UInt8> = [3]
  /// Whether outpatient procedures count among attendances.
  package var includesProcedures = true
  /// A patient's cost in the year to date from which the patient is listed.
  package var highCostPatient = Money(parts: 25_000 * exactScale)
  /// Emergency attendances in the year to date from which a patient is listed.
  package var frequentAttendances = 10
  /// Whether segments are kept and used.
  package var usesCache: Bool
  /// How many threads read and fill.
  package var jobs: Int
  /// The layouts of trusts that do not send the standard's.
  package var profiles = ProfileSet.none
  /// What the checks of rows need, and whether they are made.
  package var checks = CheckInputs()

  /// Makes a request.
  package init(
    programme: String, period: Period, cut: Cut = .flex, commissioners: [String], providers: [String],
    pod: @escaping @Sendable (_ provider: String, _ codes: PODCodes) -> (pod: PointOfDelivery, isKnown: Bool), treatmentFunctions: Set<String> = [],
    hrgs: Set<String> = [], countsRepeatedRowsOnce: Bool = false, usesCache: Bool = true, jobs: Int = 2
  ) {
    self.programme = programme
    self.period = period
    self.cut = cut
    self.commissioners = commissioners
    self.providers = providers
    self.pod = pod
    self.treatmentFunctions = treatmentFunctions
    self.hrgs = hrgs
    self.countsRepeatedRowsOnce = countsRepeatedRowsOnce
    self.usesCache = usesCache
    self.jobs = jobs
  }

  /// Whether a source of referral is one of those.
  @inline(__always)
  func isReferralSource(_ source: UInt8) -> Bool { referralSources.count == 1 ? referralSources.first == source : referralSources.contains(source) }

  /// The latest submission that the period and cut read.
  package var lastSubmission: MonthIndex { cut == .flex ? period.index : period.index.advanced(by: 1) }

  /// The first month of the window that packs show: April of the year two before the period's.
  package var firstMonth: MonthIndex { MonthIndex(year: FinancialYear(start: period.year.start - 2), month: 1) }
}

/// A filled ledger and what was found on the way.
package struct LedgerResult: Sendable {
  /// The ledger.
  package var ledger: ProgrammeLedger
  /// Everything that is wrong, odd or worth knowing, in the order of place and code.
  package var findings: [Finding]
  /// The rows that were held back, file by file in path order.
  package var quarantine: [QuarantinedFile]
  /// Charges that can be challenged, in the order of provider, commissioner, check and month.
  package var candidates: [ChallengeCandidate] = []
  /// Checks that could not be made, by code.
  package var unmade: [UnmadeCheck] = []
  /// How many of the files were read from their extracts; the others came from segments.
  package var filesRead: Int
}

/// The rows of one file that were held back.
package struct QuarantinedFile: Sendable, Hashable {
  /// The file.
  package var path: String
  /// The provider whose file it is.
  package var provider: String?
  /// The rows.
  package var rows: [QuarantinedRow]
}

/// Why there can be no ledger.
package enum LedgerFault: Error, Sendable, Hashable {
  /// No file states anything of the period; the findings say why, file by file.
  case nothingToRead([Finding])
  /// A sum does not fit the exact range; the text says which.
  case sumOutOfRange(String)
  /// More different codes than a column can number; the text says of what.
  case tooManyCodes(String)
}
