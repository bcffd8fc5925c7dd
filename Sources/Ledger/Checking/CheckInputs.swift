package import Checks
import Findings
package import Quantities

/// What checks need beside the extracts: what the programme says of practices, prices and invoices, and how it wants to be told.
package struct CheckInputs: Sendable {
  /// An invoice, as the checks need it.
  package struct Invoiced: Sendable, Hashable {
    package var provider: String
    package var commissioner: String
    package var period: Period
    package var value: Money

    /// Makes one.
    package init(provider: String, commissioner: String, period: Period, value: Money) {
      self.provider = provider
      self.commissioner = commissioner
      self.period = period
      self.value = value
    }
  }

  /// Whether any check of rows is run: a ledger that serves only to be looked at needs none.
  package var runs = false
  /// Which checks run, how serious what they find is, and from which size.
  package var settings = CheckSettings.standard
  /// The commissioner of each practice; empty where the programme lists none.
  package var practices: [String: String] = [:]
  /// The first and the last month of each commissioner that is not there always; either may be open.
  package var commissionerDates: [String: (first: MonthIndex?, last: MonthIndex?)] = [:]
  /// The tariff's prices of a unit in some months one after the other, before the market forces factor; nil where it is silent.
  package var tariffPrices: (@Sendable (_ pod: String, _ hrg: String, _ first: MonthIndex, _ months: Int) -> [Money?])?
  /// The market forces factors of providers, counts of 10⁻⁸.
  package var factors: [String: Int64] = [:]
  /// The invoices of the period.
  package var invoices: [Invoiced] = []
  /// How many months after its first submission a month is final.
  package var monthsToFreeze = 1

  /// Makes inputs that run no check.
  package init() {}
}

extension CheckInputs {
  /// Whether the programme holds what a check needs beside the returns.
  func canRun(_ definition: CheckDefinition) -> Bool {
    switch definition.code {
    case "SLAM-180", "SLAM-181": !practices.isEmpty
    case "SLAM-186": !commissionerDates.isEmpty
    case "SLAM-137": !factors.isEmpty
    case "SLAM-141": !factors.isEmpty && tariffPrices != nil
    case "XREF-007": !invoices.isEmpty
    default: true
    }
  }
}
