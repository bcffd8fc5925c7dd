/// The seven classes of a heat map, furthest over plan first. The number stands in each cell, so colour is never alone.
enum MatrixClass: Int {
  case farOver, over, nearOver, near, nearUnder, under, farUnder

  /// The class of a variance in pounds, by 10, 50 and 150 thousand.
  init(pounds value: Double) { self.init(value, 10_000, 50_000, 150_000) }
  private init(_ value: Double, _ first: Double, _ second: Double, _ third: Double) {
    let step = abs(value) < first ? 0 : abs(value) < second ? 1 : abs(value) < third ? 2 : 3
    self = MatrixClass(rawValue: value < 0 ? 3 - step : 3 + step) ?? .near
  }
}
