import Report
import TaggedPDF

/// The rows and cells of a table as they are read: heads over their columns, names beside their rows, no column that only draws what another says.
struct TableStructure {
  /// The table.
  let table: StructureTree.Element
  /// The marks of the columns' heads, by their place in this part of the table, and of the spanners by their number.
  private(set) var heads: [ContentMark]
  private(set) var spanners: [ContentMark]
  /// Whether the column at a place is read.
  private let isRead: [Bool]
  /// The heads that the cells at a place stand under, where they name them: where heads stand over heads.
  private var named: [[StructureTree.Element]]
  private let hasSpanners: Bool

  /// Adds the table and its head.
  ///
  /// - Parameters:
  ///   - columns: the columns of this part.
  ///   - isRead: whether the column at a place is read.
  init(_ source: ReportTable, columns: [Int], isRead: [Bool], _ pack: inout PackContext) {
    self.isRead = isRead.contains(true) ? isRead : isRead.map { _ in true }
    table = pack.structure.add(.table, in: pack.section)
    heads = columns.map { _ in .artifact }
    named = columns.map { _ in [] }
    spanners = source.spanners.map { _ in .artifact }
    // The places that each spanner stands over.
    let read = self.isRead
    let under = source.spanners.map { spanner in columns.indices.filter { read[$0] && spanner.columns.contains(columns[$0]) } }
    hasSpanners = under.contains { !$0.isEmpty }
    let top = pack.structure.add(.row, in: table)
    guard hasSpanners else {
      for place in columns.indices where read[place] { heads[place] = ContentMark(pack.structure.addHead(.column, in: top)) }
      return
    }
    for place in columns.indices where read[place] {
      guard let spanner = under.firstIndex(where: { $0.contains(place) }) else {
        let head = pack.structure.addHead(.column, in: top, rows: 2, isNamed: true)
        heads[place] = ContentMark(head)
        named[place] = [head]
        continue
      }
      guard under[spanner].first == place else { continue }
      let head = pack.structure.addHead(.column, in: top, columns: under[spanner].count, isNamed: true)
      spanners[spanner] = ContentMark(head)
      for column in under[spanner] { named[column] = [head] }
    }
    let second = pack.structure.add(.row, in: table)
    for place in columns.indices where read[place] && under.contains(where: { $0.contains(place) }) {
      let head = pack.structure.addHead(.column, in: second, isNamed: true)
      heads[place] = ContentMark(head)
      named[place].append(head)
    }
  }

  /// Adds a row and gives the marks of its cells by their places.
  ///
  /// - Parameter hasName: whether the first cell is the name of the row.
  func row(hasName: Bool, _ pack: inout PackContext) -> [ContentMark] {
    let row = pack.structure.add(.row, in: table)
    var name: StructureTree.Element?
    return isRead.indices.map { place in
      guard isRead[place] else { return .artifact }
      if place == 0, hasName {
        let head = pack.structure.addHead(.row, in: row, isNamed: hasSpanners)
        name = head
        return ContentMark(head)
      }
      let heads = hasSpanners ? named[place] + [name].compactMap(\.self) : []
      return ContentMark(pack.structure.addCell(in: row, under: heads))
    }
  }

  /// Adds a row of one cell, for what stands in place of rows.
  func wholeRow(_ pack: inout PackContext) -> ContentMark {
    let row = pack.structure.add(.row, in: table)
    return ContentMark(pack.structure.addCell(in: row, columns: isRead.count { $0 }))
  }
}
