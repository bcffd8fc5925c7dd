package import Figures
package import Report

/// What `index.html` shows: every pack of the release, and the dashboard: the matrix of commissioners and providers, and the
/// charts and tables of the one that is chosen.
package struct PortalModel: Sendable {
  /// The top of the page.
  package var heading: ReleaseHeading
  /// Five tiles.
  package var tiles: [Tile]
  /// The line that says whether the release agrees: a mark, bold words, and what follows.
  package var proof: [ProofPoint]
  /// The words for the two sides: `CCG`, `CCGs`, `trust`, `trusts`.
  package var words: Words
  /// The commissioners, the rows of the matrix, most over plan first.
  package var commissioners: [Organisation]
  /// The providers, the columns of the matrix, most over plan first.
  package var providers: [Organisation]
  /// The variance of the year to date, which the matrix shows at first.
  package var variance: Grid
  /// The programme's months: what stands where no script runs.
  package var months: [Month]
  /// The year to date, the last row of the months.
  package var yearToDate: Month
  /// What the dashboard adds up.
  package var cube: PortalCube
  /// The packs, in the order of their list.
  package var packs: [Pack]

  /// One point of the proof line.
  package struct ProofPoint: Sendable {
    /// How it stands.
    package var mark: ReportMark
    /// The words in bold: `Agrees:`.
    package var name: String
    /// What follows: `41,208 figures, each with one value`.
    package var meaning: String
    /// Makes a point.
    package init(_ mark: ReportMark, _ name: String, _ meaning: String) {
      self.mark = mark
      self.name = name
      self.meaning = meaning
    }
  }

  /// The programme's words.
  package struct Words: Sendable, Hashable {
    /// One commissioner.
    package var commissioner: String
    /// Several commissioners.
    package var commissioners: String
    /// One provider.
    package var provider: String
    /// Several providers.
    package var providers: String
    /// Makes words.
    package init(commissioner: String, commissioners: String, provider: String, providers: String) {
      self.commissioner = commissioner
      self.commissioners = commissioners
      self.provider = provider
      self.providers = providers
    }
  }

  /// A row or a column of the matrix.
  package struct Organisation: Sendable {
    /// The code.
    package var code: String
    /// The full name.
    package var name: String
    /// The name where room is short.
    package var shortName: String
    /// The address of its pack; nil when it has none.
    package var pack: String?

    /// Makes an organisation.
    package init(code: String, name: String, shortName: String, pack: String?) {
      self.code = code
      self.name = name
      self.shortName = shortName
      self.pack = pack
    }
  }

  /// A row of the table of months.
  package struct Month: Sendable {
    /// `February 2016`, `Year to date`.
    package var name: String
    /// Plan, actual and variance.
    package var figures: [Figure]
    /// Makes a month.
    package init(name: String, figures: [Figure]) {
      self.name = name
      self.figures = figures
    }
  }

  /// The figures of a matrix with its totals.
  package struct Grid: Sendable {
    /// A row a commissioner, a column a provider; nil is a pair without a contract.
    package var cells: [[Figure?]]
    /// The total of each commissioner.
    package var commissionerTotals: [Figure]
    /// The total of each provider.
    package var providerTotals: [Figure]
    /// The total of all.
    package var total: Figure
    /// Makes a grid.
    package init(cells: [[Figure?]], commissionerTotals: [Figure], providerTotals: [Figure], total: Figure) {
      self.cells = cells
      self.commissionerTotals = commissionerTotals
      self.providerTotals = providerTotals
      self.total = total
    }
  }

  /// One pack of the list.
  package struct Pack: Sendable {
    /// The heading of the list under which it stands, with the others of its kind: `Trusts`.
    package var group: String
    /// The organisation.
    package var name: String
    /// Its code, which the search finds too.
    package var code: String
    /// Its variance to date; nil for a pack without one.
    package var variance: Figure?
    /// How its data stand: a mark and a few words.
    package var state: (mark: ReportMark, words: String)
    /// The addresses, those that were made: `Read`, `PDF`, `Workbook`.
    package var links: [ReleaseHeading.Link]
    /// The sections of its HTML, for the search: anchor and title.
    package var sections: [(anchor: String, title: String)]
    /// Makes a pack.
    package init(
      group: String, name: String, code: String, variance: Figure?, state: (mark: ReportMark, words: String), links: [ReleaseHeading.Link],
      sections: [(anchor: String, title: String)]
    ) {
      self.group = group
      self.name = name
      self.code = code
      self.variance = variance
      self.state = state
      self.links = links
      self.sections = sections
    }
  }

  /// Makes a model.
  package init(
    heading: ReleaseHeading, tiles: [Tile], proof: [ProofPoint], words: Words, commissioners: [Organisation], providers: [Organisation],
    variance: Grid, months: [Month], yearToDate: Month, cube: PortalCube, packs: [Pack]
  ) {
    self.heading = heading
    self.tiles = tiles
    self.proof = proof
    self.words = words
    self.commissioners = commissioners
    self.providers = providers
    self.variance = variance
    self.months = months
    self.yearToDate = yearToDate
    self.cube = cube
    self.packs = packs
  }
}
