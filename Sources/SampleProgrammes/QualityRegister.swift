/// The quality register of a sample programme, in long form: `provider,period,indicator,value,standard`.
struct QualityRegister {
  let providers: [SampleProvider]
  let months: [SampleMonth]
  let seed: UInt64

  private static let notPublished = "Not published"

  /// Writes `registers/quality.csv`.
  ///
  /// Where a trust has published figures they hold: the 18-week shares in the last month; the infections as the sum of the last year's months. The
  /// print counts infections from March 2015 to March 2016; March 2015 is "Not published" here and March 2016 is not yet known, so that the year
  /// to date and the printed period have one sum.
  func write(published: [PublishedQuality], to output: SampleOutput) throws {
    var text = ByteText()
    text.line("provider,period,indicator,value,standard")
    for (index, provider) in providers.enumerated() {
      let known = published.first { $0.provider == provider.code }
      var dice = Dice(seed: seed, 81, index)
      let admitted = shares(endingAt: known == nil ? 880 : known?.admitted ?? nil, &dice)
      let nonAdmitted = shares(endingAt: known == nil ? 930 : known?.nonAdmitted ?? nil, &dice)
      let incomplete = shares(endingAt: 900 + dice.below(40), &dice)
      let mrsa = counts(year: known?.mrsa ?? 3, blank: known != nil, &dice)
      let cdiff = counts(year: known?.cdiff ?? 24, blank: known != nil, &dice)
      // Objectives have dice of their own, so that they leave the values as they are.
      var objectives = Dice(seed: seed, 82, index)
      let objective = String((known?.cdiff ?? 24) * (92 + objectives.below(25)) / 100)
      for (place, month) in months.enumerated() {
        // Those seen are judged until June 2015; since then those waiting alone.
        let isJudged = (month.year, month.month) <= (2015, 3)
        let rows = [
          ("rtt_incomplete", incomplete[place], "92"), ("rtt_admitted", admitted[place], isJudged ? "90" : ""),
          ("rtt_non_admitted", nonAdmitted[place], isJudged ? "95" : ""), ("mrsa", mrsa[place], "0"), ("cdiff", cdiff[place], objective),
        ]
        for (indicator, value, standard) in rows { text.record([provider.code, month.period, indicator, value, standard]) }
      }
    }
    try output("registers/quality.csv", text.bytes)
  }

  /// Shares in per cent that drift to a last value in tenths; nil: not published in the last year.
  private func shares(endingAt last: Int?, _ dice: inout Dice) -> [String] {
    let end = last ?? 840 + dice.below(60)
    let start = min(975, end + 25 + dice.below(90))
    return months.indices.map { place in
      if last == nil && months[place].year == months[months.count - 1].year { return QualityRegister.notPublished }
      let steady = Double(start) + Double(end - start) * Double(place) / Double(max(1, months.count - 1))
      let value = place == months.count - 1 ? end : min(995, Int((steady + 9 * dice.bell()).rounded()))
      return value % 10 == 0 ? String(value / 10) : "\(value / 10).\(value % 10)"
    }
  }

  /// Infections by month: the last year's add up to the sum given, the earlier ones run at much the same rate.
  ///
  /// - Parameter blank: whether the last month of the year before is not published.
  private func counts(year sum: Int, blank: Bool, _ dice: inout Dice) -> [String] {
    var values = months.map { _ in 0 }
    let last = months.indices.filter { months[$0].year == months[months.count - 1].year }
    for _ in 0..<sum { values[last[dice.below(last.count)]] += 1 }
    for place in months.indices where months[place].year != months[months.count - 1].year {
      let rate = Double(sum) / Double(last.count) * (1.05 + 0.08 * Double(months[months.count - 1].year - months[place].year))
      values[place] = max(0, dice.wholeNumber(near: max(0, rate + rate.squareRoot() * 0.9 * dice.bell())))
    }
    return months.indices.map { blank && $0 == last[0] - 1 ? QualityRegister.notPublished : String(values[$0]) }
  }
}
