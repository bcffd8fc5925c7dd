/// The fixture programme of eighteen Thames Valley & Wessex commissioners and sixteen London trusts, April 2013 to February 2016.
///
/// Its sums reproduce the published figures of 2015-16 (`Published…`); everything below those sums is drawn from a seeded generator.
package struct ThamesValleyWessex {
  let seed: UInt64 = 2015
  let commissioners = SampleCommissioner.thamesValleyWessex
  let providers = SampleProvider.london
  let months = SampleMonth.months(from: 2013, count: 35)
  let practices: [[SamplePractice]]
  var contracts: [SampleContract] = []

  /// Trusts that a cluster's patients go to more than their size says.
  let nearby: [String: [String: Double]] = [
    "Berkshire East": ["RAS": 2.2, "RYJ": 1.5, "RT3": 1.4], "Buckinghamshire": ["RAS": 1.8, "R1K": 2.2, "RT3": 1.6, "RAN": 1.5],
    "Hampshire": ["RVR": 1.2, "RJ7": 1.8, "RPY": 1.6], "Solent": ["RJ1": 1.5, "RJZ": 1.4], "Dorset": ["RJ1": 1.4, "RRV": 1.3],
    "Oxfordshire": ["RRV": 1.4, "RP4": 1.4],
  ]

  /// Trusts whose returns restate the whole year each month: from which year on (0 is 2013-14).
  let cumulativeFrom: [String: Int] = ["RP6": 1, "RPY": 2]
  /// Trusts whose prices keep the eight decimals of the market forces product.
  let unroundedPrices: Set<String> = ["RT3", "RRV"]

  /// Draws every contract.
  package init() {
    practices = SamplePractice.practices(
      of: commissioners, perCommissioner: { 8 + $0.population / 90 },
      named: [
        PublishedSouthampton.commissioner: [
          "Brook House Surgery", "Grove Medical Practice", "Cheviot Road Surgery", "St. Mary’s Surgery", "Burgess Road Surgery", "Tudor Way Surgery",
        ]
      ], seed: seed)
    for commissioner in commissioners.indices { addContracts(of: commissioner) }
  }

  private mutating func addContracts(of commissioner: Int) {
    let amounts = self.amounts(of: commissioner)
    var least = Parts.max
    for month in months.indices {
      var total: Parts = 0
      for provider in providers.indices { total += amounts.actual[provider][month] }
      least = min(least, total)
    }
    // Money without activity stands in the three largest contracts, a thousandth of the commissioner's least month each.
    let financial = least / 900 / partsInPound * partsInPound
    let bySize = providers.indices.sorted { amounts.plan[$0][2] > amounts.plan[$1][2] }
    for provider in providers.indices where amounts.plan[provider][2] > 0 {
      var dice = Dice(seed: seed, 21, commissioner, provider)
      let trust = providers[provider]
      let exact = unroundedPrices.contains(trust.code)
      let budget = amounts.plan[provider].min() ?? 0
      var contract = SampleContract(
        commissioner: commissioner, provider: provider, of: trust, budget: budget, count: lineCount(for: amounts.plan[provider][2]),
        practices: practices[commissioner].count, exact: exact, dice: &dice)
      let place = bySize.firstIndex(of: provider) ?? 0
      let money = place < 3 ? financialLine(place, amount: financial, of: trust, dice: &dice) : nil
      let planMoney = money?.planPrice.last ?? 0
      plan(&contract, amounts.plan[provider].map { $0 - planMoney }, exact: exact, dice: &dice)
      for month in months.indices {
        allocate(&contract, month: month, target: amounts.actual[provider][month] - (money?.price[month] ?? 0), exact: exact)
      }
      if let money { contract.lines.append(money) }
      contracts.append(contract)
    }
  }

  private func lineCount(for plan: Parts) -> Int {
    let steps: [(Parts, Int)] = [(1500, 8), (2500, 10), (4000, 12), (7000, 14), (12_000, 15), (25_000, 17), (60_000, 20)]
    return steps.first { plan < $0.0 * partsInPound }?.1 ?? 27
  }

  /// A line of CQUIN, of a block, or of adjustments that come and go.
  private func financialLine(_ place: Int, amount: Parts, of trust: SampleProvider, dice: inout Dice) -> ContractLine {
    let pod = SamplePod.index(["CQUIN", "BLOCK", "ADJ"][place])
    let steady = place < 2
    var line = ContractLine(
      line: SampleLine(pod: pod, specialty: "", resource: ""), practice: 0, site: trust.sites[0], unit: partsInPound, share: 0)
    line.planActivity = [0, 0, 0]
    line.planPrice = Array(repeating: steady ? amount : 0, count: 3)
    for _ in months {
      line.activity.append(0)
      let sign: Parts = dice.below(3) == 0 ? -1 : 1
      let pence = Parts(dice.below(max(1, Int(amount / partsInPenny)))) * partsInPenny
      line.price.append(steady ? amount : dice.below(3) == 0 ? 0 : sign * pence)
    }
    return line
  }

  /// Sets the monthly plan of each year; some lines have none.
  private func plan(_ contract: inout SampleContract, _ targets: [Parts], exact: Bool, dice: inout Dice) {
    for (year, target) in targets.enumerated() {
      var planned = contract.lines.indices.filter { $0 < 6 || dice.unit() > 0.17 }
      if planned.isEmpty { planned = [0] }
      let inflated = planned.map { inflation(contract.lines[$0].unit, year: year, exact: exact) }
      let spread = Allocation(
        target: target, unit: inflated, share: planned.map { contract.lines[$0].share * dice.between(0.85, 1.15) },
        minimum: planned.map { _ in 1 }, caseMix: planned.map { contract.lines[$0].line.definition.caseMix }, noise: 0.05, exact: exact, dice: &dice)
      for line in contract.lines.indices {
        let place = planned.firstIndex(of: line)
        contract.lines[line].planActivity.append(place.map { spread.activity[$0] } ?? 0)
        contract.lines[line].planPrice.append(place.map { spread.price[$0] } ?? 0)
      }
    }
  }

  /// Sets the actual of a month.
  private func allocate(_ contract: inout SampleContract, month: Int, target: Parts, exact: Bool) {
    let year = month / 12
    var dice = Dice(seed: seed, 31, contract.commissioner, contract.provider, month)
    let season = electiveSeason[month % 12]
    let share = contract.lines.map { line -> Double in
      let emergency = line.line.definition.group == "non_elective" || line.line.definition.group == "emergency"
      let trend = 1 + (Double(line.practice % 7) - 3) * 0.02 * Double(year)
      return line.share * (emergency ? emergencySeason[month % 12] / season : 1) * trend * (line.planPrice[year] == 0 ? 0.45 : 1)
    }
    // An admission's price follows its case mix: it strays a few per cent from month to month, others are a tariff.
    let unit = contract.lines.map { line -> Parts in
      let tariff = inflation(line.unit, year: year, exact: exact)
      guard line.line.definition.caseMix else { return tariff }
      let thousandths = Parts(min(1200, max(830, 1000 + Int((55 * dice.bell()).rounded()))))
      return tariff / partsInPenny * thousandths / 1000 * partsInPenny
    }
    let spread = Allocation(
      target: target, unit: unit, share: share,
      minimum: contract.lines.map { _ in 0 }, caseMix: contract.lines.map { $0.line.definition.caseMix }, noise: 0.16, exact: exact, dice: &dice)
    for line in contract.lines.indices {
      contract.lines[line].activity.append(spread.activity[line])
      contract.lines[line].price.append(spread.price[line])
    }
  }

  /// A unit price of the last year at an earlier year's level.
  private func inflation(_ unit: Parts, year: Int, exact: Bool) -> Parts {
    let level: Parts = [970, 985, 1000][min(year, 2)]
    let product = unit / 1000 * level
    return exact ? product : Parts(rounded(Int(product), by: Int(partsInPenny))) * partsInPenny
  }
}
