package import Programme
package import Quantities

/// Charges without a contract by what became of them. Adds.
package struct NonContractedSums: Sendable, Hashable, AdditiveArithmetic {
  /// Paid.
  package var paid: CountedValue
  /// Under question.
  package var queried: CountedValue
  /// Turned down: not a cost.
  package var rejected: CountedValue

  /// Makes sums.
  package init(paid: CountedValue = .zero, queried: CountedValue = .zero, rejected: CountedValue = .zero) {
    self.paid = paid
    self.queried = queried
    self.rejected = rejected
  }

  /// What counts against the budget: paid and queried, because a query is a charge until it is turned down.
  package var counted: CountedValue { paid + queried }

  /// None.
  package static let zero = NonContractedSums()
  package static func + (a: NonContractedSums, b: NonContractedSums) -> NonContractedSums {
    NonContractedSums(paid: a.paid + b.paid, queried: a.queried + b.queried, rejected: a.rejected + b.rejected)
  }
  package static func - (a: NonContractedSums, b: NonContractedSums) -> NonContractedSums {
    NonContractedSums(paid: a.paid - b.paid, queried: a.queried - b.queried, rejected: a.rejected - b.rejected)
  }

  /// The sums of some charges.
  package init(_ charges: some Sequence<NonContractedActivity>) {
    self = .zero
    for charge in charges {
      let one = CountedValue(count: 1, value: charge.value)
      switch charge.status {
      case .paid: paid += one
      case .queried: queried += one
      case .rejected: rejected += one
      }
    }
  }
}

/// The non-contracted activity of a scope in a year to date.
package struct NonContractedTable: Sendable {
  /// The charges of the year up to the period, in file order.
  package let charges: [NonContractedActivity]
  /// The year's budgets of the scope.
  private let budgets: [NCABudget]
  private let phasing: Phasing
  private let month: Int

  /// Chooses a commissioner's charges and budget, or everybody's.
  package init(
    _ charges: [NonContractedActivity], budgets: [NCABudget], commissioner: String? = nil, period: Period, phasing rule: PhasingRule = .twelfths
  ) {
    self.charges = charges.filter {
      $0.period.year == period.year && $0.period <= period && (commissioner ?? $0.commissioner) == $0.commissioner
    }
    self.budgets = budgets.filter { $0.year == period.year && (commissioner ?? $0.commissioner) == $0.commissioner }
    phasing = Phasing(ofRegistersBy: rule, in: period.year)
    month = period.month
  }

  /// All together.
  package var total: NonContractedSums { NonContractedSums(charges) }
  /// The budget for the year; nil where none is given.
  package var budget: Money? { budgets.isEmpty ? nil : budgets.reduce(.zero) { $0 + $1.value } }
  /// The budget's part up to the period: each commissioner's phased by itself, then added.
  package var budgetToDate: Money? { budgets.isEmpty ? nil : budgets.reduce(.zero) { $0 + phasing.toDate($1.value, through: month) } }
  /// Budget to date − charges that count; negative is over. Nil where there is no budget.
  package var variance: Money? { budgetToDate.map { $0 - total.counted.value } }
  /// The commissioners that have a charge or a budget.
  package var commissioners: Set<String> { Set(charges.map(\.commissioner)).union(budgets.map(\.commissioner)) }

  /// The sums by something, the largest counted value first, ties by the name of the group.
  package func grouped(by key: (NonContractedActivity) -> String) -> [(key: String, sums: NonContractedSums)] {
    Dictionary(grouping: charges, by: key).map { ($0.key, NonContractedSums($0.value)) }.sorted { a, b in
      if a.1.counted.value != b.1.counted.value { return a.1.counted.value > b.1.counted.value }
      return a.0 < b.0
    }
  }
}

/// Requests by decision. Adds.
package struct RequestSums: Sendable, Hashable, AdditiveArithmetic {
  /// Granted.
  package var approved: CountedValue
  /// Refused.
  package var declined: CountedValue
  /// Not decided.
  package var pending: CountedValue

  /// Makes sums.
  package init(approved: CountedValue = .zero, declined: CountedValue = .zero, pending: CountedValue = .zero) {
    self.approved = approved
    self.declined = declined
    self.pending = pending
  }

  /// All.
  package var all: CountedValue { approved + declined + pending }

  /// None.
  package static let zero = RequestSums()
  package static func + (a: RequestSums, b: RequestSums) -> RequestSums {
    RequestSums(approved: a.approved + b.approved, declined: a.declined + b.declined, pending: a.pending + b.pending)
  }
  package static func - (a: RequestSums, b: RequestSums) -> RequestSums {
    RequestSums(approved: a.approved - b.approved, declined: a.declined - b.declined, pending: a.pending - b.pending)
  }

  /// The sums of some requests.
  package init(_ requests: some Sequence<TreatmentRequest>) {
    self = .zero
    for request in requests {
      let one = CountedValue(count: 1, value: request.value)
      switch request.decision {
      case .approved: approved += one
      case .declined: declined += one
      case .pending: pending += one
      }
    }
  }
}

/// Individual funding requests or prior approvals of a scope in a year to date.
package struct RequestTable: Sendable {
  /// The requests of the year up to the period, in file order.
  package let requests: [TreatmentRequest]

  /// Chooses a commissioner's requests, or everybody's.
  package init(_ requests: [TreatmentRequest], commissioner: String? = nil, period: Period) {
    self.requests = requests.filter {
      $0.period.year == period.year && $0.period <= period && (commissioner ?? $0.commissioner) == $0.commissioner
    }
  }

  /// All together.
  package var total: RequestSums { RequestSums(requests) }

  /// The sums by treatment, most money first, ties by name.
  package var byTreatment: [(treatment: String, sums: RequestSums)] {
    Dictionary(grouping: requests, by: \.treatment).map { ($0.key, RequestSums($0.value)) }.sorted { a, b in
      a.1.all.value != b.1.all.value ? a.1.all.value > b.1.all.value : a.0 < b.0
    }
  }
}
