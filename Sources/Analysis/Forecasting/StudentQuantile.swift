import Glibc

/// The value that a variable with Student's t distribution exceeds in size with the probability 1 − `share`: 2.228 for 95 % and ten degrees of freedom.
///
/// Found by halving on the distribution function, which for whole degrees of freedom is a finite sum of cosines (Abramowitz and Stegun, 26.7.3 and 26.7.4).
func studentQuantile(twoSided share: Double, degrees: Int) -> Double {
  var (low, high) = (0.0, 1.0)
  while studentShare(within: high, degrees: degrees) < share, high < 1e6 { high *= 2 }
  for _ in 0..<80 {
    let middle = (low + high) / 2
    if studentShare(within: middle, degrees: degrees) < share { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// The probability that such a variable lies between −t and t.
func studentShare(within t: Double, degrees: Int) -> Double {
  let degrees = max(degrees, 1)
  let root = Double(degrees).squareRoot()
  let angle = atan(t / root)
  let cosine = root / (Double(degrees) + t * t).squareRoot()
  let sine = t / (Double(degrees) + t * t).squareRoot()
  if degrees == 1 { return 2 * angle / .pi }
  if degrees % 2 == 0 {
    var (term, sum) = (1.0, 1.0)
    for step in stride(from: 2, to: degrees, by: 2) {
      term *= cosine * cosine * Double(step - 1) / Double(step)
      sum += term
    }
    return sine * sum
  }
  var (term, sum) = (cosine, cosine)
  for step in stride(from: 3, to: degrees, by: 2) {
    term *= cosine * cosine * Double(step - 1) / Double(step)
    sum += term
  }
  return 2 / .pi * (angle + sine * sum)
}
