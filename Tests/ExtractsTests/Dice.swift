/// A small generator of numbers: the same on every machine.
struct Dice {
  private var state: UInt64

  /// Makes one that begins anywhere.
  init(_ seed: UInt64) { state = seed }

  /// A number from nought to below a limit.
  mutating func next(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(below))
  }

  /// One of some things.
  mutating func one<Thing>(of things: [Thing]) -> Thing { things[next(things.count)] }
}
