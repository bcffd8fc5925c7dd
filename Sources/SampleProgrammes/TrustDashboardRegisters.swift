extension TrustDashboard {
  /// Writes the plan, the attendances, the registers and the commentary.
  func writeRest(to output: SampleOutput) throws {
    try writePlan(to: output)
    try writeAttendances(to: output)
    var plans = commissioners.map { _ in Parts(0) }
    for (index, contract) in contracts.enumerated() {
      for line in contract.lines { plans[index] += line.planPrice }
    }
    let pairs = plans.enumerated().map { (commissioner: $0.offset, provider: 0, weight: Double($0.element)) }
    let registers = SampleRegisters(commissioners: commissioners, providers: [provider], months: months, pairs: pairs, seed: seed)
    try registers.write(size: 40, to: output)
    try QualityRegister(providers: [provider], months: months, seed: seed).write(published: [], to: output)
    var text = ByteText()
    text.line("commissioner,provider,year,contract_value,envelope")
    for (index, commissioner) in commissioners.enumerated() {
      let value = Parts(rounded(Int(plans[index] * 12), by: Int(partsInPound))) * partsInPound
      text.record([commissioner.code, provider.code, months[0].yearLabel, pounds(value), pounds(value)])
    }
    try output("registers/contracts.csv", text.bytes)
    try writeCommentary(to: output)
  }

  private func writePlan(to output: SampleOutput) throws {
    var text = ByteText(bytes: bytes(AcmText.columns.prefix(31).joined(separator: ",") + "\n"))
    for (index, month) in months.enumerated() {
      let head = bytes("\(month.month),\(month.yearCode),2016-03-18T10:00:00,\(provider.code)")
      for (commissioner, contract) in contracts.enumerated() {
        for line in contract.lines where line.planPrice != 0 {
          text.add(head)
          addPlan(of: line, commissioner: commissioner, month: index, to: &text)
          text.add(byte: 0x0A)
        }
      }
    }
    try output("extracts/plan/\(months[0].yearLabel)/\(provider.code).csv", text.bytes)
  }

  private func writeAttendances(to output: SampleOutput) throws {
    for (number, kind) in AttendanceText.Kind.allCases.enumerated() {
      var text = ByteText()
      text.line(AttendanceText.header(kind))
      for month in months.indices {
        for (index, commissioner) in commissioners.enumerated() {
          var drawer = AttendanceDrawer(
            providers: [provider], weights: [1], practices: practices[index], commissioner: index, dice: Dice(seed: seed, 62, number, index, month))
          let plan = Double(PublishedDashboard.positions[index].plan) / 12
          let count = drawer.dice.wholeNumber(near: plan / [620, 5200, 3900][number] * electiveSeason[month])
          for _ in 0..<count {
            let row =
              switch kind {
              case .outpatients: drawer.outpatient(at: 0, first: drawer.dice.below(100) < 31, attended: drawer.dice.below(10) > 0)
              case .inpatients: drawer.inpatient(at: 0)
              case .emergency: drawer.emergency(at: 0)
              }
            text.add(row, month: months[month], provider: provider.code, commissioner: commissioner.code, practice: practices[index][row.practice])
          }
        }
      }
      try output("extracts/sus/\(months[0].yearLabel)/\(kind.rawValue).csv", text.bytes)
    }
  }

  private func writeCommentary(to output: SampleOutput) throws {
    // The published variance of the whole contract, as the author of the text had it before him.
    let text = SampleNarrative(
      month: months[11], provider: provider, figure: "position/ALL/\(provider.code)/ytd_variance", recorded: "195,544", isYearEnd: true)
    try output("commentary/\(months[11].yearLabel)-\(months[11].label)/narrative.md", text.text())
    for month in [10, 11] {
      var plan: Parts = 0
      var actual: Parts = 0
      var bySpecialty: [String: (plan: Parts, actual: Parts)] = [:]
      var byCommissioner = commissioners.map { _ in Parts(0) }
      for (index, contract) in contracts.enumerated() {
        for line in contract.lines {
          let planned = line.planPrice * Parts(month + 1)
          var cost: Parts = 0
          for place in 0...month { cost += line.price[place] }
          plan += planned
          actual += cost
          byCommissioner[index] += cost - planned
          bySpecialty[line.line.specialty, default: (0, 0)].plan += planned
          bySpecialty[line.line.specialty, default: (0, 0)].actual += cost
        }
      }
      let bySize = bySpecialty.sorted { ($1.value.actual, $0.key) < ($0.value.actual, $1.key) }
      let worst = bySpecialty.sorted { ($1.value.actual - $1.value.plan, $0.key) < ($0.value.actual - $0.value.plan, $1.key) }.first
      let most = byCommissioner.indices.max { (byCommissioner[$0], $1) < (byCommissioner[$1], $0) } ?? 0
      let synopsis = SampleSynopsis(
        provider: provider, month: months[month], plan: plan, actual: actual, largest: bySize.prefix(2).map { SampleSpecialty.name($0.key) },
        over: worst.map { (SampleSpecialty.name($0.key), $0.value.actual - $0.value.plan) }, commissioner: commissioners[most].name)
      var dice = Dice(seed: seed, 92, month)
      let folder = "commentary/\(months[month].yearLabel)-\(months[month].label)"
      try output("\(folder)/\(provider.code).md", synopsis.text(&dice))
      var news = Dice(seed: seed, 97, month)
      if let update = SampleUpdate.text(of: provider, &news) { try output("\(folder)/\(provider.code)-updates.md", update) }
      try output("\(folder)/programme-nca-ifr.md", SampleUpdate.nonContracted(&news))
    }
  }
}
