import Analysis
import Figures
import HTML
import Ledger
import Packs
import Programme
import Quantities

/// Takes the leaves of the portal's dashboard out of the ledger and the positions.
struct PortalLeaves {
  /// A page holds at most as many leaves by point of delivery, and as many by specialty; beyond, they are in the packs alone.
  static let mostLeaves = 20_000

  private let context: PackContext
  private let ledger: ProgrammeLedger
  /// The place of each axis index among the portal's organisations; those that are not in the programme share the one past the last.
  private let commissioners: [Int]
  private let providers: [Int]

  /// - Parameters:
  ///   - commissioners: the codes in the portal's order.
  ///   - providers: the codes in the portal's order.
  init(_ context: PackContext, commissioners: [String], providers: [String]) {
    self.context = context
    ledger = context.input.ledger
    func places(_ axis: OrganisationAxis, _ order: [String]) -> [Int] { axis.codes.map { order.firstIndex(of: $0) ?? order.count } }
    self.commissioners = places(ledger.commissioners, commissioners)
    self.providers = places(ledger.providers, providers)
  }

  /// The cube.
  func cube(providerCount: Int) -> PortalCube {
    let months = months()
    let (pairs, placeOfPair) = pairs(monthCount: months.count)
    let pods = keys(ledger.pods.map(\.derivedPOD), "pod") { context.podTableName($0) }
    let specialties = keys(ledger.treatmentFunctions, "tfc") { code in
      code.isEmpty ? "Unknown, blank" : context.input.treatmentFunctionNames[code].map { "\(code) \($0)" } ?? "Unknown, \(code)"
    }
    return PortalCube(
      months: months, stated: stated(providerCount: providerCount, monthCount: months.count), pairs: pairs, pods: pods.keys,
      podLeaves: leaves(placeOfPair) { pods.place[Int(ledger.lines.pod[$0])] }, specialties: specialties.keys,
      specialtyLeaves: leaves(placeOfPair) { specialties.place[Int(ledger.lines.treatmentFunction[$0])] },
      hasActivity: context.releaseWideRule == .asTheyAre)
  }

  private var firstOffset: Int { context.positions.series.firstMonth.distance(to: MonthIndex(year: ledger.period.year, month: 1)) }

  private func months() -> [PortalCube.Month] {
    let last = ledger.period.index
    return (0..<context.positions.series.monthly(of: .programme, year: ledger.period.year).count).map { number in
      let month = MonthIndex(year: ledger.period.year, month: number + 1)
      let period = month.period
      return PortalCube.Month(
        suffix: month == last ? "" : "@" + period.identifier, name: period.monthName, shortName: String(period.shortMonthName.prefix(3)))
    }
  }

  private func stated(providerCount: Int, monthCount: Int) -> [[Bool]] {
    var stated = [[Bool]](repeating: [Bool](repeating: false, count: monthCount), count: providerCount + 1)
    for (index, place) in providers.enumerated() {
      for month in 0..<monthCount where context.positions.series.isStated(provider: index, offset: firstOffset + month) {
        stated[place][month] = true
      }
    }
    return stated
  }

  private func pairs(monthCount: Int) -> (pairs: [PortalCube.Pair], placeOf: [Int: Int]) {
    let providerAxis = ledger.providers.codes.count
    var hasLines: Set<Int> = []
    for line in 0..<ledger.lines.count { hasLines.insert(Int(ledger.lines.commissioner[line]) * providerAxis + Int(ledger.lines.provider[line])) }
    var sums: [[Int]: (months: [Measures], year: Measures)] = [:]
    for c in commissioners.indices {
      for p in providers.indices {
        let position = context.positions.pair(commissioner: c, provider: p)
        let months = (0..<monthCount).map {
          context.positions.series.measures(of: .pair(commissioner: c, provider: p), offset: firstOffset + $0)
        }
        guard hasLines.contains(c * providerAxis + p) || position != .zero || months.contains(where: { !$0.isZero }) else { continue }
        var sum = sums[[commissioners[c], providers[p]]] ?? ([Measures](repeating: .zero, count: monthCount), .zero)
        for month in months.indices { sum.months[month] += months[month] }
        sum.year += position.fullYear
        sums[[commissioners[c], providers[p]]] = sum
      }
    }
    let order = sums.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    var placeOf: [Int: Int] = [:]
    for (place, key) in order.enumerated() { placeOf[key[0] * (providerAxis + 1) + key[1]] = place }
    let pairs = order.map { key in
      let sum = sums[key] ?? ([], .zero)
      return PortalCube.Pair(commissioner: key[0], provider: key[1], months: sum.months.map(PortalCube.Amounts.init), year: .init(sum.year))
    }
    return (pairs, placeOf)
  }

  private func keys(_ codes: [String], _ dimension: String, name: (String) -> String) -> (keys: [PortalCube.Key], place: [Int]) {
    let distinct = Set(codes).sorted()
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    return (distinct.map { PortalCube.Key(part: "\(dimension)=\(encodedCode($0))", name: name($0)) }, codes.map { places[$0] ?? 0 })
  }

  /// The lines added up by pair and key, in that order; none where there are more than a page should hold.
  private func leaves(_ placeOfPair: [Int: Int], key: (Int) -> Int) -> [PortalCube.Leaf] {
    let lines = ledger.lines
    let providerAxis = ledger.providers.codes.count
    var sums: [UInt64: (ytd: Measures, month: Measures)] = [:]
    for line in 0..<lines.count {
      let (c, p) = (commissioners[Int(lines.commissioner[line])], providers[Int(lines.provider[line])])
      guard let pair = placeOfPair[c * (providerAxis + 1) + p] else { continue }
      let place = UInt64(pair) << 32 | UInt64(key(line))
      sums[place, default: (.zero, .zero)].ytd += lines.ytd[line]
      sums[place, default: (.zero, .zero)].month += lines.month[line]
      if sums.count > Self.mostLeaves { return [] }
    }
    return sums.sorted { $0.key < $1.key }.filter { !$0.value.ytd.isZero || !$0.value.month.isZero }.map { place, sum in
      PortalCube.Leaf(
        pair: Int(place >> 32), key: Int(place & 0xFFFF_FFFF), ytd: PortalCube.Amounts(sum.ytd), month: PortalCube.Amounts(sum.month))
    }
  }
}

extension PortalCube.Amounts {
  init(_ measures: Measures) {
    self.init(
      planCost: measures.planCost, actualCost: measures.actualCost, planActivity: measures.planActivity, actualActivity: measures.actualActivity)
  }
}
