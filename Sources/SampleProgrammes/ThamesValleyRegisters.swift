extension ThamesValleyWessex {
  /// Writes registers and commentary.
  func writeRegisters(to output: SampleOutput) throws {
    let pairs = contracts.map { contract -> (commissioner: Int, provider: Int, weight: Double) in
      var plan: Parts = 0
      for line in contract.lines { plan += line.planPrice[2] }
      return (contract.commissioner, contract.provider, Double(plan))
    }
    let registers = SampleRegisters(commissioners: commissioners, providers: providers, months: months, pairs: pairs, seed: seed)
    try registers.write(size: 260, to: output)
    try QualityRegister(providers: providers, months: months, seed: seed).write(published: PublishedQuality.all, to: output)
    try writeContractValues(to: output)
    try writeInvoices(to: output)
    for month in 32...34 { try writeCommentary(month, to: output) }
    // Month 10 has a text of the programme office, and month 11 has none: there the earlier one stands, and its figures have moved.
    try writeNarrative(33, to: output)
  }

  /// The contract's value is the year's plan in whole pounds; the envelope holds a little more.
  private func writeContractValues(to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 91)
    var text = ByteText()
    text.line("commissioner,provider,year,contract_value,envelope")
    for contract in contracts {
      for year in 0..<3 {
        var plan: Parts = 0
        for line in contract.lines { plan += line.planPrice[year] * 12 }
        let value = Parts(rounded(Int(plan), by: Int(partsInPound))) * partsInPound
        let envelope = value / partsInPound * Parts(1000 + dice.below(40)) / 100_000 * 100 * partsInPound
        text.record([
          commissioners[contract.commissioner].code, providers[contract.provider].code, SampleMonth(year: 2013 + year, month: 1).yearLabel,
          pounds(value),
          pounds(max(value, envelope)),
        ])
      }
    }
    try output("registers/contracts.csv", text.bytes)
  }

  /// An invoice for each contract and month of the last year: most at what the return says, some at the plan or with an item that the return lacks, a few
  /// missing, and one or two where there is no contract.
  private func writeInvoices(to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 93)
    var text = ByteText()
    text.line("provider,commissioner,period,invoice,value,status")
    let first = 24
    var number = 41_000
    for month in first..<months.count {
      for contract in contracts {
        number += 1 + dice.below(3)
        var cost: Parts = 0
        var plan: Parts = 0
        for line in contract.lines {
          cost += line.price[month]
          plan += line.planPrice[month / 12]
        }
        let kind = dice.below(100)
        if kind < 2 { continue }
        var value = Parts((Double(cost) / Double(partsInPenny)).rounded()) * partsInPenny
        if kind < 7 { value = Parts((Double(plan) / Double(partsInPenny)).rounded()) * partsInPenny }
        if kind >= 7 && kind < 11 { value += Parts(40 + dice.below(2600)) * partsInPound + Parts(dice.below(100)) * partsInPenny }
        let isOld = month < months.count - 3
        let status = kind < 11 ? (isOld ? ["paid", "queried", "paid"] : ["queried", "open"])[dice.below(isOld ? 3 : 2)] : isOld ? "paid" : "open"
        text.record([
          providers[contract.provider].code, commissioners[contract.commissioner].code, months[month].period, "INV\(padded(number, to: 6))",
          pounds(value), status,
        ])
      }
    }
    // Sent to a commissioner that has no contract with the trust.
    let held = Set(contracts.map { $0.commissioner * providers.count + $0.provider })
    let free = (0..<commissioners.count * providers.count).filter { !held.contains($0) }
    for month in [26, 31] where !free.isEmpty {
      let place = free[month % free.count]
      number += 1
      text.record([
        providers[place % providers.count].code, commissioners[place / providers.count].code, months[month].period, "INV\(padded(number, to: 6))",
        pounds(Parts(310 + dice.below(900)) * partsInPound), "queried",
      ])
    }
    try output("registers/invoices.csv", text.bytes)
  }

  private func writeNarrative(_ month: Int, to output: SampleOutput) throws {
    let start = month / 12 * 12
    var overspend = providers.map { _ in Parts(0) }
    for contract in contracts {
      for line in contract.lines {
        for place in start...month { overspend[contract.provider] += line.price[place] - line.planPrice[month / 12] }
      }
    }
    let most = overspend.indices.max { (overspend[$0], $1) < (overspend[$1], $0) } ?? 0
    let text = SampleNarrative(
      month: months[month], provider: providers[most], figure: "position/ALL/\(providers[most].code)/ytd_variance", recorded: nil, isYearEnd: false)
    try output("commentary/\(months[month].yearLabel)-\(months[month].label)/narrative.md", text.text())
  }

  private func writeCommentary(_ month: Int, to output: SampleOutput) throws {
    let year = month / 12
    let start = year * 12
    for (index, provider) in providers.enumerated() {
      var plan: Parts = 0
      var actual: Parts = 0
      var bySpecialty: [String: (plan: Parts, actual: Parts)] = [:]
      var byCommissioner = commissioners.map { _ in Parts(0) }
      for contract in contracts where contract.provider == index {
        for line in contract.lines {
          let planned = line.planPrice[year] * Parts(month - start + 1)
          var cost: Parts = 0
          for place in start...month { cost += line.price[place] }
          plan += planned
          actual += cost
          byCommissioner[contract.commissioner] += cost - planned
          if !line.line.specialty.isEmpty {
            bySpecialty[line.line.specialty, default: (0, 0)].plan += planned
            bySpecialty[line.line.specialty, default: (0, 0)].actual += cost
          }
        }
      }
      let bySize = bySpecialty.sorted { ($1.value.actual, $0.key) < ($0.value.actual, $1.key) }
      let worst = bySpecialty.sorted { ($1.value.actual - $1.value.plan, $0.key) < ($0.value.actual - $0.value.plan, $1.key) }.first
      let most = byCommissioner.indices.max { (byCommissioner[$0], $1) < (byCommissioner[$1], $0) } ?? 0
      let synopsis = SampleSynopsis(
        provider: provider, month: months[month], plan: plan, actual: actual,
        largest: bySize.prefix(2).map { SampleSpecialty.name($0.key) },
        over: worst.map { (SampleSpecialty.name($0.key), $0.value.actual - $0.value.plan) }, commissioner: commissioners[most].name)
      var dice = Dice(seed: seed, 92, index, month)
      let folder = "commentary/\(months[month].yearLabel)-\(months[month].label)"
      try output("\(folder)/\(provider.code).md", synopsis.text(&dice))
      var news = Dice(seed: seed, 94, index, month)
      if let update = SampleUpdate.text(of: provider, &news) { try output("\(folder)/\(provider.code)-updates.md", update) }
    }
    var remarks = Dice(seed: seed, 95, month)
    for organisation in ["programme", commissioners[1].code, commissioners[8].code] {
      try output(
        "commentary/\(months[month].yearLabel)-\(months[month].label)/\(organisation)-nca-ifr.md", SampleUpdate.nonContracted(&remarks))
    }
  }
}
