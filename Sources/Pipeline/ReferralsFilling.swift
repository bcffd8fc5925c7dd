import Figures
import HTML
import Ledger
import Packs
import Programme
import Quantities

/// Takes the first outpatient attendances of the programme's commissioners at its providers out of the ledger, for the page of referrals.
///
/// Commissioners, providers and the programme office read the page, so that it holds to the strictest of their rules for small numbers: where one of them is
/// not shown them as they are, the page has commissioners, specialties and months alone, as `ReleaseWideReferrals` lets it.
struct ReferralsFilling {
  private let context: PackContext
  private let held: ReleaseWideReferrals?
  private let settings: ProgrammeDefinition
  private let ledger: ProgrammeLedger
  private let heading: ReleaseHeading

  /// - Parameter held: what the page may show where a policy bounds it; nil where all may be seen.
  init(_ inputs: RunInputs, _ context: PackContext, held: ReleaseWideReferrals?, heading: ReleaseHeading) {
    self.context = context
    self.held = held
    self.heading = heading
    settings = inputs.programme
    ledger = inputs.ledger
  }

  /// A page holds at most as many cells; where practices make more, they are left out.
  static let mostCells = 60_000

  /// The page's contents; nil when the programme has no outpatient files.
  func model() -> ReferralsModel? {
    guard let first = ledger.sus.earliestMonth[.firstAttendances], let last = ledger.sus.latestMonth[.firstAttendances], first <= last else {
      return nil
    }
    let offset = ledger.sus.firstMonth.distance(to: first)
    let months = (0...first.distance(to: last)).map { number in
      let period = first.advanced(by: number).period
      return PortalCube.Month(suffix: "", name: period.monthName, shortName: String(period.shortMonthName.prefix(3)))
    }
    let attendances = ledger.attendanceCells.filter { $0.kind == .firstAttendance && months.indices.contains(Int($0.month) - offset) }
    if attendances.isEmpty { return nil }
    if let held { return model(held, from: first, months: months, yearStart: max(0, first.distance(to: MonthIndex(year: last.year, month: 1)))) }
    let practices = attendances.count <= Self.mostCells ? practices() : nil
    let words = context.input.words
    let commissioners = organisations(ledger.commissioners, context.input.commissioners)
    let providers = organisations(ledger.providers, context.input.providers)
    var sums: [Place: Int] = [:]
    for cell in attendances {
      let place = Place(
        commissioner: min(Int(cell.commissioner), commissioners.count - 1), practice: practices == nil ? 0 : Int(cell.practice),
        specialty: Int(cell.treatmentFunction), provider: min(Int(cell.provider), providers.count - 1), source: cell.source,
        isReferral: cell.isReferral, month: Int(cell.month) - offset)
      sums[place, default: 0] += Int(cell.count)
    }
    var axes = [ReferralsModel.Axis(id: "commissioner", name: capitalised(words.commissioner), members: commissioners)]
    if let practices { axes.append(ReferralsModel.Axis(id: "practice", name: "Practice", members: practices.members)) }
    axes.append(
      ReferralsModel.Axis(
        id: "specialty", name: "Specialty", members: ledger.treatmentFunctions.map { ($0.isEmpty ? "_blank" : $0, specialtyName($0)) }))
    axes.append(ReferralsModel.Axis(id: "provider", name: capitalised(words.provider), members: providers))
    axes.append(ReferralsModel.Axis(id: "source", name: "Source", members: ReferralSource.allCases.map { ("s\($0.rawValue)", name(of: $0)) }))
    if let practices { axes.append(ReferralsModel.Axis(id: "locality", name: "Locality", members: practices.localities.map { ($0, $0) })) }
    let cells = sums.sorted { $0.key < $1.key }.map { place, count in
      ReferralsModel.Cell(
        places: [place.commissioner] + (practices == nil ? [] : [place.practice]) + [place.specialty, place.provider, Int(place.source.rawValue)],
        isReferral: place.isReferral, month: place.month, count: count)
    }
    let april = MonthIndex(year: last.year, month: 1)
    return ReferralsModel(
      heading: heading,
      words: .init(
        commissioner: words.commissioner, commissioners: words.commissioners, provider: words.provider, providers: words.providers),
      definition: definition(
        (practices == nil ? " Practices are left out: there are too many counts for a page." : "")
          + " For the programme’s office: small counts stand as they are, and this page is sent to nobody."), months: months,
      yearStart: max(0, first.distance(to: april)),
      axes: axes, cells: cells, weightedPopulation: practices?.population ?? [], practiceCommissioner: practices?.commissioner ?? [],
      practiceLocality: practices?.locality ?? [])
  }

  /// The page where small numbers are held back; nil where nothing may be shown.
  private func model(_ held: ReleaseWideReferrals, from first: MonthIndex, months: [PortalCube.Month], yearStart: Int) -> ReferralsModel? {
    let words = context.input.words
    let gathered = ledger.treatmentFunctions.count
    let cells = held.cells.filter { months.indices.contains(first.distance(to: $0.month)) }.map { cell in
      ReferralsModel.Cell(
        places: [cell.commissioner, cell.specialty ?? gathered, 0], isReferral: true, month: first.distance(to: cell.month), count: cell.count)
    }
    if cells.isEmpty { return nil }
    let leftOut = held.leftOut.map { context.input.ledger.commissioners.codes[$0] }
    var ending =
      " Small numbers are held back: providers, practices and sources are left out, and specialties with small numbers are counted together."
    if !leftOut.isEmpty { ending += " Left out: \(leftOut.joined(separator: ", "))." }
    if held.isRounded { ending += " Each count is rounded to the nearest five, then added." }
    var specialties = ledger.treatmentFunctions.map { (code: $0.isEmpty ? "_blank" : $0, name: specialtyName($0)) }
    specialties.append((code: "_small", name: "Specialties with small numbers"))
    return ReferralsModel(
      heading: heading,
      words: .init(
        commissioner: words.commissioner, commissioners: words.commissioners, provider: words.provider, providers: words.providers),
      definition: definition(ending), months: months, yearStart: yearStart,
      axes: [
        .init(id: "commissioner", name: capitalised(words.commissioner), members: organisations(ledger.commissioners, context.input.commissioners)),
        .init(id: "specialty", name: "Specialty", members: specialties),
        .init(id: "source", name: "Source", members: [("referrals", "Referrals")]),
      ], cells: cells, weightedPopulation: [], practiceCommissioner: [], practiceLocality: [])
  }

  /// Where some attendances are counted.
  private struct Place: Hashable, Comparable {
    var commissioner: Int
    var practice: Int
    var specialty: Int
    var provider: Int
    var source: ReferralSource
    var isReferral: Bool
    var month: Int

    static func < (a: Place, b: Place) -> Bool {
      let left = (a.commissioner, a.practice, a.specialty, a.provider), right = (b.commissioner, b.practice, b.specialty, b.provider)
      if left != right { return left < right }
      return (a.source.rawValue, a.isReferral ? 1 : 0, a.month) < (b.source.rawValue, b.isReferral ? 1 : 0, b.month)
    }
  }

  /// The programme's own by their short names, then all others together.
  private func organisations(_ axis: OrganisationAxis, _ own: [PackOrganisation]) -> [(code: String, name: String)] {
    let names = Dictionary(own.map { ($0.code, $0.shortName) }, uniquingKeysWith: { first, _ in first })
    return axis.codes.prefix(axis.ownCount).map { ($0, names[$0] ?? $0) } + [(SeveralOrganisations.outside, "Not in the programme")]
  }

  /// The practices of the attendances, with the localities that they are in; those of none stand together.
  private func practices() -> (
    members: [(code: String, name: String)], population: [Int], commissioner: [Int], locality: [Int], localities: [String]
  ) {
    let known = Dictionary(context.input.practices.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let none = "No locality"
    let localities = Set(ledger.practices.compactMap { known[$0]?.locality }).sorted() + [none]
    let members = ledger.practices.map { code in
      (code: code.isEmpty ? "_blank" : code, name: code.isEmpty ? "Unknown, blank" : known[code].map { "\(code) \($0.name)" } ?? "Unknown, \(code)")
    }
    return (
      members, ledger.practices.map { known[$0]?.weightedPopulation ?? 0 },
      ledger.practices.map { known[$0].flatMap { ledger.commissioners.index(of: $0.commissioner) } ?? ledger.commissioners.ownCount },
      ledger.practices.map { code in known[code]?.locality.flatMap { localities.firstIndex(of: $0) } ?? localities.count - 1 }, localities
    )
  }

  private func specialtyName(_ code: String) -> String {
    code.isEmpty ? "Unknown, blank" : context.input.treatmentFunctionNames[code].map { "\(code) \($0)" } ?? "Unknown, \(code)"
  }

  private func name(of source: ReferralSource) -> String {
    switch source {
    case .gp: "General practitioner"
    case .consultantResponsible: "Consultant responsible"
    case .consultantOther: "Another consultant"
    case .selfReferral: "Self"
    case .other: "Other"
    case .unknown: "Unknown"
    }
  }

  private func definition(_ ending: String) -> String {
    let sources = settings.configuration.referrals.sources.joined(separator: ", ")
    let procedures = settings.configuration.referrals.includesProcedures ? "procedures included" : "procedures left out"
    return "First outpatient attendances, attended, \(procedures), stand for referrals where the source of referral is \(sources).\(ending)"
  }

  private func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
