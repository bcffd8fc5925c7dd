/// Every measure by name.
private let definitionsByName: [String: MeasureDefinition] = Dictionary(
  measureDefinitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

/// What a measure is; nil for a name that no figure has.
package func measureDefinition(_ name: String) -> MeasureDefinition? { definitionsByName[name] }

/// The measure in the last part of an id, `ytd_variance@2015-16-M05~freeze`.
package func measureName(_ tail: Substring) -> Substring {
  tail[..<(tail.utf8.firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "~") } ?? tail.endIndex)]
}

/// The unit of a figure by its id: what data files and the proof ask. Unknown measures count as counts.
package func figureUnit(of id: FigureID) -> FigureUnit {
  let text = id.text
  let slash = text.utf8.lastIndex(of: UInt8(ascii: "/"))
  return definitionsByName[String(measureName(text[(slash.map(text.utf8.index(after:)) ?? text.startIndex)...]))]?.unit ?? .count
}

/// Every measure that a figure can have.
package let measureDefinitions: [MeasureDefinition] = [
  positionMeasures,
  activityMeasures,
  splitMeasures,
  countingMeasures,
  attendanceMeasures,
  qualityMeasures,
  restatementMeasures,
  controlMeasures,
  narrativeMeasures,
  referralMeasures,
  processMeasures,
  objectiveMeasures,
  certificationMeasures,
  practiceMeasures,
  peerMeasures,
  registerMeasures,
  mapMeasures,
  forecastMeasures,
].flatMap { $0 }

private let positionMeasures: [MeasureDefinition] = [
  .init(
    Measure.annualPlan, "Annual plan", .pounds,
    "the plan file’s twelve months; where there is none, plan to date ÷ the share of the year by the phasing rule; by commissioner × provider × POD group, added",
    .figures([.leaves(Measure.ytdPlan)])),
  .init(Measure.ytdPlan, "Plan, year to date", .pounds, "sum of planned price, April to the month", .rows(RowAmount(.plannedPrice, .yearToDate))),
  .init(Measure.ytdActual, "Actual, year to date", .pounds, "sum of actual price, April to the month", .rows(RowAmount(.actualPrice, .yearToDate))),
  .init(
    Measure.ytdVariance, "Variance, year to date", .pounds, "plan − actual, year to date; negative is over plan",
    .figures([.same(Measure.ytdPlan), .same(Measure.ytdActual)])),
  .init(
    Measure.ytdVariancePercent, "Variance, % of plan", .fraction, "variance ÷ plan, year to date",
    .figures([.same(Measure.ytdVariance), .same(Measure.ytdPlan)])),
  .init(Measure.monthPlan, "Plan of the month", .pounds, "sum of planned price of the month", .rows(RowAmount(.plannedPrice, .month))),
  .init(Measure.monthActual, "Cost of the month", .pounds, "sum of actual price of the month", .rows(RowAmount(.actualPrice, .month))),
  .init(
    Measure.monthVariance, "Variance of the month", .pounds, "plan − actual of the month; negative is over plan",
    .figures([.same(Measure.monthPlan), .same(Measure.monthActual)])),
  .init(
    Measure.monthChange, "Change on the month before", .pounds, "cost of the month − cost of the month before",
    .figures([.same(Measure.monthActual), .monthBefore(Measure.monthActual)])),
  .init(
    Measure.monthChangePercent, "Change on the month before, %", .fraction, "change ÷ cost of the month before",
    .figures([.same(Measure.monthChange), .monthBefore(Measure.monthActual)])),
  .init(
    Measure.forecastOutturn, "Forecast outturn", .pounds,
    "by the method that programme.yaml chooses for the group (straight line unless it says otherwise: actual to date × 12 ÷ months sent); by commissioner × provider × POD group, added; another method’s stands under its name after ~",
    .figures([.leaves(Measure.ytdActual)])),
  .init(
    Measure.forecastVariance, "Forecast variance", .pounds, "annual plan − forecast outturn; negative is over plan",
    .figures([.same(Measure.annualPlan), .same(Measure.forecastOutturn)])),
  .init(
    Measure.spendPerThousand, "Actual to date for each 1,000 of weighted population", .pounds, "actual to date × 1,000 ÷ weighted population",
    .figures([.same(Measure.ytdActual), .same(Measure.weightedPopulation)])),
  .init(
    Measure.weightedPopulation, "Weighted population", .count, "as organisations/commissioners.csv gives it; added for a total",
    .source("organisations/commissioners.csv")),
  .init(
    Measure.contractValue, "Contract value", .pounds, "as the contracts register gives it; added for a total", .source("registers/contracts.csv")),
  .init(Measure.contractEnvelope, "Envelope", .pounds, "as the contracts register gives it; added for a total", .source("registers/contracts.csv")),
  .init(
    Measure.contractVariance, "Contract value less forecast", .pounds, "contract value − forecast outturn; negative is over",
    .figures([.same(Measure.contractValue), .same(Measure.forecastOutturn)])),
]

private let activityMeasures: [MeasureDefinition] = [
  activity(Measure.annualPlan, "Annual plan, activity", .figures([.leaves(Measure.ytdPlan + Measure.activitySuffix)])),
  activity(Measure.ytdPlan, "Planned activity, year to date", .rows(RowAmount(.plannedActivity, .yearToDate))),
  activity(Measure.ytdActual, "Actual activity, year to date", .rows(RowAmount(.actualActivity, .yearToDate))),
  activity(
    Measure.ytdVariance, "Variance of activity, year to date",
    .figures([.same(Measure.ytdPlan + Measure.activitySuffix), .same(Measure.ytdActual + Measure.activitySuffix)])),
  activity(Measure.monthPlan, "Planned activity of the month", .rows(RowAmount(.plannedActivity, .month))),
  activity(Measure.monthActual, "Actual activity of the month", .rows(RowAmount(.actualActivity, .month))),
  activity(
    Measure.monthVariance, "Variance of activity of the month",
    .figures([.same(Measure.monthPlan + Measure.activitySuffix), .same(Measure.monthActual + Measure.activitySuffix)])),
  activity(Measure.forecastOutturn, "Forecast outturn, activity", .figures([.leaves(Measure.ytdActual + Measure.activitySuffix)]), .persons),
  activity(
    Measure.forecastVariance, "Forecast variance of activity",
    .figures([.same(Measure.annualPlan + Measure.activitySuffix), .same(Measure.forecastOutturn + Measure.activitySuffix)])),
  .init(
    Measure.ytdVariancePercent + Measure.activitySuffix, "Variance of activity, % of plan", .fraction,
    "variance of activity ÷ planned activity, year to date",
    .figures([.same(Measure.ytdVariance + Measure.activitySuffix), .same(Measure.ytdPlan + Measure.activitySuffix)])),
]

/// The same measure of activity: one formula, other fields.
private func activity(_ measure: String, _ title: String, _ derivation: MeasureDerivation, _ disclosure: Disclosure? = nil) -> MeasureDefinition {
  let cost = positionMeasures.first { $0.name == measure }
  let formula = (cost?.formula ?? "").replacing("planned price", with: "planned activity").replacing("actual price", with: "actual activity")
  return MeasureDefinition(measure + Measure.activitySuffix, title, .activity, formula, derivation, disclosure: disclosure)
}

private let splitInputs: [MeasureInput] = [
  .same(Measure.ytdPlan), .same(Measure.ytdActual), .same(Measure.ytdPlan + Measure.activitySuffix),
  .same(Measure.ytdActual + Measure.activitySuffix),
]

/// Over lines of many prices: none of them tells of a count.
private let splitMeasures: [MeasureDefinition] = [
  .init(
    Measure.volumeVariance, "Variance from volume", .pounds,
    "by contract line: (plan activity − even share of the group’s actual activity) × plan price, added", .figures(splitInputs),
    disclosure: Disclosure.none),
  .init(
    Measure.mixVariance, "Variance from mix", .pounds,
    "by contract line: (even share of the group’s actual activity − actual activity) × plan price, added", .figures(splitInputs),
    disclosure: Disclosure.none),
  .init(
    Measure.priceVariance, "Variance from price", .pounds, "by contract line: variance − (plan − actual activity) × plan price, added",
    .figures(splitInputs), disclosure: Disclosure.none),
  .init(
    Measure.unplannedVariance, "Variance from unplanned activity", .pounds, "the variance of contract lines with activity and none planned, added",
    .figures(splitInputs), disclosure: Disclosure.none),
  .init(
    Measure.nonActivityVariance, "Variance not from activity", .pounds,
    "the variance of contract lines with money and no activity on either side, added", .figures(splitInputs), disclosure: Disclosure.none),
]

private let countingMeasures: [MeasureDefinition] = [
  .init(
    Measure.providers, "Providers with a contract", .count, "providers with a plan or a cost in the year",
    .figures([.eachProvider(Measure.ytdActual), .eachProvider(Measure.annualPlan)])),
  .init(
    Measure.commissioners, "Commissioners with a contract", .count, "commissioners with a plan or a cost in the year",
    .figures([.eachCommissioner(Measure.ytdActual), .eachCommissioner(Measure.annualPlan)])),
  .init(
    Measure.contracts, "Contracts", .count, "pairs of the programme’s commissioners and providers with a plan or a cost in the year",
    .figures([.eachContract(Measure.ytdVariance)])),
  .init(Measure.pods, "Points of delivery", .count, "derived points of delivery with a line in the year", .figures([.same(Measure.ytdVariance)])),
  .init(Measure.specialties, "Specialties", .count, "treatment functions with a line in the year", .figures([.same(Measure.ytdVariance)])),
  .init(Measure.lines, "Lines that qualify", .count, "contract lines that could stand in the list", .figures([.same(Measure.ytdVariance)])),
  .init(
    Measure.providersOver, "Providers over plan", .count, "providers whose variance, year to date, is below nought",
    .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersOver, "Commissioners over plan", .count, "commissioners whose variance, year to date, is below nought",
    .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.contractsOver, "Contracts over plan", .count, "contracts whose variance, year to date, is below nought",
    .figures([.eachContract(Measure.ytdVariance)])),
  .init(
    Measure.providersUnder, "Providers under plan", .count, "providers whose variance, year to date, is above nought",
    .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersUnder, "Commissioners under plan", .count, "commissioners whose variance, year to date, is above nought",
    .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.providersAlwaysOver, "Providers over plan in every month", .count,
    "providers with a plan whose variance is below nought in every month of the year so far", .figures([.eachProvider(Measure.monthsOver)])),
  .init(
    Measure.commissionersAlwaysOver, "Commissioners over plan in every month", .count,
    "commissioners with a plan whose variance is below nought in every month of the year so far", .figures([.eachCommissioner(Measure.monthsOver)])),
  .init(
    Measure.providersOverspending, "Overspending", .pounds, "the variances of the providers over plan, added",
    .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersOverspending, "Overspending", .pounds, "the variances of the commissioners over plan, added",
    .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.providersUnderspending, "Underspending", .pounds, "the variances of the providers under plan, added",
    .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersUnderspending, "Underspending", .pounds, "the variances of the commissioners under plan, added",
    .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.providersOverspendingShare, "Share of the overspending", .fraction,
    "the variances of the furthest over plan ÷ those of all providers over plan", .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersOverspendingShare, "Share of the overspending", .fraction,
    "the variances of the furthest over plan ÷ those of all commissioners over plan", .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.providersOffsetShare, "Share of the overspending that is offset", .fraction,
    "the variances of the providers under plan ÷ those of the providers over plan, without sign", .figures([.eachProvider(Measure.ytdVariance)])),
  .init(
    Measure.commissionersOffsetShare, "Share of the overspending that is offset", .fraction,
    "the variances of the commissioners under plan ÷ those of the commissioners over plan, without sign",
    .figures([.eachCommissioner(Measure.ytdVariance)])),
  .init(
    Measure.contractShareOfNet, "Share of the net overspend", .fraction,
    "the variances of the contracts furthest over plan ÷ the programme’s variance",
    .figures([.eachContract(Measure.ytdVariance), .programme(Measure.ytdVariance)])),
  .init(
    Measure.shareOfNet, "Share of the programme’s net variance", .fraction, "the variance ÷ the programme’s variance, year to date",
    .figures([.same(Measure.ytdVariance), .programme(Measure.ytdVariance)])),
  .init(
    Measure.shareSince, "Share of the variance since a month", .fraction, "(variance to date − variance to the month named) ÷ variance to date",
    .figures([.whole(Measure.ytdVariance)])),
  .init(
    Measure.largestShare, "The first line’s share of its list", .fraction, "cost of the first line ÷ cost of the list",
    .figures([.same(Measure.ytdActual)])),
  .init(
    Measure.monthsOver, "Months over plan", .count, "months of the year whose variance is below nought", .figures([.eachMonth(Measure.monthVariance)])
  ),
  .init(
    Measure.monthsSameWay, "Months on the same side of plan", .count, "months of the year whose variance has the sign of the year to date’s",
    .figures([.eachMonth(Measure.monthVariance)])),
]

private let attendanceMeasures: [MeasureDefinition] =
  [
    counted(Measure.firsts, "First attendances", "attended first outpatient attendances, procedures included"),
    counted(Measure.followUps, "Follow-up attendances", "attended follow-up outpatient attendances, procedures included"),
    counted(Measure.outpatients, "Outpatient attendances", "attended outpatient attendances, first and follow-up"),
    counted(Measure.admissions, "Admissions", "admitted spells"),
    counted(Measure.emergencyAttendances, "Emergency attendances", "emergency department attendances"),
  ].flatMap { $0 } + [
    .init(Measure.monthsHeld, "Months held", .count, "months of the year that the attendance files hold", .source("extracts/sus")),
    change(Measure.outpatientChange, "Change in outpatient attendances", of: Measure.outpatients),
    change(Measure.firstChange, "Change in first attendances", of: Measure.firsts),
    change(Measure.followUpChange, "Change in follow-up attendances", of: Measure.followUps),
    change(Measure.admissionChange, "Change in admissions", of: Measure.admissions),
    change(Measure.emergencyChange, "Change in emergency attendances", of: Measure.emergencyAttendances),
    .init(
      Measure.firstToFollowUp, "Follow-ups for each first attendance", .ratio, "attended follow-ups ÷ attended firsts, year to date",
      .figures([.same(Measure.followUps), .same(Measure.firsts)])),
    .init(
      Measure.firstToFollowUpMedian, "Median of follow-ups for each first", .ratio,
      "median over the programme’s providers with a first attendance, all commissioners together", .figures([.eachProvider(Measure.firstToFollowUp)])),
    .init(
      Measure.firstToFollowUpLowerQuartile, "Lower quartile of follow-ups for each first", .ratio,
      "lower quartile over three or more of the programme’s providers", .figures([.eachProvider(Measure.firstToFollowUp)])),
    .init(
      Measure.firstToFollowUpUpperQuartile, "Upper quartile of follow-ups for each first", .ratio,
      "upper quartile over three or more of the programme’s providers", .figures([.eachProvider(Measure.firstToFollowUp)])),
    .init(
      Measure.followUpCostAboveMedian, "Cost of follow-ups above the median", .pounds,
      "by provider × specialty, of the pack’s own commissioners together: (follow-ups − median × firsts) × mean cost of a follow-up, where above nought, added",
      .figures([.same(Measure.firsts), .same(Measure.followUps), .programme(Measure.firstToFollowUpMedian)])),
  ]

/// A count over the attendance files and its cost.
private func counted(_ measure: String, _ title: String, _ what: String) -> [MeasureDefinition] {
  [
    .init(measure, title, .count, "\(what), counted", .rows(RowAmount(.attendance, .month))),
    .init(measure + Measure.costSuffix, "\(title), cost", .pounds, "estimated cost of \(what), added", .rows(RowAmount(.attendanceCost, .month))),
  ]
}

private let qualityMeasures: [MeasureDefinition] =
  [
    ("rtt_incomplete", "Waiting, within 18 weeks", FigureUnit.fraction), ("rtt_admitted", "Admitted within 18 weeks, adjusted", .fraction),
    ("rtt_non_admitted", "Not admitted, within 18 weeks", .fraction), ("mrsa", "MRSA cases", .count), ("cdiff", "C. difficile cases", .count),
  ].flatMap { name, title, unit in
    [
      MeasureDefinition(name, title, unit, "as the quality register gives it", .source("registers/quality.csv")),
      MeasureDefinition(
        name + Measure.standardSuffix, "\(title): standard", unit, "the register’s standard or objective, else the national standard",
        .source("registers/quality.csv")),
    ]
  } + [
    .init(
      Measure.yearToDatePrefix + "mrsa", "MRSA cases, year to date", .count, "the published months of the year, added", .figures([.eachMonth("mrsa")])
    ),
    .init(
      Measure.yearToDatePrefix + "cdiff", "C. difficile cases, year to date", .count, "the published months of the year, added",
      .figures([.eachMonth("cdiff")])),
    .init(
      Measure.providersMet, "Providers that met the standard", .count, "providers whose published value meets the indicator’s standard",
      .source("registers/quality.csv")),
    .init(Measure.providersPublished, "Providers that published", .count, "providers with a published value", .source("registers/quality.csv")),
    .init(
      Measure.providersNotPublished, "Providers that did not publish", .count, "providers whose value is “Not published”",
      .source("registers/quality.csv")),
  ]

private let earlierReturns =
  "the returns: the last submission’s rows of earlier months, and the rows of earlier submissions that counted before it (outturn compare names files and rows)"

private let restatementMeasures: [MeasureDefinition] =
  ["", Measure.monthPrefix].flatMap { prefix -> [MeasureDefinition] in
    let (months, end) = prefix.isEmpty ? ("all months released before", ", months released before") : ("the month", " of the month")
    return [
      .init(
        prefix + Measure.restatedUp, "Cost restated upwards\(end)", .pounds,
        "by part of a contract (point of delivery, specialty) and month: cost known − cost said, where above nought, over \(months)",
        .source(earlierReturns)),
      .init(
        prefix + Measure.restatedDown, "Cost restated downwards\(end)", .pounds,
        "by part of a contract (point of delivery, specialty) and month: cost known − cost said, where below nought, over \(months)",
        .source(earlierReturns)),
      .init(
        prefix + Measure.restatedCost, "Change of cost\(end)", .pounds, "cost restated upwards + cost restated downwards",
        .figures([.same(prefix + Measure.restatedUp), .same(prefix + Measure.restatedDown)])),
      .init(
        prefix + Measure.restatedPlan, "Change of plan\(end)", .pounds, "plan known − plan said at the release before, over \(months)",
        .source(earlierReturns)),
    ]
  }
  + [
    ("cost", "Cost", "actual cost", Measure.saidCost, Measure.knownCost, Measure.costMove),
    ("plan", "Plan", "plan", Measure.saidPlan, Measure.knownPlan, Measure.planMove),
    ("variance", "Variance", "plan − actual", Measure.saidVariance, Measure.knownVariance, Measure.varianceMove),
  ].flatMap { word, title, what, said, known, move -> [MeasureDefinition] in
    [
      .init(
        said, "\(title) to date, as said", .pounds, "\(what), April to the last month released before, as it counted at that release",
        .source(earlierReturns)),
      .init(
        known, "\(title) to date, as known", .pounds, "\(what), April to the last month released before, as it counts now",
        .source(earlierReturns)),
      .init(move, "Change of \(word) to date", .pounds, "\(word) as known − \(word) as said", .figures([.same(known), .same(said)])),
    ]
  }
  + [
    ("provider", Measure.saidRankOfProvider, Measure.knownRankOfProvider, Measure.rankMoveOfProvider),
    ("commissioner", Measure.saidRankOfCommissioner, Measure.knownRankOfCommissioner, Measure.rankMoveOfCommissioner),
  ].flatMap { side, said, known, move -> [MeasureDefinition] in
    [
      .init(
        said, "Rank among \(side)s, as said", .count,
        "place by variance to the last month released before, most over plan first, ties by code, as it was at that release",
        .figures([.same(Measure.saidVariance)])),
      .init(
        known, "Rank among \(side)s, as known", .count,
        "place by variance to the last month released before, most over plan first, ties by code, as it is now",
        .figures([.same(Measure.knownVariance)])),
      .init(move, "Change of rank", .count, "rank as known − rank as said; negative is further over plan", .figures([.same(known), .same(said)])),
    ]
  } + [
    .init(
      Measure.restatedProviders, "Providers that restated", .count, "providers of which some part of an earlier month changed",
      .source(earlierReturns)),
    .init(
      Measure.restatedContracts, "Contracts restated", .count, "commissioner × provider pairs of which some part of an earlier month changed",
      .source(earlierReturns)),
    .init(Measure.changesOfAKind, "Changes of a kind", .count, "changes of the kind that the id names", .source(earlierReturns)),
    .init(Measure.changesShown, "Changes of a kind listed", .count, "changes of the kind that the table lists", .source(earlierReturns)),
    .init(
      Measure.monthCostSaid, "Cost of the month, as said at a cut", .pounds,
      "sum of actual price of the month, by the submissions up to the cut that the id names after ~", .source(earlierReturns)),
    .init(
      Measure.monthCostMove, "Change of the month’s cost since flex", .pounds,
      "cost of the month as it counts now − as said by the submissions up to its own", .source(earlierReturns)),
    .init(
      Measure.monthsUnmoved, "Months that stand as first said", .count, "months of the year before the period’s whose cost no cut changed",
      .source(earlierReturns)),
    .init(
      Measure.frozenCost, "Cost of a quarter to date, as frozen", .pounds, "actual cost, April to the quarter’s end, as the freeze keeps it",
      .source("releases/<year>/<quarter>-freeze/frozen-position.csv")),
    .init(
      Measure.costSinceFreeze, "Cost of a quarter to date, as known", .pounds, "actual cost, April to the quarter’s end, as it counts now",
      .source(earlierReturns)),
    .init(
      Measure.moveSinceFreeze, "Movement since freeze", .pounds, "cost as known − cost as frozen",
      .figures([.same(Measure.costSinceFreeze), .same(Measure.frozenCost)])),
  ]

private let controlMeasures: [MeasureDefinition] = [
  .init(Measure.filesRead, "Files read", .count, "returns of the months shown", .source("control totals")),
  .init(Measure.rowsRead, "Rows read", .count, "rows after the header, held-back ones included", .source("control totals")),
  .init(Measure.rowsCounted, "Rows used", .count, "rows that count at this cut", .source("control totals")),
  .init(Measure.rowsHeldBack, "Rows held back", .count, "quarantined rows", .source("control totals")),
  .init(Measure.rowsReplaced, "Rows replaced later", .count, "rows of a month that a later submission restated", .source("control totals")),
  .init(
    Measure.rowsLeftOut, "Rows left out", .count, "rows of months that no pack shows, and rows that repeat another and count once",
    .source("control totals")),
  .init(
    Measure.rawActual, "Actual cost in the files", .pounds, "actual price of all rows, added up from the files’ bytes", .source("control totals")),
  .init(Measure.usedActual, "Actual cost used", .pounds, "actual price of the rows that count at this cut", .source("control totals")),
  .init(Measure.heldBackActual, "Actual cost held back", .pounds, "readable actual price of quarantined rows", .source("control totals")),
  .init(Measure.replacedActual, "Actual cost replaced", .pounds, "actual price of rows that a later submission replaced", .source("control totals")),
  .init(
    Measure.leftOutActual, "Actual cost left out", .pounds, "actual price of rows of months that no pack shows, and of rows that repeat another",
    .source("control totals")),
  .init(
    Measure.unaccountedActual, "Actual cost not accounted for", .pounds,
    "in the files − used − held back − replaced − left out − rounding at the eighth decimal", .source("control totals")),
  .init(
    Measure.otherSide, "The other side of a check", .pounds, "worked out by a second route, named by the id",
    .source("the same ledger, by another route")),
  .init(Measure.findings, "Findings", .count, "what the checks found about the pack’s providers", .source("checks")),
  .init(Measure.findingsShown, "Findings shown", .count, "findings listed in the pack", .source("checks")),
  .init(
    Measure.challengeCandidates, "Challenges to raise", .count,
    "charges that a check finds open to challenge and that the log does not hold, by check and month", .source("checks, challenge log")),
  .init(
    Measure.challengeCandidateValue, "Value of challenges to raise", .pounds, "money at stake in them, less what was raised of it before",
    .source("checks, challenge log")),
  .init(
    Measure.challengesTooSmall, "Challenges too small to raise", .count,
    "charges that a check finds open to challenge, worth less each than `least_challenge` in programme.yaml", .source("checks, challenge log")),
  .init(
    Measure.challengesTooSmallValue, "Value of challenges too small to raise", .pounds, "money at stake in them, less what was raised of it before",
    .source("checks, challenge log")),
  .init(Measure.findingPlaces, "Places of a finding", .count, "places that a gathered finding stands for", .source("checks")),
]

/// The change of a count on the same months of the year before.
private func change(_ measure: String, _ label: String, of count: String) -> MeasureDefinition {
  .init(
    measure, label, .fraction, "(number in the months held − that in the same months a year before) ÷ that of the year before",
    .figures([.eachMonth(count)]))
}
