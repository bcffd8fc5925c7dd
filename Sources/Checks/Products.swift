/// Whether a × b is more than c × d, exactly, whatever their size.
func product(_ a: UInt128, _ b: UInt128, exceeds c: UInt128, _ d: UInt128) -> Bool {
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
func middle<Number: FixedWidthInteger>(_ ordered: [Number]) -> Number {
  let half = ordered.count / 2
  return ordered.count % 2 == 1 ? ordered[half] : Number((Int128(ordered[half - 1]) + Int128(ordered[half])) / 2)
}
