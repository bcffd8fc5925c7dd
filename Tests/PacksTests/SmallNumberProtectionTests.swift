import Figures
import Programme
import Quantities
import Report
import Testing

@testable import Packs

/// A number of fewer than five can have three values at least, for all that a reader knows: counted out over every table that agrees with what is shown.
struct SmallNumberProtectionTests {
  /// Tables of up to three practices and three specialties with their margins, small enough to go through every one that agrees.
  @Test(arguments: 0..<80)
  func eachSmallNumberKeepsThreeValues(_ seed: Int) {
    var state = UInt64(seed &* 6_151 &+ 977)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let (rows, columns) = (2 + seed % 2, 2 + seed / 2 % 2)
    let table = (0..<rows).map { _ in (0..<columns).map { _ in next(3) == 0 ? 0 : next(seed % 3 == 0 ? 4 : 8) } }
    var sums: [(figure: Figure, cells: [Int])] = []
    func add(_ row: Int?, _ column: Int?) {
      let cells = (0..<rows * columns).filter { (row ?? $0 / columns) == $0 / columns && (column ?? $0 % columns) == $0 % columns }
      var dimensions: [FigureName.Dimension] = []
      if let row { dimensions.append(.init("practice", "P\(row)")) }
      if let column { dimensions.append(.init("tfc", "10\(column)")) }
      let count = cells.reduce(0) { $0 + table[$1 / columns][$1 % columns] }
      sums.append((Figure(FigureName("ratio", commissioner: "10H", dimensions, Measure.firsts).id, .count(count)), cells))
    }
    for row in 0..<rows { for column in 0..<columns { add(row, column) } }
    for row in 0..<rows { add(row, nil) }
    for column in 0..<columns { add(nil, column) }
    add(nil, nil)
    let document = SmallNumberTests.document([SmallNumberTests.table("t", sums.map { [$0.figure] })])
    let plan = SmallNumberPlan(.underFiveWithSecondary, [document], localities: [:])
    var values: [FigureID: Set<Int>] = [:]
    var cells = [Int](repeating: 0, count: rows * columns)
    let most = table.joined().reduce(0, +) + 8
    // What a reader knows of each figure: its value, or that it is one to four, or that it is one or more.
    let known: [(low: Int, high: Int)] = sums.map { sum in
      guard case .count(let count) = sum.figure.value else { return (0, 0) }
      if !plan.hidden.contains(sum.figure.id) { return (count, count) }
      return (1...4).contains(count) ? (1, 4) : (1, most)
    }
    func go(_ place: Int) {
      if place == cells.count {
        for (index, sum) in sums.enumerated() {
          let count = sum.cells.reduce(0) { $0 + cells[$1] }
          if count < known[index].low || count > known[index].high { return }
        }
        for sum in sums where plan.hidden.contains(sum.figure.id) {
          values[sum.figure.id, default: []].insert(sum.cells.reduce(0) { $0 + cells[$1] })
        }
        return
      }
      // The cells' own figures come first, in their order.
      for value in known[place].low...min(known[place].high, 14) {
        cells[place] = value
        let isTooMuch = sums.indices.contains { index in
          sums[index].cells.count > 1 && sums[index].cells.filter { $0 <= place }.reduce(0) { $0 + cells[$1] } > known[index].high
        }
        if !isTooMuch { go(place + 1) }
      }
      cells[place] = 0
    }
    go(0)
    // Where nothing but noughts is shown, no more can be held back.
    let isAllHidden = sums.allSatisfy { $0.figure.value == .count(0) || plan.hidden.contains($0.figure.id) }
    for sum in sums {
      guard case .count(1...4) = sum.figure.value else { continue }
      #expect(plan.hidden.contains(sum.figure.id))
      if isAllHidden { continue }
      #expect((values[sum.figure.id] ?? []).count >= 3, "\(sum.figure.id.text) can only be \(values[sum.figure.id]?.sorted() ?? []) in \(table)")
    }
  }

  /// What a practice referred, who referred its patients, and how many referrals they had: where no practice refers another's patients, each tells the others.
  ///
  /// Of the North’s 64 referrals 7 would go with the 4, as the smallest beside it there; among the referrers, who stand without localities, it would be the
  /// South’s 5, and the 7 would stand: the 4 is then 64 − 13 − 15 − 25 − 7.
  @Test(arguments: [[13, 15, 25, 7, 4], [4, 60, 30, 20, 9], [2, 8, 40, 50, 6], [1, 12, 7, 80, 31]])
  func whoReferredIsNotToldAcrossTables(_ north: [Int]) {
    let counts = north + [5, 47]
    func figure(_ dimensions: [FigureName.Dimension], _ measure: String, _ count: Int) -> Figure {
      Figure(FigureName("sus", commissioner: "10H", dimensions, measure).id, .count(count))
    }
    func referrals(_ dimensions: [FigureName.Dimension], _ members: Range<Int>) -> Figure {
      figure(dimensions + [.init("year", SmallNumberTests.period.year.label)], Measure.referrals, counts[members].reduce(0, +))
    }
    func by(_ kind: String, _ dimensions: [FigureName.Dimension], _ count: Int) -> Figure {
      figure(dimensions + [.init("referred_by", kind)], Measure.ytdFirsts, count)
    }
    func kinds(_ dimensions: [FigureName.Dimension], _ members: Range<Int>) -> [Figure] {
      [by("same", dimensions, counts[members].reduce(0, +)), by("practice", dimensions, 0), by("elsewhere", dimensions, 20 * members.count)]
    }
    func referrer(_ code: String, _ count: Int) -> [Figure] { [figure([.init("referrer", code)], Measure.ytdFirsts, count)] }
    let codes = counts.indices.map { "K8000\($0)" }
    let places: [(dimensions: [FigureName.Dimension], members: Range<Int>)] =
      codes.enumerated().map { ([.init("practice", $1)], $0..<$0 + 1) } + [
        ([.init("locality", "North")], 0..<north.count), ([.init("locality", "South")], north.count..<counts.count), ([], 0..<counts.count),
      ]
    let document = SmallNumberTests.document([
      SmallNumberTests.table("rates", places.map { [referrals($0.dimensions, $0.members)] }),
      SmallNumberTests.table("kinds", places.map { kinds($0.dimensions, $0.members) }),
      SmallNumberTests.table("referrers", zip(codes, counts).map { referrer($0, $1) } + [referrer("RQM", 20 * counts.count)]),
    ])
    let localities = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0 < north.count ? "North" : "South") })
    let plan = SmallNumberPlan(.underFiveWithSecondary, [document], localities: localities)
    func isKnown(_ figures: [Figure]) -> Bool { figures.contains { !plan.hidden.contains($0.id) } }
    let unknown = north.indices.filter { index in
      let place = places[index]
      return !isKnown(
        [referrals(place.dimensions, place.members), kinds(place.dimensions, place.members)[0]] + referrer(codes[index], counts[index]))
    }
    let isTotalKnown = isKnown([
      referrals(places[counts.count].dimensions, 0..<north.count), kinds(places[counts.count].dimensions, 0..<north.count)[0],
    ])
    for index in north.indices where north[index] < 5 {
      #expect(unknown.contains(index), "\(codes[index]) stands in one of the tables")
      // The others that are not known have one at least.
      let most = unknown.reduce(0) { $0 + north[$1] } - (unknown.count - 1)
      #expect(!isTotalKnown || most >= 3 && unknown.count > 1, "\(codes[index]) of \(north) follows: not known are \(unknown)")
    }
  }

  /// 4 and 4 with a total of 8: neither could be anything else, so that a third goes with them.
  @Test func foursAreNotToldByTheirSum() {
    let rows = [4, 4, 9, 20].enumerated().map { Figure(FigureName("ratio", [.init("practice", "P\($0)")], Measure.firsts).id, .count($1)) }
    let total = Figure(FigureName("ratio", [], Measure.firsts).id, .count(37))
    let document = SmallNumberTests.document([SmallNumberTests.table("t", rows.map { [$0] }, total: [total])])
    #expect(SmallNumberPlan(.underFiveWithSecondary, [document], localities: [:]).hidden == Set(rows[0...2].map(\.id)))
  }

  /// What is said of a contract's line as its difference from the plan goes with its activity, and so does the money of the one line.
  @Test func variancesAndMoneyOfALineGoWithItsActivity() {
    func line(_ hrg: String, planned: Int, done: Int) -> [Figure] {
      let stem = FigureStem("position", commissioner: "10H", provider: "RQM").with("pod", "DC").with("hrg", hrg)
      let activity = Measure.activitySuffix
      return [
        stem.figure(Measure.ytdPlan + activity, Activity(parts: Int128(planned) * exactScale)),
        stem.figure(Measure.ytdActual + activity, Activity(parts: Int128(done) * exactScale)),
        stem.figure(Measure.ytdVariance + activity, Activity(parts: Int128(planned - done) * exactScale)),
        stem.figure(Measure.ytdPlan, Money(parts: Int128(planned) * 700 * exactScale)),
        stem.figure(Measure.ytdActual, Money(parts: Int128(done) * 700 * exactScale)),
      ]
    }
    let rows = [line("AA01Z", planned: 9, done: 3), line("AA02Z", planned: 9, done: 30)]
    let document = SmallNumberTests.document([SmallNumberTests.table("t", rows)])
    let plan = SmallNumberPlan(.underFiveWithSecondary, [document], localities: [:])
    #expect(plan.hidden == [rows[0][1].id, rows[0][2].id, rows[0][4].id])
    let rounded = SmallNumberPlan(.hes2018, [document], localities: [:])
    #expect(rounded.shown(rows[1][1]).value == .activity(Activity(parts: 30 * exactScale)))
    #expect(rounded.shown(rows[1][2]).value == .activity(Activity(parts: -21 * exactScale)))
  }

  /// A list of patients, one by one, is left out whole; its total is a count like any other.
  @Test func patientsAreNotListed() throws {
    func row(_ patient: String, _ spells: Int) -> [Figure] {
      let stem = FigureStem("sus", commissioner: "10H").with("patient", patient)
      return [
        stem.figure(Measure.ytdAdmissions, count: spells), stem.figure(Measure.ytdPatientCost, Money(parts: Int128(spells) * 9_000 * exactScale)),
      ]
    }
    let rows = [row("1000900001", 12), row("1000900004", 9)]
    let document = SmallNumberTests.document([SmallNumberTests.table("t", rows, total: row("_high_cost", 21))])
    let plan = SmallNumberPlan(.underFiveWithSecondary, [document], localities: [:])
    guard case .table(let table)? = plan.applied(to: document).sections[0].blocks.first else {
      Issue.record("the table is gone")
      return
    }
    #expect(table.rows.isEmpty && !table.empty.plain.isEmpty)
    #expect(table.total?.cells[1].printedFigure?.figure.value == .count(21))
  }
}
