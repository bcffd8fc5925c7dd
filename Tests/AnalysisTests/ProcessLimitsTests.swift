import Testing

@testable import Analysis

/// The published and computed vectors of XmR limits.
@Suite struct ProcessLimitsTests {
  @Test func `the package's vignette, screened and not`() throws {
    let values: [Double] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    let screened = try #require(ProcessLimits(values))
    #expect(abs(screened.mean - 1.944444) < 1e-6)
    #expect(abs(screened.lower - -0.715556) < 1e-6)
    #expect(abs(screened.upper - 4.604444) < 1e-6)
    #expect(screened.isOutside(10))
    #expect(!screened.isOutside(2))
    let unscreened = try #require(ProcessLimits(values, screened: false))
    #expect(abs(unscreened.lower - -3.062614) < 1e-6)
    #expect(abs(unscreened.upper - 6.951503) < 1e-6)
  }

  static let normal = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197, 1.22408180,
    0.35981383,
    0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
  ]

  @Test func `the package's snapshot`() throws {
    let limits = try #require(ProcessLimits(Self.normal))
    #expect(abs(limits.mean - 0.1416238) < 1e-6)
    #expect(abs(limits.lower - -3.01138) < 1e-5)
    #expect(abs(limits.upper - 3.294627) < 1e-6)
    var outlier = Self.normal
    outlier[14] = 10
    let screened = try #require(ProcessLimits(outlier))
    #expect(abs(screened.mean - 0.6694159) < 1e-6)
    #expect(abs(screened.lower - -2.383666) < 1e-6)
    #expect(abs(screened.upper - 3.722497) < 1e-6)
    let unscreened = try #require(ProcessLimits(outlier, screened: false))
    #expect(abs(unscreened.lower - -4.596625) < 1e-6)
    #expect(abs(unscreened.upper - 5.935457) < 1e-6)
  }

  @Test func `Southampton's inpatients, where screening decides`() throws {
    let values: [Double] = [18, 39, 18, 30, 31, 26, 33, 24, 28, 29, 24, 15, 26, 24, 24, 23, 22, 20, 20, 30, 25, 23, 22]
    let screened = try #require(ProcessLimits(values))
    #expect(abs(screened.mean - 24.956522) < 1e-6)
    // Ranges add to 130; two of 21 are not below 3.267 × 130 ÷ 22 and go; the mean of the rest is 88 ÷ 20 = 4.4, and 2.66 × 4.4 = 11.704.
    #expect(abs(screened.meanMovingRange - 4.4) < 1e-12)
    #expect(abs(screened.lower - (574.0 / 23 - 11.704)) < 1e-9)
    #expect(abs(screened.upper - (574.0 / 23 + 11.704)) < 1e-9)
    #expect(screened.isOutside(39))
    let unscreened = try #require(ProcessLimits(values, screened: false))
    #expect(abs(unscreened.lower - 9.238340) < 1e-6)
    #expect(abs(unscreened.upper - 40.674704) < 1e-6)
    #expect(!unscreened.isOutside(39))
  }

  @Test func `Southampton's outpatients and North Hampshire's referrals`() throws {
    let outpatients: [Double] = [34, 31, 24, 33, 18, 33, 31, 26, 42, 32, 23, 21, 19, 18, 23, 43, 28, 33, 27, 42, 24, 39, 24]
    let southampton = try #require(ProcessLimits(outpatients))
    #expect(abs(southampton.mean - 29.043478) < 1e-6)
    #expect(abs(southampton.lower - 3.652569) < 1e-6)
    #expect(abs(southampton.upper - 54.434387) < 1e-6)
    let referrals: [Double] = [
      13, 14, 11, 16, 14, 16, 14, 7, 8, 11, 17, 12, 8, 8, 21, 12, 7, 13, 17, 16, 12, 22, 8, 14, 14, 9, 14, 19, 19, 17, 10, 14, 12, 17, 14,
    ]
    let hampshire = try #require(ProcessLimits(referrals))
    #expect(abs(hampshire.mean - 13.428571) < 1e-6)
    #expect(abs(hampshire.lower - 1.615042) < 1e-6)
    #expect(abs(hampshire.upper - 25.242101) < 1e-6)
    #expect(!hampshire.isTrial)
  }

  @Test func `no limits for one value, for equal values, nor where the few changes are screened out`() throws {
    #expect(ProcessLimits([3]) == nil)
    #expect(ProcessLimits([]) == nil)
    #expect(ProcessLimits([4, 4, 4]) == nil)
    // One referral in 35 months: ranges of nought but two of one, mean 2 ÷ 34; both are above 3.267 times that and go.
    var once = Array(repeating: 0.0, count: 35)
    once[20] = 1
    #expect(ProcessLimits(once) == nil)
    let unscreened = try #require(ProcessLimits(once, screened: false))
    #expect(abs(unscreened.meanMovingRange - 2.0 / 34) < 1e-12)
    // Eleven changes of one in 34 ranges are below 3.267 × 11 ÷ 34 = 1.06, and stay.
    let often: [Double] = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0] + [Double](repeating: 1, count: 24)
    #expect(ProcessLimits(often) != nil)
  }
}
