/// A line of a contract with its plan by year and its actual by month.
struct ContractLine {
  let line: SampleLine
  /// Index of the practice whose patients the line counts.
  let practice: Int
  let site: String
  /// Price of one unit at the last year's prices.
  let unit: Parts
  /// Share of the contract's cost.
  let share: Double
  /// Planned units and cost of one month, by year; nought where the year has no plan for the line.
  var planActivity: [Int] = []
  var planPrice: [Parts] = []
  /// Units and cost by month.
  var activity: [Int] = []
  var price: [Parts] = []
}

/// What one commissioner buys from one trust.
struct SampleContract {
  /// Indices in the programme's lists.
  let commissioner: Int
  let provider: Int
  var lines: [ContractLine]

  /// Draws the lines of a contract.
  ///
  /// - Parameters:
  ///   - budget: what a month may cost at the last year's prices; every planned line can have one unit of it.
  ///   - practices: how many practices the commissioner has.
  init(
    commissioner: Int, provider: Int, of trust: SampleProvider, budget: Parts, count: Int, practices: Int, exact: Bool, dice: inout Dice
  ) {
    self.commissioner = commissioner
    self.provider = provider
    lines = []
    var used: Set<SampleLine> = []
    var least: Parts = 0
    let shares = SamplePod.all.map { $0.offered(by: trust.profile) ? $0.share : 0 }
    // Every trust sees its patients as outpatients; a general hospital's accident department sees them too.
    var first = ["OPFUPSPCL", "OPFASPCL"]
    if trust.profile == nil { first.append("AandE") }
    var tries = 0
    while lines.count < count && tries < 600 {
      let pod = lines.count < first.count ? SamplePod.index(first[lines.count]) : dice.index(weights: shares)
      tries += 1
      let line = SampleLine.draw(pod: pod, profile: trust.profile, dice: &dice)
      let unit = line.unitPrice(at: trust, exact: exact)
      guard unit * 10 <= budget * 3, (least + unit) * 10 <= budget * 6, !used.contains(line) else { continue }
      used.insert(line)
      least += unit
      // Dear lines carry more of the money, cheap ones more of the activity.
      let share = (Double(unit) / Double(partsInPound)).squareRoot() * dice.between(0.35, 1.9) * (line.definition.group == "direct_access" ? 2 : 1)
      lines.append(
        ContractLine(line: line, practice: dice.below(practices), site: trust.sites[dice.below(trust.sites.count)], unit: unit, share: share))
    }
  }
}

extension SamplePod {
  /// Whether a trust of a profile has the point of delivery.
  func offered(by profile: SampleProvider.Profile?) -> Bool {
    guard let profile else { return true }
    let missing: Set<String>
    switch profile {
    case .eye:
      missing = [
        "NEL", "NELST", "NELXBD", "NELNE", "IPOBD", "ELXBD", "RADAY", "ACRIT", "PCRIT", "NCRIT", "REHAB", "CHEMO", "RADIO", "MATAN", "MDT", "SCREEN",
        "HCDEV", "DALAB",
      ]
    case .bone: missing = ["AandE", "PCRIT", "NCRIT", "CHEMO", "RADIO", "MATAN", "SCREEN", "RADAY", "DALAB"]
    case .chest: missing = ["AandE", "NCRIT", "RADIO", "MATAN", "SCREEN", "REHAB", "IPOBD"]
    case .cancer: missing = ["AandE", "PCRIT", "NCRIT", "MATAN", "SCREEN", "REHAB", "IPOBD", "HCDEV"]
    case .children: missing = ["AandE", "ACRIT", "RADIO", "MATAN", "SCREEN", "REHAB", "IPOBD"]
    }
    return !missing.contains(local)
  }
}
