package import Charts
package import Figures
package import Quantities

/// Whose pack it is.
package enum PackKind: String, Sendable, Hashable, CaseIterable {
  /// One commissioner's.
  case commissioner
  /// One provider's.
  case provider
  /// The whole programme's.
  case programme
  /// One commissioner's, by GP practice.
  case practice
}

/// A finished pack as a value: every renderer reads the same one.
package struct ReportDocument: Sendable {
  /// What stands on the cover and in the running header.
  package var identity: PackIdentity
  /// The sections in order; the cover is made from the identity and is not among them.
  package var sections: [ReportSection]
  /// What is to be said of the texts of persons in it, to those who write them; not printed.
  package var remarks: [TextRemark] = []

  /// Makes a document.
  package init(identity: PackIdentity, sections: [ReportSection]) {
    self.identity = identity
    self.sections = sections
  }

  /// Every figure printed in it, in print order, repeats included.
  package var figures: [Figure] {
    var list: [Figure] = []
    forEachFigure { list.append($0) }
    return list
  }

  /// Gives every figure printed in it, in print order, repeats included, without making a list.
  package func forEachFigure(_ body: (Figure) -> Void) {
    identity.forEachFigure(body)
    for section in sections { section.forEachFigure(body) }
  }
}

/// What a pack is: the facts of its cover and its running header.
package struct PackIdentity: Sendable {
  /// Whose pack it is.
  package var kind: PackKind
  /// The organisation's code, or `programme`.
  package var code: String
  /// The organisation's name.
  package var name: String
  /// A shorter name for the running head, where the name is too long for it; nil where there is none.
  package var shortName: String?
  /// The programme's name, for header and cover.
  package var programme: String
  /// The line over the name on the cover: `Contract monitoring pack`.
  package var documentTitle: String
  /// The period.
  package var period: Period
  /// What the cover says of the time that it covers, where that is not the year to the period's end: `October to December 2015`, `Quarter 3 of 2015-16`.
  package var span: (words: String, detail: String)?
  /// The cut.
  package var cut: Cut
  /// Whether the cut is printed as provisional, because its dated calendar day is not reached.
  package var provisional: Bool
  /// `SAMPLE DATA`, `REHEARSAL`: printed on the cover and in every footer.
  package var banner: String?
  /// The release date in words: `14 April 2016`.
  package var releaseDate: String
  /// The release date as `2016-04-14`, for metadata.
  package var releaseDateISO: String
  /// The facts of the cover strip: label and value (`Cut of the data` … `freeze, final, reconciled`).
  package var facts: [Definition]
  /// The finding of the cover, a sentence.
  package var finding: Sentence
  /// The sentence under it.
  package var findingDetail: Sentence?
  /// The chart of the cover's finding strip.
  package var coverChart: (any ChartSpecification)?
  /// The line at the foot of the cover: who may read it.
  package var confidentiality: String

  /// Makes an identity.
  package init(
    kind: PackKind, code: String, name: String, programme: String, documentTitle: String, period: Period, cut: Cut, provisional: Bool,
    banner: String?,
    releaseDate: String, releaseDateISO: String, facts: [Definition], finding: Sentence, findingDetail: Sentence?,
    coverChart: (any ChartSpecification)?, confidentiality: String
  ) {
    self.kind = kind
    self.code = code
    self.name = name
    self.programme = programme
    self.documentTitle = documentTitle
    self.period = period
    self.cut = cut
    self.provisional = provisional
    self.banner = banner
    self.releaseDate = releaseDate
    self.releaseDateISO = releaseDateISO
    self.facts = facts
    self.finding = finding
    self.findingDetail = findingDetail
    self.coverChart = coverChart
    self.confidentiality = confidentiality
  }

  /// Gives the figures of the cover.
  package func forEachFigure(_ body: (Figure) -> Void) {
    finding.forEachFigure(body)
    coverChart?.figures.forEach(body)
  }

  /// `10H_2015-16_M11`, the stem of the pack's file names.
  package var fileStem: String { "\(code)_\(period.fileLabel)" }
}

/// One section of a pack.
package struct ReportSection: Sendable {
  /// The section id of REPORTS: `position-by-provider`.
  package var id: String
  /// The id where the section repeats in a pack (`trust-dashboard--RQM`), else nil.
  package var repeatCode: String?
  /// The section's title: eyebrow, contents, bookmarks.
  package var title: String
  /// The short title of contents by question, running footer and narrow lists.
  package var shortTitle: String
  /// What contents call all repeats of a section together: `Trust dashboards`; nil where it does not repeat.
  package var groupTitle: String?
  /// The question under which the contents list it: `Which trusts?`.
  package var question: String
  /// The finding, in at most two lines; nil gives the title its place.
  package var headline: Sentence?
  /// The parts.
  package var blocks: [Block]
  /// The key at the foot of its pages; nil gives the sign convention.
  package var footerKey: String?

  /// Makes a section.
  package init(
    id: String, repeatCode: String? = nil, title: String, shortTitle: String? = nil, groupTitle: String? = nil, question: String,
    headline: Sentence?, blocks: [Block], footerKey: String? = nil
  ) {
    self.id = id
    self.repeatCode = repeatCode
    self.title = title
    self.shortTitle = shortTitle ?? title
    self.groupTitle = groupTitle
    self.question = question
    self.headline = headline
    self.blocks = blocks
    self.footerKey = footerKey
  }

  /// The anchor: the id, or `id--code` where the section repeats.
  package var anchor: String { repeatCode.map { "\(id)--\($0)" } ?? id }
  /// Every figure printed in it, in print order.
  package var figures: [Figure] {
    var list: [Figure] = []
    forEachFigure { list.append($0) }
    return list
  }

  /// Gives every figure printed in it, in print order, without making a list.
  package func forEachFigure(_ body: (Figure) -> Void) {
    headline?.forEachFigure(body)
    for block in blocks { block.forEachFigure(body) }
  }
}
