import Analysis
import Figures
import Ledger
package import Report

/// How one section is made: its id, its own titles, the packs that may hold it, and the pure function that builds it.
package struct SectionBuilder: Sendable {
  /// The section id of REPORTS.
  package let id: String
  /// The packs that may hold it: a pack for a provider holds nothing of another's.
  package let audience: [PackKind]
  /// The title of eyebrow, contents and bookmarks, in the programme's words.
  package let title: @Sendable (PackWords) -> String
  /// The title of running footer and narrow lists.
  package let shortTitle: @Sendable (PackWords) -> String
  /// The question that the headlines' contents list it under.
  package let question: @Sendable (PackWords) -> String
  /// Why a pack of a scope does not hold it although its definition asks for it (“no challenge log has been given”): the section is left out and `methods` says
  /// so. Nil where it can be built.
  let absence: @Sendable (PackContext, Scope) -> Sentence?
  /// Builds it; more than one section where it repeats, none where its source has nothing to say.
  let build: @Sendable (SectionRequest) -> [ReportSection]

  init(
    _ id: String, _ audience: [PackKind], title: @escaping @Sendable (PackWords) -> String, shortTitle: (@Sendable (PackWords) -> String)? = nil,
    question: @escaping @Sendable (PackWords) -> String, absence: @escaping @Sendable (PackContext, Scope) -> Sentence? = { _, _ in nil },
    build: @escaping @Sendable (SectionRequest) -> [ReportSection]
  ) {
    self.id = id
    self.audience = audience
    self.title = title
    self.shortTitle = shortTitle ?? title
    self.question = question
    self.absence = absence
    self.build = build
  }
}

/// The questions that contents are listed under, in one place so that they read alike.
enum Question {
  static func which(_ counterpart: Counterpart) -> @Sendable (PackWords) -> String {
    { "Which \(counterpart == .provider ? $0.providers : $0.commissioners)?" }
  }
  static let services: @Sendable (PackWords) -> String = { _ in "Which services?" }
  static let compared: @Sendable (PackWords) -> String = { _ in "Compared with whom?" }
  static let patients: @Sendable (PackWords) -> String = { _ in "Why more patients?" }
  static let rely: @Sendable (PackWords) -> String = { _ in "Can I rely on it?" }
  static let now: @Sendable (PackWords) -> String = { _ in "Where do we stand?" }
  static let inHand: @Sendable (PackWords) -> String = { _ in "What is being done?" }
}

/// What a section is built from: the shared context, whose pack it is, and what is made once for the pack.
struct SectionRequest: Sendable {
  let context: PackContext
  let frame: PackFrame
  let entry: SectionEntry
  let builder: SectionBuilder

  /// The section around its parts, with the definition's titles.
  func section(
    _ headline: Sentence?, _ blocks: [Block], repeatCode: String? = nil, repeatTitle: String? = nil, groupTitle: String? = nil,
    footerKey: String? = nil
  ) -> ReportSection {
    let title = entry.title ?? builder.title(context.words)
    return ReportSection(
      id: builder.id, repeatCode: repeatCode, title: repeatTitle.map { "\(title): \($0)" } ?? title,
      shortTitle: repeatTitle ?? entry.shortTitle ?? entry.title ?? builder.shortTitle(context.words),
      groupTitle: repeatTitle == nil ? nil : entry.title ?? groupTitle ?? title,
      question: entry.question ?? builder.question(context.words), headline: headline, blocks: blocks,
      footerKey: footerKey ?? (frame.kind == .practice ? "Costs are as estimated in the attendance files." : nil))
  }
}

/// A section of the definition that the pack can't hold.
struct LeftOutSection: Sendable {
  let title: String
  let reason: Sentence
}

/// Whose pack it is, with what several of its sections read.
struct PackFrame: Sendable {
  let kind: PackKind
  /// The organisation's code, or `programme`.
  let code: String
  /// What it covers.
  let scope: Scope
  /// The other side of its contracts; a programme pack's chief rows are commissioners.
  let counterpart: Counterpart
  /// The rows by the other side.
  let rows: PartyRows
  /// Activity by POD and specialty.
  let breakdown: ActivityBreakdown
  /// The ten largest overspends.
  let topTen: TopTen
  /// Anchors of the sections that the pack will hold, so that a sentence never points to one that is not there.
  let anchors: Set<String>
  /// Sections that the definition asks for and that can't be built, with the reason.
  let leftOut: [LeftOutSection]

  /// The name of the organisation in prose.
  func name(_ context: PackContext) -> String {
    switch scope {
    case .programme: "The programme"
    case .commissioner(let c): context.commissionerShortName(c)
    case .provider(let p), .pair(_, let p): context.providerShortName(p)
    }
  }
}
