import Analysis
import Charts
import Extracts
import Figures
import Findings
import HTML
import Ledger
import Packs
import Programme
import Proof
import Quantities
import Report
import Styling

/// The pages that belong to a whole month: portal, proof, data quality. Each is filled from the same figures as the packs.
struct ReleasePages {
  let inputs: RunInputs
  let context: PackContext
  /// What the page of referrals may show where a policy bounds it.
  let referrals: ReleaseWideReferrals?
  let packs: [MadePack]
  /// The positions of every pair and total.
  let positions: [Figure]
  let templates: PageTemplates
  let measure: any TextMeasure
  let formats: Set<OutputFormat>

  /// The pages that state the proof: the portal and the proof itself.
  ///
  /// - Parameter hasReferrals: whether the month has a page of referrals, which the portal then leads to.
  func proved(_ proof: ProofResult, hasReferrals: Bool) throws(RunFailure) -> [PackFile] {
    do {
      return [
        PackFile(
          path: "index.html", bytes: try renderPortal(portal(proof, hasReferrals: hasReferrals), templates: templates, measure: measure).bytes),
        PackFile(path: "proof.html", bytes: try renderProof(proofPage(proof), templates: templates, measure: measure).bytes),
      ]
    } catch {
      throw RunFailure(error, pack: "the month")
    }
  }

  /// The page of referrals, which waits for no proof; nil where there are none to show.
  func referralsPage() -> PackFile? {
    ReferralsFilling(
      inputs, context, held: referrals,
      heading: heading([.init("All packs", "index.html"), .init("Proof", "proof.html"), .init("Data quality", "data-quality.html")])
    ).model().map { PackFile(path: Self.referralsPath, bytes: renderReferrals($0, templates: templates).bytes) }
  }

  /// Where the page of referrals lies in the month's folder.
  static let referralsPath = "referrals.html"

  /// The page of what was found in the input, which waits for no proof.
  func dataQuality() throws(RunFailure) -> PackFile {
    do {
      return PackFile(path: "data-quality.html", bytes: try renderDataQuality(dataQualityPage(), templates: templates, measure: measure).bytes)
    } catch {
      throw RunFailure(error, pack: "the month")
    }
  }

  private func heading(_ links: [ReleaseHeading.Link]) -> ReleaseHeading {
    ReleaseHeading(
      programme: context.input.programmeName,
      release: "Release \(inputs.period.year.label) \(inputs.period.monthLabel) · \(inputs.cut.rawValue) · \(inputs.date.longText)",
      banner: context.input.banner, links: links)
  }

  // MARK: Proof and data quality

  private func proofPage(_ proof: ProofResult) -> ProofModel {
    let controls = ControlTable(inputs.ledger, names: providerNames)
    return ProofModel(
      heading: heading([.init("All packs", "index.html"), .init("Data quality", "data-quality.html")]),
      checks: proof.checks.map { check in
        ProofModel.Check(
          statement: check.statement, compared: check.compared, first: check.first, second: check.second,
          violations: check.violations.map { ($0.first, $0.second, $0.rule) }, notes: check.notes)
      }, controls: controls.rows, controlTotal: controls.total)
  }

  private func dataQualityPage() -> DataQualityModel {
    dataQualityModel(inputs, heading: heading([.init("All packs", "index.html"), .init("Proof", "proof.html")]), names: providerNames)
  }

  private var providerNames: [String: String] {
    Dictionary(context.input.providers.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Portal

  private func portal(_ proof: ProofResult, hasReferrals: Bool) -> PortalModel {
    let words = context.input.words
    let made = Dictionary(packs.map { ($0.target, $0) }, uniquingKeysWith: { first, _ in first })
    let figures = PositionFigures(positions)
    let states = PackStates(inputs, context)
    let commissioners = ordered(context.input.commissioners) { figures[$0, "ALL", "ytd_variance"] }
    let providers = ordered(context.input.providers) { figures["ALL", $0, "ytd_variance"] }
    return PortalModel(
      heading: heading(topLinks(made, hasReferrals: hasReferrals)), tiles: tiles(figures), proof: proofPoints(proof),
      words: .init(
        commissioner: words.commissioner, commissioners: words.commissioners, provider: words.provider, providers: words.providers),
      commissioners: commissioners.map { organisation($0, .commissioner, made) }, providers: providers.map { organisation($0, .provider, made) },
      variance: matrix("ytd_variance", figures, commissioners, providers), months: months(),
      yearToDate: .init(
        name: "Year to date",
        figures: ["ytd_plan", "ytd_actual", "ytd_variance"].map {
          figures["ALL", "ALL", $0] ?? Figure(FigureID(wellFormed: "position/ALL/ALL/\($0)"), .missing(.notApplicable))
        }),
      cube: PortalLeaves(context, commissioners: commissioners.map(\.code), providers: providers.map(\.code)).cube(providerCount: providers.count),
      packs: listed(commissioners: commissioners, providers: providers).map { pack in
        let variance: Figure? =
          switch pack.target.kind {
          // Contracts have no plan by practice: the variance of its commissioner is not the practices'.
          case .practice: nil
          case .commissioner: figures[pack.target.code, "ALL", "ytd_variance"]
          case .provider: figures["ALL", pack.target.code, "ytd_variance"]
          case .programme: figures["ALL", "ALL", "ytd_variance"]
          }
        return PortalModel.Pack(
          group: group(pack.target.kind), name: pack.name, code: pack.target.code, variance: variance, state: states.state(of: pack.target),
          links: links(of: pack),
          sections: pack.sections)
      })
  }

  /// The heading of the packs of a kind.
  private func group(_ kind: PackKind) -> String {
    let words = context.input.words
    func heading(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
    return switch kind {
    case .programme: "Programme"
    case .commissioner: heading(words.commissioners)
    case .provider: heading(words.providers)
    case .practice: "GP practices, by \(words.commissioner)"
    }
  }

  /// The packs by kind, those of a kind in the order of the matrix: furthest over plan first. Packs by practice have no variance and stand in code order.
  private func listed(commissioners: [PackOrganisation], providers: [PackOrganisation]) -> [MadePack] {
    let places = [PackKind.commissioner: commissioners, .provider: providers].mapValues { organisations in
      Dictionary(organisations.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
    func place(_ pack: MadePack) -> Int { places[pack.target.kind]?[pack.target.code] ?? 0 }
    return packs.enumerated().sorted { a, b in
      (rank(a.element.target.kind), place(a.element), a.offset) < (rank(b.element.target.kind), place(b.element), b.offset)
    }.map(\.element)
  }

  private func rank(_ kind: PackKind) -> Int {
    switch kind {
    case .programme: 0
    case .commissioner: 1
    case .provider: 2
    case .practice: 3
    }
  }

  private func ordered(_ organisations: [PackOrganisation], by variance: (String) -> Figure?) -> [PackOrganisation] {
    organisations.map { ($0, variance($0.code)?.value.approximation ?? 0) }.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0.code < $1.0.code }.map(\.0)
  }

  private func organisation(_ organisation: PackOrganisation, _ kind: PackKind, _ made: [PackTarget: MadePack]) -> PortalModel.Organisation {
    let pack = made[PackTarget(kind: kind, code: organisation.code)]
    return PortalModel.Organisation(
      code: organisation.code, name: organisation.name, shortName: organisation.shortName, pack: pack.flatMap { address(of: $0, ".html") })
  }

  private func matrix(
    _ measure: String, _ figures: PositionFigures, _ commissioners: [PackOrganisation], _ providers: [PackOrganisation]
  ) -> PortalModel.Grid {
    let none = Figure(FigureID(wellFormed: "position/ALL/ALL/\(measure)"), .missing(.notApplicable))
    return PortalModel.Grid(
      cells: commissioners.map { c in providers.map { p in figures[c.code, p.code, measure] } },
      commissionerTotals: commissioners.map { figures[$0.code, "ALL", measure] ?? none },
      providerTotals: providers.map { figures["ALL", $0.code, measure] ?? none }, total: figures["ALL", "ALL", measure] ?? none)
  }

  /// The programme's months up to the period's.
  private func months() -> [PortalModel.Month] {
    let stem = FigureStem("position")
    return context.positions.series.monthly(of: .programme, year: inputs.period.year).map { point in
      let suffix = point.month == inputs.period.index ? "" : "@" + point.month.period.identifier
      func figure(_ measure: String, _ money: Money) -> Figure {
        stem.figure(measure, value: point.isStated ? .money(money) : .missing(.notSent), suffix)
      }
      return PortalModel.Month(
        name: point.month.period.monthName,
        figures: [
          figure(Measure.monthPlan, point.measures.planCost), figure(Measure.monthActual, point.measures.actualCost),
          figure(Measure.monthVariance, point.measures.variance),
        ])
    }
  }

  private func tiles(_ figures: PositionFigures) -> [Tile] {
    func tile(_ label: String, _ measure: String, _ context: Sentence, signed: Bool = false) -> Tile? {
      figures["ALL", "ALL", measure].map {
        Tile(
          label: label, value: Printed($0, .sterling), role: signed ? ($0.value.isNegative ? .over : .underText) : nil, context: context)
      }
    }
    let period = inputs.period
    let over = context.input.commissioners.filter { figures[$0.code, "ALL", "ytd_variance"]?.value.isNegative ?? false }.count
    let overFigure = Figure(FigureID(wellFormed: "position/ALL/ALL/commissioners_over"), .count(over))
    let percent = figures.percent("ytd_variance", of: "ytd_plan")
    let words = context.input.words
    return [
      tile("Plan, year to date", "ytd_plan", Sentence("April to \(period.shortMonthName)")),
      tile("Actual, year to date", "ytd_actual", Sentence("April to \(period.shortMonthName)")),
      tile(
        "Variance, year to date", "ytd_variance",
        context.portalVariance(figures["ALL", "ALL", "ytd_variance"], share: percent), signed: true),
      tile("Forecast outturn", "forecast_outturn", Sentence(context.forecastWords)),
      Tile(
        label: "\(words.commissioners) over plan", value: Printed(overFigure, .number), suffix: " of \(context.input.commissioners.count)",
        context: Sentence("year to date")),
    ].compactMap { $0 }
  }

  private func proofPoints(_ proof: ProofResult) -> [PortalModel.ProofPoint] {
    let figures = packs.reduce(0) { $0 + $1.figureCount }
    let warnings = inputs.findings.filter { $0.severity == .warning }.reduce(0) { $0 + $1.count }
    let errors = inputs.findings.filter { $0.severity == .error }.reduce(0) { $0 + $1.count }
    let held = inputs.quarantine.reduce(0) { $0 + $1.rows.count }
    let reported = Set(
      inputs.ledger.sources.filter {
        $0.kind == ExtractKindName.slam && $0.isReturn && $0.submission?.index == inputs.period.index && !$0.refused
      }.compactMap(\.provider))
    let providers = context.input.providers.count
    return [
      .init(.met, "Agrees:", "\(printed(.count(figures), .number)) printed figures, each with one value"),
      .init(.met, "Adds up:", "\(printed(.count(proof.compared), .number)) comparisons"),
      .init(
        errors > 0 ? .error : warnings > 0 ? .warning : .met, errors > 0 ? "\(errors) errors," : "\(warnings) warnings,",
        held == 0 ? "no row held back" : "\(held) rows held back"),
      .init(
        reported.count == providers ? .met : .warning,
        reported.count == providers
          ? "All \(providers) \(context.input.words.providers)" : "\(reported.count) of \(providers) \(context.input.words.providers)",
        "reported"),
    ]
  }

  private func topLinks(_ made: [PackTarget: MadePack], hasReferrals: Bool) -> [ReleaseHeading.Link] {
    var links: [ReleaseHeading.Link] = []
    if let programme = made.values.first(where: { $0.target.kind == .programme }),
      let address = address(of: programme, ".html") ?? address(of: programme, ".pdf")
    {
      links.append(.init("Programme pack", address))
    }
    if hasReferrals { links.append(.init("Referrals", "referrals.html")) }
    return links + [.init("Proof", "proof.html"), .init("Data quality", "data-quality.html")]
  }

  private func links(of pack: MadePack) -> [ReleaseHeading.Link] {
    [("Read", ".html"), ("PDF", ".pdf"), ("Workbook", ".xlsx")].compactMap { label, ending in address(of: pack, ending).map { .init(label, $0) } }
      + (address(of: pack, "figures.json").map { [.init("Figures", $0)] } ?? [])
  }

  /// The address of a pack's file, by its ending.
  private func address(of pack: MadePack, _ ending: String) -> String? {
    pack.files.first { $0.path.hasSuffix(ending) && !$0.path.contains("/data/") }.map { $0.path.replacing("%", with: "%25") }
  }
}

/// The period's positions, found by organisation and measure.
struct PositionFigures {
  private let figures: [String: Figure]

  init(_ list: [Figure]) { figures = Dictionary(list.map { ($0.id.text, $0) }, uniquingKeysWith: { first, _ in first }) }

  subscript(_ commissioner: String, _ provider: String, _ measure: String) -> Figure? {
    figures["position/\(commissioner == "ALL" ? "ALL" : encodedCode(commissioner))/\(provider == "ALL" ? "ALL" : encodedCode(provider))/\(measure)"]
  }

  /// The programme's share of one measure in another.
  func percent(_ part: String, of whole: String) -> Figure? {
    guard let a = self["ALL", "ALL", part], let b = self["ALL", "ALL", whole], case .money(let x) = a.value, case .money(let y) = b.value else {
      return nil
    }
    return Figure(FigureID(wellFormed: "position/ALL/ALL/\(part)_percent"), .ratio(x.parts, y.parts, else: .noPlan))
  }
}
