/// Measures of the treemap and the map.
extension Measure {
  package static let shareOfSpending = "share_of_spending"
}

let mapMeasures: [MeasureDefinition] = [
  .init(
    Measure.shareOfSpending, "Share of the programme’s spending", .fraction, "actual to date ÷ the programme’s actual to date",
    .figures([.same(Measure.ytdActual), .programme(Measure.ytdActual)]))
]
