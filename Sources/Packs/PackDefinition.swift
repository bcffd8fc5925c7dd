package import Report

/// Which sections a kind of pack holds, in print order, with the titles that its file gives them.
package struct PackDefinition: Sendable, Hashable {
  /// Whose packs it is for: one kind, or several where a file serves them all.
  package var kinds: [PackKind]
  /// The line over the organisation's name on the cover.
  package var title: String
  /// The sections in print order; the cover is made from the identity and is not among them. A section that does not fit one of several kinds is left out of
  /// that kind's packs.
  package var sections: [SectionEntry]

  /// Makes a definition.
  package init(kinds: [PackKind], title: String, sections: [SectionEntry]) {
    self.kinds = kinds
    self.title = title
    self.sections = sections
  }
}

/// One section as a pack's definition lists it.
package struct SectionEntry: Sendable, Hashable {
  /// The section id of REPORTS: `position-by-provider`.
  package var id: String
  /// The title; nil is the section's own.
  package var title: String?
  /// The short title of contents and running footer; nil is the section's own.
  package var shortTitle: String?
  /// The question that the contents list it under; nil is the section's own.
  package var question: String?
  /// How many rows its chief list shows; nil is the section's own number.
  package var rows: Int?
  /// How many of its tables and charts it shows, counted from the first; nil is all.
  package var parts: Int?
  /// Whether its chief list shows lines within its groups: points of delivery by the other side. Sections without such lines do not take it.
  package var detail: Bool

  /// Makes an entry.
  package init(
    _ id: String, title: String? = nil, shortTitle: String? = nil, question: String? = nil, rows: Int? = nil, parts: Int? = nil, detail: Bool = true
  ) {
    self.id = id
    self.title = title
    self.shortTitle = shortTitle
    self.question = question
    self.rows = rows
    self.parts = parts
    self.detail = detail
  }
}
