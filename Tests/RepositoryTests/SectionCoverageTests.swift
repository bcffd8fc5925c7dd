import Foundation
import Testing

/// Every section of the default packs has a test of its analysis, HTML that was looked at and kept, and stands in the packs whose PDF is read and whose
/// pages are under review.
struct SectionCoverageTests {
  /// The pack of each kind whose HTML, PDF text and pictures the end-to-end tests hold.
  private static let samples = ["commissioner": "10H", "provider": "RQM", "programme": "programme", "practice": "10H-practices"]

  /// Where the amounts of each section are tested against figures worked by hand or published: a file and a test in it.
  private static let analysisTests: [String: [(file: String, test: String)]] = [
    "headlines": [
      ("AnalysisTests/ExceptionsTests.swift", "`candidates come with their impact, the largest first`"),
      ("PacksTests/HeadlinesTests.swift", "theEightTilesPrintTheirFigures"),
    ],
    "narrative": [
      ("AnalysisTests/ExceptionsTests.swift", "`no rule takes more than its share of the five`"),
      ("PacksTests/NarrativeSectionTests.swift", "theLargestComeFirstWhicheverWayTheyGo"),
    ],
    "restatements": [("AnalysisTests/RestatementsTests.swift", "`what counted before the last submission stands beside what counts now`")],
    "commentary": [("PacksTests/CitationTests.swift", "aCitationIsTheFigureOfThePack")],
    "plan-vs-actual": [("AnalysisTests/NaiveComparisonTests.swift", "`positions`")],
    "position-matrix": [("PacksTests/ListSectionTests.swift", "theMatrixFootsBothWays")],
    "position-by-provider": [("EndToEndTests/ReferenceFiguresTests.swift", "windsorByTrustIsThePublishedOne")],
    "position-by-commissioner": [("EndToEndTests/ReferenceFiguresTests.swift", "theBuildsOwnFiguresHoldAllFiveHundredAndNinetyFourPublishedValues")],
    "variance-by-provider": [("PacksTests/PositionSectionTests.swift", "theBridgeEndsAtTheTotalAndNamesTheShares")],
    "variance-by-commissioner": [("PacksTests/PositionSectionTests.swift", "theBridgeEndsAtTheTotalAndNamesTheShares")],
    "cumulative": [("EndToEndTests/ReferenceFiguresTests.swift", "theBuildsOwnFiguresHoldAllFiveHundredAndNinetyFourPublishedValues")],
    "monthly-trend-by-provider": [("AnalysisTests/NaiveComparisonTests.swift", "`positions`")],
    "monthly-trend-by-commissioner": [("AnalysisTests/NaiveComparisonTests.swift", "`positions`")],
    "peer-comparison": [("PacksTests/ListSectionTests.swift", "peersStandMostOverPlanFirstWithThisOneMarked")],
    "provider-trends": [("AnalysisTests/YearTrendsTests.swift", "theSameMonthsOfEachYearWorkedByHand")],
    "monthly-costs": [("PacksTests/ProviderTrendsTests.swift", "everyMonthOfEveryCommissionerStandsInThousands")],
    "heat-map": [("PacksTests/RegisterSectionsTests.swift", "theTreemapHoldsAllSpending")],
    "map": [("PacksTests/RegisterSectionsTests.swift", "theMapIsLeftOutWithAReasonOrDrawn")],
    "forecast": [
      ("AnalysisTests/OutturnMethodTests.swift", "`straight line, calendar days and working days`"),
      ("AnalysisTests/BackTestTests.swift", "`errors are counted by hand`"),
      ("AnalysisTests/ForecastBridgeTests.swift", "`data, activity and price of a leaf worked by hand`"),
    ],
    "activity-by-pod": [("AnalysisTests/VolumePriceTests.swift", "`the published group: ABC and DEF`")],
    "activity-by-specialty": [("AnalysisTests/NaiveComparisonTests.swift", "`breakdowns and splits`")],
    "top-ten-overspend": [("AnalysisTests/TopTenTests.swift", "`the trust dashboard's overspends come in its printed order`")],
    "top-ten-zero-plan": [("AnalysisTests/TopTenTests.swift", "`its lines without a plan come in strict order, kept per commissioner`")],
    "sus-activity": [("SampleProgrammesTests/PublishedAttendanceTests.swift", "southamptonsMonthsAreThePrintedOnes")],
    "first-to-follow-up": [("AnalysisTests/FollowUpTests.swift", "`ratios, to one decimal as printed`")],
    "referrals": [
      ("EndToEndTests/AttendanceFiguresTests.swift", "northHampshiresReferralsByMonthAreThePublishedOnes"),
      ("AnalysisTests/ReferralTests.swift", "aRateIsForAThousandAndAWholeYear"),
    ],
    "referring-organisations": [("EndToEndTests/AttendanceFiguresTests.swift", "southamptonsReferrersAreThePublishedOnes")],
    "high-cost-patients": [("AnalysisTests/ReferralTests.swift", "aThresholdIsReachedWithinTheScope")],
    "challenges": [("AnalysisTests/RegisterTablesTests.swift", "agesAreDaysToThePacksDay")],
    "nca-ifr": [("AnalysisTests/RegisterTablesTests.swift", "chargesAreHeldAgainstTheBudgetToDate")],
    "schemes": [("AnalysisTests/RegisterTablesTests.swift", "eachSchemeStandsAsLastReported")],
    "local-updates": [("PacksTests/RegisterSectionsTests.swift", "writtenTextsStandByTrust")],
    "quality": [
      ("EndToEndTests/ReferenceFiguresTests.swift", "theQualityIndicatorsAreThePublishedOnes"),
      ("PacksTests/QualitySectionTests.swift", "`infections beside the objective's part of the year`"),
    ],
    "quality-charts": [
      ("AnalysisTests/ProcessReferenceTests.swift", "`every row of the reference comes out`"),
      ("AnalysisTests/ProcessRulesTests.swift", "`a point outside a limit, and none on one`"),
    ],
    "quality-self-certification": [("PacksTests/QualitySelfCertificationTests.swift", "`answers by quarter, and what changed`")],
    "where-to-look": [
      ("AnalysisTests/PeersBenchmarkTests.swift", "anOpportunityWorkedByHand"), ("AnalysisTests/PeersSimilarityTests.swift", "distancesWorkedByHand"),
    ],
    "price-benchmark": [("AnalysisTests/PriceBenchmarkTests.swift", "aPriceBesideTheOthersWorkedByHand")],
    "trust-dashboard": [("EndToEndTests/ReferenceFiguresTests.swift", "theTrustDashboardIsThePublishedOne")],
    "practice-overview": [("PacksTests/PracticePackTests.swift", "theOverviewCountsEachPractice")],
    "practice-specialty": [("PacksTests/PracticePackTests.swift", "matricesFootBothWays")],
    "practice-referral-rates": [
      ("AnalysisTests/FunnelTests.swift", "limitsOfPoissonCounts"), ("PacksTests/PracticePackTests.swift", "ratesAreOfTheListStretchedToAYear"),
    ],
    "practice-spc": [("AnalysisTests/ProcessReferenceTests.swift", "`every row of the reference comes out`")],
    "practice-first-to-follow-up": [("PacksTests/PracticePackTests.swift", "theRatioIsOfItsOwnCounts")],
    "practice-referring-organisations": [("PacksTests/PracticePackTests.swift", "referrersAreThePracticeItselfOrOthers")],
    "repatriation": [("PacksTests/PracticePackTests.swift", "thePremiumIsOfTheFactorsOverTheLocalOne")],
    "data-quality": [("LedgerTests/BadInputTests.swift", "disposition")],
    "methods": [("PacksTests/DataStateTests.swift", "coverAndMethodsStateThemOnlyWhereACalendarIsGiven")],
  ]

  /// The section ids of each default pack definition, as a reader of the file sees them.
  private static func sections() throws -> [(pack: String, id: String)] {
    try Repository.files("Templates/packs", ".yaml").flatMap { file in
      let pack = String(file.split(separator: "/").last ?? "").replacing(".yaml", with: "")
      return try Repository.text(file).matches(of: /(?m)^  - (?:id: )?([a-z][a-z-]+)/).map { (pack: pack, id: String($0.1)) }
    }
  }

  @Test func everyPackHasASample() throws {
    let packs = Set(try Self.sections().map(\.pack))
    #expect(packs == Set(Self.samples.keys))
    let golden = try Repository.text("Tests/EndToEndTests/GoldenPagesTests.swift")
    for sample in Self.samples.values { #expect(golden.contains("/\(sample)_2015-16_M11\""), "no pages of \(sample) are under review") }
  }

  @Test func everySectionHasGoldenHTML() throws {
    for (pack, id) in try Self.sections() {
      let file = "Tests/Golden/sections/\(Self.samples[pack] ?? pack)/\(id).html"
      let text = try? Repository.text(file)
      #expect(text?.contains("data-section=\"\(id)\"") == true, "\(file) is not there or not of this section")
    }
  }

  @Test func everySectionHasATestOfItsAnalysis() throws {
    for id in Set(try Self.sections().map(\.id)).sorted() {
      let tests = Self.analysisTests[id] ?? []
      #expect(!tests.isEmpty, "\(id) names no test of its analysis")
      for (file, test) in tests {
        let text = try? Repository.text("Tests/\(file)")
        #expect(text?.contains("func \(test)(") == true, "\(id): Tests/\(file) has no test \(test)")
      }
    }
  }
}
