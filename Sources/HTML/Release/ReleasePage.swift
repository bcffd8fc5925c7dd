import Report
import Styling

/// A page of a release that is not a pack: a title and sections.
struct ReleaseView: TemplateModel {
  var head: HeadView
  var topBar: TopBarView
  var title: String
  var sections: [SectionView]
  var symbols: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.topBar }, .text("title") { $0.title }, .list("sections") { $0.sections },
      .markup("symbols") { $0.symbols },
    ]
  }
}

extension PageTemplates {
  func renderRelease(
    _ title: String, heading: ReleaseHeading, sections: [ReportSection], measure: any TextMeasure
  ) throws(RenderingError) -> RenderedPage {
    var context = PageContext(measure: measure)
    var views: [SectionView] = []
    for section in sections {
      views.append(
        SectionView(
          anchor: section.anchor, id: section.id, title: section.title, headline: markup(section.headline, context),
          blocks: try blocks.markup(section.blocks, contents: [], &context)))
    }
    var out = HTMLWriter(capacity: 100_000)
    let view = ReleaseView(
      head: HeadView(title: "\(title), \(heading.programme)", policy: plainPolicy, style: releaseStyle), topBar: heading.topBar, title: title,
      sections: views, symbols: symbols)
    release.write(view, to: &out)
    return RenderedPage(bytes: out.bytes, droppedLabels: context.droppedLabels)
  }
}
