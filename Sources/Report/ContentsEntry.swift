/// A line of contents: a section, or the first of those that repeat, which stands for all of them.
package struct ContentsEntry: Sendable, Hashable {
  /// Where it leads.
  package let anchor: String
  /// The title.
  package let title: String
  /// The title for where there is little room.
  package let shortTitle: String
  /// The question under which it is listed; empty where it is under none.
  package let question: String

  /// The line of one section by itself.
  package init(_ section: ReportSection) {
    self.init(anchor: section.anchor, title: section.title, shortTitle: section.shortTitle, question: section.question)
  }

  private init(anchor: String, title: String, shortTitle: String, question: String) {
    self.anchor = anchor
    self.title = title
    self.shortTitle = shortTitle
    self.question = question
  }

  /// A section that stands for all its repeats, by what they are called together.
  fileprivate init(_ section: ReportSection, together title: String) {
    self.init(anchor: section.anchor, title: title, shortTitle: title, question: section.question)
  }
}

extension ReportDocument {
  /// The lines of the contents in print order. A section that repeats has one, so that a long pack's contents stay short.
  package var contents: [ContentsEntry] {
    var entries: [ContentsEntry] = []
    var gathered: Set<String> = []
    for section in sections {
      guard section.repeatCode != nil else {
        entries.append(ContentsEntry(section))
        continue
      }
      guard gathered.insert(section.id).inserted else { continue }
      // One alone is called by its own name.
      let isOne = !sections.contains { $0.id == section.id && $0.anchor != section.anchor }
      entries.append(isOne ? ContentsEntry(section) : ContentsEntry(section, together: section.groupTitle ?? section.title))
    }
    return entries
  }
}
