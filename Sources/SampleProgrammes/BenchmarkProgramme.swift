/// A programme of any size for measuring: the layout of the fixtures, figures that reproduce nothing.
package struct BenchmarkProgramme {
  /// How large a programme is and which one of that size.
  package struct Size: Sendable, Equatable {
    /// Another seed is another programme.
    package var seed: UInt64 = 1
    /// Commissioners.
    package var commissioners = 18
    /// Providers.
    package var providers = 17
    /// Months from April 2013.
    package var months = 36
    /// Contract lines of a pair in a month, on average.
    package var linesPerPair = 150
    /// A factor on the rows of every extract.
    package var scaleRows = 1

    /// The reference size: 18 × 17 × 36 with 150 lines.
    package init() {}
  }

  let size: Size
  let commissioners: [SampleCommissioner]
  let providers: [SampleProvider]
  let months: [SampleMonth]
  let practices: [[SamplePractice]]
  /// A year's spend by commissioner and provider, in pounds.
  let spend: [[Double]]
  /// Names of the resource groups by code.
  let names: [String: String]

  /// Draws organisations and the size of every contract.
  package init(_ size: Size) {
    self.size = size
    var commissioners = Array(SampleCommissioner.thamesValleyWessex.prefix(size.commissioners))
    for number in commissioners.count..<max(size.commissioners, commissioners.count) {
      commissioners.append(
        SampleCommissioner(
          "S\(padded(number, to: 3))", "NHS Synthetic \(number + 1) CCG", "Cluster \(number / 8 + 1)", 110 + number * 37 % 300,
          ["North", "South & West"]))
    }
    let real = SampleProvider.london + [SampleProvider("RQX", "Homerton University Hospital NHS Foundation Trust", "Homerton", 420, 11_190, nil)]
    var providers = Array(real.prefix(size.providers))
    for number in providers.count..<max(size.providers, providers.count) {
      providers.append(
        SampleProvider(
          "RX\(padded(number, to: 3))", "Synthetic Hospital \(number + 1) NHS Trust", "Synthetic \(number + 1)", Double(1500 + number * 977 % 2500),
          10_600 + number * 37 % 900, nil))
    }
    self.commissioners = commissioners
    self.providers = providers
    months = SampleMonth.months(from: 2013, count: size.months)
    practices = SamplePractice.practices(of: commissioners, perCommissioner: { max(8, $0.population / 9) }, named: [:], seed: size.seed)
    var dice = Dice(seed: size.seed, 201)
    var spend = commissioners.map { commissioner in
      providers.map { $0.weight * Double(commissioner.population) * dice.between(0.3, 1.9) }
    }
    var total = 0.0
    for row in spend { for value in row { total += value } }
    let target = 55_000_000.0 * Double(commissioners.count * providers.count * size.scaleRows) / 306
    spend = spend.map { row in row.map { $0 * target / total } }
    self.spend = spend
    names = Dictionary(uniqueKeysWithValues: SampleResource.names.map { ($0.code, $0.name) })
  }

  /// Writes the whole programme folder.
  ///
  /// - Returns: rows of contract returns, and of attendances and spells.
  /// - Throws: what the output throws.
  package func write(to output: SampleOutput) throws -> (lines: Int, attendances: Int) {
    try output("programme.yaml", bytes(programmeFile))
    try SampleOrganisations(commissioners: commissioners, providers: providers, practices: practices).write(to: output)
    try SampleOrganisations.writePods(to: output)
    var lines = 0
    var contractValues = ByteText()
    contractValues.line("commissioner,provider,year,contract_value,envelope")
    for provider in providers.indices { lines += try BenchmarkReturns(self, provider: provider).write(to: output, contractValues: &contractValues) }
    try output("registers/contracts.csv", contractValues.bytes)
    let attendances = try writeAttendances(to: output)
    let pairs = commissioners.indices.flatMap { commissioner in
      providers.indices.map { (commissioner: commissioner, provider: $0, weight: spend[commissioner][$0]) }
    }
    let registers = SampleRegisters(commissioners: commissioners, providers: providers, months: months, pairs: pairs, seed: size.seed)
    try registers.write(size: 600, to: output)
    try QualityRegister(providers: providers, months: months, seed: size.seed).write(published: [], to: output)
    return (lines, attendances)
  }

  private var programmeFile: String {
    sampleProgrammeFile(
      name: "Benchmark \(commissioners.count) × \(providers.count) × \(months.count)",
      remark: "A programme made for measuring: every figure is drawn from a seeded generator.")
  }
}
