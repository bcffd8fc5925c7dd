/// The returns of one provider of a benchmark programme.
struct BenchmarkReturns {
  private struct Line {
    let commissioner: Int
    let line: SampleLine
    /// Fields from the site to the national tariff indicator.
    let middle: [UInt8]
    let unit: Parts
    /// Units of an average month.
    let rate: Double
    /// Yearly growth in units.
    let growth: Double
    /// How far the plan is from the expected units; nought: no plan.
    let planFactor: Double
    let emergency: Bool
    let financial: Bool
  }

  private let programme: BenchmarkProgramme
  private let provider: SampleProvider
  private let index: Int
  private var lines: [Line] = []

  init(_ programme: BenchmarkProgramme, provider index: Int) {
    self.programme = programme
    self.index = index
    provider = programme.providers[index]
    var mean = 0.0
    for row in programme.spend { for value in row { mean += value.squareRoot().squareRoot() } }
    mean /= Double(programme.commissioners.count * programme.providers.count)
    for commissioner in programme.commissioners.indices {
      // Larger contracts have more lines. Lines without a plan are not in the return before their first activity: so a few more than asked for.
      let relative = programme.spend[commissioner][index].squareRoot().squareRoot() / mean
      let count = Int(Double(programme.size.linesPerPair * programme.size.scaleRows) * relative * 1.05) + 1
      addLines(of: commissioner, count: count)
    }
    var dice = Dice(seed: programme.size.seed, 212, index)
    dice.shuffle(&lines)
  }

  private mutating func addLines(of commissioner: Int, count: Int) {
    var dice = Dice(seed: programme.size.seed, 211, index, commissioner)
    let pods = SamplePod.all.map { pod in
      !pod.offered(by: provider.profile) ? 0 : pod.group == "financial" ? 0.5 : pod.share
    }
    let practices = programme.practices[commissioner]
    var used: Set<SampleLine> = []
    var drawn: [(line: SampleLine, practice: Int, value: Double)] = []
    var whole = 0.0
    var tries = 0
    while drawn.count < count {
      let line = SampleLine.draw(pod: dice.index(weights: pods), profile: provider.profile, dice: &dice)
      tries += 1
      // Once the lines run out, the same line comes again for another practice.
      guard used.insert(line).inserted || tries > count * 3 else { continue }
      let value = dice.between(0.2, 1) * dice.between(0.2, 1) * (Double(line.definition.price) + 20).squareRoot()
      whole += value
      drawn.append((line, dice.below(practices.count), value))
    }
    let spend = programme.spend[commissioner][index] / 12
    for (line, practice, value) in drawn {
      let financial = line.definition.group == "financial"
      let unit = financial ? partsInPound : line.unitPrice(at: provider)
      let rate = spend * value / whole * (financial ? 0.4 : 1) * Double(partsInPound) / Double(unit)
      lines.append(
        Line(
          commissioner: commissioner, line: line, middle: middle(of: line, commissioner: commissioner, practice: practices[practice], dice: &dice),
          unit: unit, rate: rate, growth: dice.between(-0.03, 0.07), planFactor: dice.below(100) < 14 ? 0 : dice.between(0.85, 1.45),
          emergency: line.definition.group == "non_elective" || line.definition.group == "emergency", financial: financial))
    }
  }

  /// The fields that stay the same, with the descriptions that full-size returns carry.
  private func middle(of line: SampleLine, commissioner: Int, practice: SamplePractice, dice: inout Dice) -> [UInt8] {
    let pod = line.definition
    let code = programme.commissioners[commissioner].code
    let site = provider.sites[dice.below(provider.sites.count)]
    let ward = pod.unit == "spell" || pod.unit == "bed_day" ? "W\(padded(dice.below(40), to: 2))" : ""
    var text = ByteText()
    text.add(",\(site),\(code),\(code),\(code),\(practice.code),\(line.specialty),\(dice.below(3) == 0 ? line.specialty + "L" : ""),\(ward),21,,,")
    text.add("\(pod.national),\(pod.unit),")
    text.add(field: pod.title)
    text.add(",\(pod.local),")
    text.add(field: pod.title)
    text.add(",\(code)\(provider.code)01,\"London acute, associate to contract\",\(pod.local.prefix(4))\(line.specialty),")
    text.add(field: SampleSpecialty.name(line.specialty))
    text.add(",,")
    text.add(field: programme.names[line.resource] ?? "")
    text.add(",\(line.resource),\(pod.marketForces ? "Y" : "N"),")
    return text.bytes
  }

  /// Writes every month and the contract values; gives the count of rows.
  func write(to output: SampleOutput, contractValues: inout ByteText) throws -> Int {
    let header = AcmText.Style().header
    var rows = 0
    var seen = lines.map { _ in false }
    var planned: [[UInt8]] = []
    var text = ByteText()
    var year = YearSoFar(programme.commissioners.count)
    for (place, month) in programme.months.enumerated() {
      if month.month == 1 {
        planned = plans(of: month.year - 2013, contractValues: &contractValues)
        seen = lines.map { _ in false }
        year = YearSoFar(programme.commissioners.count)
      }
      var dice = Dice(seed: programme.size.seed, 213, index, place)
      let head = bytes(
        "\(month.month),\(month.yearCode),\(month.created(day: 10 + (index * 3 + place) % 9, minute: index * 7 % 60)),\(provider.code)")
      text.bytes.removeAll(keepingCapacity: true)
      text.add(header)
      for (number, line) in lines.enumerated() {
        let season = line.emergency ? emergencySeason[month.month - 1] : electiveSeason[month.month - 1]
        let expected = line.rate * season * (1 + line.growth * (Double(place) / 12 - 1.5))
        let (units, price) = actual(of: line, expected: expected, &dice)
        if price != 0 { seen[number] = true }
        guard seen[number] || line.planFactor != 0 else { continue }
        text.add(head)
        text.add(planned[number])
        text.add(number: units)
        text.comma()
        text.add(parts: price)
        text.comma()
        text.add(parts: AcmText.marketForcesPart(of: price, pod: line.line.definition, provider: provider))
        text.add(byte: 0x0A)
        rows += 1
        year.add(line.line, commissioner: line.commissioner, plan: planPrice(of: line, year: month.year - 2013), actual: price)
      }
      try output("\(month.slamFolder)/\(provider.code).csv", text.bytes)
      if place >= programme.months.count - 3 { try writeCommentary(year, month: month, to: output) }
    }
    return rows
  }

  /// Units and cost of a month: scattered about the expected like counts of rare things.
  private func actual(of line: Line, expected: Double, _ dice: inout Dice) -> (units: Int, price: Parts) {
    if line.financial {
      let sign: Parts = dice.below(3) == 0 ? -1 : 1
      return (1, sign * Parts(expected * dice.between(40, 160)) * partsInPenny)
    }
    let scattered =
      expected < 4 ? expected * dice.between(0, 2) : expected + expected.squareRoot() * (dice.unit() + dice.unit() + dice.unit() - 1.5) * 2
    let units = max(0, dice.wholeNumber(near: scattered))
    return (units, Parts(units) * line.unit)
  }

  private func planUnits(of line: Line, year: Int) -> Parts {
    guard line.planFactor != 0 else { return 0 }
    return Parts(line.rate * line.planFactor * (0.98 + 0.02 * Double(year)) * 10_000) * 10_000
  }

  private func planPrice(of line: Line, year: Int) -> Parts {
    let units = planUnits(of: line, year: year)
    return Parts(Double(units) / Double(partsInPound) * Double(line.unit / partsInPenny)) * partsInPenny
  }

  /// The fields of every line up to the planned market forces factor.
  private func plans(of year: Int, contractValues: inout ByteText) -> [[UInt8]] {
    var byCommissioner = programme.commissioners.map { _ in Parts(0) }
    let result = lines.map { line -> [UInt8] in
      let price = planPrice(of: line, year: year)
      byCommissioner[line.commissioner] += price
      var text = ByteText(bytes: line.middle)
      text.add(activityParts: planUnits(of: line, year: year))
      text.comma()
      text.add(parts: price)
      text.comma()
      text.add(parts: AcmText.marketForcesPart(of: price, pod: line.line.definition, provider: provider))
      text.comma()
      return text.bytes
    }
    for (commissioner, plan) in byCommissioner.enumerated() {
      let value = pounds(plan * 12)
      contractValues.record([
        programme.commissioners[commissioner].code, provider.code, SampleMonth(year: 2013 + year, month: 1).yearLabel, value, value,
      ])
    }
    return result
  }

  private func writeCommentary(_ year: YearSoFar, month: SampleMonth, to output: SampleOutput) throws {
    let synopsis = year.synopsis(of: provider, month: month, commissioners: programme.commissioners)
    var dice = Dice(seed: programme.size.seed, 214, index, month.month)
    try output("commentary/\(month.yearLabel)-\(month.label)/\(provider.code).md", synopsis.text(&dice))
  }
}

/// What a provider has reported in a year so far.
struct YearSoFar {
  private var plan: Parts = 0
  private var actual: Parts = 0
  private var specialtyPlan = SampleSpecialty.all.map { _ in Parts(0) }
  private var specialtyActual = SampleSpecialty.all.map { _ in Parts(0) }
  private var excess: [Parts]

  init(_ commissioners: Int) { excess = Array(repeating: 0, count: commissioners) }

  mutating func add(_ line: SampleLine, commissioner: Int, plan: Parts, actual: Parts) {
    self.plan += plan
    self.actual += actual
    excess[commissioner] += actual - plan
    if let place = SampleSpecialty.index[line.specialty] {
      specialtyPlan[place] += plan
      specialtyActual[place] += actual
    }
  }

  /// The synopsis of the year so far.
  func synopsis(of provider: SampleProvider, month: SampleMonth, commissioners: [SampleCommissioner]) -> SampleSynopsis {
    let all = specialtyActual.indices
    let bySize = all.sorted { (specialtyActual[$1], $0) < (specialtyActual[$0], $1) }
    let over = all.map { specialtyActual[$0] - specialtyPlan[$0] }
    let worst = all.max { (over[$0], $1) < (over[$1], $0) }
    let most = excess.indices.max { (excess[$0], $1) < (excess[$1], $0) } ?? 0
    return SampleSynopsis(
      provider: provider, month: month, plan: plan, actual: actual, largest: bySize.prefix(2).map { SampleSpecialty.all[$0].name },
      over: worst.map { (SampleSpecialty.all[$0].name, over[$0]) }, commissioner: commissioners[most].name)
  }
}
