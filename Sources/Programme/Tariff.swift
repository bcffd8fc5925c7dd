import Findings
package import Quantities

/// One line of `tariff.csv`: what one unit of a resource group costs by the national tariff.
package struct TariffPrice: Sendable, Hashable {
  /// The national point of delivery code.
  package let pod: String
  /// The HRG code.
  package let hrg: String
  /// Pounds a unit, before the market forces factor.
  package let price: Money
  /// The first month that it is for; nil from the beginning.
  package let from: Period?
  /// The last month that it is for; nil to the end.
  package let to: Period?
  /// The line of the file.
  package let line: Int

  /// Makes a line.
  package init(pod: String, hrg: String, price: Money, from: Period? = nil, to: Period? = nil, line: Int = 0) {
    self.pod = pod
    self.hrg = hrg
    self.price = price
    self.from = from
    self.to = to
    self.line = line
  }

  fileprivate func holds(_ month: MonthIndex) -> Bool { (from.map { $0.index <= month } ?? true) && (to.map { month <= $0.index } ?? true) }
  fileprivate func overlaps(_ other: TariffPrice) -> Bool {
    let startsBeforeOtherEnds = from.flatMap { from in other.to.map { from.index <= $0.index } } ?? true
    let otherStartsBeforeEnd = other.from.flatMap { from in to.map { from.index <= $0.index } } ?? true
    return startsBeforeOtherEnds && otherStartsBeforeEnd
  }
}

/// The tariff of `organisations/tariff.csv`; empty where there is none.
package struct Tariff: Sendable {
  private struct Unit: Hashable {
    let pod: String
    let hrg: String
  }
  private let prices: [Unit: [TariffPrice]]
  /// Whether it holds no price.
  package var isEmpty: Bool { prices.isEmpty }

  /// Makes a tariff of its lines; of lines that speak of the same months, the first counts.
  package init(_ lines: [TariffPrice] = []) {
    prices = Dictionary(grouping: lines) { Unit(pod: $0.pod, hrg: $0.hrg) }
  }

  /// The price of one unit in a month, before the market forces factor; nil where the tariff has none.
  package func price(pod: String, hrg: String, in month: MonthIndex) -> Money? {
    prices[Unit(pod: pod, hrg: hrg)]?.first { $0.holds(month) }?.price
  }

  /// The same in some months one after the other.
  package func prices(pod: String, hrg: String, from first: MonthIndex, months: Int) -> [Money?] {
    guard let lines = prices[Unit(pod: pod, hrg: hrg)] else {
      return Array(repeating: nil, count: months)
    }
    return (0..<months).map { month in lines.first { $0.holds(first.advanced(by: month)) }?.price }
  }
}

private enum TariffColumns {
  static let pod = Column("pod", .code, "The national point of delivery code.")
  static let hrg = Column("hrg", .code, "The HRG, as TARIFF CODE has it in the returns.")
  static let price = Column("price", .money, "Pounds a unit, before the market forces factor.")
  static let from = Column("from", .period, isNeeded: false, "The first month that the price is for; blank: from the beginning.")
  static let to = Column("to", .period, isNeeded: false, "The last month that the price is for; blank: to the end.")
}

/// `organisations/tariff.csv`.
let tariffTable = TableDefinition<TariffPrice>(
  "organisations/tariff.csv",
  "The national tariff, for the comparison of prices. Where it is silent, prices stand beside the other providers’ alone.",
  columns: [
    TariffColumns.pod.document, TariffColumns.hrg.document, TariffColumns.price.document, TariffColumns.from.document, TariffColumns.to.document,
  ]
) { row in
  let pod = row.needed(TariffColumns.pod)
  let hrg = row.needed(TariffColumns.hrg)
  let price = row.needed(TariffColumns.price)
  let from = row.given(TariffColumns.from)
  let to = row.given(TariffColumns.to)
  guard let pod, let hrg, let price else { return nil }
  if price.parts < 0 {
    row.findings.append(
      ProgrammeCheck.tariff.at(
        row.origin(TariffColumns.price), value: price.decimal, "a price of \(price.decimal) is below nought; the row is left out",
        hint: "give the price of one unit"))
    return nil
  }
  if let from, let to, to < from {
    row.findings.append(
      ProgrammeCheck.tariff.at(
        row.origin(TariffColumns.to), value: to.description, "the last month, \(to.description), is before the first; the row is left out",
        hint: "exchange the two"))
    return nil
  }
  return TariffPrice(pod: pod, hrg: hrg, price: price, from: from, to: to, line: row.line)
}

/// Findings for lines of `tariff.csv` that price the same in the same months.
func overlaps(of prices: [TariffPrice], file: String) -> [Finding] {
  struct Unit: Hashable {
    let pod: String
    let hrg: String
  }
  var earlier: [Unit: [TariffPrice]] = [:]
  var findings: [Finding] = []
  for price in prices {
    let unit = Unit(pod: price.pod, hrg: price.hrg)
    if let other = earlier[unit]?.first(where: { $0.overlaps(price) }) {
      findings.append(
        ProgrammeCheck.tariff.at(
          Origin(file: file, line: price.line), value: "\(price.pod), \(price.hrg)",
          "\(price.pod), \(price.hrg) is priced for the same months on line \(other.line), which counts", hint: "let the months not overlap"))
    }
    earlier[unit, default: []].append(price)
  }
  return gathered(findings)
}
