import Quantities

/// What an attendance or spell counts as.
package enum AttendanceKind: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// An attended first outpatient attendance (FIRST ATTENDANCE 1 or 3).
  case firstAttendance
  /// An attended follow-up outpatient attendance (2 or 4).
  case followUpAttendance
  /// An admitted spell.
  case admission
  /// An emergency department attendance.
  case emergencyAttendance

  package static func < (a: AttendanceKind, b: AttendanceKind) -> Bool { a.rawValue < b.rawValue }
}

/// The classes of SOURCE OF REFERRAL FOR OUT-PATIENTS that packs print: the reports of the field name them so, and do not say which national codes
/// each holds; the codes here are a proposal.
package enum ReferralSource: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// 03: a general practitioner, printed "GMP".
  case gp
  /// 01, 02, 10, 11: initiated by the consultant responsible for the attendance, printed "Cons Resp".
  case consultantResponsible
  /// 05: another consultant, not in an emergency department, printed "Cons other".
  case consultantOther
  /// 06: the patient, printed "Self".
  case selfReferral
  /// Every other code of the list, 04, 12 and 92 among them, printed "Other".
  case other
  /// Blank, not of the list, or a spell or emergency attendance, which have no such source.
  case unknown

  /// The class of a code as rows carry it: 255 where blank or not of the list.
  @inline(__always)
  package init(code: UInt8) {
    switch code {
    case 3: self = .gp
    case 1, 2, 10, 11: self = .consultantResponsible
    case 5: self = .consultantOther
    case 6: self = .selfReferral
    case 255: self = .unknown
    default: self = .other
    }
  }

  package static func < (a: ReferralSource, b: ReferralSource) -> Bool { a.rawValue < b.rawValue }
}

/// The attendances or spells of one commissioner, practice, provider, treatment function, source and month, when there are any.
///
/// Sums over cells are those of `SUSRollUp`: first attendances, follow-ups, admissions and emergency attendances by kind, referrals by `isReferral`.
package struct AttendanceCell: Sendable, Hashable {
  /// Index into the ledger's practices: where the patient is registered, as the row says.
  package var practice: UInt32
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Index into the ledger's treatment functions. Emergency files have none: theirs is the blank code.
  package var treatmentFunction: UInt16
  /// Months after the first of the window (`ledger.sus.firstMonth`).
  package var month: UInt16
  /// The class of the source of referral; `unknown` for admissions and emergency attendances.
  package var source: ReferralSource
  /// What is counted.
  package var kind: AttendanceKind
  /// Whether these first attendances are referrals by the programme's definition (`referrals.sources`); false for all other kinds.
  package var isReferral: Bool
  /// Attendances or spells, one or more.
  package var count: Int32
  /// Their estimated cost, a count of 10⁻⁸ pounds.
  package var cost: Int64

  /// Makes a cell.
  package init(
    commissioner: UInt16, practice: UInt32, provider: UInt16, treatmentFunction: UInt16, source: ReferralSource, kind: AttendanceKind,
    isReferral: Bool, month: UInt16, count: Int32, cost: Int64
  ) {
    self.commissioner = commissioner
    self.practice = practice
    self.provider = provider
    self.treatmentFunction = treatmentFunction
    self.source = source
    self.kind = kind
    self.isReferral = isReferral
    self.month = month
    self.count = count
    self.cost = cost
  }

  /// The count and cost as the roll-up has them.
  package var amount: SUSRollUp.Amount { SUSRollUp.Amount(count: Int(count), cost: Money(parts: Int128(cost))) }
}

/// Attended outpatients of one commissioner, practice, provider and referring organisation in the period's year.
package struct ReferrerLine: Sendable, Hashable {
  /// Index into the ledger's commissioners.
  package var commissioner: UInt16
  /// Index into the ledger's practices.
  package var practice: UInt32
  /// Index into the ledger's providers.
  package var provider: UInt16
  /// Index into the ledger's referrers; the blank code is one of them.
  package var referrer: UInt32
  /// First attendances of the year to date.
  package var first = SUSRollUp.Amount.zero
  /// All attendances of the year to date, first and follow-up.
  package var attended = SUSRollUp.Amount.zero
  /// First attendances of the latest outpatient month held, when that is of the period's year.
  package var firstInLatestMonth = SUSRollUp.Amount.zero
  /// All attendances of that month.
  package var attendedInLatestMonth = SUSRollUp.Amount.zero

  /// Makes a line with nothing in it.
  package init(commissioner: UInt16, practice: UInt32, provider: UInt16, referrer: UInt32) {
    self.commissioner = commissioner
    self.practice = practice
    self.provider = provider
    self.referrer = referrer
  }
}
