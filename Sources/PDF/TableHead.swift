import Charts
import Report
import Styling
import TaggedPDF
import Typesetting

/// The head of a table: spanners, column heads at the bottom of the head, the heads of bars on either side of their zero line, the rule under it.
struct TableHead {
  let table: ReportTable
  /// The table's columns that stand here, and their places.
  let columns: [Int]
  let placed: [PreparedTable.Column]
  let left: Double
  let right: Double
  let structure: TableStructure

  private static let leading = 10.5

  /// Puts the head into a prepared table.
  func put(into result: inout PreparedTable, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) {
    var lines: [[LaidLine]] = []
    for (index, column) in columns.enumerated() {
      let head = table.columns[column]
      let room = head.kind.isNumber ? placed[index].numberRight - placed[index].x : placed[index].width
      let span = TextSpan(head.kind.isAboutZero ? "" : head.head, TypeScale.head, .ink2)
      lines.append(fonts.lines(of: [span], width: room + 0.5, into: &pack.arena))
    }
    let spanners = self.spanners
    // A spanner wider than its columns takes as many lines as it needs.
    let heads = spanners.map { spanner in
      fonts.lines(of: [TextSpan(spanner.head, TypeScale.head, .ink)], width: spanner.right - spanner.left + 2, into: &pack.arena)
    }
    let spannerDepth = heads.map(\.count).max() ?? 0
    let spannerBase = 8.5 + Double(max(0, spannerDepth - 1)) * TableHead.leading
    // A head under no spanner may rise beside the spanners.
    let spanned = columns.indices.filter { index in table.spanners.contains { $0.columns.contains(columns[index]) } }
    let under = max(1, spanned.map { lines[$0].count }.max() ?? 1)
    let depth = max(1, lines.map(\.count).max() ?? 1)
    let base = max(
      (spanners.isEmpty ? 0 : spannerBase + 6 + 8.5) + Double(under - 1) * TableHead.leading, 8.5 + Double(depth - 1) * TableHead.leading)
    for (spanner, lines) in zip(spanners, heads) {
      for (line, laid) in lines.enumerated() {
        let y = spannerBase - Double(lines.count - 1 - line) * TableHead.leading
        for piece in laid.pieces { result.head.add(piece.text, x: spanner.left + piece.x, y: y, .ink, spanner.mark) }
      }
      result.head.addRule(spanner.left, spanner.right, y: spannerBase + 4.3, .axis, 0.5)
    }
    for (index, column) in columns.enumerated() {
      let place = placed[index]
      let kind = table.columns[column].kind
      if let zero = place.zero {
        putBarHead(table.columns[column].head, structure.heads[index], zero, place, base, into: &result, &pack, fonts)
        continue
      }
      for (line, laid) in lines[index].enumerated() {
        let y = base - Double(lines[index].count - 1 - line) * TableHead.leading
        let x = kind.isNumber ? place.numberRight - laid.width : place.x
        for piece in laid.pieces { result.head.add(piece.text, x: x + piece.x, y: y, .ink2, structure.heads[index]) }
      }
    }
    result.headHeight = base + 5.8
    result.head.addRule(left, right, y: result.headHeight, .ink, 0.75)
  }

  /// The spanners over the columns that stand here.
  private var spanners: [(head: String, left: Double, right: Double, mark: ContentMark)] {
    table.spanners.enumerated().compactMap { number, spanner in
      let under = columns.indices.filter { spanner.columns.contains(columns[$0]) }
      guard let first = under.first, let last = under.last else { return nil }
      return (spanner.head, placed[first].x, placed[last].x + placed[last].width, structure.spanners[number])
    }
  }

  /// “over plan | under” on either side of the zero line, an arrow outside each where there is room.
  private func putBarHead(
    _ head: String, _ mark: ContentMark, _ zero: Double, _ place: PreparedTable.Column, _ base: Double, into result: inout PreparedTable,
    _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) {
    let parts = head.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
    var words = parts.count == 2 ? parts : ["over plan", "under"]
    let (leftRoom, rightRoom) = (zero - place.x, place.x + place.width - zero)
    if pack.metrics.width(of: words[0], TypeScale.head) + 4 > leftRoom { words[0] = "over" }
    let over = pack.shape(words[0], TypeScale.head, fonts)
    let under = pack.shape(words[1], TypeScale.head, fonts)
    result.head.add(over, x: zero - 4 - over.width, y: base, .ink2, mark)
    result.head.add(under, x: zero + 4, y: base, .ink2, mark)
    if leftRoom > over.width + 14 {
      let tip = zero - 4 - over.width - 8.5
      result.head.items.append(
        .shape([.area([Point(tip, base - 3), Point(tip + 4.6, base - 6), Point(tip + 4.6, base)], .over)], x: 0, y: 0, .artifact))
    }
    if rightRoom > under.width + 13 {
      let tip = zero + 4 + under.width + 8.5
      result.head.items.append(
        .shape([.area([Point(tip, base - 3), Point(tip - 4.6, base - 6), Point(tip - 4.6, base)], .under)], x: 0, y: 0, .artifact))
    }
    result.zeroLines.append((x: zero, top: base - 9))
  }
}

extension Substring {
  /// Without the spaces at its ends.
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
