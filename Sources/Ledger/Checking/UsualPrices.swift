import Checks
import Quantities

/// What a unit of each price group usually costs, and where the period's month differs from those before.
struct UsualPrices {
  private(set) var usual: [UsualPrice] = []
  private(set) var changes: [ProviderSeries.PriceChange] = []

  /// - Parameters:
  ///   - lines: a provider's lines.
  ///   - groups: the price group of each.
  ///   - prices: of each price group its point of delivery and HRG.
  ///   - last: the period's month.
  init(
    _ lines: [CheckedLine], groups: [Int32], prices: [(pod: Int, tariff: String)], last: MonthIndex
  ) {
    // The unit prices of all groups one group after the other, those of the months before and of the period's month apart.
    var ends = [Int](repeating: 0, count: 2 * prices.count)
    var units = [Int64](repeating: 0, count: lines.count)
    var activity = [Int128](repeating: 0, count: prices.count)
    for (place, line) in lines.enumerated() where line.actualActivity > 0 && line.actualPrice > 0 {
      guard let unit = line.unitPrice, unit > 0 else { continue }
      units[place] = unit
      let group = Int(groups[place])
      ends[2 * group + (line.month == last ? 1 : 0)] += 1
      if line.month == last { activity[group] += Int128(line.actualActivity) }
    }
    var sum = 0
    for place in ends.indices {
      let count = ends[place]
      ends[place] = sum
      sum += count
    }
    var ordered = [Int64](repeating: 0, count: sum)
    for place in lines.indices where units[place] > 0 {
      let slot = 2 * Int(groups[place]) + (lines[place].month == last ? 1 : 0)
      ordered[ends[slot]] = units[place]
      ends[slot] += 1
    }
    usual.reserveCapacity(prices.count)
    var all: [Int64] = []
    ordered.withUnsafeMutableBufferPointer { ordered in
      for (group, price) in prices.enumerated() {
        let first = group == 0 ? 0 : ends[2 * group - 1]
        let (middle, end) = (ends[2 * group], ends[2 * group + 1])
        ordered[first..<middle].sort()
        ordered[middle..<end].sort()
        let (before, now) = (
          UnsafeBufferPointer(rebasing: ordered[first..<middle]),
          UnsafeBufferPointer(rebasing: ordered[middle..<end])
        )
        if now.isEmpty {
          usual.append(UsualPrice(ofOrdered: before))
          continue
        }
        Self.merge(before, now, into: &all)
        usual.append(all.withUnsafeBufferPointer { UsualPrice(ofOrdered: $0) })
        let least = Int(UsualPrice.leastLines)
        guard before.count >= least, now.count >= least, !price.tariff.isEmpty else { continue }
        changes.append(
          ProviderSeries.PriceChange(
            pod: price.pod, tariff: price.tariff, before: UsualPrice(ofOrdered: before).median,
            now: UsualPrice(ofOrdered: now).median,
            activity: activity[group], linesBefore: before.count, linesNow: now.count))
      }
    }
  }

  /// Two ordered lists as one.
  private static func merge(
    _ a: UnsafeBufferPointer<Int64>, _ b: UnsafeBufferPointer<Int64>, into all: inout [Int64]
  ) {
    all.removeAll(keepingCapacity: true)
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] <= b[j] {
        all.append(a[i])
        i += 1
      } else {
        all.append(b[j])
        j += 1
      }
    }
    all.append(contentsOf: a[i...])
    all.append(contentsOf: b[j...])
  }
}
