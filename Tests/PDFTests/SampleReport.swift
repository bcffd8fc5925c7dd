import Charts
import Figures
import Quantities
import Report
import Styling

/// The published and illustrative figures of a commissioner's pack (2015-16 M11), as a report to lay out.
enum SampleReport {
  static let fonts: [FontWeight: String] = [
    .regular: "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf",
    .bold: "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf",
  ]

  static let theme: Theme = {
    let hex: [ColourRole: String] = [
      .ink: "#212B32", .ink2: "#425563", .axis: "#768692", .rule: "#AEB7BD", .hair: "#D8DDE0", .pale: "#F0F4F5", .paper: "#FFFFFF", .blue: "#005EB8",
      .blueProjected: "#5C94CC", .bar: "#5C7F9E", .over: "#8A1538", .under: "#008C9E", .underText: "#006B7A", .overBar: "#F3CDBE", .met: "#006747",
      .concern: "#B84A00", .cellPaper: "#FFFFFF", .cellInk: "#212B32",
      .overLight: "#F8DDD0", .overMid: "#E0967F", .overDark: "#8A1538", .underLight: "#CDE8EF", .underMid: "#74C3D2", .underDark: "#006B7A",
      .overArea: "#F8DDD0", .underArea: "#CDE8EF", .fanWide: "#DFEBF6", .fanNarrow: "#B9D5EE", .neutral: "#330072",
    ]
    return Theme(
      light: hex.compactMapValues { Colour(hex: $0) }, dark: [:], fontFiles: fonts, fontFamilies: "Arial", paper: (595.276, 841.89))
  }()

  static func money(_ pounds: Int) -> FigureValue { .money(Money(parts: Int128(pounds) * exactScale)) }

  static func printed(_ name: String, _ pounds: Int, _ format: FigureFormat = .pounds) -> Printed {
    Printed(Figure(FigureID(wellFormed: "position/10H/\(name)"), money(pounds)), format)
  }

  static func percent(_ name: String, _ variance: Int, of plan: Int) -> Printed {
    Printed(
      Figure(FigureID(wellFormed: "position/10H/\(name)"), .ratio(Int128(variance), Int128(plan), else: .noPlan)), .percent)
  }

  static let trusts: [(name: String, plan: Int, actual: Int, monthPlan: Int, month: Int)] = [
    ("Hillingdon", 2_435_020, 2_847_836, 221_365, 303_469), ("University College London", 812_460, 1_099_400, 73_860, 106_716),
    ("Imperial College", 1_985_420, 2_226_797, 180_493, 193_963), ("Royal Brompton & Harefield", 1_121_540, 1_319_795, 101_958, 130_564),
    ("London North West", 1_204_860, 1_369_762, 109_533, 143_903), ("Royal National Orthopaedic", 548_930, 637_361, 49_903, 63_428),
    ("Royal Free", 501_270, 542_530, 45_570, 56_317), ("Moorfields", 196_750, 218_068, 17_886, 13_543), ("Barts", 88_910, 107_674, 8_083, 8_910),
    ("King’s College", 71_263, 81_133, 6_478, 4_487), ("Chelsea & Westminster", 158_320, 164_462, 14_393, 25_773),
    ("Epsom & St Helier", 0, 1_905, 0, 167),
    ("Royal Marsden", 121_640, 108_794, 11_058, 13_499), ("St George’s", 48_420, 26_990, 4_402, 2_889),
    ("Guy’s & St Thomas’", 262_180, 227_663, 23_835, 27_421), ("Great Ormond Street", 318_440, 222_405, 28_949, 16_828),
  ]

  static func row(_ cells: [ReportTable.Cell]) -> ReportTable.Row { ReportTable.Row(.body, cells) }

  static func count(_ name: String, _ count: Int) -> ReportTable.Cell {
    .figure(Printed(Figure(FigureID(wellFormed: "count/10H/\(name)"), .count(count)), .number))
  }

  static func yearTable() -> ReportTable {
    let most = 412_816.0
    var rows = trusts.map { trust in
      let variance = trust.plan - trust.actual
      return row([
        .text(trust.name), .figure(printed("plan", trust.plan)), .figure(printed("actual", trust.actual)), .variance(printed("variance", variance)),
        .bar(share: Double(variance) / most, role: variance < 0 ? .over : .under), .figure(percent("percent", variance, of: trust.plan)),
      ])
    }
    rows[10].highlighted = true
    return ReportTable(
      id: "position-by-provider-ytd", title: "Table 1. Year to date, April to February", caption: "£, most over plan first",
      columns: [
        ReportTable.Column("Trust", .name), ReportTable.Column("Plan", .number), ReportTable.Column("Actual", .number),
        ReportTable.Column("Variance", .variance), ReportTable.Column("over plan | under", .varianceBar), ReportTable.Column("% of plan", .number),
      ], rows: rows,
      total: ReportTable.Row(
        .total,
        [
          .text("All trusts"), .figure(printed("plan", 9_875_423)), .figure(printed("actual", 11_202_575)),
          .variance(printed("variance", -1_327_152)),
          .none, .figure(percent("percent", -1_327_152, of: 9_875_423)),
        ]),
      notes: [Sentence("Bars share one scale; the total is left out of it. Contract value is not given for this programme, so no column is shown.")],
      empty: Sentence("No contract has a plan."))
  }

  static func monthTable() -> ReportTable {
    ReportTable(
      id: "position-by-provider-month", title: "Table 2. February, and the year end", caption: "£, same order as table 1",
      spanners: [ReportTable.Spanner("Month 11 (February)", 1..<4), ReportTable.Spanner("Whole year", 4..<7)],
      columns: [
        ReportTable.Column("Trust", .name), ReportTable.Column("Plan", .number), ReportTable.Column("Cost", .number),
        ReportTable.Column("Variance", .number), ReportTable.Column("Annual plan", .number), ReportTable.Column("Forecast", .number),
        ReportTable.Column("Variance", .variance),
      ],
      rows: trusts.map { trust in
        let (annual, forecast) = (trust.plan * 12 / 11, trust.actual * 12 / 11)
        return row([
          .text(trust.name), .figure(printed("a", trust.monthPlan)), .figure(printed("b", trust.month)),
          .variance(printed("c", trust.monthPlan - trust.month)),
          .figure(printed("d", annual)), .figure(printed("e", forecast)), .variance(printed("f", annual - forecast)),
        ])
      },
      total: ReportTable.Row(
        .total,
        [
          .text("All trusts"), .figure(printed("a", 897_766)), .figure(printed("b", 1_111_877)), .variance(printed("c", -214_111)),
          .figure(printed("d", 10_773_189)), .figure(printed("e", 12_220_991)), .variance(printed("f", -1_447_802)),
        ]),
      notes: [
        Sentence(
          "Forecast outturn, straight line: actual to date × 12 ÷ 11. Figures may not sum due to rounding. “No plan” means that the contract holds no plan for this CCG."
        )
      ], empty: Sentence("No contract has a plan."))
  }

  /// A chart that is nothing but its frame and a word.
  struct Box174: ChartSpecification {
    var title = "A chart"
    var height = 180.0
    var isEmpty = false
    var figures: [Figure] { [] }
    func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
      Scene(
        width: width, height: height,
        commands: [
          .rectangle(Box(x: 0, y: 0, width: width, height: height), fill: .pale, stroke: nil),
          .line([Point(0, height), Point(width / 2, 4), Point(width, height * 0.6)], Stroke(.blue, 1.75)),
          .text(TextRun("chart", at: Point(width / 2, height / 2), TextStyle(8.5), .ink2, anchor: .middle, halo: true)),
        ], title: title, description: "A box.", droppedLabels: [])
    }
  }

  static func tile(_ label: String, _ value: Int, role: ColourRole? = nil, context: Sentence) -> Tile {
    Tile(
      label: label, value: printed("tile", value, .sterling), role: role, context: context,
      graphic: role == .over ? SampleCharts.spark(.over) : value > 2_000_000 ? SampleCharts.bullet(value, .blue) : SampleCharts.spark(.blue))
  }

  static func headlines() -> ReportSection {
    let over = Sentence([
      .figure(printed("v", -214_111, .sterlingSize), bold: true, role: .over), .words(" "), .strong("over"), .words(" month’s plan"),
    ])
    return ReportSection(
      id: "headlines", title: "Headlines", question: "", headline: Sentence("Over plan by £1,327,152 after eleven months, and the gap is widening"),
      blocks: [
        .tiles([
          tile("Plan, year to date", 9_875_423, context: Sentence("of £10,773,189 for the year")),
          tile("Actual, year to date", 11_202_575, context: Sentence("upright mark: plan to date")),
          tile("Variance, year to date", -1_327_152, role: .over, context: over), tile("Forecast outturn", 12_220_991, context: over),
          tile("This month (February)", 1_111_877, context: over),
          Tile(
            label: "Change on last month", value: printed("c", 138_294, .sterlingChange), direction: .up,
            context: Sentence("14.2% more than January"),
            graphic: ChangeColumns(values: SampleCharts.differences.enumerated().map { SampleCharts.figure("ch/\($0)", $1 + 120_000) })),
          tile("Activity, year to date", 39_728, context: Sentence("4.8% over plan of 37,906")),
          Tile(
            label: "Trusts over plan", value: Printed(Figure(FigureID(wellFormed: "n"), .count(12)), .number), suffix: "of 16",
            context: Sentence("4 under, by £164,828")),
        ]),
        .keyFindings(
          title: "Five things to know",
          [
            KeyFinding(
              Sentence([
                .strong("Spending is £1,327,152 over plan after eleven months"),
                .words(": £11,202,575 against a plan of £9,875,423. That is 13.4% over, and the largest overspend of the 18 CCGs."),
              ]), lookAt: ["position-by-provider", "methods"]),
            KeyFinding(
              Sentence([
                .strong("Three trusts account for 63% of the overspending."),
                .words(" Hillingdon is £412,816 over, University College London £286,940 and Imperial College £241,377."),
              ]), lookAt: ["position-by-provider"]),
            KeyFinding(
              Sentence([.strong("February cost £1,111,877"), .words(": £214,111 over its plan, see "), .reference(section: "methods"), .words(".")]),
              lookAt: ["cumulative"]),
          ]), .contentsByQuestion(title: "In this pack, by question"),
      ])
  }

  static func position() -> ReportSection {
    ReportSection(
      id: "position-by-provider", title: "Position by trust", shortTitle: "Position", question: "Which trusts?",
      headline: Sentence("Twelve of sixteen trusts are over plan; Hillingdon is the furthest, by £412,816"),
      blocks: [.table(yearTable()), .table(monthTable())])
  }

  static func qualityRow(_ index: Int) -> ReportTable.Row {
    let value: FigureValue = index == 3 ? .missing(.notPublished) : .statistic(70.0 + Double(index))
    let words = ["Met", "Not met", "Not published", "Warning", "Error", "Note", "Complete"]
    let share = (Double(index) - 11) / 11
    return row([
      .text(trusts[index].name), .figure(Printed(Figure(FigureID(wellFormed: "q/\(index)"), value), .oneDecimal)),
      .mark(ReportMark.allCases[index % 7], word: words[index % 7]), .sparkline(SampleCharts.spark(.blue)), count("c", index * 6),
      .bar(share: Double(index) / 16, role: .bar), .dot(share: share, role: index < 11 ? .over : .under),
    ])
  }

  static func quality() -> ReportSection {
    ReportSection(
      id: "quality", title: "Quality", question: "Can I rely on it?",
      headline: Sentence("One trust in thirteen met the admitted standard; three did not publish"),
      blocks: [
        .paragraph(
          Sentence(
            "First outpatient attendances at London trusts ran at 13.4 a month on average. Anything from 1.6 to 25.2 is ordinary variation, so February’s 14 is no signal, and neither was January 2015’s 22."
          )),
        .table(
          ReportTable(
            id: "quality", title: "Seen within 18 weeks, February 2016", caption: "% of completed pathways",
            columns: [
              ReportTable.Column("Trust", .name), ReportTable.Column("%", .number), ReportTable.Column("Mark", .mark),
              ReportTable.Column("Trend", .sparkline),
              ReportTable.Column("C. difficile", .number), ReportTable.Column("", .bar), ReportTable.Column("Change, %", .varianceDot),
            ],
            rows: trusts.indices.map(qualityRow), notes: [Sentence("“Not published” means that the trust sent nothing; it is not a nought.")],
            empty: Sentence("Nothing."))),
      ])
  }

  static func topTenRow(_ rank: Int) -> ReportTable.Row {
    let pods = ["Day Cases", "AandE", "Excluded Devices", "OPPROC"]
    let functions = ["361 Nephrology", "180 Accident & emergency", "811 Interventional radiology"]
    let derived = ["PSD", "HCD (devices)", "OPPROC"]
    return row([
      .text("\(rank)"), .text(pods[rank % 4]), .text(derived[rank % 3]), .text(functions[rank % 3]), .text("WA02W"), count("x", 8),
      count("y", 10 + rank), .figure(printed("x", 3_216)), .figure(printed("x", 4_280)),
      .barred(printed("x", -1_064 / rank), share: 1 / Double(rank), role: .overBar),
    ])
  }

  static func topTen() -> ReportSection {
    ReportSection(
      id: "top-ten-overspend", title: "Top ten over plan", question: "Which services?",
      headline: Sentence("Lines with no plan cost £715,297; one nephrology line is 48% of it"),
      blocks: [
        .table(
          ReportTable(
            id: "top-ten", title: "Furthest over plan", caption: "lines with a plan cost, year to date",
            spanners: [ReportTable.Spanner("Activity", 5..<7), ReportTable.Spanner("Cost, £", 7..<10)],
            columns: [
              ReportTable.Column("", .code), ReportTable.Column("Provider POD", .name), ReportTable.Column("Derived POD", .code),
              ReportTable.Column("Treatment function", .words), ReportTable.Column("HRG", .code), ReportTable.Column("Plan", .number),
              ReportTable.Column("Actual", .number), ReportTable.Column("Plan", .number), ReportTable.Column("Actual", .number),
              ReportTable.Column("Variance", .number),
            ],
            rows: (1...10).map(topTenRow),
            total: ReportTable.Row(
              .total,
              [
                .text("These ten lines"), .none, .none, .none, .none, count("p", 48), count("a", 72), .figure(printed("x", 12_188)),
                .figure(printed("x", 15_996)),
                .variance(printed("x", -3_809)),
              ]), notes: [Sentence("The shading behind the variance is a bar from the right: £1,064 is full width.")],
            empty: Sentence("No lines with a plan are over plan."))),
        .table(
          ReportTable(
            id: "none", title: "No plan", caption: "largest first",
            columns: [ReportTable.Column("Line", .name), ReportTable.Column("Cost", .number)], rows: [],
            empty: Sentence("No lines without a plan have cost."))),
      ])
  }

  static func methods() -> ReportSection {
    ReportSection(
      id: "methods", title: "Methods", question: "Can I rely on it?", headline: nil,
      blocks: [
        .heading("Definitions"),
        .definitions([
          Definition("Variance", Sentence("plan − actual. A minus sign is an overspend. As a percentage, of plan; with no plan, “no plan”.")),
          Definition("Year to date", Sentence("months 1 to this month, added.")),
          Definition("Forecast outturn", Sentence("actual to date × 12 ÷ months elapsed (straight line).")),
          Definition("Freeze", Sentence("the final, reconciled cut of a month. Flex is the earlier, correctable cut.")),
        ]),
        .bullets([
          Sentence("One thing that is a sentence of a list."),
          Sentence("Another, which is quite a bit longer than the first and so goes over the end of its line to a second one."),
        ]),
        .notes([Sentence("Row counts, control totals and findings on this page are illustrative.")]),
      ])
  }

  static func report(_ sections: [ReportSection]? = nil, banner: String? = "SAMPLE DATA") -> ReportDocument {
    ReportDocument(
      identity: PackIdentity(
        kind: .commissioner, code: "10H", name: "NHS Chiltern CCG", programme: "Thames Valley & Wessex · London Contracts",
        documentTitle: "Contract monitoring pack", period: Period(year: FinancialYear(start: 2015), month: 11), cut: .freeze, provisional: false,
        banner: banner, releaseDate: "14 April 2016", releaseDateISO: "2016-04-14",
        facts: [
          Definition("Cut of the data", Sentence("Freeze, final, reconciled")), Definition("Released", Sentence("14 April 2016, working day 10")),
          Definition("Version", Sentence("1, replaces flex, 14 March")),
          Definition("Contracts", Sentence("16 London trusts, 18 CCGs in the programme")),
        ],
        finding: Sentence([
          .figure(printed("v", -1_327_152, .sterlingSize), bold: true, role: nil), .words(" "),
          .figure(printed("w", 0, .sterling), bold: true, role: .over),
          .words(" over plan after eleven months, 13.4% of plan"),
        ]), findingDetail: Sentence("Each bar is one month’s spending above plan. September was the furthest over, by £265,955."),
        coverChart: SampleCharts.cover(),
        confidentiality:
          "For the organisation named above and the programme office. Commercially sensitive. Every number in this pack can be traced to its source file: see Methods."
      ),
      sections: sections ?? [headlines(), position()] + SampleCharts.sections() + [topTen(), quality(), methods()])
  }
}
