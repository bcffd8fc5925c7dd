import Figures
import Ledger
import Programme
import Quantities
import Report
import Testing

@testable import Packs

/// Each rule for each audience, over packs whose truth is known event by event.
struct SmallNumberAudienceTests {
  /// A kind of pack, its rule, and the events.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: PackKind
    var rule: SmallNumberRule
    var seed: Int
    var level: Int
    var testDescription: String { "\(kind) \(rule) \(seed) \(level)" }
  }

  static let cases = PackKind.allCases.flatMap { kind in
    [(1, 1), (3, 2), (5, 4)].flatMap { seed, level in
      [SmallNumberRule.underFiveWithSecondary, .hes2018].map { Case(kind: kind, rule: $0, seed: seed, level: level) }
    }
  }

  private func packs(_ truth: PracticeEvents, _ kind: PackKind, _ rule: SmallNumberRule) throws -> (
    shown: [FigureID: FigureValue], assembly: PackAssembly
  ) {
    let input = truth.input { input in
      input.addSampleRegisters()
      for audience in Audience.allCases { input.smallNumbers[audience] = .asTheyAre }
      input.smallNumbers[kind.audience] = rule
    }
    let context = PackContext(input)
    let assembly = PackAssembly(context, [kind: try builtInDefinition(kind)])
    var shown: [FigureID: FigureValue] = [:]
    for code in context.codes(of: kind) {
      let document = try #require(assembly.pack(kind, code))
      document.forEachFigure { shown[$0.id] = $0.value }
    }
    return (shown, assembly)
  }

  /// Nothing that is held back follows, by linear algebra over the events, from all packs of the audience and the page of referrals together; and no count of
  /// people that is shown is small.
  @Test(arguments: cases)
  func nothingHeldBackFollows(_ one: Case) throws {
    let truth = PracticeEvents(seed: one.seed, level: one.level)
    let (shown, assembly) = try packs(truth, one.kind, one.rule)
    let page = assembly.referrals
    #expect((page != nil) == (one.kind != .practice))
    for isCost in [false, true] where one.rule == .underFiveWithSecondary {
      var attack = ModularAttack()
      var hidden: [(FigureID, [Int])] = []
      for (id, value) in shown.sorted(by: { $0.key < $1.key }) {
        guard let cells = try truth.cells(of: id, isCost: isCost) else { continue }
        if value == .missing(.suppressed) { hidden.append((id, cells)) } else if value.exactAmount != nil { attack.learn(cells) }
      }
      if let page, !isCost { try learn(page, truth, &attack) }
      for (id, cells) in hidden where !cells.isEmpty { #expect(!attack.knows(cells), "\(id.text) follows from what is shown") }
      if one.level < 4, one.kind == .practice { #expect(!hidden.isEmpty) }
    }
    let most = one.rule == .hes2018 ? 7 : 4
    var met = 0
    for (id, value) in shown where measureDefinition(String(id.measure))?.disclosure == .persons {
      switch value {
      case .count(let count):
        met += 1
        #expect(count == 0 || count > most, "\(id.text) is \(count)")
        if one.rule == .hes2018 { #expect(count % 5 == 0 && (count == 0 || id.exactOfRounded != nil), "\(id.text) is \(count)") }
      case .activity(let activity): #expect(activity.parts.magnitude == 0 || activity.parts.magnitude >= 5 * exactScale.magnitude, "\(id.text)")
      default: break
      }
    }
    #expect(met > 0, "nothing is shown at all")
  }

  private func learn(_ page: ReleaseWideReferrals, _ truth: PracticeEvents, _ attack: inout ModularAttack) throws {
    let gathered = Set(page.gathered)
    let codes = PracticeEvents.specialties
    for cell in page.cells {
      var cells: [Int] = []
      for specialty in cell.specialty.map({ [$0] }) ?? gathered.sorted() {
        let month = cell.month.period
        let id = FigureName(
          "sus", commissioner: "10H", [.init("tfc", codes[specialty])], Measure.referrals, at: month.month == 11 ? nil : month
        ).id
        cells += try #require(try truth.cells(of: id, isCost: false))
      }
      #expect(cell.count >= 5)
      attack.learn(cells)
    }
  }

  /// The page's counts of a shown specialty are those of the events.
  @Test func thePageCountsWhatItShows() throws {
    let truth = PracticeEvents(seed: 9, level: 40)
    let (_, assembly) = try packs(truth, .commissioner, .underFiveWithSecondary)
    let page = try #require(assembly.referrals)
    #expect(!page.cells.isEmpty)
    var all = 0
    for cell in page.cells {
      all += cell.count
      guard let specialty = cell.specialty else { continue }
      let ago = truth.input().ledger.period.index.value - cell.month.value
      #expect(cell.count == truth.count { $0.isReferral && $0.specialty == specialty && $0.ago == ago })
    }
    #expect(all == truth.count { $0.isReferral })
  }

  /// A sentence neither spells a number that is held back nor chooses its words by it.
  @Test func sentencesAreWrittenFromWhatIsSeen() throws {
    let words = PackWords()
    let rule = SentenceRule("t.counts", .count("count"), .change("change"))
    let file = NarrativeFile(
      name: "narrative/t.yaml",
      bytes: Array(
        "format: 1\nrules:\n  t.counts: \"{count|Words} {count|patient/patients}, {change|{change|size} more/{change|size} fewer}\"\n".utf8))
    var rules = try #require(readNarrativeRules([file], declared: [rule]).rules)
    let count = Figure(FigureName("sus", commissioner: "10H", [], Measure.highCostPatients).id, .count(1))
    let change = Figure(FigureName("sus", commissioner: "10H", [], Measure.ytdPatientCost).id, .money(Money(parts: 2 * exactScale)))
    func sentence() -> String { rules.sentence("t.counts", ["count": .figure(count), "change": .figure(change)], words: words).plain }
    #expect(sentence() == "One patient, £2 more")
    rules.shown = { Figure($0.id, .missing(.suppressed)) }
    #expect(sentence() == "* patients, * more or * fewer")
  }

  /// A headline counts only the practices whose numbers are seen; where it says so in digits, from ten on, the figure is one of its own that can be looked up.
  @Test func whatCountsTheSeenAloneCanBeLookedUp() throws {
    let definition = try builtInDefinition(.practice)
    var found = 0
    for seed in 1...4 {
      var events = PracticeEvents(seed: seed, level: 1)
      // Two practices have two referrals each.
      var left = [3: 2, 4: 2]
      events.events.removeAll { event in
        guard event.isReferral, let count = left[event.practice] else { return false }
        left[event.practice] = max(0, count - 1)
        return count == 0
      }
      let input = events.input { input in
        input.smallNumbers[.practice] = .underFiveWithSecondary
        // Twelve practices of which nothing is recorded, and so nothing held back.
        for place in 10..<22 {
          input.practices.append(Practice(code: "P\(place)", name: "Practice \(place)", commissioner: "10H", weightedPopulation: 500))
        }
      }
      let assembly = PackAssembly(PackContext(input), [.practice: definition])
      for figure in try #require(assembly.pack(.practice, "10H")).figures where figure.id.text.contains("/list=seen/") {
        found += 1
        #expect(assembly.value(ofSeen: figure.id) == figure.value)
      }
      #expect(assembly.value(ofSeen: FigureID(wellFormed: "sus/10H/ALL/practices_held_back")) == nil)
      #expect(assembly.value(ofSeen: FigureID(wellFormed: "sus/11C/ALL/list=seen/practices_held_back")) == nil)
    }
    #expect(found > 0)
  }

  /// Which measures are sensitive.
  @Test func whatIsSensitive() {
    for measure in [
      Measure.admissions, Measure.ytdReferrals, Measure.highCostPatients, Measure.frequentAttenders, Measure.requests, Measure.ncaCharges,
      Measure.ytdActual + Measure.activitySuffix, Measure.monthActual + Measure.activitySuffix,
    ] { #expect(measureDefinition(measure)?.disclosure == .persons, "\(measure)") }
    for measure in [
      "mrsa", "cdiff", "ytd_mrsa", "rtt_incomplete", Measure.practices, Measure.providersOver, Measure.weightedList, Measure.challenges,
      Measure.ytdPlan + Measure.activitySuffix, Measure.volumeVariance, Measure.ytdActual,
    ] { #expect(measureDefinition(measure)?.disclosure == Disclosure.none, "\(measure)") }
  }
}
