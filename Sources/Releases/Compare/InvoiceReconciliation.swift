package import Ledger
package import Programme
package import Quantities

/// What a pair's months were invoiced at, beside what the returns say of them.
package struct InvoiceMatch: Sendable, Hashable {
  /// How the two stand to each other.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Equal to the penny.
    case agrees
    /// More is invoiced than the returns say.
    case above
    /// Less is invoiced than the returns say.
    case below
    /// The returns have a cost and there is no invoice.
    case notInvoiced = "not invoiced"
    /// There is an invoice and the returns have no cost.
    case notInReturns = "not in the returns"
  }
  /// The commissioner's code.
  package var commissioner: String
  /// The provider's code.
  package var provider: String
  /// The month; nil for a quarter's months together.
  package var month: Period?
  /// What was invoiced.
  package var invoiced: Money
  /// What the returns say, at the freeze.
  package var actual: Money
  /// The invoices' numbers, in order.
  package var invoices: [String]
  /// The invoices' states as the register writes them, each once, in order.
  package var statuses: [String]

  /// Invoiced − actual: above nought where more is invoiced than the returns say.
  package var difference: Money { invoiced - actual }

  /// How the two stand. Invoices are in pence: an actual with fractions of a penny agrees when it rounds to the invoiced amount.
  package var state: State {
    if invoices.isEmpty { return .notInvoiced }
    if actual.isZero && !invoiced.isZero { return .notInReturns }
    let pence = dividedRoundingHalfAway(difference.parts, by: exactScale / 100)
    return pence == 0 ? .agrees : pence > 0 ? .above : .below
  }
}

/// A quarter's invoices held against its frozen position, by provider and commissioner, both ways: costs without an invoice and invoices without a cost.
package struct InvoiceReconciliation: Sendable {
  /// The quarter's months, in order.
  package let months: [Period]
  /// By provider, commissioner and month.
  package let lines: [InvoiceMatch]
  /// By provider and commissioner, the quarter's months together.
  package let pairs: [InvoiceMatch]

  /// Reconciles.
  ///
  /// - Parameters:
  ///   - ledger: filled at the freeze cut of the quarter's last month.
  ///   - invoices: the register; invoices of other months are passed over.
  package init(_ ledger: ProgrammeLedger, invoices: [Invoice], quarter: Quarter) {
    let months = quarter.months
    self.months = months
    struct Key: Hashable {
      var provider: String
      var commissioner: String
      var month: Period
    }
    var lines: [Key: InvoiceMatch] = [:]
    func line(_ key: Key) -> InvoiceMatch {
      lines[key]
        ?? InvoiceMatch(
          commissioner: key.commissioner, provider: key.provider, month: key.month, invoiced: .zero, actual: .zero, invoices: [], statuses: [])
    }
    let monthly = ledger.monthly
    for (c, commissioner) in ledger.commissioners.codes.enumerated() {
      for (p, provider) in ledger.providers.codes.enumerated() {
        for month in months {
          let offset = monthly.firstMonth.distance(to: month.index)
          guard offset >= 0, offset < monthly.monthCount else { continue }
          let actual = monthly[commissioner: c, provider: p, month: offset].actualCost
          if actual.isZero { continue }
          let key = Key(provider: provider, commissioner: commissioner, month: month)
          var match = line(key)
          match.actual = actual
          lines[key] = match
        }
      }
    }
    for invoice in invoices.sorted(by: { ($0.number, $0.line) < ($1.number, $1.line) }) where months.contains(invoice.period) {
      let key = Key(provider: invoice.provider, commissioner: invoice.commissioner, month: invoice.period)
      var match = line(key)
      match.invoiced += invoice.value
      match.invoices.append(invoice.number)
      if !invoice.status.isEmpty && !match.statuses.contains(invoice.status) { match.statuses.append(invoice.status) }
      lines[key] = match
    }
    let ordered = lines.sorted { a, b in
      (a.key.provider, a.key.commissioner, a.key.month) < (b.key.provider, b.key.commissioner, b.key.month)
    }.map(\.value)
    self.lines = ordered
    var pairs: [InvoiceMatch] = []
    for line in ordered {
      if let last = pairs.indices.last, pairs[last].provider == line.provider, pairs[last].commissioner == line.commissioner {
        pairs[last].invoiced += line.invoiced
        pairs[last].actual += line.actual
        pairs[last].invoices += line.invoices
        for status in line.statuses where !pairs[last].statuses.contains(status) { pairs[last].statuses.append(status) }
      } else {
        var pair = line
        pair.month = nil
        pairs.append(pair)
      }
    }
    self.pairs = pairs
  }

  /// What was invoiced, all together.
  package var invoiced: Money { pairs.reduce(.zero) { $0 + $1.invoiced } }
  /// What the returns say, all together.
  package var actual: Money { pairs.reduce(.zero) { $0 + $1.actual } }
  /// The lines of a state.
  package func lines(_ state: InvoiceMatch.State) -> [InvoiceMatch] { lines.filter { $0.state == state } }
}

extension Quarter {
  /// Its three months.
  package var months: [Period] { (number * 3 - 2...number * 3).map { Period(year: year, month: $0) } }
}
