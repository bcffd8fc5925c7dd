import Extracts
package import Programme
package import Quantities

/// What a programme must do next.
package struct DueItem: Sendable, Hashable {
  /// What is due.
  package enum Work: Sendable, Hashable {
    /// A month's pack of a cut.
    case pack(Period, Cut)
    /// A quarter's final position.
    case quarter(Quarter)
  }

  /// What is due.
  package let work: Work
  /// The day on which it is due.
  package let day: CalendarDate
  /// Working days from today to the day: nought on the day, below nought after it.
  package let workingDays: Int
  /// The providers, in code order, whose return of its month is not in and not waived.
  package let missingReturns: [String]
  /// How many returns are expected.
  package let expectedReturns: Int
}

/// What a programme must do next: what is not released yet and due first.
///
/// The first packs follow on the latest that was released; where none was, the latest month with a return is the first. Quarters follow on the latest that
/// is frozen, else begin with that of the first month released; before a quarter, the final pack of its last month is due, which it is frozen from. The final
/// packs of other months are due where the programme releases such: they follow on the latest.
///
/// - Parameters:
///   - folder: The programme's folder.
///   - today: The day of the question.
package func dueNext(in programme: ProgrammeDefinition, at folder: String, today: CalendarDate) -> DueItem {
  let extracts = walkExtracts(
    programme: folder, folders: programme.configuration.sources, commissioners: Set(programme.organisations.commissionerCodes))
  let released = releases(of: folder)
  func months(_ cut: Cut) -> [MonthIndex] {
    released.compactMap { name -> MonthIndex? in
      guard case .month(let period, let own, _) = name, own == cut else { return nil }
      return period.index
    }.sorted()
  }
  let monthJustOver = today.period.index.advanced(by: -1)
  let flex = months(.flex).last?.advanced(by: 1) ?? extracts.periods.last?.index ?? monthJustOver
  let frozen = released.compactMap { name -> MonthIndex? in
    guard case .quarter(let quarter) = name else { return nil }
    return quarter.lastMonth.index
  }.max()
  let quarterMonth = frozen?.advanced(by: 3) ?? released.map(\.period.index).min() ?? flex
  let quarter = Quarter(year: quarterMonth.year, number: quarterMonth.period.quarter)

  var candidates: [(work: DueItem.Work, day: CalendarDate)] = [
    (.pack(flex.period, .flex), programme.releaseDate(of: flex.period, cut: .flex))
  ]
  let final = months(.freeze)
  if let latest = final.last, final.contains(where: { !$0.period.isQuarterEnd }) {
    let next = latest.advanced(by: 1).period
    candidates.append((.pack(next, .freeze), programme.releaseDate(of: next, cut: .freeze)))
  }
  if final.contains(quarter.lastMonth.index) {
    candidates.append((.quarter(quarter), programme.freezeDay(of: quarter)))
  } else {
    candidates.append((.pack(quarter.lastMonth, .freeze), programme.releaseDate(of: quarter.lastMonth, cut: .freeze)))
  }
  // The first of those that are due on the same day: packs go before the quarter that rests on them.
  let next = candidates.dropFirst().reduce(candidates[0]) { $1.day < $0.day ? $1 : $0 }
  let month: Period =
    switch next.work {
    case .pack(let period, _): period
    case .quarter(let quarter): quarter.lastMonth
    }
  let waived = Set(programme.registers.waivers.filter { $0.until >= max(today, next.day) }.map(\.scope))
  let expected = programme.organisations.providerCodes.filter { !waived.contains("returns/" + $0) }
  let sent = Set(extracts.files.filter { $0.kind == .slam && $0.submission?.index == month.index }.compactMap(\.provider))
  let calendar = programme.calendar
  let distance =
    today <= next.day ? calendar.workingDays(after: today, through: next.day) : -calendar.workingDays(after: next.day, through: today)
  return DueItem(
    work: next.work, day: next.day, workingDays: distance, missingReturns: expected.filter { !sent.contains($0) }.sorted(),
    expectedReturns: expected.count)
}
