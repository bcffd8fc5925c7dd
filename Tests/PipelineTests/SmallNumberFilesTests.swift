import Figures
import Foundation
import HTML
import Packs
import Programme
import Proof
import Quantities
import Report
import TestSupport
import Testing

@testable import Pipeline

/// Every file of every kind of pack under each rule: nothing in one depends on a number that is held back.
struct SmallNumberFilesTests {
  /// A generated programme with attendances and practices, read once.
  private struct Read: Sendable {
    let inputs: RunInputs
    let templating: Templating
  }

  private static let read = Result {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 11, months: 13)
    let request = RunRequest(programme: folder.path, jobs: 1)
    return Read(inputs: try readInputs(request), templating: try Templating(request, definitions: nil))
  }

  /// The assemblies of the two rules, each made once: its plans are the work.
  private static let assemblies: [SmallNumberRule: Result<PackAssembly, any Error>] = Dictionary(
    uniqueKeysWithValues: [SmallNumberRule.underFiveWithSecondary, .hes2018].map { rule in (rule, Result { try makeAssembly(rule) }) })

  private func assembly(_ rule: SmallNumberRule) throws -> PackAssembly { try #require(Self.assemblies[rule]).get() }

  private static func makeAssembly(_ rule: SmallNumberRule) throws -> PackAssembly {
    let read = try Self.read.get()
    var input = packInput(read.inputs, rules: read.templating.rules)
    for audience in [Audience.commissioner, .provider, .programme, .practice] { input.smallNumbers[audience] = rule }
    return PackAssembly(PackContext(input), read.templating.definitions)
  }

  /// Another value of the same kind, far from the first.
  private func other(_ value: FigureValue) -> FigureValue {
    switch value {
    case .count(let count): .count(count + 7_771)
    case .money(let money): .money(Money(parts: money.parts + 7_771_777 * exactScale))
    case .activity(let activity): .activity(Activity(parts: activity.parts + 7_771 * exactScale))
    case .ratio(let numerator, let denominator): .ratio(numerator: numerator + 7_771 * denominator, denominator: denominator)
    case .statistic(let value): .statistic(value + 7_771)
    case .missing: value
    }
  }

  /// HTML with its drawings, titles, descriptions and passports, PDF, figures.json and CSV: byte for byte the same whatever stands behind what is held back.
  @Test(arguments: PackKind.allCases, [SmallNumberRule.underFiveWithSecondary, .hes2018])
  func noFileDependsOnWhatIsHeldBack(_ kind: PackKind, _ rule: SmallNumberRule) throws {
    let read = try Self.read.get()
    let assembly = try assembly(rule)
    let definition = try #require(read.templating.definitions[kind])
    let maker = PackMaker(
      assembly: assembly, templates: read.templating.pages, theme: read.templating.theme, measure: read.templating.measure, formats: [.html, .pdf],
      sources: [], facts: FactsOfFigures(assembly.context), register: NameRegister(read.inputs.programme.organisations))
    let target = try #require(PackTarget.all(of: assembly.context).first { $0.kind == kind })
    let plan = try #require(assembly.plan(of: kind, target.code))
    let tools = try DrawingTools(read.templating.theme)
    let built = try #require(buildPack(definition, kind: kind, code: target.code, context: assembly.context.seen(through: plan)))
    var met = 0
    let changed = built.replacingFigures(note: nil) { figure in
      let isSeen = plan.shown(figure) == figure
      if !isSeen { met += 1 }
      return isSeen ? figure : Figure(figure.id, other(figure.value))
    }
    #expect(met > 0, "nothing is held back in the \(kind) pack")
    let one = try maker.render(plan.applied(to: built), target, tools)
    let two = try maker.render(plan.applied(to: changed), target, tools)
    #expect(one.files.map(\.path) == two.files.map(\.path))
    for (a, b) in zip(one.files, two.files) { #expect(a.bytes == b.bytes, "\(a.path) depends on what is held back") }
    let page = try #require(one.files.first { $0.path.hasSuffix(".html") })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("“*”: "))
  }

  /// The finished packs, read back by the proof's own reader: it would refuse a page that prints what the document does not.
  @Test(arguments: [SmallNumberRule.underFiveWithSecondary, .hes2018])
  func noPrintedCountIsSmall(_ rule: SmallNumberRule) throws {
    let assembly = try assembly(rule)
    let most = rule == .hes2018 ? 7 : 4
    for target in PackTarget.all(of: assembly.context) {
      let document = try #require(assembly.pack(target.kind, target.code))
      document.forEachFigure { figure in
        guard measureDefinition(measure(of: figure.id))?.disclosure == .persons else { return }
        switch figure.value {
        case .count(let count): #expect(count == 0 || count > most, "\(target.name): \(figure.id.text) is \(count)")
        case .activity(let activity):
          let least = Int128(most + 1) * exactScale
          #expect(activity.parts == 0 || activity.parts.magnitude >= least.magnitude, "\(target.name): \(figure.id.text) is \(activity.parts)")
        default: break
        }
      }
    }
  }

  private func measure(of id: FigureID) -> String { (try? FigureName(parsing: id.text))?.measure ?? "" }

  /// The month's own pages: no activity in the dashboard, no small count in the referrals.
  @Test func thePagesOfTheMonthHoldToTheStrictestRule() throws {
    let read = try Self.read.get()
    let assembly = try assembly(.underFiveWithSecondary)
    let heading = ReleaseHeading(programme: "P", release: "R", banner: nil, links: [])
    // A programme this small may have nothing that can be shown: then there is no page.
    let model = ReferralsFilling(read.inputs, assembly.context, held: assembly.referrals, heading: heading).model()
    #expect((model == nil) == (assembly.referrals?.cells.isEmpty ?? true))
    if let model { #expect(model.axes.map(\.id) == ["commissioner", "specialty", "source"] && model.cells.allSatisfy { $0.count >= 5 }) }
    let cube = PortalLeaves(assembly.context, commissioners: assembly.context.input.commissioners.map(\.code), providers: []).cube(providerCount: 0)
    #expect(!cube.hasActivity)
    // Another audience than the page's readers changes nothing.
    var input = assembly.context.input
    for audience in [Audience.commissioner, .provider, .programme] { input.smallNumbers[audience] = .asTheyAre }
    let open = PackContext(input)
    #expect(open.releaseWideRule == .asTheyAre)
    let full = try #require(ReferralsFilling(read.inputs, open, held: nil, heading: heading).model())
    #expect(full.axes.count > 3 && full.cells.contains { $0.count < 5 })
  }

  /// `explain` answers for a rounded count with the rounded count, and says of an exact one which packs hold it back.
  @Test func explainKnowsThePolicy() throws {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 12, months: 14)
    let settings = folder.path + "/programme.yaml"
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    try (text + "\nsmall_numbers:\n  practice: hes2018\n").write(toFile: settings, atomically: true, encoding: .utf8)
    let request = RunRequest(programme: folder.path, jobs: 1)
    let inputs = try readInputs(request)
    let templating = try Templating(request, definitions: nil)
    let assembly = PackAssembly(PackContext(packInput(inputs, rules: templating.rules)), templating.definitions)
    let plan = try #require(assembly.plan(of: .practice, assembly.context.input.commissioners[0].code))
    let explainer = try Explainer(request)
    let code = assembly.context.input.commissioners[0].code
    let shown = try #require(assembly.pack(.practice, code))
    let rounded = try #require(
      shown.figures.first { $0.id.exactOfRounded.flatMap { plan.roundedValue(of: $0) } != nil && $0.id.text.hasSuffix("admissions~nearest5") })
    let explanation = try explainer.explain(rounded.id.text, withRows: true)
    #expect(explanation.figure == rounded)
    guard case .source(let source) = explanation.origin else {
      Issue.record("the rows of the exact count were listed")
      return
    }
    #expect(source.contains("practice") && explanation.formula.contains("nearest five"))
    let hidden = try #require(shown.figures.first { $0.isHeldBack && plan.hidden.contains($0.id) })
    #expect(try explainer.explain(hidden.id.text).heldBackIn == ["practice"])
    #expect(throws: RunFailure.self) { try explainer.explain("sus/XXX/ALL/ytd_admissions~nearest5") }
  }
}
