/// What a measure is: for `figures.json`, `explain` and the methods page.
package struct MeasureDefinition: Sendable, Hashable {
  /// The name in ids.
  package let name: String
  /// What it is called in print: `Variance, year to date`.
  package let title: String
  /// Its unit.
  package let unit: FigureUnit
  /// The formula in words.
  package let formula: String
  /// Where its value comes from.
  package let derivation: MeasureDerivation
  /// What it says of people, where that does not follow from its derivation: a register's count of patients.
  let declaredDisclosure: Disclosure?

  init(
    _ name: String, _ title: String, _ unit: FigureUnit, _ formula: String, _ derivation: MeasureDerivation, disclosure: Disclosure? = nil
  ) {
    declaredDisclosure = disclosure
    self.name = name
    self.title = title
    self.unit = unit
    self.formula = formula
    self.derivation = derivation
  }

  /// Whether its value is a sum over source rows, so that `explain --rows` can list them.
  package var isAdditive: Bool {
    if case .rows = derivation { return true }
    return false
  }
}

/// Where the value of a measure comes from.
package enum MeasureDerivation: Sendable, Hashable {
  /// The sum of source rows that the id's organisations and dimensions choose.
  case rows(RowAmount)
  /// Worked out from other figures.
  case figures([MeasureInput])
  /// Taken from a register, a file's control totals or the organisations' list: the text names which.
  case source(String)
}

/// What is summed over source rows.
package struct RowAmount: Sendable, Hashable {
  /// The amounts of a row.
  package enum Field: String, Sendable, Hashable {
    /// Planned price of a return's row.
    case plannedPrice
    /// Actual price of a return's row.
    case actualPrice
    /// Planned activity of a return's row.
    case plannedActivity
    /// Actual activity of a return's row.
    case actualActivity
    /// One for each attendance or spell.
    case attendance
    /// Estimated cost of an attendance or spell.
    case attendanceCost
    /// Length of stay of a spell, whole days.
    case bedDays
  }
  /// The months summed.
  package enum Months: String, Sendable, Hashable {
    /// April to the id's month.
    case yearToDate
    /// The id's month alone.
    case month
  }
  /// The field.
  package let field: Field
  /// The months.
  package let months: Months

  init(_ field: Field, _ months: Months) {
    self.field = field
    self.months = months
  }
}

/// Which figures a figure is worked out from, by how their ids follow from its own.
package enum MeasureInput: Sendable, Hashable {
  /// The same id with another measure.
  case same(String)
  /// The same id with another measure, at the month before.
  case monthBefore(String)
  /// The same id with another measure, at the same month of the year before.
  case yearBefore(String)
  /// The same id with another measure, at every month of the year up to the id's.
  case eachMonth(String)
  /// Another measure of every provider in the id's commissioner, or of every commissioner in its provider.
  case eachProvider(String)
  /// Another measure of every commissioner in the id's provider.
  case eachCommissioner(String)
  /// Another measure of every commissioner at every provider.
  case eachContract(String)
  /// The same measure of every commissioner × provider × POD group within the id; a leaf is worked out from the measure given.
  case leaves(String)
  /// A figure of the whole programme with this measure, in the id's dimensions.
  case programme(String)
  /// The same measure without the id's last dimension.
  case whole(String)
  /// Every month of the series that a process chart's id names.
  case series
}
