import Quantities
import Testing

/// The short way to a floating-point value gives the same as the library's own.
struct NearestDoubleTests {
  @Test(
    arguments: [
      0, 1, -1, 1_120_257_500_000_000, Int128(Int64.max), Int128(Int64.min), Int128(Int64.max) + 1, Int128(Int64.min) - 1, (1 << 53) + 1,
      (1 << 100) + 1,
      -(1 << 90) - 3,
    ] as [Int128])
  func sameAsTheLibrary(_ value: Int128) {
    #expect(nearestDouble(value) == Double(value))
  }
}
