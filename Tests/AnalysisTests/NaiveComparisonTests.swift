import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

/// Random ledgers, summed a second time straight from their rows by dictionaries of codes.
@Suite struct NaiveComparisonTests {
  struct Sample {
    var rows: [SampleRow]
    var axes: SampleAxes
    var ledger: ProgrammeLedger

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      func pick<T>(_ values: [T]) -> T { values[Int(random.next() % UInt64(values.count))] }
      axes = SampleAxes()
      axes.period = Period(year: FinancialYear(start: 2015), month: Int(random.next() % 12) + 1)
      axes.commissioners = ["10G", "10H", "11C"]
      axes.unknownCommissioners = seed % 2 == 0 ? ["00Z"] : []
      axes.providers = ["RAN", "RJ1", "RQM", "RYJ"]
      axes.unknownProviders = seed % 3 == 0 ? ["X1", "X2"] : []
      axes.pods = ["DC1": ("PSD", "DC"), "DC2": ("PSD", "DC"), "OPFA": ("OPFA", "OP"), "OPFUP": ("OPFUP", "OP"), "BLOCK": ("BLOCK", "BLOCK")]
      let pods = axes.pods.keys.sorted()
      rows = []
      for _ in 0..<Int(random.next() % 400) {
        func amount() -> Int64 {
          switch random.next() % 6 {
          case 0: 0
          // The ends of the range, but for a few rows of one line that must still fit when added.
          case 1 where seed % 5 == 0: pick([Int64.max / 500, .min / 500, 1, -1])
          default: Int64(random.next() % 1_000_000) * 1_234_567 - 1000
          }
        }
        func count() -> Int64 { random.next() % 4 == 0 ? 0 : Int64(random.next() % 50) * 100_000_000 + (random.next() % 9 == 0 ? 50_000_000 : 0) }
        rows.append(
          SampleRow(
            commissioner: pick(axes.commissioners + axes.unknownCommissioners), provider: pick(axes.providers + axes.unknownProviders),
            pod: pick(pods),
            treatmentFunction: pick(["", "100", "110", "361"]), hrg: pick(["AA01Z", "BB02Z", "CC03Z"]), monthsAgo: Int(random.next() % 14),
            planCost: amount(), actualCost: amount(), planActivity: count(), actualActivity: count()))
      }
      ledger = sampleLedger(rows, axes)
    }

    /// The rows of the year to date, or of the month, that a test accepts.
    func sum(month: Bool = false, where accepts: (SampleRow) -> Bool = { _ in true }) -> Measures {
      rows.filter { (month ? $0.monthsAgo == 0 : $0.monthsAgo < axes.period.month) && accepts($0) }.reduce(.zero) {
        $0
          + Measures(
            planCost: Money(parts: $1.planCost), actualCost: Money(parts: $1.actualCost), planActivity: Activity(parts: $1.planActivity),
            actualActivity: Activity(parts: $1.actualActivity))
      }
    }

    /// The straight line month by month: what is not below nought × the months that are not corrections ÷ those of them so far, and the corrections.
    func straightLine(_ field: KeyPath<SampleRow, Int64>, where accepts: (SampleRow) -> Bool) -> Int128 {
      let elapsed = axes.period.month
      var sums = [Int128](repeating: 0, count: elapsed)
      for row in rows where row.monthsAgo < elapsed && accepts(row) { sums[row.monthsAgo] += Int128(row[keyPath: field]) }
      if elapsed == 12 { return sums.reduce(0, +) }
      let corrections = sums.filter { $0 < 0 }
      let ordinary = sums.filter { $0 >= 0 }
      let whole = ordinary.reduce(0, +)
      if whole == 0 { return corrections.reduce(0, +) }
      let scaled = schoolbookScaled(whole, by: Int128(12 - corrections.count), over: Int128(ordinary.count))
      return corrections.reduce(0, +) + (Int128(scaled) ?? 0)
    }

    /// The contract lines of the year to date by their codes.
    func lines(where accepts: (SampleRow) -> Bool = { _ in true }) -> [[String]: Measures] {
      var keys = Set<[String]>()
      for row in rows where row.monthsAgo < axes.period.month && accepts(row) {
        keys.insert([row.pod, row.treatmentFunction, row.hrg, row.commissioner, row.provider])
      }
      var lines: [[String]: Measures] = [:]
      for key in keys {
        lines[key] = sum { [$0.pod, $0.treatmentFunction, $0.hrg, $0.commissioner, $0.provider] == key }
      }
      return lines
    }
  }

  static let seeds: [UInt64] = Array(1...12)

  @Test(arguments: seeds) func `positions`(seed: UInt64) throws {
    let sample = Sample(seed: seed)
    let positions = Positions(sample.ledger)
    let commissioners = sample.ledger.commissioners.codes
    let providers = sample.ledger.providers.codes
    let months = Int128(sample.axes.period.month)
    var plan: Int128 = 0
    var forecast: Int128 = 0
    for (c, commissioner) in commissioners.enumerated() {
      for (p, provider) in providers.enumerated() {
        let pair = positions.pair(commissioner: c, provider: p)
        #expect(pair.ytd == sample.sum { $0.commissioner == commissioner && $0.provider == provider })
        #expect(pair.month == sample.sum(month: true) { $0.commissioner == commissioner && $0.provider == provider })
        for (g, group) in positions.groups.enumerated() {
          let ytd = sample.sum { $0.commissioner == commissioner && $0.provider == provider && sample.axes.pods[$0.pod]?.group == group }
          let leaf = positions.leaf(commissioner: c, provider: p, group: g)
          #expect(leaf.ytd == ytd)
          let own = { (row: SampleRow) in
            row.commissioner == commissioner && row.provider == provider && sample.axes.pods[row.pod]?.group == group
          }
          #expect(leaf.forecastOutturn.parts == sample.straightLine(\.actualCost, where: own))
          #expect(String(leaf.annualPlan.parts) == schoolbookScaled(ytd.planCost.parts, by: 12, over: months))
          #expect(leaf.forecastOutturnActivity.parts == sample.straightLine(\.actualActivity, where: own))
          plan += leaf.annualPlan.parts
          forecast += leaf.forecastOutturn.parts
        }
      }
      #expect(positions.position(of: .commissioner(c)).ytd == sample.sum { $0.commissioner == commissioner })
      let outside = sample.axes.unknownProviders
      #expect(
        positions.notInProgramme(of: .commissioner(c), by: .provider).ytd
          == sample.sum { $0.commissioner == commissioner && outside.contains($0.provider) })
    }
    for (p, provider) in providers.enumerated() { #expect(positions.position(of: .provider(p)).ytd == sample.sum { $0.provider == provider }) }
    #expect(positions.grandTotal.ytd == sample.sum())
    #expect(positions.grandTotal.annualPlan.parts == plan)
    #expect(positions.grandTotal.forecastOutturn.parts == forecast)
    let last = try #require(positions.series.cumulative(of: .programme, year: sample.axes.period.year).last)
    #expect(last.measures == positions.grandTotal.ytd)
  }

  @Test(arguments: seeds) func `top tens`(seed: UInt64) {
    let sample = Sample(seed: seed)
    let ledger = sample.ledger
    var scopes: [(Scope, (SampleRow) -> Bool)] = [(.programme, { _ in true })]
    for (c, code) in ledger.commissioners.codes.enumerated() { scopes.append((.commissioner(c), { $0.commissioner == code })) }
    for (p, code) in ledger.providers.codes.enumerated() { scopes.append((.provider(p), { $0.provider == code })) }
    for (scope, accepts) in scopes {
      let lines = sample.lines(where: accepts)
      func expected(_ qualifies: (Measures) -> Bool) -> [[String]] {
        lines.filter { qualifies($0.value) }.sorted {
          $0.value.variance != $1.value.variance ? $0.value.variance < $1.value.variance : $0.key.lexicographicallyPrecedes($1.key)
        }.map(\.key)
      }
      let lists = TopTen(ledger, scope: scope, limit: 10)
      for (list, keys) in [
        (lists.overspend, expected { !$0.planCost.isZero && $0.actualCost > $0.planCost }),
        (lists.zeroPlan, expected { $0.planCost.isZero && $0.actualCost > .zero }),
      ] {
        #expect(list.qualifyingCount == keys.count)
        #expect(list.qualifyingVariance == keys.reduce(.zero) { $0 + (lines[$1]?.variance ?? .zero) })
        let found = list.lines.map {
          [
            ledger.pods[$0.pod].providerPOD, ledger.treatmentFunctions[$0.treatmentFunction], ledger.hrgs[$0.hrg],
            ledger.commissioners.codes[$0.commissioner],
            ledger.providers.codes[$0.provider],
          ]
        }
        #expect(found == Array(keys.prefix(10)))
        #expect(list.lines.map(\.ytd) == keys.prefix(10).compactMap { lines[$0] })
      }
    }
  }

  @Test(arguments: seeds) func `breakdowns and splits`(seed: UInt64) {
    let sample = Sample(seed: seed)
    let ledger = sample.ledger
    let splits = LineSplits(ledger)
    for (c, code) in ledger.commissioners.codes.enumerated() {
      let breakdown = ActivityBreakdown(ledger, splits: splits, scope: .commissioner(c), by: .provider)
      check(breakdown, sample, splits.split(of: .commissioner(c), in: ledger.lines), codes: ledger.providers.codes, counterpart: \.provider) {
        $0.commissioner == code
      }
    }
    for (p, code) in ledger.providers.codes.enumerated() {
      let breakdown = ActivityBreakdown(ledger, splits: splits, scope: .provider(p), by: .commissioner)
      check(breakdown, sample, splits.split(of: .provider(p), in: ledger.lines), codes: ledger.commissioners.codes, counterpart: \.commissioner) {
        $0.provider == code
      }
    }
    for counterpart in [Counterpart.provider, .commissioner] {
      let breakdown = ActivityBreakdown(ledger, splits: splits, scope: .programme, by: counterpart)
      check(
        breakdown, sample, splits.split(of: .programme, in: ledger.lines),
        codes: counterpart == .provider ? ledger.providers.codes : ledger.commissioners.codes,
        counterpart: counterpart == .provider ? \.provider : \.commissioner
      ) { _ in true }
    }
  }

  private func check(
    _ breakdown: ActivityBreakdown, _ sample: Sample, _ split: VarianceSplit, codes: [String], counterpart: KeyPath<SampleRow, String>,
    where accepts: (SampleRow) -> Bool
  ) {
    #expect(breakdown.total.ytd == sample.sum(where: accepts))
    #expect(breakdown.total.month == sample.sum(month: true, where: accepts))
    #expect(breakdown.total.split == split)
    #expect(breakdown.total.split.variance == breakdown.total.ytd.variance)
    for pod in breakdown.pods {
      #expect(pod.row.ytd == sample.sum { accepts($0) && sample.axes.pods[$0.pod]?.derived == pod.derivedPOD })
      #expect(pod.counterparts.reduce(Measures.zero) { $0 + $1.row.ytd } == pod.row.ytd)
      #expect(pod.counterparts.reduce(VarianceSplit.zero) { $0 + $1.row.split } == pod.row.split)
      for row in pod.counterparts {
        guard case .organisation(let index) = row.counterpart else { continue }
        #expect(
          row.row.month
            == sample.sum(month: true) {
              accepts($0) && sample.axes.pods[$0.pod]?.derived == pod.derivedPOD && $0[keyPath: counterpart] == codes[index]
            })
      }
    }
    for row in breakdown.specialties {
      let code = sample.ledger.treatmentFunctions[row.treatmentFunction]
      #expect(row.row.ytd == sample.sum { accepts($0) && $0.treatmentFunction == code })
    }
    for row in breakdown.counterpartSpecialties {
      let code = sample.ledger.treatmentFunctions[row.treatmentFunction]
      #expect(row.row.ytd == sample.sum { accepts($0) && $0.treatmentFunction == code && $0[keyPath: counterpart] == codes[row.counterpart] })
      #expect(row.row.split.variance == row.row.ytd.variance)
    }
    #expect(breakdown.pods.reduce(VarianceSplit.zero) { $0 + $1.row.split } == split)
    #expect(breakdown.specialties.reduce(VarianceSplit.zero) { $0 + $1.row.split } == split)
    #expect(breakdown.counterpartSpecialties.reduce(VarianceSplit.zero) { $0 + $1.row.split } == split)
  }

  @Test(arguments: seeds) func `line splits by definition`(seed: UInt64) {
    let sample = Sample(seed: seed)
    let ledger = sample.ledger
    let splits = LineSplits(ledger)
    let lines = sample.lines()
    // The mix group of a line: its pair and POD group, over lines with planned activity that can be priced.
    var planned: [[String]: Int128] = [:]
    var done: [[String]: Int128] = [:]
    func group(_ key: [String]) -> [String] { [key[3], key[4], sample.axes.pods[key[0]]?.group ?? ""] }
    for (key, line) in lines
    where volumeAndPrice(of: line).unplanned.isZero && !line.planActivity.isZero && volumeAndPrice(of: line).nonActivity.isZero {
      planned[group(key), default: 0] += line.planActivity.parts
      done[group(key), default: 0] += line.actualActivity.parts
    }
    var compared = 0
    for line in 0..<ledger.lines.count {
      let key = [
        ledger.pods[Int(ledger.lines.pod[line])].providerPOD, ledger.treatmentFunctions[Int(ledger.lines.treatmentFunction[line])],
        ledger.hrgs[Int(ledger.lines.hrg[line])], ledger.commissioners.codes[Int(ledger.lines.commissioner[line])],
        ledger.providers.codes[Int(ledger.lines.provider[line])],
      ]
      guard let measures = lines[key] else {
        Issue.record("the ledger has a line that no row made")
        continue
      }
      let split = splits.split(ofLine: line, in: ledger.lines)
      #expect(split.variance == measures.variance)
      let alone = volumeAndPrice(of: measures)
      #expect(
        split.volume == alone.volume && split.price == alone.price && split.unplanned == alone.unplanned && split.nonActivity == alone.nonActivity)
      if splits.kind[line] == .priced || splits.kind[line] == .allVolume {
        let (qP, qA) = (planned[group(key)] ?? 0, done[group(key)] ?? 0)
        let expected = schoolbookScaled(measures.planCost.parts, by: qP - qA, over: qP)
        if Int64(expected) != nil {
          #expect(String(split.pureVolume.parts) == expected)
          compared += 1
        }
      }
    }
    #expect(compared > 0 || lines.count < 40)
  }

  @Test(arguments: seeds) func `peers`(seed: UInt64) {
    let sample = Sample(seed: seed)
    let ledger = sample.ledger
    let table = PeerTable(
      ledger, series: SeriesTable(ledger), clusters: ["West", nil, "West"], weightedPopulation: [250_000, 125_000, nil])
    for row in table.commissioners {
      let code = ledger.commissioners.codes[row.commissioner]
      for (offset, amount) in row.row.cumulative.enumerated() {
        let ago = sample.axes.period.month - 1 - offset
        #expect(amount == sample.sum { $0.commissioner == code && $0.monthsAgo >= ago })
      }
      let better = table.commissioners.filter { $0.row.ytd.variance < row.row.ytd.variance }.count
      #expect(row.varianceRank == better + 1)
    }
    #expect(table.total.ytd == sample.sum())
    #expect(table.clusters.map(\.cluster) == ["West", nil])
    #expect(table.clusters.reduce(Measures.zero) { $0 + $1.row.ytd } == table.ownTotal.ytd)
    #expect(table.ownTotal.ytd + (table.notInProgramme?.ytd ?? .zero) == table.total.ytd)
    let spend = table.commissioners[1].row
    #expect(spend.spendPerThousand.map { String($0.parts) } == schoolbookScaled(spend.ytd.actualCost.parts, by: 1000, over: 125_000))
    #expect(table.commissioners[2].spendRank == nil)
    #expect(table.clusters[0].row.spendPerThousand == nil, "a cluster without everyone's population has no rate")
  }
}
