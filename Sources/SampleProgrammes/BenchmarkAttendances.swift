extension BenchmarkProgramme {
  /// Rows of each kind in the reference programme's 36 months.
  private static let referenceRows: [AttendanceText.Kind: Double] = [.outpatients: 300_000, .inpatients: 40_000, .emergency: 80_000]

  /// Writes the SUS extracts, a file a year; gives the count of rows.
  func writeAttendances(to output: SampleOutput) throws -> Int {
    var count = 0
    var whole = 0.0
    for row in spend { for value in row { whole += value } }
    for (number, kind) in AttendanceText.Kind.allCases.enumerated() {
      let share = Double(commissioners.count * providers.count) / 306
      let monthly = (Self.referenceRows[kind] ?? 0) / 36 * Double(size.scaleRows) * share
      var text = ByteText()
      for (place, month) in months.enumerated() {
        if month.month == 1 { text = ByteText(bytes: bytes(AttendanceText.header(kind) + "\n")) }
        let season = kind == .emergency ? emergencySeason[month.month - 1] : electiveSeason[month.month - 1]
        for (index, commissioner) in commissioners.enumerated() {
          var own = 0.0
          for value in spend[index] { own += value }
          var drawer = AttendanceDrawer(
            providers: providers, weights: spend[index], practices: practices[index], commissioner: index,
            dice: Dice(seed: size.seed, 221, number, index, place))
          let rows = drawer.dice.wholeNumber(near: monthly * own / whole * season * (0.95 + 0.003 * Double(place)))
          for _ in 0..<rows {
            let row = draw(kind, &drawer)
            text.add(
              row, month: month, provider: providers[row.provider].code, commissioner: commissioner.code, practice: practices[index][row.practice])
          }
          count += rows
        }
        if month.month == 12 || place == months.count - 1 { try output("extracts/sus/\(month.yearLabel)/\(kind.rawValue).csv", text.bytes) }
      }
    }
    return count
  }

  private func draw(_ kind: AttendanceText.Kind, _ drawer: inout AttendanceDrawer) -> AttendanceRow {
    switch kind {
    case .outpatients:
      let provider = drawer.provider()
      return drawer.outpatient(at: provider, first: drawer.dice.below(100) < 24 + provider * 7 % 19, attended: drawer.dice.below(100) < 88)
    case .inpatients: return drawer.inpatient(at: drawer.provider())
    case .emergency: return drawer.emergency(at: drawer.emergencyProvider())
    }
  }
}
