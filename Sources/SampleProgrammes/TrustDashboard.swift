/// The fixture programme of one trust and eighteen commissioners in 2016-17: the published dashboard of month 12.
package struct TrustDashboard {
  let seed: UInt64 = 2016
  let commissioners: [SampleCommissioner]
  let provider = SampleProvider("RX1", "Trust 17", "Trust 17", 1000, 11_000, nil)
  let months = SampleMonth.months(from: 2016, count: 12)
  let practices: [[SamplePractice]]
  var contracts: [DashboardContract] = []

  /// Draws every contract.
  package init() {
    commissioners = (1...18).map { number in
      SampleCommissioner(
        "C\(padded(number, to: 2))", "CCG \(number)", number <= 9 ? "North" : "South", 100 + number * 17 % 90,
        ["Locality \(number)A", "Locality \(number)B & Villages"])
    }
    practices = SamplePractice.practices(of: commissioners, perCommissioner: { _ in 6 }, named: [:], seed: seed)
    for commissioner in commissioners.indices {
      contracts.append(DashboardContract(commissioner: commissioner, of: provider, practices: practices[commissioner].count, seed: seed))
    }
  }

  /// What the trust calls a point of delivery, and the code that it is reported under.
  static func localName(_ pod: SamplePod) -> (code: String, title: String) {
    switch pod.local {
    case "DC": ("PSD", "Day Cases")
    case "AandE": ("AandE", "AandE")
    case "HCDEV": ("HCD (devices)", "Excluded Devices")
    case "DA": ("DA", "Direct Access")
    default: (pod.local, pod.local)
    }
  }
}

/// A line of the trust with its plan and its twelve months.
struct DashboardLine {
  let line: SampleLine
  let practice: Int
  /// Planned activity of a month in 10⁻⁸ units, April first, and planned cost of a month.
  var planActivity: [Parts]
  var planPrice: Parts
  var activity: [Int]
  var price: [Parts]
}

/// What one commissioner buys from the trust: the printed lines it has, and others that rank below them.
struct DashboardContract {
  var lines: [DashboardLine] = []

  init(commissioner: Int, of trust: SampleProvider, practices: Int, seed: UInt64) {
    let printed = PublishedDashboard.positions[commissioner]
    var dice = Dice(seed: seed, 51, commissioner)
    let year = Parts(printed.actual) * partsInPound
    let december = Parts(printed.monthCost) * partsInPound
    var planRest = DashboardContract.monthlyPlan(printed.plan)
    var lastMonth = december
    var earlier = year - december
    // The printed lines first; what they cost leaves the rest for the others.
    for line in PublishedDashboard.lines where line.commissioner == commissioner + 1 {
      let pace = Double(printed.monthCost) * 12 / Double(printed.actual)
      let drawn = DashboardLine(line, pace: min(1.2, pace) * 0.8, practice: dice.below(practices), dice: &dice)
      planRest -= drawn.planPrice
      lastMonth -= drawn.price[11]
      for month in 0..<11 { earlier -= drawn.price[month] }
      lines.append(drawn)
    }
    addOthers(planRest: planRest, earlier: earlier, lastMonth: lastMonth, of: trust, practices: practices, dice: &dice)
  }

  /// A twelfth of a printed plan, such that it rounds to the printed monthly plan too: 5,101.50 is printed 5,102.
  static func monthlyPlan(_ plan: Int) -> Parts {
    let twelfth = Parts(plan) * partsInPound / 12 / 10_000 * 10_000
    return twelfth % partsInPound == partsInPound / 2 ? twelfth + partsInPenny : twelfth
  }

  private mutating func addOthers(
    planRest: Parts, earlier: Parts, lastMonth: Parts, of trust: SampleProvider, practices: Int, dice: inout Dice
  ) {
    let rest = earlier + lastMonth
    var contract = SampleContract(
      commissioner: 0, provider: 0, of: trust, budget: planRest, count: DashboardContract.lineCount(planRest), practices: practices, exact: false,
      dice: &dice)
    contract.lines.removeAll { line in lines.contains { $0.line == line.line } }
    let planned = contract.lines
    let unit = planned.map { $0.unit }
    let caseMix = planned.map { $0.line.definition.caseMix }
    let plan = Allocation(
      target: planRest, unit: unit, share: planned.map { $0.share }, minimum: unit.map { _ in 1 }, caseMix: caseMix, noise: 0.05, exact: false,
      dice: &dice)
    // Unplanned work carries what planned lines can't without going over their plans; each such line stays below the printed ones.
    var unplannedCost = max(rest / 40, rest - planRest * 12 / 100 * 82)
    var unplanned: [ContractLine] = []
    var unplannedTarget: [Parts] = []
    var tries = 0
    while unplannedCost > 0 && tries < 200 {
      tries += 1
      let pod = ["OPFUPMPCL", "OPPROC", "OPFASPNCL", "NELXBD", "OPFUPSPNCL", "DA", "OPFAMPCL"][dice.below(7)]
      let line = SampleLine.draw(pod: SamplePod.index(pod), profile: nil, dice: &dice)
      let taken = contract.lines.contains { $0.line == line } || unplanned.contains { $0.line == line } || lines.contains { $0.line == line }
      guard !taken else { continue }
      let cost = min(unplannedCost, Parts(1200 + dice.below(7000)) * partsInPound)
      unplanned.append(ContractLine(line: line, practice: dice.below(practices), site: "", unit: line.unitPrice(at: trust), share: 1))
      unplannedTarget.append(cost)
      unplannedCost -= cost
    }
    spread(
      planned: planned, plan: plan, unplanned: unplanned, unplannedTarget: unplannedTarget, earlier: earlier, lastMonth: lastMonth, dice: &dice)
  }

  private static func lineCount(_ plan: Parts) -> Int {
    let steps: [(Parts, Int)] = [(900, 7), (1500, 9), (3000, 12), (6000, 15), (20_000, 20)]
    return steps.first { plan < $0.0 * partsInPound }?.1 ?? 60
  }

  /// The actual of the last month and of the eleven before it, which are then divided among the months.
  private mutating func spread(
    planned: [ContractLine], plan: Allocation, unplanned: [ContractLine], unplannedTarget: [Parts], earlier: Parts, lastMonth: Parts,
    dice: inout Dice
  ) {
    let all = planned + unplanned
    let unit = all.map { $0.unit }
    let caseMix = all.map { $0.line.definition.caseMix }
    let yearly = planned.indices.map { Double(plan.price[$0]) * 12 } + unplannedTarget.map { Double($0) * 1.1 }
    // A planned line's year stays a unit or more below its plan, an unplanned line's within its own limit.
    let most =
      planned.indices.map { min(plan.activity[$0] * 12 - 1, plan.activity[$0] * 1164 / 100) }
      + unplanned.indices.map { Int(unplannedTarget[$0] * 13 / 10 / unplanned[$0].unit) + 1 }
    let none = all.map { _ in 0 }
    let last = Allocation(
      target: lastMonth, unit: unit, share: yearly, minimum: none, maximum: most.map { max(1, $0 / 3) }, caseMix: caseMix, noise: 0.05, exact: false,
      dice: &dice)
    let before = Allocation(
      target: earlier, unit: unit, share: yearly, minimum: none, maximum: most.indices.map { most[$0] - last.activity[$0] }, caseMix: caseMix,
      noise: 0.02, exact: false, dice: &dice)
    for (index, line) in all.enumerated() {
      var drawn = DashboardLine(
        line: line.line, practice: line.practice, planActivity: [], planPrice: index < planned.count ? plan.price[index] : 0, activity: [], price: [])
      drawn.planActivity = Array(repeating: index < planned.count ? Parts(plan.activity[index]) * partsInPound : 0, count: 12)
      drawn.spread(before.activity[index], cost: before.price[index], months: 11, phase: dice.unit())
      drawn.activity.append(last.activity[index])
      drawn.price.append(last.price[index])
      lines.append(drawn)
    }
  }
}

extension DashboardLine {
  /// A printed line. Its plan is flat; its activity runs at the pace given in the last month and by season in the others.
  init(_ printed: PublishedDashboard.Line, pace: Double, practice: Int, dice: inout Dice) {
    let local = SamplePod.all.first { TrustDashboard.localName($0).title == printed.pod }?.local ?? printed.pod
    line = SampleLine(pod: SamplePod.index(local), specialty: printed.specialty, resource: printed.resourceGroup)
    self.practice = practice
    // Where the printed cells are a pound out (66, 107 and −42), fractions make all three round as printed.
    let odd = printed.planCost - printed.actualCost != printed.variance
    let planCost = Parts(printed.planCost) * partsInPound - (odd ? 40 * partsInPenny : 0)
    let actualCost = Parts(printed.actualCost) * partsInPound + (odd ? 40 * partsInPenny : 0)
    planPrice = Parts(rounded(Int(planCost), by: 12 * 10_000)) * 10_000
    let monthly = Parts(rounded(printed.planActivity * Int(partsInPound), by: 12 * 10_000)) * 10_000
    planActivity = Array(repeating: monthly, count: 11) + [Parts(printed.planActivity) * partsInPound - monthly * 11]
    activity = []
    price = []
    guard printed.actualActivity > 0 else {
      // Money without activity: three invoices.
      activity = Array(repeating: 0, count: 12)
      price = Array(repeating: 0, count: 12)
      for month in [2, 5, 8] { price[month] = actualCost / 3 }
      return
    }
    let lastMonth = Int((Double(printed.actualActivity) / 12 * pace).rounded(.down))
    let lastCost = actualCost * Parts(lastMonth) / Parts(printed.actualActivity) / partsInPenny * partsInPenny
    spread(printed.actualActivity - lastMonth, cost: actualCost - lastCost, months: 11, phase: dice.unit())
    activity.append(lastMonth)
    price.append(lastCost)
  }

  /// Divides a count and its cost among the first months of the year by season.
  mutating func spread(_ count: Int, cost: Parts, months: Int, phase: Double) {
    var whole = 0.0
    for month in 0..<months { whole += electiveSeason[month] }
    var cumulative = 0.0
    var done = 0
    var paid: Parts = 0
    for month in 0..<months {
      cumulative += electiveSeason[month] / whole
      let upTo = month == months - 1 ? count : min(count, Int((Double(count) * cumulative + phase).rounded(.down)))
      let number = upTo - done
      // The last unit takes the odd pennies.
      let price = upTo == count ? (number > 0 ? cost - paid : 0) : cost * Parts(number) / Parts(count) / partsInPenny * partsInPenny
      activity.append(number)
      self.price.append(price)
      done = upTo
      paid += price
    }
  }
}
