import Findings
import Quantities

/// A month has about as many rows as those before.
let fewerRows = SeriesCheck(
  CheckDefinition(
    "SLAM-152", .completeness, .warning, "a month has about as many rows as those before",
    reason: "A return cut short is a month with too little in it",
    message: "fewer rows than usual",
    hint: "ask the provider whether the file is whole; the money named is what the month falls short of the usual",
    about: .month, limit: CheckLimit(50, .percent, "how far the rows must fall short of the median of the months before")
  )
) { series, limit in
  let months = series.ofAll
  guard months.count >= 4, series.stated[series.last] else { return [] }
  let before = months[..<series.last].enumerated().filter { series.stated[$0.offset] }.map(\.element)
  guard before.count >= 3 else { return [] }
  let usual = middle(before.map { Int128($0.rows) }.sorted())
  let rows = Int128(months[series.last].rows)
  guard usual >= 20, rows * 100 * exactScale < usual * (100 * exactScale - Int128(limit)) else { return [] }
  let price = middle(before.map(\.actualPrice).sorted())
  return [SeriesHit(month: series.last, stake: months[series.last].actualPrice - price, "\(rows) rows, where \(usual) are usual")]
}
