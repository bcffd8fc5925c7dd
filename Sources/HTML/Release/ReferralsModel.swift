/// What `referrals.html` shows: the programme's first outpatient attendances by month, with filters by commissioner, locality, practice, specialty, provider
/// and source of referral. Counts are whole numbers and are only ever added.
///
/// Where one of its readers is not shown small numbers as they are, it has neither practices nor providers nor sources, and gathers specialties.
package struct ReferralsModel: Sendable {
  /// The top of the page.
  package var heading: ReleaseHeading
  /// The words for the two sides.
  package var words: PortalModel.Words
  /// What counts as a referral: a sentence.
  package var definition: String
  /// The months of the window, earliest first.
  package var months: [PortalCube.Month]
  /// The place of the period's first month of the year in `months`.
  package var yearStart: Int
  /// The axes: the commissioner first; the locality last, which follows from the practice and has no place in a cell.
  package var axes: [Axis]
  /// The cells, in the order of their coordinates.
  package var cells: [Cell]
  /// Weighted population of each practice, nought where none is given; empty without practices.
  package var weightedPopulation: [Int]
  /// The commissioner of each practice, as a place on its axis; empty without practices.
  package var practiceCommissioner: [Int]
  /// The locality of each practice, as a place on its axis; empty without practices.
  package var practiceLocality: [Int]

  /// One dimension of the counts.
  package struct Axis: Sendable {
    /// A name for the address: `specialty`.
    package var id: String
    /// The label of its filter: `Specialty`.
    package var name: String
    /// The code of each member, which stands in the address, and its name.
    package var members: [(code: String, name: String)]
    /// Makes an axis.
    package init(id: String, name: String, members: [(code: String, name: String)]) {
      self.id = id
      self.name = name
      self.members = members
    }
  }

  /// Some first attendances.
  package struct Cell: Sendable, Hashable {
    /// The place on each axis but the locality's.
    package var places: [Int]
    /// Whether they are referrals by the programme's definition.
    package var isReferral: Bool
    /// The month's place in `months`.
    package var month: Int
    /// How many.
    package var count: Int
    /// Makes a cell.
    package init(places: [Int], isReferral: Bool, month: Int, count: Int) {
      self.places = places
      self.isReferral = isReferral
      self.month = month
      self.count = count
    }
  }

  /// Makes a model.
  package init(
    heading: ReleaseHeading, words: PortalModel.Words, definition: String, months: [PortalCube.Month], yearStart: Int, axes: [Axis], cells: [Cell],
    weightedPopulation: [Int], practiceCommissioner: [Int], practiceLocality: [Int]
  ) {
    self.heading = heading
    self.words = words
    self.definition = definition
    self.months = months
    self.yearStart = yearStart
    self.axes = axes
    self.cells = cells
    self.weightedPopulation = weightedPopulation
    self.practiceCommissioner = practiceCommissioner
    self.practiceLocality = practiceLocality
  }
}
