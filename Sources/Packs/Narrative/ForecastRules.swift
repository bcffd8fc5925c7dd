private let outturn: [SentenceRule.Parameter] = [.money("forecast"), .variance("variance")]

let forecastRules: [SentenceRule] = [
  SentenceRule("forecast.nothing"), SentenceRule("forecast.nothing-to-go-by"), SentenceRule("forecast.ended", outturn),
  SentenceRule("forecast.expected", outturn), SentenceRule("forecast.early", outturn),
  SentenceRule("forecast.range", outturn + [.money("low"), .money("high")]),
  SentenceRule("forecast.untested"), SentenceRule("forecast.all-best", .count("groups")),
  SentenceRule("forecast.best", .count("count"), .count("groups"), .money("outturn"), .change("difference")),
  SentenceRule("forecast.origins", .count("origins"), .count("groups")),
  SentenceRule("forecast.no-bridge", .words("month")), SentenceRule("forecast.change", .change("change"), .money("before"), .money("after")),
  SentenceRule("forecast.change-most", .change("change"), .money("before"), .money("after"), .words("cause"), .change("most")),
  SentenceRule("forecast.no-adjustment"), SentenceRule("forecast.adjusted", outturn),
  SentenceRule("forecast.bridged", .change("adjustments"), .money("before"), .money("after")), SentenceRule("forecast.no-past", .words("year")),
]
