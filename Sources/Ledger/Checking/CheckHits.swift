import Checks
import Extracts
package import Findings
package import Quantities

/// What one check found of one provider and commissioner, gathered.
struct CheckHits: Sendable {
  var definition: CheckDefinition
  var provider: String?
  /// The commissioner's code; nil where it is about all.
  var commissioner: String?
  var count = 0
  /// The money at stake.
  var stake = Stake()
  /// The first place.
  var origin: Origin
  /// The text that it is about.
  var value: String?
  /// What more there is to say.
  var words: String?

  /// The finding that says it.
  func finding(_ settings: CheckSettings) -> Finding {
    var origin = origin
    origin.field = definition.about?.rawValue
    return Finding(
      definition.code, settings.severity(definition), at: origin, value: value, definition.message,
      hint: definition.hint, count: count, provider: provider, commissioner: commissioner, detail: words, stake: stake)
  }
}

/// A check that could not be made, and of which providers' files.
package struct UnmadeCheck: Sendable, Hashable {
  /// The check's code.
  package var code: FindingCode
  /// The providers whose files lack what it needs, in order; empty where the programme lacks it, or the check is switched off.
  package var providers: [String]
  /// Why.
  package var reason: String
}

/// Charges of a month that a check says can be challenged.
package struct ChallengeCandidate: Sendable, Hashable {
  /// One line of it.
  package struct Row: Sendable, Hashable {
    /// Where it stands; of a text file without column.
    package var origin: Origin
    /// Point of delivery, treatment function, HRG and practice, as the file has them; for attendances what there is.
    package var pod: String
    package var treatmentFunction: String
    package var hrg: String
    package var practice: String
    /// Activity and price charged.
    package var activity: Activity
    package var price: Money
    /// Of that price, what is at stake.
    package var stake: Money

    /// Makes a line.
    package init(
      origin: Origin, pod: String, treatmentFunction: String, hrg: String, practice: String, activity: Activity, price: Money, stake: Money
    ) {
      self.origin = origin
      self.pod = pod
      self.treatmentFunction = treatmentFunction
      self.hrg = hrg
      self.practice = practice
      self.activity = activity
      self.price = price
      self.stake = stake
    }
  }
  /// The check.
  package var code: FindingCode
  /// What may be challenged.
  package var category: String
  /// What was found.
  package var message: String
  package var provider: String
  package var commissioner: String
  /// The month of the charge.
  package var month: Period
  /// The money at stake.
  package var value: Money
  /// The lines, in the order of file and line; empty where the whole month is meant.
  package var rows: [Row]

  /// Makes a candidate.
  package init(
    code: FindingCode, category: String, message: String, provider: String, commissioner: String, month: Period, value: Money, rows: [Row]
  ) {
    self.code = code
    self.category = category
    self.message = message
    self.provider = provider
    self.commissioner = commissioner
    self.month = month
    self.value = value
    self.rows = rows
  }

  /// An identifier that stays the same whenever the month is stated again: check, provider, commissioner and month.
  package var id: String { "\(code.text)-\(provider)-\(commissioner)-\(month.year.label)-\(month.monthLabel)" }
}
