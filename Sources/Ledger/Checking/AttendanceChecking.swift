import Checks
import Extracts
import Findings
import Quantities

/// What the checks found in one attendance-level file.
struct AttendanceChecking: Sendable {
  var hits: [CheckHits] = []
  var candidates: [ChallengeCandidate] = []
  var unmade: [CheckDefinition] = []
  /// The segment turned out to be damaged while its rows were read.
  var damaged = false
}

extension ExtractKind {
  /// The kind of row that a file of attendances holds; nil for other files.
  var attendanceKind: CheckedKind? {
    switch self {
    case .outpatients: .outpatient
    case .inpatients: .spell
    case .emergency: .emergency
    default: nil
    }
  }
}

/// A check with its limit, in a structure for the same reason as one of lines.
private struct AttendanceTest {
  let index: Int
  let stake: @Sendable (_ row: borrowing CheckedAttendance, _ limit: Int64) -> Int64?
  let limit: Int64
}

/// Makes the checks of attendances on what counts of one file in the period's year.
func checkAttendances(_ entry: AttendanceFile, months: Set<MonthIndex>, axes: CodeAxes, request: LedgerRequest) -> AttendanceChecking {
  var result = AttendanceChecking()
  let yearStart = MonthIndex(year: request.period.year, month: 1)
  // By the months since the year's first.
  var counted: [Bool] = []
  for month in months where month >= yearStart {
    let place = yearStart.distance(to: month)
    while counted.count <= place { counted.append(false) }
    counted[place] = true
  }
  guard let kind = entry.file.kind.attendanceKind, !counted.isEmpty else { return result }
  let segment = entry.segment
  let settings = request.checks.settings
  let columns = Set(segment.columns.compactMap { CheckColumn(rawValue: $0) })
  // A spell has no date of attendance, and no other row has one of admission.
  func own(_ column: CheckColumn) -> CheckColumn { column == .attendanceDate && kind == .spell ? .dischargeDate : column }
  func isMade(_ definition: CheckDefinition) -> Bool { definition.needs.allSatisfy { columns.contains(own($0)) } }
  let checks = attendanceChecks.filter { $0.kinds.contains(kind) && settings.runs($0.definition) }
  let repeats = attendanceRepeatChecks.filter { $0.kinds.contains(kind) && settings.runs($0.definition) }
  result.unmade = (checks.map(\.definition) + repeats.map(\.definition)).filter { !isMade($0) }
  let made = checks.filter { isMade($0.definition) }.map { ($0, settings.limit($0.definition)) }
  let madeRepeats = repeats.filter { isMade($0.definition) }
  let tariffs = segment.hrgs.map { TariffTraits(code: $0) }
  let rows: UnsafeBufferPointer<AttendanceRow>
  do throws(DamagedSegment) { rows = try segment.wholeRows() } catch { return AttendanceChecking(damaged: true) }
  let pairs = segment.providers.count * segment.commissioners.count
  var gathering = HitGathering(
    checks: made.map(\.0.definition) + madeRepeats.map(\.definition), commissioners: pairs)
  var seen = madeRepeats.map { _ in AttendanceKeys(expecting: rows.count) }
  let tests = made.enumerated().map { AttendanceTest(index: $0, stake: $1.0.stake, limit: $1.1) }
  var checked = CheckedAttendance(kind: kind)
  for (place, row) in rows.enumerated() {
    let month = Int(row.month) - yearStart.value
    guard month >= 0, month < counted.count, counted[month] else { continue }
    guard Int(row.hrg) < tariffs.count, Int(row.provider) < segment.providers.count,
      Int(row.commissioner) < segment.commissioners.count
    else {
      return AttendanceChecking(damaged: true)
    }
    checked.tariff = tariffs[Int(row.hrg)]
    if checked.month.value != Int(row.month) { checked.month = MonthIndex(value: Int(row.month)) }
    checked.firstAttendance = row.firstAttendance
    checked.attended = row.attended
    checked.patientClass = row.patientClass
    checked.lengthOfStay = row.lengthOfStay
    checked.cost = row.cost
    checked.day = row.day
    checked.discharge = row.discharge
    checked.death = row.death
    checked.age = row.age
    checked.patient = row.patient
    checked.provider = row.provider
    checked.treatmentFunction = row.treatmentFunction
    checked.hrg = row.hrg
    let pair = Int(row.provider) * segment.commissioners.count + Int(row.commissioner)
    tests.withUnsafeBufferPointer { tests in
      for test in tests {
        if let stake = test.stake(checked, test.limit) { gathering.add(test.index, pair, place, stake) }
      }
    }
    for (index, check) in madeRepeats.enumerated() where check.takesPart(checked) {
      if !seen[index].insert(check.key(checked)) {
        gathering.add(made.count + index, pair, place, row.cost)
      }
    }
  }
  for found in gathering.entries {
    let definition = gathering.checks[found.check]
    let provider = segment.providers[found.commissioner / segment.commissioners.count]
    let commissioner = segment.commissioners[found.commissioner % segment.commissioners.count]
    let first = rows[found.first]
    let field = definition.about.map { own($0).rawValue }
    result.hits.append(
      CheckHits(
        definition: definition, provider: provider, commissioner: commissioner, count: found.count, stake: found.stake,
        origin: segment.origin(ofRow: found.first, first, field: field, file: entry.file.path), value: segment.hrgs[Int(first.hrg)]))
    guard let category = definition.challenge else { continue }
    for (month, places) in Dictionary(grouping: found.places, by: { rows[$0.line].month }).sorted(by: { $0.key < $1.key }) {
      result.candidates.append(
        ChallengeCandidate(
          code: definition.code, category: category, message: definition.message, provider: provider, commissioner: commissioner,
          month: MonthIndex(value: Int(month)).period, value: Money(parts: places.reduce(Int128(0)) { $0 + Int128($1.stake) }),
          rows: places.map { place in
            let row = rows[place.line]
            return ChallengeCandidate.Row(
              origin: segment.origin(ofRow: place.line, row, field: field, file: entry.file.path), pod: entry.file.kind.rawValue,
              treatmentFunction: segment.treatmentFunctions.indices.contains(Int(row.treatmentFunction))
                ? segment.treatmentFunctions[Int(row.treatmentFunction)] : "", hrg: segment.hrgs[Int(row.hrg)], practice: "",
              activity: Activity(parts: exactScale), price: Money(parts: row.cost), stake: Money(parts: place.stake))
          }))
    }
  }
  return result
}
