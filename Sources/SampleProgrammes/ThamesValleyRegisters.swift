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
    for month in 32...34 { try writeCommentary(month, to: output) }
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
      try output("commentary/\(months[month].yearLabel)-\(months[month].label)/\(provider.code).md", synopsis.text(&dice))
    }
  }
}
