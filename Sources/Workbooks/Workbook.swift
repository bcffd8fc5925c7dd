import Glibc

/// A sheet of a workbook.
package struct Sheet: Sendable, Hashable {
  /// Its name.
  package var name: String
  /// Whether it is hidden, so that whoever sent the file may not know that it is there.
  package var isHidden: Bool
  /// The part that holds it.
  var part: String
}

/// A workbook in the format of 2007 and later (`.xlsx`, `.xlsm`), strict or transitional: macros, pictures and links to other files are left alone.
package final class Workbook {
  /// Its sheets of cells, in their order.
  package let sheets: [Sheet]
  private let archive: ZipArchive
  private let texts: SharedTexts
  private let isDate: [Bool]
  private let dates: DateBase
  private let limits: UnpackingLimits

  /// Opens a file.
  ///
  /// - Throws: `WorkbookFault`, with what to do: a password, the format before 2007, a damaged file.
  package convenience init(path: String, limits: UnpackingLimits = UnpackingLimits()) throws(WorkbookFault) {
    if let head = headOfFile(path) { try refuseOldFormats(head) }
    try self.init(ZipArchive(path: path, limits: limits), limits)
  }

  /// Opens a workbook that is in memory.
  package convenience init(_ bytes: [UInt8], limits: UnpackingLimits = UnpackingLimits()) throws(WorkbookFault) {
    try refuseOldFormats(bytes.prefix(headLength))
    try self.init(ZipArchive(bytes, limits: limits), limits)
  }

  private init(_ archive: ZipArchive, _ limits: UnpackingLimits) throws(WorkbookFault) {
    self.archive = archive
    self.limits = limits
    let root = try relations(archive, of: "")
    let book = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    guard let part = try archive.part(book) else { throw WorkbookFault(.missingPart, "the file is no workbook: it has no part \(book)") }
    let outline = WorkbookOutline()
    try part.parse(outline)
    dates = outline.dates
    let related = try relations(archive, of: book)
    let byID = Dictionary(related.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sheets: [Sheet] = []
    for sheet in outline.sheets {
      guard let relation = byID[sheet.relation] else {
        throw WorkbookFault(.missingPart, "the sheet “\(sheet.name)” is not in the file")
      }
      // Charts and dialogs have sheets of their own, with no cells.
      guard relation.kind == "worksheet" else { continue }
      guard !relation.isExternal else { throw WorkbookFault(.refused, "the sheet “\(sheet.name)” lies in another file") }
      sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, part: relation.target))
    }
    self.sheets = sheets
    texts = SharedTexts(most: limits.sharedTexts)
    if let shared = related.first(where: { $0.kind == "sharedStrings" && !$0.isExternal }), let part = try archive.part(shared.target) {
      try part.parse(texts)
    }
    let styles = CellStyles()
    if let styled = related.first(where: { $0.kind == "styles" && !$0.isExternal }), let part = try archive.part(styled.target) {
      try part.parse(styles)
    }
    isDate = styles.isDate
  }

  /// Begins to read a sheet's rows, in memory that does not grow with their number.
  package func rows(of sheet: Sheet) throws(WorkbookFault) -> SheetReader {
    guard let part = try archive.part(sheet.part) else { throw WorkbookFault(.missingPart, "the sheet “\(sheet.name)” is not in the file") }
    return try SheetReader(part, texts: texts, isDate: isDate, dates: dates, limits)
  }

  /// The cells of a sheet that are merged: the sheet says so after its rows, and is read to its end for them.
  package func mergedCells(of sheet: Sheet) throws(WorkbookFault) -> [MergedCells] {
    guard let part = try archive.part(sheet.part) else { throw WorkbookFault(.missingPart, "the sheet “\(sheet.name)” is not in the file") }
    let merged = MergedCellEvents()
    try part.parse(merged)
    return merged.cells
  }
}

private final class MergedCellEvents: XMLEvents {
  var cells: [MergedCells] = []
  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "mergeCell", let cell = attributes["ref"].flatMap({ MergedCells($0) }) { cells.append(cell) }
  }
}

/// No return has nearly as many sheets; each is compared with the others by whoever chooses among them.
private let mostSheets = 1_000

/// What a workbook's main part says.
private final class WorkbookOutline: XMLEvents {
  var sheets: [(name: String, isHidden: Bool, relation: String)] = []
  var dates = DateBase.from1900

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "sheet" {
      let state = attributes.text("state") ?? "visible"
      sheets.append((attributes.text("name") ?? "", state != "visible", attributes.text("id") ?? ""))
      if sheets.count > mostSheets { stop(WorkbookFault(.tooLarge, "the workbook has more than \(mostSheets) sheets")) }
    } else if name == "workbookPr", attributes.isTrue("date1904") {
      dates = .from1904
    }
  }
}

/// How a part leads to another.
private struct Relation {
  var id: String
  /// The last word of its type, which is the same in strict and transitional workbooks.
  var kind: Substring
  /// The path of the other part in the archive.
  var target: String
  var isExternal: Bool
}

private final class RelationEvents: XMLEvents {
  var found: [Relation] = []
  private let folder: Substring

  init(folder: Substring) { self.folder = folder }

  override func open(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes.text("Id"), let kind = attributes.text("Type"), let target = attributes.text("Target") else {
      return
    }
    found.append(
      Relation(
        id: id, kind: kind.split(separator: "/").last ?? "", target: resolved(target, in: folder),
        isExternal: attributes.text("TargetMode") == "External"))
  }
}

private func relations(_ archive: ZipArchive, of part: String) throws(WorkbookFault) -> [Relation] {
  let slash = part.utf8.lastIndex(of: 0x2F)
  let folder = slash.map { part[...$0] } ?? ""
  let name = slash.map { part[part.utf8.index(after: $0)...] } ?? part[...]
  guard let file = try archive.part(folder + "_rels/" + name + ".rels") else { return [] }
  let events = RelationEvents(folder: folder)
  try file.parse(events)
  return events.found
}

/// A target as a path in the archive: from its root, or from the folder of the part that names it.
private func resolved(_ target: String, in folder: Substring) -> String {
  var steps: [Substring] = []
  for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") {
    if step == ".." { _ = steps.popLast() } else if step != "." { steps.append(step) }
  }
  return steps.joined(separator: "/")
}

// MARK: Formats of before

/// How much of a file is looked at for what it is: the directory of an encrypted file lies near its start or its end.
private let headLength = 1 << 20

private func headOfFile(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: headLength)
  let got = read(file, &bytes, headLength)
  return got > 0 ? Array(bytes.prefix(got)) : nil
}

/// Refuses the container of Excel before 2007, in which workbooks with a password are put too.
private func refuseOldFormats(_ head: some Collection<UInt8>) throws(WorkbookFault) {
  guard head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else { return }
  let wanted = "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  if Array(head).firstRange(of: wanted) != nil { throw WorkbookFault(.encrypted, "the workbook is protected by a password") }
  throw WorkbookFault(.oldFormat, "the file is of the format of Excel before 2007 (.xls)")
}
