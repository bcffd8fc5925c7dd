/// The head of a page: title, policy, style.
struct HeadView: TemplateModel {
  var title: String
  var policy: String
  var style: [UInt8]

  static var fields: [TemplateField<Self>] {
    [.text("title") { $0.title }, .text("policy") { $0.policy }, .markup("style") { $0.style }]
  }
}

/// A link.
struct LinkView: TemplateModel {
  var label: String
  var address: String

  static var fields: [TemplateField<Self>] { [.text("label") { $0.label }, .text("address") { $0.address }] }
}

/// The bar at the top of every page.
struct TopBarView: TemplateModel {
  var name: String
  var detail: String
  var banner: String
  var links: [LinkView]

  static var fields: [TemplateField<Self>] {
    [.text("name") { $0.name }, .text("detail") { $0.detail }, .text("banner") { $0.banner }, .list("links") { $0.links }]
  }
}

/// A piece of finished markup in a list.
struct MarkupView: TemplateModel {
  var markup: [UInt8]

  static var fields: [TemplateField<Self>] { [.markup("markup") { $0.markup }] }
}

/// The sections that answer one question, in side list and contents.
struct ContentsGroupView: TemplateModel {
  var question: String
  var links: [LinkView]

  static var fields: [TemplateField<Self>] { [.text("question") { $0.question }, .list("links") { $0.links }] }
}

/// A pair of a term and its meaning.
struct PairView: TemplateModel {
  var term: String
  var meaning: [UInt8]

  static var fields: [TemplateField<Self>] { [.text("term") { $0.term }, .markup("meaning") { $0.meaning }] }
}

/// The cover: whose pack it is, of which period, and its finding.
struct CoverView: TemplateModel {
  var document: String
  var name: String
  var programme: String
  var span: String
  var period: String
  var banner: String
  var finding: [UInt8]
  var detail: [UInt8]
  var drawings: DrawingsView?
  var facts: [PairView]

  static var fields: [TemplateField<Self>] {
    [
      .text("document") { $0.document }, .text("name") { $0.name }, .text("programme") { $0.programme }, .text("span") { $0.span },
      .text("period") { $0.period }, .text("banner") { $0.banner }, .markup("finding") { $0.finding }, .markup("detail") { $0.detail },
      .optional("drawings") { $0.drawings }, .list("facts") { $0.facts },
    ]
  }
}

/// One section.
struct SectionView: TemplateModel {
  var anchor: String
  var id: String
  var title: String
  var headline: [UInt8]
  var blocks: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .text("anchor") { $0.anchor }, .text("id") { $0.id }, .text("title") { $0.title }, .markup("headline") { $0.headline },
      .markup("blocks") { $0.blocks },
    ]
  }
}

/// A whole pack.
struct PackView: TemplateModel {
  var head: HeadView
  var topBar: TopBarView
  var contents: [ContentsGroupView]
  var sectionCount: Int
  var cover: CoverView
  var sections: [SectionView]
  var confidentiality: String
  var symbols: [UInt8]
  var script: [UInt8]
  /// What a click on a figure shows, as JSON.
  var passports: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.topBar }, .list("contents") { $0.contents },
      .text("section-count") { "\($0.sectionCount) \($0.sectionCount == 1 ? "section" : "sections")" }, .optional("cover") { $0.cover },
      .list("sections") { $0.sections }, .text("confidentiality") { $0.confidentiality }, .markup("symbols") { $0.symbols },
      .markup("script") { $0.script }, .markup("passports") { $0.passports },
    ]
  }
}
