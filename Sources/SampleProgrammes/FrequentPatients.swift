/// Gives some attendances of the last year to the same few patients, so that a programme has patients of high cost and patients who come often.
///
/// Nothing but the patient, and where a spell or emergency attendance has it the practice, changes: costs and counts stay as published.
struct FrequentPatients {
  let practices: Int
  let commissioner: Int
  /// The months of the last year.
  let months: Range<Int>
  let seed: UInt64

  /// Patients of high cost, by their number: below the numbers of those who come often.
  private func costly(_ dice: inout Dice) -> Int { 2 + dice.below(3) }

  private func patient(_ number: Int) -> Int { 1_000_000_000 + commissioner * 1_000_000 + 900_000 + number }

  /// The practice of a patient, the same in every kind of file.
  private func practice(_ number: Int) -> Int {
    var dice = Dice(seed: seed, 64, commissioner, number)
    return dice.below(practices)
  }

  /// Gives rows to the patients.
  func claim(_ rows: inout [[AttendanceRow]], _ kind: AttendanceText.Kind) {
    // The same throw for each kind: the same patients.
    var common = Dice(seed: seed, 62, commissioner)
    let costly = costly(&common)
    let frequent = 1 + common.below(2)
    var dice = Dice(seed: seed, 63, commissioner, AttendanceText.Kind.allCases.firstIndex(of: kind) ?? 0)
    var places: [(month: Int, row: Int)] = []
    for month in months where month < rows.count {
      for row in rows[month].indices where rows[month][row].counts { places.append((month, row)) }
    }
    dice.shuffle(&places)
    switch kind {
    case .inpatients:
      for number in 0..<costly {
        // From just under the usual threshold of £25,000 to well over it, in no more spells than a year has room for.
        let target = Parts(22_000 + dice.below(26_000)) * partsInPound
        var sum: Parts = 0
        bringTogether(&places, rows)
        for _ in 0..<18 where sum < target {
          guard let place = places.popLast() else { return }
          sum += rows[place.month][place.row].cost
          give(&rows[place.month][place.row], to: number)
        }
      }
    case .emergency:
      for number in costly..<(costly + frequent) {
        bringTogether(&places, rows)
        for _ in 0..<(8 + dice.below(9)) {
          guard let place = places.popLast() else { return }
          give(&rows[place.month][place.row], to: number)
        }
      }
    case .outpatients:
      // An outpatient's referrer may be the practice: only rows of the patient's own practice are taken.
      for number in 0..<costly {
        let own = practice(number)
        var left = 4 + dice.below(6)
        for place in places where left > 0 && rows[place.month][place.row].practice == own {
          rows[place.month][place.row].patient = patient(number)
          left -= 1
        }
      }
    }
  }

  /// Puts the places of the last one's trust at the end, where they are taken first: most of what a patient has is at one trust.
  private func bringTogether(_ places: inout [(month: Int, row: Int)], _ rows: [[AttendanceRow]]) {
    guard let last = places.last else { return }
    let trust = rows[last.month][last.row].provider
    let elsewhere = places.filter { rows[$0.month][$0.row].provider != trust }
    places = elsewhere + places.filter { rows[$0.month][$0.row].provider == trust }
  }

  private func give(_ row: inout AttendanceRow, to number: Int) {
    row.patient = patient(number)
    row.practice = practice(number)
  }
}
