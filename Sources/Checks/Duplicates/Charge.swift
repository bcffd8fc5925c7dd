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

  init(_ definition: CheckDefinition, _ find: @escaping @Sendable (_ charges: [Charge], _ limit: Int64) -> [RepeatedCharge]) {
    self.definition = definition
    self.find = find
  }
}

/// Pairs each charge that takes part with the first that has the same key.
///
/// - Parameters:
///   - takesPart: whether a charge is looked at.
///   - key: what must be mixed into the number that the same are found by.
///   - isSame: whether two charges with that number are the same for the purpose.
func repeats(
  of charges: [Charge], where takesPart: (Charge) -> Bool, key: (Charge, inout ChargeKey) -> Void, isSame: (Charge, Charge) -> Bool,
  report: (_ first: Int, _ later: Int) -> Void
) {
  var size = 1024
  while size < charges.count * 2 { size *= 2 }
  var slots = [Int32](repeating: -1, count: size)
  for (place, charge) in charges.enumerated() where takesPart(charge) {
    var mixed = ChargeKey()
    key(charge, &mixed)
    var slot = Int(truncatingIfNeeded: mixed.value >> 20) & (size - 1)
    while slots[slot] >= 0, !isSame(charges[Int(slots[slot])], charge) { slot = (slot + 1) & (size - 1) }
    if slots[slot] >= 0 { report(Int(slots[slot]), place) } else { slots[slot] = Int32(place) }
  }
}

/// A number made of several: only to find what may be the same, never to tell that it is.
struct ChargeKey {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Mixes in another number.
  @inline(__always)
  mutating func mix(_ number: some BinaryInteger) {
    let product = (value ^ UInt64(truncatingIfNeeded: number)).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    value = product.low ^ product.high
  }
}
