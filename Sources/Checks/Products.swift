/// Whether a × b is more than c × d, exactly, whatever their size.
@inline(__always)
func product(_ a: UInt128, _ b: UInt128, exceeds c: UInt128, _ d: UInt128) -> Bool {
  if (a | b | c | d) >> 64 == 0 {
    let left = UInt64(truncatingIfNeeded: a).multipliedFullWidth(by: UInt64(truncatingIfNeeded: b))
    let right = UInt64(truncatingIfNeeded: c).multipliedFullWidth(by: UInt64(truncatingIfNeeded: d))
    return left.high != right.high ? left.high > right.high : left.low > right.low
  }
  return wideProduct(a, b, exceeds: c, d)
}

private func wideProduct(_ a: UInt128, _ b: UInt128, exceeds c: UInt128, _ d: UInt128) -> Bool {
  let (left, right) = (a.multipliedFullWidth(by: b), c.multipliedFullWidth(by: d))
  return left.high != right.high ? left.high > right.high : left.low > right.low
}

/// a × b ÷ c towards nought, at the end of the range where it is past it. c is above nought.
func scaled(_ a: Int128, by b: Int128, over c: Int128) -> Int64 {
  let (product, overflows) = a.multipliedReportingOverflow(by: b)
  if overflows { return (a < 0) == (b < 0) ? .max : .min }
  return Int64(clamping: product / c)
}

/// The median of an ordered list that is not empty: the mean of the two in the middle, towards nought, where they are two.
func middle<Number: FixedWidthInteger>(_ ordered: some RandomAccessCollection<Number>) -> Number {
  let upper = ordered[ordered.index(ordered.startIndex, offsetBy: ordered.count / 2)]
  if ordered.count % 2 == 1 { return upper }
  return mean(ordered[ordered.index(ordered.startIndex, offsetBy: ordered.count / 2 - 1)], upper)
}

/// The mean of two numbers, towards nought.
func mean<Number: FixedWidthInteger>(_ a: Number, _ b: Number) -> Number {
  Number((Int128(a) + Int128(b)) / 2)
}

/// One unit, as a count of 10⁻⁸ in 64 bits: a constant of this module divides faster than one of another.
let oneUnit: Int64 = 100_000_000
