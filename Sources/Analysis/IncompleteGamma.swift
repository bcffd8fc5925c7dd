import Glibc

/// The regularised incomplete gamma functions, and through them Poisson tails for whole and for fractional counts.
///
/// P(a, x) by its series below a + 1, Q(a, x) by its continued fraction (Lentz) above; both to about 1e-13 for a up to a million. Statistics: floating point.
package enum IncompleteGamma {
  /// P(a, x), the part of the gamma function from 0 to x; a above 0, x not negative.
  package static func lower(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
  }

  /// Q(a, x) = 1 − P(a, x), without the loss of a difference where it is small.
  package static func upper(_ a: Double, _ x: Double) -> Double {
    guard x > 0 else { return 1 }
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
  }

  /// x^a e^(−x) ÷ Γ(a).
  private static func front(_ a: Double, _ x: Double) -> Double {
    var sign: Int32 = 0
    return exp(a * log(x) - x - lgamma_r(a, &sign))
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var n = a
    for _ in 0..<100_000 {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum * front(a, x)
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var h = d
    for i in 1..<100_000 {
      let step = -Double(i) * (Double(i) - a)
      b += 2
      d = step * d + b
      if abs(d) < tiny { d = tiny }
      c = b + step / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      h *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return front(a, x) * h
  }
}

/// The two exact limits between which a Poisson count of a known mean lies, each tail taken by itself.
///
/// The counts are continued to fractions by the gamma function, so that a limit drawn against the mean is a smooth line: a whole count lies above the upper
/// limit exactly where P(X ≥ count) is below the tail, and below the lower limit exactly where P(X ≤ count) is. That is the same as saying that the exact
/// (Garwood, chi-square) interval of the count leaves the mean out.
package struct PoissonLimits: Sendable, Hashable {
  /// The lower limit; nought where not even a count of nought would be surprising.
  package let lower: Double
  /// The upper limit.
  package let upper: Double

  /// The limits of a mean.
  ///
  /// - Parameters:
  ///   - mean: the count expected, above nought.
  ///   - tail: the probability beyond each limit: 0.025 for 95 %, 0.001 for 99.8 %.
  package init(mean: Double, tail: Double) {
    guard mean > 0, mean.isFinite else {
      (lower, upper) = (0, 0)
      return
    }
    // P(X ≥ x) = P(x, mean) falls as x grows; at the top of the bracket it is far below any tail asked for.
    upper = PoissonLimits.root(from: mean * 0.5, to: mean + 12 * mean.squareRoot() + 30) { log(IncompleteGamma.lower($0, mean) / tail) }
    // P(X ≤ x) = Q(x + 1, mean) grows with x; where it is above the tail at nought, no count is too low.
    lower =
      IncompleteGamma.upper(1, mean) >= tail
      ? 0 : PoissonLimits.root(from: 0, to: mean) { log(tail / IncompleteGamma.upper($0 + 1, mean)) }
  }

  /// Where a function that is above nought at `low` and below it at `high`, and falls, is nought.
  ///
  /// By chords, the value of an end that stays halved (the Illinois rule), and by halves where a chord gets no further: the logarithm of a tail is so nearly
  /// straight that a few of them do. A tail too small for a number counts as far below.
  private static func root(from low: Double, to high: Double, of excess: (Double) -> Double) -> Double {
    var (low, high) = (low, high)
    var (above, below) = (excess(low), max(excess(high), -1e4))
    var side = 0
    for step in 0..<200 {
      let chord = high - below * (high - low) / (below - above)
      let middle = step % 8 < 7 && chord > low && chord < high && above.isFinite ? chord : (low + high) / 2
      if middle <= low || middle >= high { break }
      let value = max(excess(middle), -1e4)
      if value > 0 {
        (low, above) = (middle, value)
        if side == 1 { below /= 2 }
        side = 1
      } else {
        (high, below) = (middle, value)
        if side == -1 { above /= 2 }
        side = -1
      }
      if value == 0 || high - low < 1e-12 * max(1, high) { return middle }
      if abs(value) < 1e-13 { return middle }
    }
    return (low + high) / 2
  }
}
