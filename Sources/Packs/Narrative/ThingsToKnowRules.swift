private let total: [SentenceRule.Parameter] = [.variance("variance"), .words("after"), .money("actual"), .money("plan")]
private let three: [SentenceRule.Parameter] = [
  .words("organisations"), .words("first"), .variance("first-variance"), .words("second"), .variance("second-variance"), .words("third"),
  .variance("third-variance"), .several("count"), .words("top"), .share("share"),
]

let thingsToKnowRules: [SentenceRule] =
  [
    SentenceRule("things.total", total), SentenceRule("things.total-share", total + [.share("share")]),
    SentenceRule("things.total-largest", total + [.share("share"), .words("place"), .several("count")]),
    SentenceRule("things.total-place", total + [.share("share"), .words("place"), .several("count")]),
    SentenceRule("things.one-over", .words("name"), .variance("variance")),
    SentenceRule(
      "things.two-over", .several("count"), .words("organisations"), .words("first"), .variance("first-variance"), .words("second"),
      .variance("second-variance")), SentenceRule("things.three-over", three), SentenceRule("things.concentration", three),
  ] + [
    SentenceRule("things.rate", .words("name"), .share("share"), .money("threshold")),
    SentenceRule("things.rate-every-month", .words("name"), .share("share"), .money("threshold")),
    SentenceRule("things.month", .words("month"), .money("actual"), .variance("variance")),
    SentenceRule("things.month-change", .words("month"), .money("actual"), .variance("variance"), .change("change"), .words("previous")),
    SentenceRule("things.forecast", .money("forecast"), .variance("variance"), .money("plan"), .words("method")),
    SentenceRule("things.forecast-by-method", .money("forecast"), .variance("variance"), .money("plan"), .words("method")),
    SentenceRule("things.pod", .words("name"), .variance("variance")), SentenceRule("things.specialty", .words("name"), .variance("variance")),
    SentenceRule("things.zero-plan", .variance("variance"), .count("count")), SentenceRule("things.follow-ups", .words("name"), .money("cost")),
    SentenceRule("things.outside", .money("actual")),
    SentenceRule("things.missing-return", .words("name"), .words("month"), .words("previous"), .money("before")),
  ]
