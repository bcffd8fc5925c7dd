package import Figures
import Ledger
import Programme
package import Quantities

/// The referrals that the month's own page may show where small numbers are held back: by commissioner, specialty and month.
///
/// Providers, sources and practices would make nearly every count small and are left out. The counts are judged together with the packs of each audience that
/// reads the page. A specialty of which anything is held back anywhere, in the page or a pack, is counted with the other such specialties of its commissioner; a
/// commissioner of which a month's total is held back is not shown. All other counts are known to the plans as shown, and what is gathered is a difference of
/// such counts: the page says nothing that a plan did not know of.
package struct ReleaseWideReferrals: Sendable {
  /// A count of the page.
  package struct Cell: Sendable, Hashable {
    /// The commissioner's place on the ledger's axis; those that are not in the programme are left out.
    package var commissioner: Int
    /// The specialty's place in the ledger; nil where several are gathered.
    package var specialty: Int?
    /// The month.
    package var month: MonthIndex
    /// How many.
    package var count: Int
  }

  private struct Place: Hashable {
    var commissioner: Int
    var specialty: Int?
    var month: MonthIndex
  }

  private let context: PackContext
  private var counts: [Place: Int] = [:]
  /// The figures that stand for the counts in the plans.
  package private(set) var figures: [Figure] = []
  private var heldSpecialties: Set<Int> = []
  private var heldCommissioners: Set<Int> = []
  /// Whether an audience’s rule has counts to the nearest five.
  package private(set) var isRounded = false

  init(_ context: PackContext) {
    self.context = context
    let ledger = context.input.ledger
    for cell in ledger.attendanceCells
    where cell.isReferral && cell.kind == .firstAttendance
      && Int(cell.commissioner) < ledger.commissioners.ownCount
    {
      let month = ledger.sus.firstMonth.advanced(by: Int(cell.month))
      for specialty in [Int(cell.treatmentFunction), nil] {
        counts[
          Place(commissioner: Int(cell.commissioner), specialty: specialty, month: month),
          default: 0] += Int(cell.count)
      }
    }
    figures = counts.map { Figure(id(of: $0.key), .count($0.value)) }.sorted { $0.id < $1.id }
  }

  private func id(of place: Place) -> FigureID {
    let ledger = context.input.ledger
    return FigureName(
      "sus", commissioner: ledger.commissioners.codes[place.commissioner],
      place.specialty.map { [.init("tfc", ledger.treatmentFunctions[$0])] } ?? [],
      Measure.referrals, at: place.month == ledger.period.index ? nil : place.month.period
    ).id
  }

  /// Takes what a plan holds back off the page.
  mutating func holdBack(_ plan: SmallNumberPlan) {
    if plan.rule == .hes2018 { isRounded = true }
    let codes = Set(
      plan.hidden.compactMap { id in
        (try? FigureName(parsing: id.text))?.dimensions.first { $0.name == "tfc" }?.code
      })
    for (place, code) in context.input.ledger.treatmentFunctions.enumerated()
    where codes.contains(code) { heldSpecialties.insert(place) }
    for place in counts.keys where place.specialty == nil && plan.hidden.contains(id(of: place)) {
      heldCommissioners.insert(place.commissioner)
    }
    // Nor is what is gathered a small number itself.
    let bound = plan.rule == .hes2018 ? 8 : 5
    for (place, count) in gatheredCounts where (1..<bound).contains(count) {
      heldCommissioners.insert(place.commissioner)
    }
  }

  /// The counts of specialties that are counted together.
  private var gatheredCounts: [Place: Int] {
    var sums: [Place: Int] = [:]
    for (place, count) in counts {
      guard let specialty = place.specialty, heldSpecialties.contains(specialty) else { continue }
      sums[
        Place(commissioner: place.commissioner, specialty: nil, month: place.month), default: 0] +=
        count
    }
    return sums
  }

  /// What may be shown, in the order of commissioner, specialty and month; counts to the nearest five where an audience's rule rounds.
  package var cells: [Cell] {
    let single = counts.filter { place, _ in
      place.specialty.map { !heldSpecialties.contains($0) } ?? false
    }
    return (Array(single) + Array(gatheredCounts)).filter {
      !heldCommissioners.contains($0.key.commissioner)
    }.map { place, count in
      Cell(
        commissioner: place.commissioner, specialty: place.specialty, month: place.month,
        count: isRounded ? Int(dividedRoundingHalfAway(Int128(count), by: 5)) * 5 : count)
    }.filter { $0.count != 0 }.sorted {
      ($0.commissioner, $0.specialty ?? Int.max, $0.month.value) < (
        $1.commissioner, $1.specialty ?? Int.max, $1.month.value
      )
    }
  }

  /// The specialties that are counted together.
  package var gathered: [Int] { heldSpecialties.sorted() }
  /// The commissioners that are not shown.
  package var leftOut: [Int] { heldCommissioners.sorted() }
}
