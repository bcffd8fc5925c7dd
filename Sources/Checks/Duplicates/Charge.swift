package import Quantities

/// One line of a return as the search for double charges sees it: numbers for its codes, amounts as counts of 10⁻⁸.
package struct Charge: Sendable, Hashable {
  package var commissioner: UInt32
  package var practice: UInt32
  package var pod: UInt32
  package var treatmentFunction: UInt32
  package var tariff: UInt32
  /// Site and service, as one number.
  package var place: UInt32
  package var month: MonthIndex
  package var activity: Int64
  package var price: Int64
  package var traits: PODTraits
  /// Whether it names the patient's practice.
  package var hasPractice: Bool

  /// Makes a charge.
  package init(
    commissioner: UInt32, practice: UInt32, pod: UInt32, treatmentFunction: UInt32, tariff: UInt32, place: UInt32, month: MonthIndex,
    activity: Int64, price: Int64, traits: PODTraits, hasPractice: Bool
  ) {
    self.commissioner = commissioner
    self.practice = practice
    self.pod = pod
    self.treatmentFunction = treatmentFunction
    self.tariff = tariff
    self.place = place
    self.month = month
    self.activity = activity
    self.price = price
    self.traits = traits
    self.hasPractice = hasPractice
  }
}

/// A charge that another repeats.
package struct RepeatedCharge: Sendable, Hashable {
  /// The later charge: its place in the list.
  package var charge: Int
  /// The earlier one.
  package var first: Int
  /// The money at stake, a count of 10⁻⁸ pounds.
  package var stake: Int64
}

/// A check of a provider's charges against each other: a pure function from the charges, in file order, and a limit to those that are repeated.
package struct DuplicateCheck: Sendable {
  /// What it is.
  package let definition: CheckDefinition
  /// Finds the repeated ones. The limit is a count of 10⁻⁸.
  package let find: @Sendable (_ charges: [Charge], _ limit: Int64) -> [RepeatedCharge]
  /// Whether it must see all charges, and not only those of `placesOfPossibleRepeats`: it compares months and not charges.
  package let seesAll: Bool

  init(
    _ definition: CheckDefinition, seesAll: Bool = false,
    _ find: @escaping @Sendable (_ charges: [Charge], _ limit: Int64) -> [RepeatedCharge]
  ) {
    self.definition = definition
    self.seesAll = seesAll
    self.find = find
  }
}

/// The parts by which charges are alike.
struct ChargeParts: OptionSet {
  let rawValue: UInt16

  static let commissioner = ChargeParts(rawValue: 1 << 0)
  static let month = ChargeParts(rawValue: 1 << 1)
  static let practice = ChargeParts(rawValue: 1 << 2)
  static let pod = ChargeParts(rawValue: 1 << 3)
  static let treatmentFunction = ChargeParts(rawValue: 1 << 4)
  static let tariff = ChargeParts(rawValue: 1 << 5)
  static let place = ChargeParts(rawValue: 1 << 6)
  static let activity = ChargeParts(rawValue: 1 << 7)
  static let price = ChargeParts(rawValue: 1 << 8)
  /// The price without its sign.
  static let size = ChargeParts(rawValue: 1 << 9)

  /// All that DCB2050 aggregates by.
  static let codes: ChargeParts = [.commissioner, .month, .practice, .pod, .treatmentFunction, .tariff, .place]
}

/// Some parts of a charge: what is left out is nought in all.
private struct Likeness: Equatable {
  private let codes: SIMD8<UInt32>
  private let activity: Int64
  private let price: Int64

  init(_ charge: Charge, _ parts: ChargeParts) {
    func code(_ part: ChargeParts, _ value: UInt32) -> UInt32 { parts.contains(part) ? value : 0 }
    codes = SIMD8(
      code(.commissioner, charge.commissioner), code(.month, UInt32(truncatingIfNeeded: charge.month.value)), code(.practice, charge.practice),
      code(.pod, charge.pod), code(.treatmentFunction, charge.treatmentFunction), code(.tariff, charge.tariff), code(.place, charge.place), 0)
    activity = parts.contains(.activity) ? charge.activity : 0
    price = parts.contains(.price) ? charge.price : parts.contains(.size) ? Int64(bitPattern: UInt64(charge.price.magnitude)) : 0
  }

  /// A number to find what may be the same by, never to tell that it is.
  var mixed: UInt64 {
    var value: UInt64 = 0x9E37_79B9_7F4A_7C15
    func mix(_ number: UInt64) {
      let product = (value ^ number).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      value = product.low ^ product.high
    }
    for place in 0..<4 { mix(UInt64(codes[2 * place]) << 32 | UInt64(codes[2 * place + 1])) }
    mix(UInt64(bitPattern: activity))
    mix(UInt64(bitPattern: price))
    return value
  }
}

extension Charge {
  /// A number made of what the charge is for and what it costs, without whose it is and when it was.
  var fingerprint: UInt64 { Likeness(self, [.practice, .pod, .treatmentFunction, .tariff, .place, .activity, .price]).mixed }
}

/// Pairs each charge that takes part with the first that is like it.
///
/// - Parameters:
///   - parts: what must be the same of two charges that are alike.
///   - takesPart: whether a charge is looked at.
///   - repeats: whether a later charge that is like a first repeats it.
/// - Returns: those that do, with their price at stake.
func repeated(
  _ charges: [Charge], alike parts: ChargeParts, where takesPart: (Charge) -> Bool,
  repeats: (_ first: Charge, _ later: Charge) -> Bool = { _, _ in true }
) -> [RepeatedCharge] {
  var size = 1024
  while size < charges.count * 2 { size *= 2 }
  var slots = [Int32](repeating: -1, count: size)
  var found: [RepeatedCharge] = []
  for (place, charge) in charges.enumerated() where takesPart(charge) {
    let likeness = Likeness(charge, parts)
    var slot = Int(truncatingIfNeeded: likeness.mixed >> 20) & (size - 1)
    while slots[slot] >= 0, Likeness(charges[Int(slots[slot])], parts) != likeness { slot = (slot + 1) & (size - 1) }
    if slots[slot] < 0 {
      slots[slot] = Int32(place)
    } else if repeats(charges[Int(slots[slot])], charge) {
      found.append(RepeatedCharge(charge: place, first: Int(slots[slot]), stake: charge.price))
    }
  }
  return found
}
