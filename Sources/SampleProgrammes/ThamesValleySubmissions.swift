extension ThamesValleyWessex {
  /// A submission restates these earlier months: trust, month of the submission, months restated (0 is April 2013).
  ///
  /// Money moves between lines of the same contract and month, so that no position changes at any cut.
  static let restatements: [(provider: String, submission: Int, months: [Int])] = [
    ("RJ1", 29, [27, 28]), ("RQM", 33, [30, 31, 32]), ("R1H", 34, [33]), ("RYJ", 17, [14, 15]),
  ]

  /// How each trust writes its returns.
  func style(of provider: SampleProvider) -> AcmText.Style {
    var style = AcmText.Style()
    switch provider.code {
    case "RAL", "RJ7": style.lineEnd = [0x0D, 0x0A]
    case "RVR": style.byteOrderMark = true
    case "RJZ":
      style.windows1252 = true
      style.contractTitle = "King’s acute, associates"
    case "R1K": style.olderNames = true
    case "RPY": style.contractTitle = "Sutton & Chelsea"
    default: break
    }
    return style
  }

  /// Writes every return: `extracts/slam/<year>/<month>/<trust>.csv`.
  func writeSubmissions(to output: SampleOutput) throws {
    for provider in providers.indices {
      let writer = SubmissionWriter(self, provider: provider)
      for month in months.indices { try writer.write(month, to: output) }
    }
  }

  /// The months that a submission states, and whether each differs from what was said first.
  func monthsStated(by provider: SampleProvider, in submission: Int) -> [(month: Int, restated: Bool)] {
    if let from = cumulativeFrom[provider.code], submission / 12 >= from {
      let start = submission / 12 * 12
      return (start...submission).map { ($0, $0 < submission) }
    }
    let earlier = ThamesValleyWessex.restatements.first { $0.provider == provider.code && $0.submission == submission }?.months ?? []
    return earlier.map { ($0, true) } + [(submission, false)]
  }

  /// The activity and cost of a contract's lines in a month after a correction: a few units moved from one line to another at the same cost.
  func restated(_ contract: SampleContract, month: Int) -> (activity: [Int], price: [Parts]) {
    var activity = contract.lines.map { $0.activity[month] }
    var price = contract.lines.map { $0.price[month] }
    var dice = Dice(seed: seed, 41, contract.commissioner, contract.provider, month)
    for _ in 0..<12 {
      let from = dice.below(activity.count)
      let to = dice.below(activity.count)
      guard from != to, activity[from] >= 2, activity[to] >= 1 else { continue }
      let moved = price[from] / Parts(activity[from]) / partsInPenny * partsInPenny
      let unit = price[to] / Parts(activity[to])
      let units = max(1, Int((moved + unit / 2) / max(unit, 1)))
      // The receiving line's price stays near its own.
      let after = (price[to] + moved) / Parts(activity[to] + units)
      guard moved > 0, unit > 0, after * 10 > unit * 8, after * 10 < unit * 12 else { continue }
      activity[from] -= 1
      price[from] -= moved
      activity[to] += units
      price[to] += moved
      break
    }
    return (activity, price)
  }
}

/// Writes the returns of one trust.
private struct SubmissionWriter {
  let programme: ThamesValleyWessex
  let provider: SampleProvider
  let providerIndex: Int
  let style: AcmText.Style
  let contracts: [SampleContract]
  /// By contract, line and year: the fields from the site to the planned market forces factor.
  var middles: [[[[UInt8]]]] = []

  init(_ programme: ThamesValleyWessex, provider index: Int) {
    self.programme = programme
    let trust = programme.providers[index]
    provider = trust
    providerIndex = index
    let trustStyle = programme.style(of: trust)
    style = trustStyle
    contracts = programme.contracts.filter { $0.provider == index }
    for contract in contracts {
      let practices = programme.practices[contract.commissioner]
      let code = programme.commissioners[contract.commissioner].code
      middles.append(
        contract.lines.map { line in
          let fixed = AcmText.middle(
            of: line.line, site: line.site, commissioner: code, practice: practices[line.practice].code, provider: trust, style: trustStyle)
          return line.planPrice.indices.map { year in
            var text = ByteText(bytes: fixed)
            text.add(
              activity: line.planActivity[year], price: line.planPrice[year],
              marketForces: AcmText.marketForcesPart(of: line.planPrice[year], pod: line.line.definition, provider: trust))
            text.comma()
            return text.bytes
          }
        })
    }
  }

  func write(_ submission: Int, to output: SampleOutput) throws {
    let month = programme.months[submission]
    var text = ByteText(bytes: style.header)
    for (stated, restated) in programme.monthsStated(by: provider, in: submission) {
      let created = month.created(day: 10 + (providerIndex * 3 + submission) % 9, minute: providerIndex * 7 % 60)
      let reportingType = style.olderNames ? ",1" : ""
      let slice = programme.months[stated]
      let head = bytes("\(slice.month),\(slice.yearCode),\(created)\(reportingType),\(provider.code)")
      for (index, contract) in contracts.enumerated() { add(contract, index, month: stated, restated: restated, head: head, to: &text) }
    }
    try output("\(month.slamFolder)/\(provider.code).csv", text.bytes)
  }

  private func add(_ contract: SampleContract, _ index: Int, month: Int, restated: Bool, head: [UInt8], to text: inout ByteText) {
    let corrected = restated ? programme.restated(contract, month: month) : nil
    let year = month / 12
    for (number, line) in contract.lines.enumerated() {
      let activity = corrected?.activity[number] ?? line.activity[month]
      let price = corrected?.price[number] ?? line.price[month]
      // An unplanned line is in the return from its first activity in the year.
      if line.planPrice[year] == 0 && !(year * 12...month).contains(where: { line.price[$0] != 0 }) { continue }
      text.add(head)
      text.add(middles[index][number][year])
      text.add(
        activity: activity, price: price,
        marketForces: AcmText.marketForcesPart(of: price, pod: line.line.definition, provider: provider))
      text.add(style.lineEnd)
    }
  }
}
