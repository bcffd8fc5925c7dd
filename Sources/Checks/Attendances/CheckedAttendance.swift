package import Quantities

/// What kind of attendance-level row it is.
package enum CheckedKind: Sendable, Hashable {
  case outpatient, spell, emergency
}

/// One attendance or spell that counts, as the checks see it.
package struct CheckedAttendance: Sendable {
  /// What is written for a day, age or stay that is not given.
  package static let notGiven = UInt16.max

  package var kind: CheckedKind
  package var tariff: TariffTraits = []
  package var month = MonthIndex(value: 0) {
    didSet { monthDays = Self.days(of: month) }
  }
  /// FIRST ATTENDANCE, as its digit; nought where blank or not of the list.
  package var firstAttendance: UInt8 = 0
  /// ATTENDED OR DID NOT ATTEND, as its digit; 255 where blank or not of the list.
  package var attended: UInt8 = 255
  /// PATIENT CLASSIFICATION, as its digit; nought where blank.
  package var patientClass: UInt8 = 0
  /// Whole days; `notGiven` where blank.
  package var lengthOfStay = Self.notGiven
  /// Estimated cost, a count of 10⁻⁸ pounds.
  package var cost: Int64 = 0
  /// The day of the attendance or admission: days since the first of January 1900; `notGiven` where blank.
  package var day = Self.notGiven
  /// The day of discharge, likewise.
  package var discharge = Self.notGiven
  /// The day of death, likewise.
  package var death = Self.notGiven
  /// The age in years; `notGiven` where blank.
  package var age = Self.notGiven
  /// A number for the patient; nought where blank.
  package var patient: UInt64 = 0
  /// Numbers for provider, treatment function and HRG.
  package var provider: UInt32 = 0
  package var treatmentFunction: UInt32 = 0
  package var hrg: UInt32 = 0

  /// Makes a row with nothing on it.
  package init(kind: CheckedKind) {
    self.kind = kind
    monthDays = Self.days(of: MonthIndex(value: 0))
  }

  /// Whether the patient was seen: attended on time (5), or late but seen (6).
  package var isSeen: Bool { attended == 5 || attended == 6 }
  /// The first and last day of its month, in the count of `day`.
  private(set) var monthDays: (first: Int, last: Int)

  private static func days(of month: MonthIndex) -> (first: Int, last: Int) {
    let period = month.period
    let calendarYear = period.month <= 9 ? period.year.start : period.year.start + 1
    let calendarMonth = period.month <= 9 ? period.month + 3 : period.month - 9
    let first = CalendarDate(year: calendarYear, month: calendarMonth, day: 1).map { dayCount($0) } ?? 0
    return (first, first + daysInMonth(year: calendarYear, month: calendarMonth) - 1)
  }
}

/// The days from the first of January 1900 to a date.
package func dayCount(_ date: CalendarDate) -> Int { date.dayNumber - (CalendarDate(year: 1900, month: 1, day: 1)?.dayNumber ?? 0) }

/// A check of single attendances: a pure function from a row and a limit to the money at stake.
package struct AttendanceCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// The kinds of row that it is made on.
  package let kinds: Set<CheckedKind>
  /// The money at stake, a count of 10⁻⁸ pounds, where the row fires it; nil where it passes.
  package let stake: @Sendable (_ row: borrowing CheckedAttendance, _ limit: Int64) -> Int64?

  init(
    _ definition: CheckDefinition, _ kinds: Set<CheckedKind>,
    _ stake: @escaping @Sendable (_ row: borrowing CheckedAttendance, _ limit: Int64) -> Int64?
  ) {
    self.definition = definition
    self.kinds = kinds
    self.stake = stake
  }
}

/// A check of attendances against each other: which of them repeat an earlier one.
package struct AttendanceRepeatCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// The kinds of row that it is made on.
  package let kinds: Set<CheckedKind>
  /// Whether a row takes part.
  package let takesPart: @Sendable (_ row: borrowing CheckedAttendance) -> Bool
  /// What is the same of rows that repeat each other.
  package let key: @Sendable (_ row: borrowing CheckedAttendance) -> AttendanceKey

  init(
    _ definition: CheckDefinition, _ kinds: Set<CheckedKind>, where takesPart: @escaping @Sendable (_ row: borrowing CheckedAttendance) -> Bool,
    key: @escaping @Sendable (_ row: borrowing CheckedAttendance) -> AttendanceKey
  ) {
    self.definition = definition
    self.kinds = kinds
    self.takesPart = takesPart
    self.key = key
  }
}

/// What is the same of attendances that repeat each other.
package struct AttendanceKey: Sendable, Hashable {
  var patient: UInt64
  var provider: UInt32
  var treatmentFunction: UInt32 = 0
  var hrg: UInt32 = 0
  var day: UInt16
}

/// The keys of attendances that were met: an open-addressed table, as a set would be, with less to do for each.
package struct AttendanceKeys: Sendable {
  private var slots: [UInt32]
  private var keys: [AttendanceKey] = []

  /// Makes a table for about so many keys.
  package init(expecting count: Int) {
    var size = 1024
    while size < count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// Remembers a key, and says whether it is new.
  package mutating func insert(_ key: AttendanceKey) -> Bool {
    var slot = place(key)
    while slots[slot] != 0 {
      if keys[Int(slots[slot]) - 1] == key { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return true
  }

  private func place(_ key: AttendanceKey) -> Int {
    let codes =
      (UInt64(key.provider) << 48 ^ UInt64(key.treatmentFunction) << 32 ^ UInt64(key.hrg) << 16
        ^ UInt64(key.day)) &* 0x9E37_79B9_7F4A_7C15
    let mixed = (key.patient ^ (codes << 31 | codes >> 33)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    for (number, key) in keys.enumerated() {
      var slot = place(key)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
