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
}

extension ReportDocument {
  /// The lines of the contents in print order. A section that repeats has one, so that a long pack's contents stay short.
  package var contents: [ContentsEntry] {
    var entries: [ContentsEntry] = []
    var gathered: Set<String> = []
    for section in sections {
      guard section.repeatCode != nil else {
        entries.append(ContentsEntry(anchor: section.anchor, title: section.title, shortTitle: section.shortTitle, question: section.question))
        continue
      }
      guard gathered.insert(section.id).inserted else { continue }
      // One alone is called by its own name.
      let isOne = !sections.contains { $0.id == section.id && $0.anchor != section.anchor }
      let title = isOne ? section.title : section.groupTitle ?? section.title
      entries.append(
        ContentsEntry(anchor: section.anchor, title: title, shortTitle: isOne ? section.shortTitle : title, question: section.question))
    }
    return entries
  }
}
