/// A seeded source of whole numbers (SplitMix64): the same seed and keys give the same throws on every machine.
///
/// Only whole-number and the four basic floating-point operations are used on the throws, so that no mathematics library can change a byte.
struct Dice {
  private var state: UInt64

  /// Starts a stream of its own for each list of keys.
  init(seed: UInt64, _ keys: Int...) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
    for key in keys {
      state = Dice.mixed(state &+ 0x9E37_79B9_7F4A_7C15) ^ UInt64(bitPattern: Int64(key))
    }
    state = Dice.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    return Dice.mixed(state)
  }

  /// A whole number from 0 up to, but not including, the bound.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from 0 up to, but not including, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number between the bounds.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A bell-shaped number with mean 0 and standard deviation 1 (the sum of twelve throws), within ±6.
  mutating func bell() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// The whole number below or above a value, by chance, so that the mean is the value.
  mutating func wholeNumber(near value: Double) -> Int {
    let low = value.rounded(.down)
    return Int(low) + (unit() < value - low ? 1 : 0)
  }

  /// An index by weights; the weights' sum is positive.
  mutating func index(weights: [Double]) -> Int {
    var rest = 0.0
    for weight in weights { rest += weight }
    rest *= unit()
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }

  /// Puts a list in a random order.
  mutating func shuffle<Element>(_ list: inout [Element]) {
    var rest = list.count
    while rest > 1 {
      list.swapAt(rest - 1, below(rest))
      rest -= 1
    }
  }
}
