/// What a figure says of how many people something happened to: what the small-number policy asks of a measure.
///
/// Sensitive are counts of patients, and of what befalls one patient each: attendances, spells, referrals, contract activity, non-contracted charges, funding
/// requests, people on a list. Not sensitive are counts of organisations (practices, providers, contracts), of months, lines, files and findings; lists of
/// people as large as a practice's; plans, which are of nobody yet; statistics over organisations (medians, limits, over-dispersion). Nor are infections and
/// waiting times by provider: they are published nationally by provider and month as exact numbers, so that holding them back would hide nothing. Money is
/// sensitive only where it tells of a count: what attendances cost, and a contract's single line, which has one price. Where many lines of different prices
/// are added, the sum tells of no count.
package enum Disclosure: Sendable, Hashable {
  /// It tells of no people: money of contracts, counts of organisations, plans.
  case none
  /// A count of people, or of attendances and spells, each of one person.
  case persons
  /// Worked out from the counts named, for the same row: a cost, a rate, a share or a statistic that would give a count away that is held back.
  case reveals([String])
}

extension MeasureDefinition {
  /// What the measure says of people: as it is declared, else by where its value comes from. Attendances and spells are people; what they cost, and what is
  /// worked out from them row by row or month by month, gives them away. Medians and quartiles over organisations do not.
  package var disclosure: Disclosure { disclosures[name] ?? .none }

  /// Whether its value is of April to the id's month, not of that month alone.
  package var isYearToDate: Bool {
    switch derivation {
    case .rows(let amount): amount.months == .yearToDate
    case .figures, .source: false
    }
  }
}

/// Every measure's disclosure, worked out once: that of a derived measure follows from its inputs.
private let disclosures: [String: Disclosure] = {
  var known: [String: Disclosure] = [:]
  let byName = Dictionary(measureDefinitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  func disclosure(_ name: String, _ above: Set<String>) -> Disclosure {
    if let found = known[name] { return found }
    guard let definition = byName[name], !above.contains(name) else { return .none }
    let found = definition.declaredDisclosure ?? inferred(definition) { disclosure($0, above.union([name])) }
    known[name] = found
    return found
  }
  for definition in measureDefinitions { _ = disclosure(definition.name, []) }
  return known
}()

private func inferred(_ definition: MeasureDefinition, _ other: (String) -> Disclosure) -> Disclosure {
  switch definition.derivation {
  case .rows(let amount) where amount.field == .attendance || amount.field == .actualActivity: return .persons
  case .rows(let amount) where amount.field == .attendanceCost:
    let count = definition.name.hasSuffix(Measure.costSuffix) ? String(definition.name.dropLast(Measure.costSuffix.count)) : definition.name
    return .reveals([count])
  case .figures(let inputs):
    var counts: [String] = []
    for input in inputs {
      guard let name = input.ofTheSameRow else { continue }
      switch other(name) {
      case .none: break
      case .persons: counts.append(name)
      case .reveals(let behind): counts += behind
      }
    }
    var seen: Set<String> = []
    counts = counts.filter { seen.insert($0).inserted }
    return counts.isEmpty ? .none : .reveals(counts)
  case .rows, .source: return .none
  }
}

extension MeasureInput {
  /// The measure of an input that is of the figure's own row, in its period or another; nil for what is drawn from other organisations.
  package var ofTheSameRow: String? {
    switch self {
    case .same(let name), .monthBefore(let name), .yearBefore(let name), .eachMonth(let name), .whole(let name): name
    case .eachProvider, .eachCommissioner, .eachContract, .leaves, .programme, .series: nil
    }
  }
}
