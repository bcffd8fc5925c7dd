package import Quantities

/// What every verb that reads a programme is asked.
package struct RunRequest: Sendable {
  /// The programme folder, an absolute path.
  package var programme: String
  /// The period; nil for the latest month that has a submission.
  package var period: Period?
  /// The cut.
  package var cut: Cut
  /// The date that the packs carry; nil for the release day of the period and cut.
  package var asAt: CalendarDate?
  /// How many packs are made at once.
  package var jobs: Int
  /// Whether segments are used and kept.
  package var usesCache: Bool
  /// The value of `OUTTURN_SHARE`, when it is set.
  package var share: String?
  /// The path of the running program, with symbolic links resolved.
  package var executable: String?

  /// Makes a request.
  package init(
    programme: String, period: Period? = nil, cut: Cut = .flex, asAt: CalendarDate? = nil, jobs: Int = 1, usesCache: Bool = true,
    share: String? = nil,
    executable: String? = nil
  ) {
    self.programme = programme
    self.period = period
    self.cut = cut
    self.asAt = asAt
    self.jobs = jobs
    self.usesCache = usesCache
    self.share = share
    self.executable = executable
  }
}

/// A kind of file that a build makes for each pack.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// The self-contained page.
  case html
  /// The document that is e-mailed.
  case pdf
  /// The workbook: every table of the pack on a sheet of its own.
  case xlsx
  /// The workbook of the rows of the pack's own organisation, which its figures are sums of.
  case rows
  /// Each chart as a picture, for slides.
  case png

  /// What a build makes unless it is asked for other kinds.
  package static let standard: Set<OutputFormat> = [.html, .pdf, .xlsx]
}

/// What a build is asked on top.
package struct BuildRequest: Sendable {
  /// The run.
  package var run: RunRequest
  /// The folder under which `<FY>/<Mnn>` is made, an absolute path.
  package var output: String
  /// The codes of the packs to make; empty for all.
  package var only: [String]
  /// Whether the month is put together from the parts that earlier `--only` runs made.
  package var assembles: Bool
  /// The kinds of files.
  package var formats: Set<OutputFormat>
  /// The folder of pack definitions that go before the templates', for the benchmark; nil otherwise.
  package var packDefinitions: String?

  /// Makes a request.
  package init(
    run: RunRequest, output: String, only: [String] = [], assembles: Bool = false, formats: Set<OutputFormat> = OutputFormat.standard,
    packDefinitions: String? = nil
  ) {
    self.run = run
    self.output = output
    self.only = only
    self.assembles = assembles
    self.formats = formats
    self.packDefinitions = packDefinitions
  }
}

/// Word from a running stage: the stage's name, how much is done and of how much.
package typealias ProgressReport = @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
