package import Quantities

/// The exact amounts that the portal's dashboard adds up: what each commissioner bought from each provider in each month of the year, and in the year to
/// date and the month by point of delivery and by specialty.
///
/// Every amount is a leaf and exact, in parts of 10⁻⁸. The page adds whole numbers of such parts and rounds once, when it prints, half away from nought,
/// as the packs do: a total in it can therefore not differ from the same total in a pack.
package struct PortalCube: Sendable {
  /// Planned and actual cost and activity.
  package struct Amounts: Sendable, Hashable {
    /// Planned cost.
    package var planCost: Money
    /// Actual cost; in a whole year the forecast outturn.
    package var actualCost: Money
    /// Planned activity.
    package var planActivity: Activity
    /// Actual activity; in a whole year the forecast outturn.
    package var actualActivity: Activity

    /// Makes amounts.
    package init(planCost: Money = .zero, actualCost: Money = .zero, planActivity: Activity = .zero, actualActivity: Activity = .zero) {
      self.planCost = planCost
      self.actualCost = actualCost
      self.planActivity = planActivity
      self.actualActivity = actualActivity
    }
  }

  /// One month of the year.
  package struct Month: Sendable, Hashable {
    /// What stands after a measure in the ids of the month's figures: `@2015-16-M05`; empty for the period's own.
    package var suffix: String
    /// `August 2015`.
    package var name: String
    /// `Aug`.
    package var shortName: String
    /// Makes a month.
    package init(suffix: String, name: String, shortName: String) {
      self.suffix = suffix
      self.name = name
      self.shortName = shortName
    }
  }

  /// One commissioner at one provider.
  package struct Pair: Sendable, Hashable {
    /// Its place among the portal's commissioners; one past the last for all that are not in the programme.
    package var commissioner: Int
    /// Its place among the portal's providers; one past the last for all that are not in the programme.
    package var provider: Int
    /// The months of the year, in order.
    package var months: [Amounts]
    /// The whole year: annual plan and forecast outturn.
    package var year: Amounts
    /// Makes a pair.
    package init(commissioner: Int, provider: Int, months: [Amounts], year: Amounts) {
      self.commissioner = commissioner
      self.provider = provider
      self.months = months
      self.year = year
    }
  }

  /// What a pair bought of one point of delivery or specialty.
  package struct Leaf: Sendable, Hashable {
    /// The pair's place in `pairs`.
    package var pair: Int
    /// The place of the point of delivery or specialty in its list.
    package var key: Int
    /// The year to date.
    package var ytd: Amounts
    /// The period's month.
    package var month: Amounts
    /// Makes a leaf.
    package init(pair: Int, key: Int, ytd: Amounts, month: Amounts) {
      self.pair = pair
      self.key = key
      self.ytd = ytd
      self.month = month
    }
  }

  /// What leaves are of: a code as ids write it, and a name.
  package struct Key: Sendable, Hashable {
    /// The part of an id: `tfc=361`.
    package var part: String
    /// The name: `361 Nephrology`.
    package var name: String
    /// Makes a key.
    package init(part: String, name: String) {
      self.part = part
      self.name = name
    }
  }

  /// The months of the year up to the period's.
  package var months: [Month]
  /// Whether each of the portal's providers has stated each month.
  package var stated: [[Bool]]
  /// Every commissioner at every provider where there is anything.
  package var pairs: [Pair]
  /// The points of delivery.
  package var pods: [Key]
  /// By point of delivery, in the order of pairs; empty where there are too many for a page.
  package var podLeaves: [Leaf]
  /// The specialties.
  package var specialties: [Key]
  /// By specialty, in the order of pairs; empty where there are too many for a page.
  package var specialtyLeaves: [Leaf]
  /// Whether the page is given activity. Where small numbers are held back it is not: activity counts attendances and spells, of which most leaves have few,
  /// and any choice of leaves could be taken from any other. Money stays exact.
  package var hasActivity: Bool

  /// Makes a cube.
  package init(
    months: [Month], stated: [[Bool]], pairs: [Pair], pods: [Key], podLeaves: [Leaf], specialties: [Key], specialtyLeaves: [Leaf],
    hasActivity: Bool = true
  ) {
    self.hasActivity = hasActivity
    self.months = months
    self.stated = stated
    self.pairs = pairs
    self.pods = pods
    self.podLeaves = podLeaves
    self.specialties = specialties
    self.specialtyLeaves = specialtyLeaves
  }
}
