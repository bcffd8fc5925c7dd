import Analysis
import Figures
package import Ledger
import Programme
import Quantities
import Report

/// A row of a table of years: its name, the stem of its ids and its months.
private struct NamedCounts {
  var name: String
  var stem: FigureStem
  var counts: MonthCounts
  var kind: ReportTable.Row.Kind = .body
}

extension ReferralView {
  /// By provider or commissioner over the years of the window; providers under a twentieth of all are added up.
  func byOrganisation(_ side: Counterpart) -> ReportTable {
    let isProvider = side == .provider
    let axis = isProvider ? context.input.ledger.providers : context.input.ledger.commissioners
    let all = isProvider ? table.byProvider : table.byCommissioner
    let own = all.filter { $0.index < axis.ownCount }
    let (named, rest) = table.named(own, least: isProvider ? 20 : nil, most: request.entry.rows ?? (isProvider ? 12 : 30))
    var rows = named.map { row in
      NamedCounts(
        name: isProvider ? context.providerShortName(row.index) : context.commissionerShortName(row.index),
        stem: context.stem("sus", request.frame.scope.narrowed(to: row.index, side)), counts: row)
    }
    if let rest {
      rows.append(NamedCounts(name: "Other \(context.plural(side))", stem: stemOf(SeveralOrganisations.others, side), counts: rest, kind: .detail))
    }
    let outside = all.filter { $0.index >= axis.ownCount }
    if !outside.isEmpty {
      rows.append(NamedCounts(name: "Not in the programme", stem: stemOf(SeveralOrganisations.outside, side), counts: sum(outside), kind: .detail))
    }
    var notes: [Sentence] = []
    if rest != nil, isProvider {
      notes.append(
        context.sentence("referrals.other-providers"))
    }
    return yearsTable(
      id: "referrals-by-\(isProvider ? "provider" : "commissioner")", title: "By \(context.singular(side))",
      head: capitalised(context.singular(side)),
      rows: rows, notes: notes)
  }

  /// By specialty, the largest by themselves.
  var bySpecialty: ReportTable {
    let (named, rest) = table.named(table.bySpecialty, least: nil, most: 15)
    var rows = named.map { row in
      NamedCounts(
        name: context.treatmentFunctionName(row.index), stem: stem.with("tfc", context.treatmentFunctionCode(row.index)), counts: row)
    }
    if let rest {
      rows.append(NamedCounts(name: "Other specialties", stem: stem.with("tfc", SeveralOrganisations.others), counts: rest, kind: .detail))
    }
    return yearsTable(id: "referrals-by-specialty", title: "By specialty", head: "Specialty", rows: rows, notes: [])
  }

  /// All attended firsts by class of source, whether or not they count as referrals.
  var bySource: ReportTable {
    let years = table.years
    func cells(_ stem: FigureStem, _ counts: MonthCounts) -> [ReportTable.Cell] {
      years.map { year in
        .number(
          stem.with("year", year.year.label).figure(
            Measure.firsts, value: year.months.isEmpty ? .missing(.notYetReported) : .count(counts.sum(year.months))), .number)
      }
    }
    let rows = ReferralSource.allCases.compactMap { source -> ReportTable.Row? in
      guard let counts = table.firstsBySource.first(where: { $0.index == Int(source.rawValue) }) else { return nil }
      return ReportTable.Row(.body, [.text(source.printedName)] + cells(stem.with("source", source.code), counts))
    }
    return ReportTable(
      id: "referrals-by-source", title: "First attendances by source of referral",
      caption: "all attended first attendances, whether or not they count as referrals",
      columns: [.init("Source of referral", .name)] + years.map { .init(yearHead($0), .number) }, rows: rows,
      total: rows.isEmpty ? nil : ReportTable.Row(.total, [.text("All sources")] + cells(stem, table.firsts)),
      notes: [
        "National codes: GMP 03; Cons Resp 01, 02, 10, 11; Cons other 05; Self 06; every other code is under Other. Not stated: blank, or not of the national list."
      ], empty: "No first attendances are recorded.")
  }

  private func stemOf(_ code: String, _ side: Counterpart) -> FigureStem {
    let scope = request.frame.scope
    let commissioner = scope.commissioner.map(context.commissionerCode) ?? SeveralOrganisations.all
    let provider = scope.provider.map(context.providerCode) ?? SeveralOrganisations.all
    return side == .provider
      ? FigureStem("sus", commissioner: commissioner, provider: code) : FigureStem("sus", commissioner: code, provider: provider)
  }

  private func sum(_ rows: [MonthCounts]) -> MonthCounts { MonthCounts(summing: rows, months: context.window.count) }

  /// Counts of each year, of the same months of the year before, and the difference.
  private func yearsTable(id: String, title: String, head: String, rows: [NamedCounts], notes: [Sentence]) -> ReportTable {
    let years = table.years
    let latest = table.latestYear
    let before = table.sameMonthsBefore
    let beforeSuffix = before?.last.map { context.monthSuffix[$0] } ?? ""
    // Where the year is whole the same months are the whole year before, which has a column.
    let comparesPart = before != nil && (latest?.months.count ?? 12) < 12
    func cells(_ row: NamedCounts) -> [ReportTable.Cell] {
      var cells: [ReportTable.Cell] = years.map { year in
        .number(
          row.stem.with("year", year.year.label).figure(
            Measure.referrals, value: year.months.isEmpty ? .missing(.notYetReported) : .count(row.counts.sum(year.months))), .number)
      }
      guard let latest, let before else { return cells }
      let (now, then) = (row.counts.sum(latest.months), row.counts.sum(before))
      if comparesPart { cells.append(.number(row.stem.figure(Measure.ytdReferrals, count: then, beforeSuffix), .number)) }
      cells.append(.number(row.stem.figure(Measure.referralsChange, count: now - then, latestSuffix), .number))
      return cells
    }
    var columns: [ReportTable.Column] = [.init(head, .name)] + years.map { .init(yearHead($0), .number) }
    if let latest, before != nil {
      let label = FinancialYear(start: latest.year.start - 1).label
      if comparesPart { columns.append(.init("\(label), same months", .number)) }
      columns.append(.init("Change on same months", .number))
    }
    return ReportTable(
      id: id, title: title, caption: "referrals, most over the months shown first", columns: columns,
      rows: rows.map { ReportTable.Row($0.kind, [.text($0.name)] + cells($0)) },
      total: rows.isEmpty
        ? nil
        : ReportTable.Row(.total, [.text("All referrals")] + cells(NamedCounts(name: "", stem: stem, counts: table.total))),
      notes: notes, empty: "No referrals are recorded.")
  }

  // MARK: Practices

  /// By locality and by practice: counts and rates of each year. None where the programme lists no practice of the commissioner.
  func practiceTables(of commissioner: Int) -> [ReportTable] {
    let code = context.commissionerCode(commissioner)
    let own = context.input.practices.filter { $0.commissioner == code }
    guard !own.isEmpty else { return [] }
    let ledger = context.input.ledger
    let placeOf = Dictionary(ledger.practices.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let countsOf = Dictionary(table.byPractice.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
    let months = context.window.count
    var used: Set<Int> = []
    var practices: [PracticeCounts] = []
    for practice in own {
      let place = placeOf[practice.code]
      if let place { used.insert(place) }
      practices.append(
        PracticeCounts(
          name: practice.name, stem: stem.with("practice", practice.code), population: practice.weightedPopulation,
          counts: place.flatMap { countsOf[$0] } ?? MonthCounts(summing: [], months: months)))
    }
    let others = table.byPractice.filter { !used.contains($0.index) }
    let outside =
      others.isEmpty
      ? nil
      : PracticeCounts(
        name: "Not one of its practices", stem: stem.with("practice", SeveralOrganisations.outside), population: nil,
        counts: MonthCounts(summing: others, months: months))
    let localities = Dictionary(grouping: zip(own, practices)) { $0.0.locality ?? "" }.sorted { $0.key < $1.key }.map { name, members in
      PracticeCounts(
        name: name.isEmpty ? "No locality" : name, stem: stem.with("locality", name), population: wholePopulation(members.map(\.1)),
        counts: MonthCounts(summing: members.map(\.1.counts), months: months))
    }
    let all = PracticeCounts(name: "All referrals", stem: stem, population: wholePopulation(practices), counts: table.total)
    var tables: [ReportTable] = []
    if localities.count > 1 || localities.first?.name != "No locality" {
      tables.append(ratesTable(id: "referrals-by-locality", title: "By locality", head: "Locality", rows: localities, outside: outside, all: all))
    }
    tables.append(ratesTable(id: "referrals-by-practice", title: "By practice", head: "Practice", rows: practices, outside: outside, all: all))
    return tables
  }

  private func wholePopulation(_ rows: [PracticeCounts]) -> Int? {
    rows.contains { $0.population == nil } ? nil : rows.reduce(0) { $0 + ($1.population ?? 0) }
  }

  /// Counts and yearly rates, the highest rate of the latest year first.
  private func ratesTable(id: String, title: String, head: String, rows: [PracticeCounts], outside: PracticeCounts?, all: PracticeCounts)
    -> ReportTable
  {
    let years = table.years
    func rate(_ row: PracticeCounts, _ year: HeldYear) -> ExactRatio? {
      row.population.flatMap { annualRatePerThousand(row.counts.sum(year.months), months: year.months.count, population: $0) }
    }
    func cells(_ row: PracticeCounts) -> [ReportTable.Cell] {
      let population = row.stem.figure(Measure.weightedList, value: row.population.map { .count($0) } ?? .missing(.notApplicable))
      let counts = years.map { year in
        row.stem.with("year", year.year.label).figure(
          Measure.referrals, value: year.months.isEmpty ? .missing(.notYetReported) : .count(row.counts.sum(year.months)))
      }
      let rates = years.map { row.stem.with("year", $0.year.label).figure(Measure.referralsPerThousand, value: FigureValue(rate(row, $0))) }
      return [.text(row.name), row.population == nil && row.isOutside ? .none : .number(population, .number)] + counts.map { .number($0, .number) }
        + rates.map { row.isOutside ? .none : .number($0, .twoDecimals) }
    }
    let latest = table.latestYear
    let sorted = rows.enumerated().sorted { a, b in
      let (x, y) = (latest.flatMap { rate(a.element, $0) }, latest.flatMap { rate(b.element, $0) })
      switch (x, y) {
      case (let x?, let y?) where x != y: return x > y
      case (_?, nil): return true
      case (nil, _?): return false
      default: return a.offset < b.offset
      }
    }.map(\.element)
    var notes: [Sentence] = [
      "Rates: referrals for each 1,000 weighted patients a year; a part of a year is stretched to the whole, × 12 ÷ months. Small counts vary by chance alone: a practice’s rate from a few referrals says little of the practice."
    ]
    if outside != nil {
      notes.append(
        "“Not one of its practices”: the practice is blank, not in the list of practices, or another’s. It is part of the total and its rate.")
    }
    var body = sorted.map { ReportTable.Row(.body, cells($0)) }
    if let outside { body.append(ReportTable.Row(.detail, cells(outside))) }
    return ReportTable(
      id: id, title: title, caption: "highest rate of the latest year first",
      spanners: years.isEmpty
        ? []
        : [.init("Referrals", 2..<(2 + years.count)), .init("For each 1,000 weighted a year", (2 + years.count)..<(2 + 2 * years.count))],
      columns: [.init(head, .name), .init("Weighted list", .number)] + years.map { .init(yearHead($0), .number) }
        + years.map { .init($0.year.label, .number) },
      rows: body,
      total: ReportTable.Row(.total, cells(all)), notes: notes, empty: "No referrals are recorded.")
  }
}

/// A practice or locality with its list and months.
private struct PracticeCounts {
  var name: String
  var stem: FigureStem
  var population: Int?
  var counts: MonthCounts

  /// Whether it is the line of those that are none of the commissioner's practices.
  var isOutside: Bool { stem.text.hasSuffix("/practice=\(SeveralOrganisations.outside)/") }
}

extension ReferralSource {
  /// The class in ids.
  package var code: String {
    switch self {
    case .gp: "gp"
    case .consultantResponsible: "cons_resp"
    case .consultantOther: "cons_other"
    case .selfReferral: "self"
    case .other: "other"
    case .unknown: "unknown"
    }
  }

  /// The class as tables name it: the reports of the field use these short forms.
  package var printedName: String {
    switch self {
    case .gp: "GP (GMP)"
    case .consultantResponsible: "The consultant responsible (Cons Resp)"
    case .consultantOther: "Another consultant (Cons other)"
    case .selfReferral: "The patient (Self)"
    case .other: "Other"
    case .unknown: "Not stated"
    }
  }
}
