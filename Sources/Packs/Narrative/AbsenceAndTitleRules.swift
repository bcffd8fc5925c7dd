/// Why a section is left out.
let absenceRules: [SentenceRule] = [
  SentenceRule("absent.register", .words("what"), .words("file")),
  SentenceRule("absent.attendances"),
  SentenceRule("absent.outpatients"),
  SentenceRule("absent.patients"),
  SentenceRule("absent.quality-charts"), SentenceRule("absent.quality-charts-short", .words("least")),
  SentenceRule("absent.certification"),
  SentenceRule("absent.updates", .words("month"), .words("file")),
  SentenceRule("absent.restatements", .words("month")),
  SentenceRule("absent.map", .words("boundaries"), .words("tiles")),
  SentenceRule("absent.alternatives"),
  SentenceRule("absent.prices", .words("least")),
  SentenceRule("absent.prices-no-tariff", .words("least")),
  SentenceRule("absent.covariates", .words("file")),
  SentenceRule("absent.population"),
  SentenceRule("absent.own-covariates", .words("file")),
  SentenceRule("absent.similar", .words("best")),
]

/// Titles that count or name what stands under them.
let titleRules: [SentenceRule] = [
  SentenceRule("titles.thing"),
  SentenceRule("titles.things", .words("count")),
  SentenceRule("titles.open-challenges", .words("count")),
  SentenceRule("titles.largest-specialties", .words("count")),
  SentenceRule("titles.furthest-pairs", .words("count"), .words("organisation")),
  SentenceRule("titles.furthest-pair", .words("organisation")),
  SentenceRule("titles.most-at-stake", .words("count")),
  SentenceRule("titles.furthest-from-tariff", .words("count")),
  SentenceRule("titles.most-similar", .words("count")),
  SentenceRule("titles.peer-position-both", .words("month")),
  SentenceRule("titles.peer-position", .count("count"), .words("month")),
  SentenceRule("titles.furthest", .words("over"), .words("under")),
  SentenceRule("titles.furthest-over", .words("over")),
  SentenceRule("titles.furthest-under", .words("under")),
]
