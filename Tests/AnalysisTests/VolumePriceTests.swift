import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

private func line(_ planned: Int, _ done: Int, _ plan: String, _ actual: String) -> Measures {
  Measures(planCost: money(plan), actualCost: money(actual), planActivity: units(planned), actualActivity: units(done))
}

@Suite struct VolumePriceTests {
  @Test func `the published group: ABC and DEF`() {
    // Plan 50 at 1.20 and 40 at 0.80, actual 60 at 1.10 and 50 at 1.00. Published as actual − plan; here plan − actual.
    let splits = volumeMixPrice(of: [line(50, 60, "60", "66"), line(40, 50, "32", "50")])
    #expect(splits[0].price == money("6"))
    #expect(splits[1].price == money("-10"))
    #expect(splits[0].pureVolume == money("-13.33333333"))
    #expect(splits[1].pureVolume == money("-7.11111111"))
    #expect(splits[0].mix == money("1.33333333"))
    #expect(splits[1].mix == money("-0.88888889"))
    #expect(splits[0].variance == money("-6"))
    #expect(splits[1].variance == money("-18"))
  }

  @Test func `lines of the trust dashboard`() {
    let dayCase = volumeAndPrice(of: line(8, 10, "3216", "4280"))
    #expect(dayCase.volume == money("-804"))
    #expect(dayCase.price == money("-260"))
    #expect(dayCase.variance == money("-1064"))
    let emergency = volumeAndPrice(of: line(20, 23, "4659", "5405"))
    #expect(emergency.volume == money("-698.85"))
    #expect(emergency.price == money("-47.15"))
  }

  @Test func `lines without a price of one kind or the other`() {
    let unplanned = volumeAndPrice(of: line(0, 222, "0", "71262"))
    #expect(unplanned.unplanned == money("-71262"))
    #expect(unplanned.volume.isZero && unplanned.price.isZero && unplanned.nonActivity.isZero)
    let unplannedWithMoney = volumeAndPrice(of: line(0, 5, "100", "300"))
    #expect(unplannedWithMoney.unplanned == money("-200"), "planned money without planned activity has no planned price either")
    let undone = volumeAndPrice(of: line(4, 0, "400", "0"))
    #expect(undone.volume == money("400"))
    #expect(undone.price.isZero)
    let undoneButPaid = volumeAndPrice(of: line(4, 0, "400", "30"))
    #expect(undoneButPaid.volume == money("370"), "all of it is volume")
    let device = volumeAndPrice(of: line(0, 0, "2144", "2814"))
    #expect(device.nonActivity == money("-670"))
  }

  @Test(arguments: [11, 12, 13, 14]) func `parts add to the variance, and volume agrees with school arithmetic`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var kinds = Set<SplitKind>()
    for _ in 0..<2000 {
      func count(_ whole: Bool) -> Int64 {
        switch random.next() % 8 {
        case 0: return 0
        case 1: return [Int64.max, .min, 1, -1, .max - 1][Int(random.next() % 5)]
        case 2: return Int64(truncatingIfNeeded: random.next())
        default: return Int64(random.next() % 20_000) * (whole ? 100_000_000 : 12_345_679)
        }
      }
      let whole = random.next() % 3 != 0
      let measures = Measures(
        planCost: Money(parts: count(false)), actualCost: Money(parts: count(false)), planActivity: Activity(parts: count(whole)),
        actualActivity: Activity(parts: count(whole)))
      let split = volumeAndPrice(of: measures)
      #expect(split.variance == measures.variance)
      let (planned, done) = (measures.planActivity.parts, measures.actualActivity.parts)
      if planned == 0 {
        kinds.insert(done == 0 ? .nonActivity : .unplanned)
        #expect(split.volume.isZero && split.price.isZero)
        #expect(done == 0 ? split.unplanned.isZero : split.nonActivity.isZero)
      } else if done == 0 {
        kinds.insert(.allVolume)
        // One that does not fit in 64 bits counts as non-activity.
        #expect(split.volume == (Int64(exactly: measures.variance.parts) == nil ? .zero : measures.variance))
      } else {
        let expected = schoolbookScaled(measures.planCost.parts, by: planned - done, over: planned)
        // Refused only where the volume or the price does not fit in 64 bits.
        let volume = Int128(expected).flatMap { Int64(exactly: $0) }
        if let volume, Int64(exactly: measures.variance.parts - Int128(volume)) != nil {
          kinds.insert(.priced)
          #expect(split.volume == Money(parts: volume))
          #expect(split.nonActivity.isZero)
        } else {
          #expect(split.volume.isZero)
          #expect(split.nonActivity == measures.variance)
        }
      }
    }
    #expect(kinds == Set(SplitKind.allCases))
  }

  @Test(arguments: [21, 22, 23]) func `a group's pure volume is its own and its mix adds to what is left`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<200 {
      let lines = (0..<Int(random.next() % 6 + 1)).map { _ in
        line(Int(random.next() % 30 + 1), Int(random.next() % 40 + 1), String(random.next() % 5000), String(random.next() % 5000))
      }
      let splits = volumeMixPrice(of: lines)
      let planned = lines.reduce(Activity.zero) { $0 + $1.planActivity }
      let done = lines.reduce(Activity.zero) { $0 + $1.actualActivity }
      for (line, split) in zip(lines, splits) {
        #expect(split.variance == line.variance)
        #expect(split.volume == volumeAndPrice(of: line).volume)
        #expect(String(split.pureVolume.parts) == schoolbookScaled(line.planCost.parts, by: planned.parts - done.parts, over: planned.parts))
      }
      if lines.count == 1 { #expect(splits[0].mix.isZero, "one line has no mix") }
    }
  }

  @Test func `units never mix: each POD group of a pair has its own proportions`() {
    // Spells on plan, bed days doubled: were they one group, the spells would show mix.
    let ledger = sampleLedger(
      [
        .pounds("10H", "RAN", "DC", plan: 1000, actual: 1000, planned: 10, done: 10),
        .pounds("10H", "RAN", "ELXBD", plan: 100, actual: 200, planned: 10, done: 20),
        .pounds("10H", "RQM", "DC", plan: 500, actual: 1000, planned: 5, done: 10),
      ])
    let splits = LineSplits(ledger)
    #expect(splits.split(ofLine: 0, in: ledger.lines) == .zero)
    #expect(splits.split(ofLine: 1, in: ledger.lines).pureVolume == pounds(-100))
    #expect(splits.split(of: .commissioner(0), in: ledger.lines) == VarianceSplit(pureVolume: pounds(-600)))
  }

  @Test func `a group of unknown units, or of money, has no mix`() {
    for group in ["unknown", "financial", "elective"] {
      var axes = SampleAxes()
      axes.pods = ["A": ("A", group), "B": ("B", group)]
      let ledger = sampleLedger(
        [
          .pounds("10H", "RAN", "A", plan: 100, actual: 200, planned: 10, done: 20),
          .pounds("10H", "RAN", "B", plan: 900, actual: 450, planned: 10, done: 5),
        ], axes)
      let split = LineSplits(ledger).split(of: .programme, in: ledger.lines)
      #expect(split.volume == pounds(350))
      // 20 planned and 25 done: evenly, a quarter more than the plan of £1,000.
      #expect(split.mix == (group == "elective" ? pounds(600) : .zero))
    }
  }

  @Test func `a group whose planned activity adds to nought has volume and no mix`() {
    let splits = volumeMixPrice(of: [line(5, 6, "50", "60"), line(-5, 3, "-50", "30")])
    #expect(splits[0].mix.isZero && splits[1].mix.isZero)
    #expect(splits[0].volume == money("-10"))
  }
}
