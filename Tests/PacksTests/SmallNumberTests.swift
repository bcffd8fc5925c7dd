import Charts
import Figures
import Programme
import Quantities
import Report
import Styling
import Testing

@testable import Packs

/// Small numbers of people: what is held back, and that nothing that is shown gives it away.
struct SmallNumberTests {
  static let period = Period(year: FinancialYear(start: 2015), month: 2)

  private func document(_ tables: [ReportTable]) -> ReportDocument { Self.document(tables) }

  /// A document of one section.
  static func document(_ tables: [ReportTable]) -> ReportDocument {
    ReportDocument(
      identity: PackIdentity(
        kind: .practice, code: "10H", name: "Chiltern", programme: "P", documentTitle: "T", period: period, cut: .flex, provisional: false,
        banner: nil,
        releaseDate: "", releaseDateISO: "", facts: [], finding: "", findingDetail: nil, coverChart: nil, confidentiality: ""),
      sections: [ReportSection(id: "s", title: "S", question: "", headline: nil, blocks: tables.map { .table($0) })])
  }

  private func table(_ id: String, _ rows: [[Figure]], total: [Figure]? = nil) -> ReportTable { Self.table(id, rows, total: total) }

  /// A table of figures, each row with a bar at its end.
  static func table(_ id: String, _ rows: [[Figure]], total: [Figure]? = nil) -> ReportTable {
    func row(_ kind: ReportTable.Row.Kind, _ figures: [Figure]) -> ReportTable.Row {
      ReportTable.Row(kind, [.text("x")] + figures.map { .number($0, .number) } + [.bar(share: 0.5, role: .bar)])
    }
    let width = rows.first?.count ?? 0
    return ReportTable(
      id: id, title: id, caption: "", columns: [.init("", .name)] + (0..<width).map { .init("\($0)", .number) } + [.init("", .bar)],
      rows: rows.map { row(.body, $0) }, total: total.map { row(.total, $0) }, empty: "")
  }

  /// A figure of first attendances of some practice and specialty, of a month or to date.
  private func figure(_ practice: String?, _ specialty: String?, month: Int? = nil, _ count: Int, cost: Bool = false) -> Figure {
    var dimensions: [FigureName.Dimension] = []
    if let practice { dimensions.append(.init("practice", practice)) }
    if let specialty { dimensions.append(.init("tfc", specialty)) }
    let measure = Measure.firsts + (cost ? Measure.costSuffix : "")
    let name = FigureName(
      month == nil ? "ratio" : "practice", commissioner: "10H", dimensions, measure,
      at: month.flatMap { $0 == 2 ? nil : Period(year: FinancialYear(start: 2015), month: $0) })
    return Figure(name.id, cost ? .money(Money(parts: Int128(count) * 100_00_000_000)) : .count(count))
  }

  private func plan(_ tables: [ReportTable], _ rule: SmallNumberRule = .underFiveWithSecondary) -> SmallNumberPlan {
    SmallNumberPlan(rule, [document(tables)], localities: [:])
  }

  /// One row of 3, 9, 20 and its total 32: the 3 goes, and with it the 9, or 32 − 9 − 20 would tell it.
  @Test func theSmallestGoesWithIt() {
    let rows = [figure("A", nil, 3), figure("B", nil, 9), figure("C", nil, 20)]
    let total = figure(nil, nil, 32)
    let plan = plan([table("t", rows.map { [$0] }, total: [total])])
    #expect(plan.hidden == [rows[0].id, rows[1].id])
    // Without the total nothing has to go with it.
    #expect(self.plan([table("t", rows.map { [$0] })]).hidden == [rows[0].id])
  }

  /// A nought hides nothing: with 3, 0, 0 the total of 3 is held back with its part.
  @Test func noughtsStay() {
    let rows = [figure("A", nil, 3), figure("B", nil, 0), figure("C", nil, 0)]
    let plan = plan([table("t", rows.map { [$0] }, total: [figure(nil, nil, 3)])])
    #expect(plan.hidden == [rows[0].id, figure(nil, nil, 3).id])
  }

  /// 7 and 0 with a total of 7 show nothing of fewer than five and stay.
  @Test func largeNumbersStay() {
    #expect(plan([table("t", [[figure("A", nil, 7)], [figure("B", nil, 0)]], total: [figure(nil, nil, 7)])]).hidden.isEmpty)
  }

  /// Two hidden ones that add up to two can only be one each, so that a third goes with them.
  @Test func onesAreNotToldByTheirSum() {
    let rows = [figure("A", nil, 1), figure("B", nil, 1), figure("C", nil, 6), figure("D", nil, 9)]
    #expect(plan([table("t", rows.map { [$0] }, total: [figure(nil, nil, 17)])]).hidden == Set(rows[0...2].map(\.id)))
  }

  /// What tells of a count goes with it: its cost, and the ratio that it stands in; another row's do not.
  @Test func costsAndRatiosGoWithTheirCounts() {
    let followUps = { (practice: String, count: Int) in
      Figure(FigureName("ratio", commissioner: "10H", [.init("practice", practice)], Measure.followUps).id, .count(count))
    }
    let ratio = { (practice: String, a: Int, b: Int) in
      Figure(
        FigureName("ratio", commissioner: "10H", [.init("practice", practice)], Measure.firstToFollowUp).id,
        .ratio(numerator: Int128(a), denominator: Int128(b)))
    }
    let rows = [("A", 3, 12), ("B", 20, 30), ("C", 40, 60)].map { name, firsts, later in
      [figure(name, nil, firsts), followUps(name, later), ratio(name, later, firsts), figure(name, nil, firsts, cost: true)]
    }
    let plan = plan([table("t", rows)])
    #expect(plan.hidden == [rows[0][0].id, rows[0][2].id, rows[0][3].id])
    // With a total of the costs, one more cost goes, another practice's or the total; the counts beside it need not.
    let total = figure(nil, nil, 63, cost: true)
    let more = self.plan([table("t", rows), table("u", rows.map { [$0[3]] }, total: [total])])
    let further = more.hidden.subtracting(plan.hidden)
    #expect(plan.hidden.isSubset(of: more.hidden))
    #expect(further.count == 1 && further.isSubset(of: [rows[1][3].id, rows[2][3].id, total.id]), "\(further)")
  }

  /// A ratio whose counts nothing prints would tell of a count that nobody has judged.
  @Test func aRatioWithoutItsCountsIsHeldBack() {
    let ratio = Figure(
      FigureName("ratio", commissioner: "10H", [.init("practice", "A")], Measure.firstToFollowUp).id, .ratio(numerator: 7, denominator: 2))
    #expect(plan([table("t", [[ratio]])]).hidden == [ratio.id])
  }

  /// Months to date and specialties of the same practices: what the two breakdowns tell together is found although neither prints the practice's own total.
  @Test func sumsMeetWhereNothingIsPrinted() {
    // April 3, May 27; specialties 10 and 20: 30 − 27 = 3.
    let months = [figure("A", nil, month: 1, 3), figure("A", nil, month: 2, 27)]
    let specialties = [figure("A", "100", 10), figure("A", "110", 20)]
    let anchor = figure("A", nil, 30)
    let printed = plan([table("m", [months]), table("s", [specialties]), table("a", [[anchor]])])
    #expect(printed.hidden.contains(months[0].id) && printed.hidden.count >= 2)
    let apart = plan([table("m", [months]), table("s", [specialties]), table("o", [[figure("B", nil, 9)]])])
    #expect(apart.hidden.contains(months[0].id) && apart.hidden.count >= 2, "the two breakdowns have one total, printed or not")
  }

  /// 2018: one to seven are held back, noughts stay, the rest goes to the nearest five under an id of its own; ratios are of rounded counts.
  @Test func theRuleOf2018() {
    let rows = [figure("A", nil, 7), figure("B", nil, 8), figure("C", nil, 0), figure("D", nil, 1_003)]
    let total = figure(nil, nil, 1_018)
    let later = Figure(FigureName("ratio", commissioner: "10H", [.init("practice", "B")], Measure.followUps).id, .count(33))
    let ratio = Figure(
      FigureName("ratio", commissioner: "10H", [.init("practice", "B")], Measure.firstToFollowUp).id, .ratio(numerator: 33, denominator: 8))
    let plan = plan([table("t", rows.map { [$0] }, total: [total]), table("r", [[later, ratio]])], .hes2018)
    #expect(rows.map { plan.shown($0).value } == [.missing(.suppressed), .count(10), .count(0), .count(1_005)])
    #expect(plan.shown(total).value == .count(1_020))
    #expect(plan.shown(total).id.text == total.id.text + "~nearest5")
    // 35 ÷ 10, not 33 ÷ 8.
    #expect(plan.shown(ratio).value.approximation == 3.5)
  }

  @Test func nothingIsTouchedWhereAllMayBeSeen() {
    let rows = [[figure("A", nil, 1)]]
    let plan = plan([table("t", rows)], .asTheyAre)
    #expect(plan.hidden.isEmpty && plan.shown(rows[0][0]) == rows[0][0] && plan.note == nil)
  }

  /// Tables, their bars, sentences and charts of one document.
  @Test func everyPartOfADocumentIsReached() throws {
    let small = figure("A", nil, 3)
    let printed = Sentence([.figure(Printed(small, .number), bold: false, role: nil)])
    var document = document([table("t", [[small], [figure("B", nil, 9)]], total: [figure(nil, nil, 12)])])
    document.sections[0].headline = .joined(["A had", printed, "firsts"], by: " ")
    document.sections[0].blocks += [
      .chart(
        ChartBlock(
          id: "c", title: "C", caption: "",
          chart: RankedBars(title: "R", rows: [.init(name: "A", value: small, highlighted: false)], format: .number), data: nil, empty: "")),
      .tiles([Tile(label: "L", value: Printed(small, .number), context: printed)]),
    ]
    let plan = SmallNumberPlan(.underFiveWithSecondary, [document], localities: [:])
    let shown = plan.applied(to: document)
    shown.forEachFigure { figure in
      if figure.id == small.id { #expect(figure.value == .missing(.suppressed)) }
    }
    #expect(shown.sections[0].headline?.plain == "A had * firsts")
    guard case .table(let table) = shown.sections[0].blocks[0] else { throw SmallNumberTestError() }
    #expect(table.rows.allSatisfy { if case .none = $0.cells[2] { true } else { false } }, "a bar is as long as its number is large")
    #expect(table.notes.contains { $0.plain.hasPrefix("“*”") })
  }

  /// Random tables of practices × specialties to date, practices × months, and their margins, attacked by linear algebra over the cells.
  @Test(arguments: 0..<60)
  func nothingHiddenFollows(_ seed: Int) {
    var generator = Numbers(state: UInt64(seed * 7_919 + 13))
    let practices = ["A", "B", "C", "D", "E"].prefix(2 + seed % 4)
    let specialties = ["100", "110", "120", "300"].prefix(1 + seed % 4)
    let months = [1, 2]
    var cells: [[[Int]]] = []
    for _ in practices {
      cells.append(specialties.map { _ in months.map { _ in generator.next(below: seed % 3 == 0 ? 4 : 30) * generator.next(below: 2) } })
    }
    /// Figure, its cells, its count.
    var figures: [(figure: Figure, cells: Set<Int>)] = []
    func add(_ practice: Int?, _ specialty: Int?, _ month: Int?) {
      var count = 0
      var chosen: Set<Int> = []
      for p in practices.indices where practice ?? p == p {
        for s in specialties.indices where specialty ?? s == s {
          for m in months.indices where month ?? m == m {
            count += cells[p][s][m]
            chosen.insert((p * 10 + s) * 10 + m)
          }
        }
      }
      let made = figure(practice.map { practices[$0] }, specialty.map { specialties[$0] }, month: month.map { months[$0] }, count)
      figures.append((made, chosen))
    }
    for p in practices.indices { for s in specialties.indices { add(p, s, nil) } }
    if seed % 2 == 0 { for p in practices.indices { add(p, nil, nil) } }
    if seed % 5 != 1 { for s in specialties.indices { add(nil, s, nil) } }
    for p in practices.indices { for m in months.indices { add(p, nil, m) } }
    if seed % 7 != 2 { for m in months.indices { add(nil, nil, m) } }
    add(nil, nil, nil)
    let plan = plan([table("t", figures.map { [$0.figure] })])
    var attack = SmallNumberAttack()
    for (figure, cells) in figures where !plan.hidden.contains(figure.id) { attack.learn(cells) }
    for (figure, cells) in figures where plan.hidden.contains(figure.id) {
      #expect(!attack.knows(cells), "\(figure.id.text), \(figure.value.dataText), follows from what is shown")
    }
    for (figure, _) in figures { if case .count(1...4) = figure.value { #expect(plan.hidden.contains(figure.id)) } }
  }

  /// The attack itself: it does find what a single suppression gives away.
  @Test func theAttackFindsWhatIsGivenAway() {
    var attack = SmallNumberAttack()
    attack.learn([0, 1, 2])
    attack.learn([1, 2])
    #expect(attack.knows([0]) && !attack.knows([1]))
  }
}

private struct SmallNumberTestError: Error {}

/// A small fixed sequence of numbers.
private struct Numbers {
  var state: UInt64
  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
