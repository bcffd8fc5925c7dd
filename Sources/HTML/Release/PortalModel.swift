package import Figures
package import Report

/// What `index.html` shows: every pack of the release, and the matrix of commissioners and providers with the charts of the one that is chosen.
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
  /// What the matrix can show; the first is shown at first.
  package var measures: [Measure]
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
    /// The finding that stands over its charts.
    package var finding: Sentence
    /// Its charts, most important first: variance by partner, monthly cost.
    package var charts: [ChartBlock]

    /// Makes an organisation.
    package init(code: String, name: String, shortName: String, pack: String?, finding: Sentence, charts: [ChartBlock]) {
      self.code = code
      self.name = name
      self.shortName = shortName
      self.pack = pack
      self.finding = finding
      self.charts = charts
    }
  }

  /// One thing that the matrix can show: a variance in pounds, and as a percentage of plan.
  package struct Measure: Sendable {
    /// A name for the address: `ytd`, `month`, `forecast`.
    package var id: String
    /// The words of its switch: `To date`.
    package var name: String
    /// Plan − actual in pounds.
    package var variance: Grid
    /// Plan − actual ÷ plan.
    package var percent: Grid
    /// Makes a measure.
    package init(id: String, name: String, variance: Grid, percent: Grid) {
      self.id = id
      self.name = name
      self.variance = variance
      self.percent = percent
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
    /// The organisation.
    package var name: String
    /// Its code, which the search finds too.
    package var code: String
    /// Its variance to date; nil for a pack without one.
    package var variance: Figure?
    /// The addresses, those that were made: `Read`, `PDF`, `Workbook`.
    package var links: [ReleaseHeading.Link]
    /// The sections of its HTML, for the search: anchor and title.
    package var sections: [(anchor: String, title: String)]
    /// Makes a pack.
    package init(name: String, code: String, variance: Figure?, links: [ReleaseHeading.Link], sections: [(anchor: String, title: String)]) {
      self.name = name
      self.code = code
      self.variance = variance
      self.links = links
      self.sections = sections
    }
  }

  /// Makes a model.
  package init(
    heading: ReleaseHeading, tiles: [Tile], proof: [ProofPoint], words: Words, commissioners: [Organisation], providers: [Organisation],
    measures: [Measure], packs: [Pack]
  ) {
    self.heading = heading
    self.tiles = tiles
    self.proof = proof
    self.words = words
    self.commissioners = commissioners
    self.providers = providers
    self.measures = measures
    self.packs = packs
  }
}
