import BuiltInTemplates
import Charts
import Figures
import HTML
import Quantities
import Report
import Styling

/// Advances of the usual sans-serif face, near enough for layout.
struct FixedMeasure: TextMeasure {
  func width(of text: String, _ style: TextStyle) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ("il.,'|’ ".unicodeScalars.contains($1) ? 0.28 : $1.value >= 65 && $1.value < 91 ? 0.68 : 0.55) }
      * style.size
  }
}

/// A theme with the built-in colours' roles, each of its own value.
let sampleTheme: Theme = {
  var light: [ColourRole: Colour] = [:]
  var dark: [ColourRole: Colour] = [:]
  for (index, role) in ColourRole.allCases.enumerated() {
    light[role] = Colour(red: UInt8(index), green: 1, blue: 1)
    dark[role] = Colour(red: UInt8(index), green: 2, blue: 2)
  }
  return Theme(light: light, dark: dark, fontFiles: [:], fontFamilies: "Arial, sans-serif", paper: (595.28, 841.89))
}()

/// A chart that draws one bar and prints its figures.
struct SampleChart: ChartSpecification {
  var title = "A chart"
  var figures: [Figure]
  var marks = true
  var isEmpty: Bool { figures.isEmpty }

  func scene(width: Double, medium: ChartMedium, measure: any TextMeasure) -> Scene {
    var commands: [DrawCommand] = marks ? [.rectangle(Box(x: 0, y: 0, width: width / 2, height: 10), fill: .over, stroke: nil)] : []
    for (index, figure) in figures.enumerated() {
      let at = Point(width, Double(index + 1) * 20)
      commands.append(.text(TextRun(printed(figure.value, .pounds), at: at, TextStyle(13), .ink2, anchor: .end, figure: figure.id)))
    }
    return Scene(
      width: width, height: 40, commands: commands, title: title, description: "One bar", droppedLabels: medium == .narrow ? ["Hillingdon"] : [])
  }
}

func pounds(_ amount: Int, _ measure: String, provider: String = "ALL") -> Figure {
  Figure(FigureName("position", commissioner: "10H", provider: provider, [], measure).id, .money(Money(parts: Int128(amount) * 100_000_000)))
}

func share(_ numerator: Int, _ denominator: Int, _ measure: String, provider: String = "ALL") -> Figure {
  Figure(
    FigureName("position", commissioner: "10H", provider: provider, [], measure).id, .ratio(Int128(numerator), Int128(denominator), else: .noPlan))
}

/// Trusts of the sample: code, name, plan and actual in pounds.
let sampleTrusts: [(code: String, name: String, plan: Int, actual: Int)] = [
  ("RAS", "Hillingdon", 2_435_020, 2_847_836), ("RRV", "University College London", 812_460, 1_099_400),
  ("RYJ", "Imperial College", 1_985_420, 2_226_797),
  ("RVR", "Epsom & St Helier", 0, 1905), ("RP4", "Great Ormond Street", 318_440, 222_405),
]

func sampleIdentity(finding: Sentence, chart: (any ChartSpecification)? = nil, name: String = "NHS Chiltern CCG") -> PackIdentity {
  PackIdentity(
    kind: .commissioner, code: "10H", name: name, programme: "Thames Valley & Wessex", documentTitle: "Contract monitoring pack",
    period: Period(year: FinancialYear(start: 2015), month: 11), cut: .freeze, provisional: false, banner: "SAMPLE DATA",
    releaseDate: "14 April 2016",
    releaseDateISO: "2016-04-14",
    facts: [Definition("Cut of the data", Sentence("freeze, final, reconciled")), Definition("Released", Sentence("14 April 2016"))],
    finding: finding, findingDetail: nil, coverChart: chart, confidentiality: "For the organisation named above.")
}

/// The position of the sample's trusts: names, figures, variances with words, bars, percentages.
func positionTable(id: String = "position-by-provider-ytd") -> ReportTable {
  let largest = Double(sampleTrusts.map { abs($0.plan - $0.actual) }.max() ?? 1)
  let rows = sampleTrusts.map { trust in
    let variance = trust.plan - trust.actual
    return ReportTable.Row(
      .body,
      [
        .text(trust.name), .figure(Printed(pounds(trust.plan, "ytd_plan", provider: trust.code), .pounds)),
        .figure(Printed(pounds(trust.actual, "ytd_actual", provider: trust.code), .pounds)),
        .variance(Printed(pounds(variance, "ytd_variance", provider: trust.code), .pounds)),
        .bar(share: Double(variance) / largest, role: variance < 0 ? .over : .under),
        .figure(Printed(share(variance, trust.plan, "ytd_variance_percent", provider: trust.code), .percent)),
      ], highlighted: trust.code == "RRV")
  }
  let plan = sampleTrusts.map(\.plan).reduce(0, +)
  let actual = sampleTrusts.map(\.actual).reduce(0, +)
  let total = ReportTable.Row(
    .total,
    [
      .text("All trusts"), .figure(Printed(pounds(plan, "ytd_plan"), .pounds)), .figure(Printed(pounds(actual, "ytd_actual"), .pounds)),
      .variance(Printed(pounds(plan - actual, "ytd_variance"), .pounds)), .none,
      .figure(Printed(share(plan - actual, plan, "ytd_variance_percent"), .percent)),
    ])
  return ReportTable(
    id: id, title: "Year to date, April to February", caption: "£, most over plan first", spanners: [.init("To date", 1..<4)],
    columns: [
      .init("Trust", .name), .init("Plan", .number), .init("Actual", .number), .init("Variance", .variance),
      .init("over plan | under", .varianceBar, dispensable: true), .init("% of plan", .number),
    ], rows: rows, total: total, notes: [Sentence("Bars share one scale; the total is left out of it.")], empty: Sentence("No trust has a contract."))
}

/// A pack with every kind of block and of cell.
func sampleReport() -> ReportDocument {
  let variance = pounds(-1_327_152, "ytd_variance")
  let sentence = Sentence([
    .strong("Spending is "), .figure(Printed(variance, .sterlingSize), bold: true, role: .over), .words(" over plan & rising. "),
    .reference(section: "position-by-provider"), .reference(section: "not-there"),
  ])
  let tile = Tile(
    label: "Variance, year to date", value: Printed(variance, .sterling), suffix: "of 16", direction: .up, role: .over,
    context: Sentence([
      .words("over plan by "), .figure(Printed(share(-134, 1000, "ytd_variance_percent", provider: "ALL"), .percentSize), bold: true, role: nil),
    ]),
    graphic: SampleChart(figures: [pounds(5, "month_actual")]))
  let marks = ReportTable(
    id: "controls", title: "What agrees", caption: "checked at each build",
    columns: [
      .init("Check", .words), .init("Code", .code), .init("Cost", .number), .init("Share", .bar), .init("Change", .varianceDot),
      .init("Months", .sparkline),
      .init("Result", .mark),
    ],
    rows: [
      .init(.group, [.text("Files"), .none, .none, .none, .none, .none, .none]),
      .init(
        .detail,
        [
          .text("Trust's total"), .text("A1"), .barred(Printed(pounds(-1064, "line_variance"), .pounds), share: 0.5, role: .overBar),
          .bar(share: 0.25, role: .bar), .dot(share: -0.5, role: .over), .sparkline(SampleChart(figures: [pounds(7, "month_plan")])),
          .mark(.met, word: "Agrees"),
        ]),
      .init(
        .subtotal, [.text("All files"), .none, .figure(Printed(pounds(0, "none"), .pounds)), .none, .none, .none, .mark(.warning, word: "Held back")]),
    ], empty: Sentence("Nothing to check."))
  let none = ReportTable(
    id: "top-ten", title: "Furthest over plan", caption: "£", columns: [.init("Line", .name), .init("Variance", .variance)], rows: [],
    empty: Sentence("No lines with a plan are over plan."))
  let chart = ChartBlock(
    id: "bridge", title: "From plan to actual", caption: "£, year to date", standfirst: Sentence("Each bar starts where the one above ended."),
    chart: SampleChart(figures: [pounds(-1_327_152, "ytd_variance")]), data: positionTable(id: "bridge-data"), notes: [Sentence("A note.")],
    empty: Sentence("Nothing to draw."))
  let nothing = ChartBlock(
    id: "referrals", title: "Referrals", caption: "by month", chart: SampleChart(figures: []), data: nil,
    empty: Sentence("No referrals were recorded."))
  return ReportDocument(
    identity: sampleIdentity(finding: sentence, chart: SampleChart(figures: [pounds(-56_000, "month_variance")])),
    sections: [
      ReportSection(
        id: "headlines", title: "Headlines", question: "Position", headline: sentence,
        blocks: [
          .tiles([tile, tile]),
          .keyFindings(title: "Things to know", [KeyFinding(sentence, lookAt: []), KeyFinding(Sentence("See"), lookAt: ["methods"])]),
          .contentsByQuestion(title: "In this pack, by question"),
        ]),
      ReportSection(
        id: "position-by-provider", title: "Position by trust", question: "Position", headline: Sentence("Four of five trusts are over plan"),
        blocks: [.table(positionTable()), .chart(chart), .chart(nothing), .table(none)]),
      ReportSection(
        id: "trust-dashboard", repeatCode: "RAS", title: "Trust dashboard", question: "Activity", headline: nil,
        blocks: [.heading("Commentary"), .paragraph(sentence), .bullets([sentence, Sentence("Second")]), .notes([Sentence("Small print")])]),
      ReportSection(
        id: "methods", title: "Methods", question: "Assurance", headline: Sentence("Every pound is accounted for"),
        blocks: [.table(marks), .definitions([Definition("Variance", Sentence("plan − actual")), Definition("Freeze", Sentence("the final cut"))])]),
    ])
}

let sampleLinks = PackLinks(
  pdf: "10H_2015-16_M11.pdf", workbook: nil, data: "figures.json", allPacks: "../../index.html", dataFolder: "data/")

func sampleTemplates() throws -> PageTemplates { try PageTemplates(folders: .builtIn, theme: sampleTheme) }
