import Findings
import Quantities
import Testing

@testable import Checks

@Suite("Checks of a provider's year")
struct SeriesCheckTests {
  /// Two commissioners and two points of delivery, six months, a row of £10,000 and ten of activity each, planned as it came.
  private func year(_ months: Int = 6) -> ProviderSeries {
    var series = ProviderSeries(commissioners: 2, traits: [[.spell], [.firstAttendance]], months: months)
    for commissioner in 0..<2 {
      for pod in 0..<2 {
        for month in 0..<months {
          for _ in 0..<10 { series.add(commissioner, pod, month, planPrice: parts(1_000), actualPrice: parts(1_000), activity: parts(1)) }
        }
      }
    }
    return series
  }

  private func found(_ code: FindingCode, _ series: ProviderSeries) throws -> [SeriesHit] {
    let check = try #require(seriesChecks.first { $0.definition.code == code })
    return check.find(series, CheckSettings.standard.limit(check.definition))
  }

  private func stakes(_ code: FindingCode, _ series: ProviderSeries) throws -> [Int64] { try found(code, series).map(\.stake) }

  @Test("an even year fires none")
  func even() throws {
    for check in seriesChecks { #expect(try found(check.definition.code, year()).isEmpty, "\(check.definition.code)") }
  }

  @Test("a commissioner of the last three months that is missing")
  func commissioner() throws {
    var series = year()
    for pod in 0..<2 { series[1, pod, 5] = SeriesCell() }
    #expect(try found("SLAM-150", series).map(\.commissioner) == [1])
    #expect(try stakes("SLAM-150", series) == [-parts(20_000)])
    series.stated[5] = false  // a month that nobody stated is another finding
    #expect(try found("SLAM-150", series).isEmpty)
    var young = year()
    for pod in 0..<2 { (young[1, pod, 5], young[1, pod, 3]) = (SeriesCell(), SeriesCell()) }
    #expect(try found("SLAM-150", young).isEmpty)  // it was not there in each of the three
  }

  @Test("a point of delivery of the last three months that is missing")
  func pod() throws {
    var series = year()
    for commissioner in 0..<2 { series[commissioner, 1, 5] = SeriesCell() }
    #expect(try found("SLAM-151", series).map(\.pod) == [1])
    #expect(try stakes("SLAM-151", series) == [-parts(20_000)])
    series[0, 1, 5].actualPrice = 1
    series[0, 1, 5].rows = 1
    #expect(try found("SLAM-151", series).isEmpty)
  }

  @Test("fewer than half the usual rows")
  func rows() throws {
    var series = year()
    series[0, 0, 5].rows = 0
    series[1, 0, 5].rows = 0
    // Half of forty is no fewer than half.
    #expect(try found("SLAM-152", series).isEmpty)
    series[0, 1, 5].rows = 9
    series[0, 1, 5].actualPrice = Int128(parts(9_000))
    #expect(try stakes("SLAM-152", series) == [-parts(1_000)])
  }

  @Test("care without practice, and without HRG, above a tenth of the rows")
  func blanks() throws {
    var series = year()
    (series.careRows, series.withoutPractice, series.tariffedRows, series.withoutResourceGroup) = (100, 10, 100, 10)
    #expect(try found("SLAM-153", series).isEmpty && found("SLAM-154", series).isEmpty)
    (series.withoutPractice, series.withoutResourceGroup) = (11, 11)
    #expect(try found("SLAM-153", series).map(\.words) == ["11 of 100 rows of care have none"])
    #expect(try found("SLAM-154", series).map(\.words) == ["11 of 100 rows of spells and attendances have none"])
    #expect(try stakes("SLAM-153", series) == [0] && stakes("SLAM-154", series) == [0])
    (series.careRows, series.withoutPractice) = (19, 19)  // too few to say
    #expect(try found("SLAM-153", series).isEmpty)
  }

  @Test("a plan that ends within the year")
  func plan() throws {
    var series = year()
    for pod in 0..<2 { series[0, pod, 5].planPrice = 0 }
    #expect(try found("SLAM-155", series).map(\.commissioner) == [0])
    #expect(try stakes("SLAM-155", series) == [-parts(20_000)])
    series[0, 0, 5].planPrice = 1
    #expect(try found("SLAM-155", series).isEmpty)
  }

  private func restated(_ plan: Double, _ actual: Double, now planNow: Double, _ actualNow: Double, month: Int = 2) -> ProviderSeries {
    var series = year()
    series.frozenMonths = 2
    series.restated = [
      .init(
        commissioner: 1, pod: 0, month: month, planPrice: Int128(parts(plan)), actualPrice: Int128(parts(actual)),
        planPriceNow: Int128(parts(planNow)),
        actualPriceNow: Int128(parts(actualNow)))
    ]
    return series
  }

  @Test("a plan that was changed by more than a pound")
  func planChanged() throws {
    #expect(try stakes("SLAM-170", restated(100, 0, now: 101.01, 0)) == [parts(1.01)])
    #expect(try stakes("SLAM-170", restated(100, 0, now: 101, 0)).isEmpty)
  }

  @Test("a month that was final and is stated again with another cost")
  func frozen() throws {
    #expect(try stakes("SLAM-171", restated(0, 100, now: 0, 150, month: 1)) == [parts(50)])
    #expect(try stakes("SLAM-171", restated(0, 100, now: 0, 150, month: 2)).isEmpty)
    #expect(try stakes("SLAM-171", restated(0, 100, now: 0, 101, month: 1)).isEmpty)
  }

  @Test("a sign that flipped")
  func sign() throws {
    #expect(try stakes("SLAM-175", restated(0, 100, now: 0, -100)) == [parts(-200)])
    #expect(try stakes("SLAM-175", restated(0, 100, now: 0, 0)).isEmpty)
  }

  /// Months of £20,000, £20,400, £19,600, £20,200, £19,800: the median is £20,000, the distances 0, 400, 400, 200, 200 have the median 200, times 1.4826 that
  /// is £296.52; six of them are £1,779.12, but under £5,000 nothing is said.
  @Test("a commissioner's or a point of delivery's cost that jumped")
  func jumps() throws {
    var series = year()
    for (month, change) in [0.0, 400, -400, 200, -200].enumerated() { series[0, 0, month].actualPrice = Int128(parts(10_000 + change)) }
    series[0, 0, 5].actualPrice = Int128(parts(14_999.99))
    #expect(try found("SLAM-172", series).isEmpty)
    series[0, 0, 5].actualPrice = Int128(parts(15_000))
    #expect(try stakes("SLAM-172", series) == [parts(5_000)])
    #expect(try found("SLAM-173", series).isEmpty)
    series[0, 0, 5].actualPrice = Int128(parts(20_000))
    #expect(try stakes("SLAM-173", series) == [parts(10_000)])
    #expect(try stakes("SLAM-172", year(5)).isEmpty)
  }

  @Test("a median price that changed by more than a tenth")
  func price() throws {
    var series = year()
    func change(to now: Double, lines: Int = 8) {
      series.prices = [
        .init(pod: 0, tariff: "HA48A", before: parts(100), now: parts(now), activity: Int128(parts(3)), linesBefore: 8, linesNow: lines)
      ]
    }
    change(to: 110)
    #expect(try found("SLAM-174", series).isEmpty)
    change(to: 110.01)
    #expect(try stakes("SLAM-174", series) == [parts(30.03)])
    change(to: 150, lines: 7)
    #expect(try found("SLAM-174", series).isEmpty)
  }

  @Test("a point of delivery that begins in the fourth month or later, without a plan")
  func new() throws {
    var series = ProviderSeries(commissioners: 1, traits: [[.spell]], months: 5)
    series.add(0, 0, 3, planPrice: 0, actualPrice: parts(3_000), activity: parts(1))
    series.add(0, 0, 4, planPrice: 0, actualPrice: parts(2_000), activity: parts(1))
    #expect(try stakes("SLAM-176", series) == [parts(5_000)])
    series.add(0, 0, 4, planPrice: 1, actualPrice: 0, activity: 0)
    #expect(try found("SLAM-176", series).isEmpty)
    var early = ProviderSeries(commissioners: 1, traits: [[.spell]], months: 5)
    early.add(0, 0, 2, planPrice: 0, actualPrice: parts(9_000), activity: parts(1))
    #expect(try found("SLAM-176", early).isEmpty)
  }
}
