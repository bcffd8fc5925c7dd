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
    var prices = [100, 10, 15, 12, 13].map { parts($0) }
    #expect(UsualPrice(&prices) == UsualPrice(count: 5, median: parts(13), deviation: parts(2.9652)))
    var pair = [parts(10), parts(13)]
    #expect(UsualPrice(&pair).median == parts(11.5))
    var none: [Int64] = []
    #expect(UsualPrice(&none) == .unknown)
  }
}
