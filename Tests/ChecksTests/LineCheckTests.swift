import Findings
import Quantities
import Testing

@testable import Checks

/// A count of 10⁻⁸ of a number given in ten-thousandths of pounds or whole units.
func parts(_ pounds: Double) -> Int64 { Int64((pounds * 10_000).rounded()) * 10_000 }

/// One line that fires a check, the money it would have cost, and a line like it that does not fire.
struct LineCase: Sendable, CustomTestStringConvertible {
  var code: FindingCode
  var fires: @Sendable (inout CheckedLine) -> Void
  var stake: Double
  var passes: @Sendable (inout CheckedLine) -> Void
  var testDescription: String { code.text }

  init(
    _ code: FindingCode, stake: Double, fires: @escaping @Sendable (inout CheckedLine) -> Void,
    passes: @escaping @Sendable (inout CheckedLine) -> Void
  ) {
    self.code = code
    self.fires = fires
    self.stake = stake
    self.passes = passes
  }
}

/// An ordinary first attendance: two for £320 at national tariff, nothing wrong with it.
func ordinaryLine() -> CheckedLine {
  var line = CheckedLine()
  line.pod = PODTraits(stated: "OPFASPCL", isNational: true, national: "OPFASPCL", group: "outpatient_first")
  line.treatmentFunction = TreatmentFunctionTraits(code: "330")
  line.tariff = TariffTraits(code: "WF01B")
  line.practice = PracticeTraits(code: "K80004", isListed: true)
  line.practiceCommissioner = 3
  line.commissioner = 3
  line.indicator = .yes
  line.month = MonthIndex(year: FinancialYear(start: 2015), month: 11)
  line.planActivity = parts(2)
  line.planPrice = parts(320)
  line.actualActivity = parts(2)
  line.actualPrice = parts(320)
  return line
}

private func pod(_ code: String, _ group: String) -> PODTraits { PODTraits(stated: code, isNational: true, national: code, group: group) }

private let cases: [LineCase] = [
  LineCase("SLAM-051", stake: 320, fires: { $0.pod.remove(.national) }, passes: { $0.pod = [.blank] }),
  LineCase("SLAM-052", stake: 320, fires: { $0.treatmentFunction = .init(code: "620") }, passes: { $0.treatmentFunction = .init(code: "650") }),
  LineCase("SLAM-053", stake: 320, fires: { $0.treatmentFunction = .init(code: "820") }, passes: { $0.treatmentFunction = .init(code: "822") }),
  LineCase(
    "SLAM-054", stake: 320, fires: { $0.treatmentFunction = .init(code: "109") },
    passes: {
      $0.treatmentFunction = .init(code: "109")
      $0.month = MonthIndex(year: FinancialYear(start: 2021), month: 1)
    }),
  LineCase("SLAM-055", stake: 320, fires: { $0.indicator = TariffIndicator(code: "X") }, passes: { $0.indicator = TariffIndicator(code: "") }),
  LineCase(
    "SLAM-110", stake: 320, fires: { $0.pod = pod("BLOCK", "financial") },
    passes: {
      $0.pod = pod("BLOCK", "financial")
      $0.actualActivity = 0
    }),
  LineCase(
    "SLAM-111", stake: 320, fires: { $0.pod = pod("CQUIN", "financial") },
    passes: {
      $0.pod = pod("CQUIN", "financial"); $0.tariff = .init(code: "CQ1")
    }),
  LineCase(
    "SLAM-112", stake: 320, fires: { $0.pod = pod("CQUIN", "financial") },
    passes: {
      $0.pod = pod("CQUIN", "financial"); $0.indicator = .no
    }),
  LineCase(
    "SLAM-113", stake: 39.8,
    fires: {
      $0.pod = pod("ADJUSTMENT", "financial")
      $0.marketForces = parts(39.8)
    }, passes: { $0.marketForces = parts(39.8) }),
  LineCase(
    "SLAM-114", stake: 320, fires: { $0.pod = pod("DRUG", "drugs") },
    passes: {
      $0.pod = pod("DRUG", "drugs"); $0.indicator = .no
    }),
  LineCase(
    "SLAM-115", stake: 39.8,
    fires: {
      $0.pod = pod("DEVICE", "devices")
      $0.marketForces = parts(39.8)
    }, passes: { $0.pod = pod("DEVICE", "devices") }),
  LineCase(
    "SLAM-116", stake: 320, fires: { $0.pod = pod("DRUG", "drugs") },
    passes: {
      $0.pod = pod("DRUG", "drugs"); $0.tariff = .init(code: "HCD10")
    }),
  LineCase(
    "SLAM-117", stake: 320, fires: { $0.tariff = .init(code: "") },
    passes: {
      $0.tariff = .init(code: ""); $0.indicator = .no
    }),
  LineCase(
    "SLAM-118", stake: 320, fires: { $0.actualActivity = parts(2.5) },
    passes: {
      $0.pod = pod("UNBACC", "critical_care")
      $0.actualActivity = parts(2.5)
    }),
  LineCase(
    "SLAM-119", stake: 320, fires: { $0.pod = pod("EL", "elective") },
    passes: {
      $0.pod = pod("EL", "elective"); $0.tariff = .init(code: "HA48A")
    }),
  LineCase(
    "SLAM-120", stake: 320, fires: { $0.tariff = .init(code: "HA48A") },
    passes: {
      $0.tariff = .init(code: "HA48A"); $0.indicator = .no
    }),
  LineCase(
    "SLAM-121", stake: 320, fires: { $0.pod = pod("AE", "emergency") },
    passes: {
      $0.pod = pod("AE", "emergency"); $0.tariff = .init(code: "VB08Z")
    }),
  LineCase("SLAM-122", stake: 320, fires: { $0.tariff = .init(code: "WF01A") }, passes: { $0.tariff = .init(code: "WF02B") }),
  LineCase("SLAM-123", stake: 320, fires: { $0.tariff = .init(code: "WF02B") }, passes: { $0.tariff = .init(code: "WF01B") }),
  LineCase(
    "SLAM-125", stake: 320, fires: { $0.pod = pod("NF2FFA", "outpatient_first") },
    passes: {
      $0.pod = pod("NF2FFA", "outpatient_first")
      $0.tariff = .init(code: "WF01D")
    }),
  LineCase(
    "SLAM-126", stake: 1.01,
    fires: {
      $0.pod = pod("BLOCK", "financial")
      $0.planPrice = parts(318.99)
    },
    passes: {
      $0.pod = pod("BLOCK", "financial")
      $0.planPrice = parts(319)
    }),
  LineCase(
    "SLAM-130", stake: 320, fires: { $0.actualActivity = 0 },
    passes: {
      $0.actualActivity = 0; $0.pod = pod("BLOCK", "financial")
    }),
  LineCase(
    "SLAM-131", stake: 0, fires: { $0.actualPrice = 0 },
    passes: {
      $0.actualPrice = 0; $0.actualActivity = 0
    }),
  LineCase(
    "SLAM-132", stake: -320, fires: { $0.actualPrice = parts(-320) },
    passes: {
      $0.actualPrice = parts(-320); $0.pod = pod("ADJUSTMENT", "financial")
    }),
  LineCase("SLAM-133", stake: 320, fires: { $0.actualActivity = parts(-2) }, passes: { $0.actualActivity = 0 }),
  LineCase(
    "SLAM-134", stake: -320, fires: { $0.actualPrice = parts(-320) },
    passes: {
      $0.actualPrice = parts(-320); $0.actualActivity = parts(-2)
    }),
  // The usual price is £150 with a deviation of £3: a unit of £160 is 3⅓ deviations away, and two of them cost £20 more.
  LineCase(
    "SLAM-135", stake: 20, fires: { $0.usual = UsualPrice(count: 8, median: parts(150), deviation: parts(3)) },
    passes: { $0.usual = UsualPrice(count: 8, median: parts(151), deviation: parts(3)) }),
  LineCase("SLAM-136", stake: 320.01, fires: { $0.marketForces = parts(320.01) }, passes: { $0.marketForces = parts(320) }),
  // With a factor of 1.25 the part inside £320 is £320 − £256 = £64; £6.40 is 2 % of the price.
  LineCase(
    "SLAM-137", stake: 6.41,
    fires: {
      $0.providerFactor = parts(1.25)
      $0.marketForces = parts(70.41)
    },
    passes: {
      $0.providerFactor = parts(1.25)
      $0.marketForces = parts(70.4)
    }),
  LineCase(
    "SLAM-138", stake: 320, fires: { $0.planActivity = 0 },
    passes: {
      $0.planActivity = 0; $0.planPrice = 0
    }),
  LineCase("SLAM-139", stake: -1, fires: { $0.planPrice = parts(-1) }, passes: { $0.planPrice = 0 }),
  // A unit of £160 where £3.20 is usual is fifty times as much; where £3.21 is, less.
  LineCase(
    "SLAM-140", stake: 320, fires: { $0.usual = UsualPrice(count: 8, median: parts(3.2), deviation: 0) },
    passes: { $0.usual = UsualPrice(count: 8, median: parts(3.21), deviation: 0) }),
  // Two at £152.38 are £304.76, which £320 is £15.24 or just over 5 % above; at £152.39 it is just under.
  LineCase("SLAM-141", stake: 15.24, fires: { $0.tariffPrice = parts(152.38) }, passes: { $0.tariffPrice = parts(152.39) }),
  LineCase("SLAM-180", stake: 320, fires: { $0.practiceCommissioner = 4 }, passes: { $0.practiceCommissioner = -1 }),
  LineCase(
    "SLAM-181", stake: 320, fires: { $0.practice = .init(code: "K80004", isListed: false) },
    passes: { $0.practice = .init(code: "V81999", isListed: false) }),
  LineCase(
    "SLAM-182", stake: 320, fires: { $0.practice = .init(code: "V81999", isListed: false) },
    passes: {
      $0.practice = .init(code: "", isListed: false); $0.actualPrice = 0
    }),
  LineCase("SLAM-183", stake: 320, fires: { $0.traits = .specialised }, passes: { $0.traits = [] }),
  LineCase(
    "SLAM-184", stake: 320, fires: { $0.traits = .responsibleElsewhere },
    passes: {
      $0.traits = .responsibleElsewhere; $0.pod = pod("BLOCK", "financial")
    }),
  LineCase("SLAM-185", stake: 320, fires: { $0.traits = .siteElsewhere }, passes: { $0.traits = .specialised }),
  LineCase(
    "SLAM-186", stake: 320,
    fires: {
      $0.traits = .outsideDates; $0.pod = pod("BLOCK", "financial")
    }, passes: { $0.traits = .responsibleElsewhere }),
]

@Suite("Checks of lines")
struct LineCheckTests {
  private func check(_ code: FindingCode) throws -> LineCheck { try #require(lineChecks.first { $0.definition.code == code }) }

  @Test("one line fires it, for the money named, and a near miss does not", arguments: cases)
  func firesAndPasses(_ entry: LineCase) throws {
    let check = try check(entry.code)
    let limit = CheckSettings.standard.limit(check.definition)
    var line = ordinaryLine()
    entry.fires(&line)
    #expect(check.stake(line, limit) == parts(entry.stake))
    line = ordinaryLine()
    entry.passes(&line)
    #expect(check.stake(line, limit) == nil)
  }

  @Test("an ordinary line fires none")
  func ordinary() {
    let line = ordinaryLine()
    for check in lineChecks { #expect(check.stake(line, CheckSettings.standard.limit(check.definition)) == nil, "\(check.definition.code)") }
  }

  @Test("an adjustment may have a price above nought and an activity below, or the reverse: its activity has no meaning")
  func signsOfMoney() throws {
    let check = try check("SLAM-134")
    for (price, activity) in [(320.0, -2.0), (-320.0, 2.0)] {
      var line = ordinaryLine()
      (line.actualPrice, line.actualActivity) = (parts(price), parts(activity))
      #expect(check.stake(line, 0) == parts(price))
      line.pod = pod("ADJUSTMENT", "financial")
      #expect(check.stake(line, 0) == nil)
    }
  }

  @Test("every check of lines has a case")
  func coverage() { #expect(Set(cases.map(\.code)) == Set(lineChecks.map(\.definition.code))) }

  @Test("amounts at the end of the range fire or pass, and never trap")
  func extremes() {
    for price in [Int64.min, .min + 1, -1, 1, .max] {
      for activity in [Int64.min, -1, 1, .max] {
        var line = ordinaryLine()
        (line.actualPrice, line.actualActivity, line.planPrice, line.marketForces) = (price, activity, activity, price)
        line.usual = UsualPrice(count: 9, median: .max, deviation: 0)
        (line.tariffPrice, line.providerFactor) = (.max, .max)
        for group in ["financial", "drugs", "elective", "outpatient_first", "unknown"] {
          line.pod = PODTraits(stated: "X", isNational: false, national: "BLOCK", group: group)
          for check in lineChecks { _ = check.stake(line, .max) }
          for check in lineChecks { _ = check.stake(line, 0) }
        }
      }
    }
  }

  /// Of 10, 12, 13, 15, 100 the median is 13; the distances 3, 1, 0, 2, 87 have the median 2; times 1.4826 that is 2.9652.
  @Test("the usual price is the median, its deviation the median distance times 1.4826")
  func usual() {
    func usual(_ prices: [Int64]) -> UsualPrice {
      prices.sorted().withUnsafeBufferPointer { UsualPrice(ofOrdered: $0) }
    }
    #expect(
      usual([100, 10, 15, 12, 13].map { parts($0) })
        == UsualPrice(count: 5, median: parts(13), deviation: parts(2.9652)))
    #expect(usual([parts(10), parts(13)]).median == parts(11.5))
    #expect(usual([]) == .unknown)
    #expect(usual([7, 7, 7]) == UsualPrice(count: 3, median: 7, deviation: 0))
  }

  @Test("the usual price is the same as by its definition, whatever the prices")
  func usualByDefinition() {
    var random = SplitMix(state: 7)
    for _ in 0..<2_000 {
      let prices = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Int64.random(in: 1...60, using: &random) * 1_000_003
      }.sorted()
      func median(_ ordered: [Int64]) -> Int64 {
        let half = ordered.count / 2
        return ordered.count % 2 == 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2
      }
      let centre = median(prices)
      let deviation = median(prices.map { abs($0 - centre) }.sorted()) * 14826 / 10000
      let usual = prices.withUnsafeBufferPointer { UsualPrice(ofOrdered: $0) }
      #expect(
        usual == UsualPrice(count: Int32(prices.count), median: centre, deviation: deviation),
        "\(prices)")
    }
  }

  @Test("a unit's price is the price by the activity, cut off")
  func unitPrice() {
    var random = SplitMix(state: 3)
    for _ in 0..<5_000 {
      var line = CheckedLine()
      line.actualPrice = Int64.random(in: -9_000_000_000_000...9_000_000_000_000, using: &random)
      line.actualActivity =
        [1, 100_000_000, -100_000_000, 250_000_000, 33_333, 0, 700_000_000].randomElement(
          using: &random) ?? 0
      let exact =
        line.actualActivity == 0
        ? nil : Int64(exactly: Int128(line.actualPrice) * 100_000_000 / Int128(line.actualActivity))
      #expect(line.unitPrice == exact)
    }
    var line = CheckedLine()
    (line.actualPrice, line.actualActivity) = (.min, -100_000_000)
    #expect(line.unitPrice == nil)
  }

  @Test("lines of one outline fire the same checks, but for those that go by amounts")
  func outlines() {
    var random = SplitMix(state: 11)
    let amounts: [Int64] = [0, 0, parts(1), parts(-1), parts(2.5), parts(400), parts(1_000)]
    func amount() -> Int64 { amounts.randomElement(using: &random) ?? 0 }
    // Few codes, so that random lines meet in their outlines.
    var fired: [UInt64: Set<FindingCode>] = [:]
    var met = 0
    for _ in 0..<10_000 {
      var line = ordinaryLine()
      line.pod =
        [
          [], [.money], [.money, .block], [.drug], [.spell], [.firstAttendance], [.unknown],
          [.firstAttendance, .singleProfessional],
        ].randomElement(
          using: &random) ?? []
      line.tariff =
        [[], [.blank], [.hrg, .attendance, .first]].randomElement(using: &random) ?? []
      line.indicator = [.yes, .no].randomElement(using: &random) ?? .blank
      line.treatmentFunction = [[], [.since2021]].randomElement(using: &random) ?? []
      line.practice = [[], [.listed], [.blank]].randomElement(using: &random) ?? []
      line.practiceCommissioner = Int32.random(in: -1...2, using: &random)
      line.commissioner = Int32.random(in: 0...2, using: &random)
      line.month = MonthIndex(
        year: FinancialYear(start: Int.random(in: 2019...2022, using: &random)), month: 4)
      (line.planPrice, line.actualPrice, line.planActivity, line.actualActivity) = (
        amount(), amount(), amount(), amount()
      )
      line.marketForces = amount()
      line.usual = UsualPrice(count: 9, median: parts(100), deviation: parts(1))
      line.tariffPrice = parts(90)
      let codes = Set(
        lineChecks.filter { !$0.goesByAmounts && $0.stake(line, 0) != nil }.map(\.definition.code))
      if let before = fired[line.outline] {
        met += 1
        #expect(before == codes)
      }
      fired[line.outline] = codes
    }
    #expect(met > 150)
  }

  @Test("the checks that go by amounts are those whose limit matters, or that compare prices")
  func byAmounts() {
    #expect(
      lineChecks.filter(\.goesByAmounts).map(\.definition.code.text).sorted() == [
        "SLAM-126", "SLAM-135", "SLAM-137", "SLAM-140", "SLAM-141",
      ])
    #expect(lineChecks.filter { $0.definition.limit != nil && !$0.goesByAmounts }.isEmpty)
  }
}

/// Random numbers that are the same at every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
