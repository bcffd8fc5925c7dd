/// Where a pack's links lead: addresses relative to the pack's own folder. What is not made is nil, and its link is left out.
package struct PackLinks: Sendable {
  /// The PDF.
  package var pdf: String?
  /// The workbook.
  package var workbook: String?
  /// The figures as data.
  package var data: String?
  /// The portal.
  package var allPacks: String?
  /// The folder of the data files with its closing `/`, for “Download CSV”.
  package var dataFolder: String?

  /// Makes links.
  package init(pdf: String? = nil, workbook: String? = nil, data: String? = nil, allPacks: String? = nil, dataFolder: String? = nil) {
    self.pdf = pdf
    self.workbook = workbook
    self.data = data
    self.allPacks = allPacks
    self.dataFolder = dataFolder
  }
}
