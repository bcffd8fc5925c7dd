/// Windsor, Ascot & Maidenhead by trust at month 11 of 2015-16, in whole pounds.
///
/// The plans are the table's and the variances the chart's: the table's actuals come from another cut of the data and do not foot to the
/// commissioner's total, the chart's variances do.
struct PublishedWindsor {
  /// ODS code of the trust.
  let provider: String
  /// Plan, year to date.
  let plan: Int
  /// Plan less actual, year to date, from the chart.
  let variance: Int

  static let commissioner = "11C"
  static let all: [PublishedWindsor] = [
    PublishedWindsor(provider: "R1H", plan: 36084, variance: -39648),
    PublishedWindsor(provider: "RQM", plan: 110275, variance: -32492),
    PublishedWindsor(provider: "RVR", plan: 70517, variance: -5429),
    PublishedWindsor(provider: "RP4", plan: 105267, variance: 38127),
    PublishedWindsor(provider: "RJ1", plan: 304264, variance: 80597),
    PublishedWindsor(provider: "RYJ", plan: 798012, variance: -3524),
    PublishedWindsor(provider: "RJZ", plan: 69786, variance: -22688),
    PublishedWindsor(provider: "RP6", plan: 96028, variance: -16319),
    PublishedWindsor(provider: "R1K", plan: 221773, variance: -51185),
    PublishedWindsor(provider: "RT3", plan: 421380, variance: 2830),
    PublishedWindsor(provider: "RAL", plan: 128424, variance: 27748),
    PublishedWindsor(provider: "RAN", plan: 228619, variance: 72107),
    PublishedWindsor(provider: "RJ7", plan: 165814, variance: 62369),
    PublishedWindsor(provider: "RAS", plan: 355151, variance: 67468),
    PublishedWindsor(provider: "RPY", plan: 65684, variance: 24691),
    PublishedWindsor(provider: "RRV", plan: 229700, variance: -111280),
  ]
}
