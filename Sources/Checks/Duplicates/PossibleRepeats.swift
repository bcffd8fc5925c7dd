import Quantities

/// The places of the charges that may be like another, in order: in most returns they are few, and only those need to be compared.
///
/// The checks that compare charges one by one want the same month, practice, treatment function and HRG, but for one, which looks at adjustments alone. A charge
/// that shares these with no other, and is no adjustment, can repeat none. A few more are let through than need be.
package func placesOfPossibleRepeats(_ charges: [Charge]) -> [Int] {
  var bits: UInt64 = 12
  while bits < 24, 1 << Int(bits) < charges.count * 8 { bits += 1 }
  // How many charges have each mixture of the four codes: none, one, or more. Two mixtures may share a place.
  var counts = [UInt8](repeating: 0, count: 1 << Int(bits))
  var mixtures = [UInt32](repeating: 0, count: charges.count)
  for (index, charge) in charges.enumerated() {
    let codes = (UInt64(charge.practice) << 32 | UInt64(charge.tariff)) &* 0x9E37_79B9_7F4A_7C15
    let rest =
      (UInt64(charge.treatmentFunction) << 32 | UInt64(truncatingIfNeeded: charge.month.value))
      &* 0xD6E8_FEB8_6659_FD93
    let mixed = codes ^ (rest << 31 | rest >> 33)
    let place = Int(
      truncatingIfNeeded: ((mixed ^ mixed >> 32) &* 0xA5A5_A5A5_C4CE_B9FF) >> (64 - bits))
    mixtures[index] = UInt32(truncatingIfNeeded: place)
    counts[place] = min(counts[place] + 1, 2)
  }
  return charges.indices.filter {
    counts[Int(mixtures[$0])] > 1 || charges[$0].traits.contains(.adjustment)
  }
}
