import Findings
import Quantities
import Testing

@testable import Checks

@Suite("Checks of charges against each other")
struct DuplicateCheckTests {
  private let april = MonthIndex(year: FinancialYear(start: 2015), month: 1)

  private func charge(_ price: Double = 1_000, _ change: (inout Charge) -> Void = { _ in }) -> Charge {
    var charge = Charge(
      commissioner: 1, practice: 7, pod: 2, treatmentFunction: 3, tariff: 4, place: 5, month: april, activity: parts(1), price: parts(price),
      traits: [.spell], hasPractice: true)
    change(&charge)
    return charge
  }

  private func found(_ code: FindingCode, _ charges: [Charge]) throws -> [RepeatedCharge] {
    let check = try #require(duplicateChecks.first { $0.definition.code == code })
    return check.find(charges, CheckSettings.standard.limit(check.definition))
  }

  @Test("the same codes twice with other amounts, from £1,000 on")
  func sameLine() throws {
    #expect(try found("SLAM-160", [charge(), charge(1_200)]) == [RepeatedCharge(charge: 1, first: 0, stake: parts(1_200))])
    #expect(try found("SLAM-160", [charge(), charge()]).isEmpty)  // whole row twice: SLAM-024
    #expect(try found("SLAM-160", [charge(), charge(999.99)]).isEmpty)
    #expect(try found("SLAM-160", [charge(), charge(1_200) { $0.practice = 8 }]).isEmpty)
  }

  @Test("the same charge under another point of delivery")
  func twoPODs() throws {
    #expect(try found("SLAM-161", [charge(), charge { $0.pod = 9 }]) == [RepeatedCharge(charge: 1, first: 0, stake: parts(1_000))])
    #expect(try found("SLAM-161", [charge(), charge(1_000.01) { $0.pod = 9 }]).isEmpty)
    #expect(try found("SLAM-161", [charge(499), charge(499) { $0.pod = 9 }]).isEmpty)
  }

  @Test("the same charge to another commissioner for the same practice")
  func twoCommissioners() throws {
    #expect(try found("SLAM-162", [charge(), charge { $0.commissioner = 9 }]) == [RepeatedCharge(charge: 1, first: 0, stake: parts(1_000))])
    let nameless = { (charge: inout Charge) in charge.hasPractice = false }
    #expect(
      try found(
        "SLAM-162",
        [
          charge(1_000, nameless),
          charge {
            $0.commissioner = 9; $0.hasPractice = false
          },
        ]
      ).isEmpty)
    #expect(
      try found(
        "SLAM-162",
        [
          charge(),
          charge {
            $0.commissioner = 9; $0.practice = 8
          },
        ]
      ).isEmpty)
  }

  @Test("a month that is another line by line, in whatever order")
  func copied() throws {
    let lines = (0..<10).map { place in charge(Double(100 + place)) }
    let next = lines.reversed().map { line in
      var copy = line
      copy.month = april.advanced(by: 1)
      return copy
    }
    // 100 + 101 + … + 109 = 1,045.
    #expect(try found("SLAM-163", lines + next) == [RepeatedCharge(charge: 10, first: 0, stake: parts(1_045))])
    var other = next
    other[3].price += parts(0.01)
    #expect(try found("SLAM-163", lines + other).isEmpty)
    #expect(try found("SLAM-163", Array(lines.prefix(9) + next.suffix(9))).isEmpty)  // under ten lines
  }

  @Test("an adjustment that is made twice in a month")
  func adjustments() throws {
    let adjustment = { (charge: inout Charge) in charge.traits = [.money, .adjustment] }
    #expect(try found("SLAM-164", [charge(150, adjustment), charge(150, adjustment)]) == [RepeatedCharge(charge: 1, first: 0, stake: parts(150))])
    #expect(
      try found(
        "SLAM-164",
        [
          charge(150, adjustment),
          charge(150) {
            $0.traits = [.money, .adjustment]; $0.month = april.advanced(by: 1)
          },
        ]
      ).isEmpty)
    #expect(try found("SLAM-164", [charge(99, adjustment), charge(99, adjustment)]).isEmpty)
  }

  @Test("a charge and its exact reverse")
  func reversal() throws {
    #expect(try found("SLAM-165", [charge(), charge(-1_000)]) == [RepeatedCharge(charge: 1, first: 0, stake: 0)])
    #expect(try found("SLAM-165", [charge(), charge(-999.99)]).isEmpty)
    #expect(try found("SLAM-165", [charge(), charge()]).isEmpty)
  }

  @Test("many charges with few keys and many are told apart")
  func many() throws {
    let charges = (0..<5_000).map { place in charge(1_000 + Double(place % 7)) { $0.practice = UInt32(place) } }
    #expect(try found("SLAM-160", charges).isEmpty)
    #expect(try found("SLAM-160", charges + [charge(5_000) { $0.practice = 77 }]) == [RepeatedCharge(charge: 5_000, first: 77, stake: parts(5_000))])
  }

  @Test("charges that may repeat another are enough to find all that do")
  func possibleRepeats() throws {
    var random = SplitMix(state: 5)
    for _ in 0..<40 {
      let charges = (0..<600).map { _ in
        charge([1_000, 1_000, 2_000, -1_000, 300].randomElement(using: &random) ?? 1) {
          $0.commissioner = UInt32.random(in: 0...2, using: &random)
          $0.practice = UInt32.random(in: 0...20, using: &random)
          $0.pod = UInt32.random(in: 0...2, using: &random)
          $0.treatmentFunction = UInt32.random(in: 0...5, using: &random)
          $0.tariff = UInt32.random(in: 0...6, using: &random)
          $0.place = UInt32.random(in: 0...1, using: &random)
          if Int.random(in: 0...9, using: &random) == 0 { $0.traits = [.money, .adjustment] }
        }
      }
      let places = placesOfPossibleRepeats(charges)
      #expect(places.count < charges.count)
      for check in duplicateChecks where !check.seesAll {
        let limit = CheckSettings.standard.limit(check.definition)
        let all = check.find(charges, limit)
        let few = check.find(places.map { charges[$0] }, limit)
        #expect(
          few.map {
            RepeatedCharge(charge: places[$0.charge], first: places[$0.first], stake: $0.stake)
          } == all, "\(check.definition.code)")
      }
    }
  }

  @Test("keys are numbered as they are met")
  func keys() {
    var numbers = KeyNumbers()
    var known: [UInt64: Int] = [:]
    var random = SplitMix(state: 9)
    for _ in 0..<20_000 {
      let key =
        UInt64.random(in: 0...5_000, using: &random) << 32
        | UInt64.random(in: 0...2, using: &random)
      let expected = known[key] ?? known.count
      known[key] = expected
      #expect(numbers.number(key) == expected)
    }
    #expect(numbers.count == known.count)
  }
}
