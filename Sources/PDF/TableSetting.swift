import Charts
import Figures
import Report
import Styling
import TaggedPDF
import Typesetting

/// Measures a table, gives its columns their places and shapes its texts; splits it by measure where one measure is too narrow for it.
struct TableSetting {
  let table: ReportTable
  private var cells: [[MeasuredCell]] = []
  private var totalCells: [MeasuredCell] = []
  /// What the cells of each column need whatever words stand in it: the choice of words asks again and again.
  private var cellNeeds: [(widest: Double, leastText: Double)] = []

  /// Prepares a table: one, or several with the same rows where its columns do not fit side by side.
  static func prepare(_ table: ReportTable, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [PreparedTable] {
    let setting = TableSetting(table, &pack, fonts)
    let parts = setting.parts(measure: pack.geometry.measure, &pack, fonts)
    return parts.enumerated().map { index, part in
      setting.prepared(part, isFirst: index == 0, isLast: index == parts.count - 1, &pack, fonts)
    }
  }

  private init(_ table: ReportTable, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) {
    self.table = table
    func measured(_ row: ReportTable.Row) -> [MeasuredCell] {
      table.columns.indices.map { index in
        let cell = index < row.cells.count ? row.cells[index] : .none
        return MeasuredCell.measure(cell, row, table.columns[index], isFirst: index == 0, &pack, fonts)
      }
    }
    cells = table.rows.map { measured($0) }
    totalCells = table.total.map { measured($0) } ?? []
    let metrics = pack.metrics
    cellNeeds = table.columns.indices.map { cellNeed($0, metrics) }
  }

  // MARK: Widths

  /// A choice of columns with their widths.
  private struct Part {
    var columns: [Int]
    var widths: ColumnWidths
    var words: VarianceWords
  }

  /// Which columns of variances print their words, from what is best to what needs least room.
  private enum VarianceWords: CaseIterable {
    /// All.
    case all
    /// The chief one's.
    case chief
    /// None, where bars beside the numbers show the side.
    case none
  }

  /// The chief variance: the one before a column of bars, else the first.
  private var chiefVariance: Int? {
    let variances = table.columns.indices.filter { table.columns[$0].kind == .variance }
    return variances.first { $0 + 1 < table.columns.count && table.columns[$0 + 1].kind.isBar } ?? variances.first
  }

  /// Whether a column prints its variances' words: some row has one, not the total alone, and it is the chief one where there is one only.
  private func hasWord(_ column: Int, _ words: VarianceWords) -> Bool {
    if words == .none || words == .chief && column != chiefVariance { return false }
    return cells.contains { row in
      if case .variance(_, .some, _) = row[column].content { true } else { false }
    }
  }

  private func parts(measure: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Part] {
    let all = Array(table.columns.indices)
    let hasBars = table.columns.contains { $0.kind.isAboutZero }
    var fitting: [Part] = []
    for words in VarianceWords.allCases where words != .none || hasBars {
      guard let part = part(all, words, measure, &pack, fonts) else { continue }
      // Words that make names wrap are not worth their room where bars show the side.
      if brokenNames(part) == 0 { return [part] }
      fitting.append(part)
    }
    if let least = fitting.map({ brokenNames($0) }).min(), let part = fitting.first(where: { brokenNames($0) <= least + 1 }) { return [part] }
    let parts = split(all, measure, &pack, fonts)
    return table.spanners.isEmpty ? evened(parts, measure, &pack, fonts) : parts
  }

  /// How many rows' names are too wide for the first column even at the smaller size.
  private func brokenNames(_ part: Part) -> Int {
    guard let first = part.columns.first, let width = part.widths.widths.first, table.columns[first].kind == .name else { return 0 }
    return cells.count { $0[first].width * TypeScale.small.size / TypeScale.body.size > width + 0.1 }
  }

  private func part(
    _ columns: [Int], _ words: VarianceWords, _ measure: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> Part? {
    if cells.isEmpty, columns.count > 1 {
      // Without rows there is nothing to fit but the heads: they stand evenly.
      let width = (measure - ColumnWidths.gutter * Double(columns.count - 1)) / Double(columns.count)
      let widths = ColumnWidths(widths: columns.map { _ in width }, gutter: ColumnWidths.gutter)
      return Part(columns: columns, widths: widths, words: words)
    }
    let needs = columns.map { need($0, words, &pack, fonts) }
    return ColumnWidths.fit(needs, measure: measure).map { Part(columns: columns, widths: $0, words: words) }
  }

  /// Splits the columns into parts that fit, each beginning with the leading names and codes; spanned columns stay together where they can.
  private func split(_ all: [Int], _ measure: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Part] {
    let lead = Array(all.prefix { table.columns[$0].kind == .name || table.columns[$0].kind == .code }.prefix(2))
    var parts: [Part] = []
    var rest = Array(all.dropFirst(lead.count))
    if rest.isEmpty, !all.isEmpty {
      // Nothing but names, and too wide: they share the measure and their texts wrap.
      let width = (measure - ColumnWidths.tightGutter * Double(all.count - 1)) / Double(all.count)
      return [Part(columns: all, widths: ColumnWidths(widths: all.map { _ in width }, gutter: ColumnWidths.tightGutter), words: .none)]
    }
    while !rest.isEmpty {
      var taken = rest.count
      var found: Part?
      while taken > 0 {
        let isBoundary = taken == rest.count || !table.spanners.contains { $0.columns.contains(rest[taken - 1]) && $0.columns.contains(rest[taken]) }
        if isBoundary || taken == 1, let part = part(lead + rest.prefix(taken), .chief, measure, &pack, fonts) {
          found = part
          break
        }
        taken -= 1
      }
      if found == nil {
        // No boundary fits: cut within a spanner.
        for count in stride(from: rest.count, to: 0, by: -1) {
          if let part = part(lead + rest.prefix(count), .chief, measure, &pack, fonts) {
            found = part
            taken = count
            break
          }
        }
      }
      guard let part = found else {
        // One column alone is too wide for the page: it gets the measure, and its texts wrap.
        let columns = lead + rest.prefix(1)
        let width = (measure - ColumnWidths.tightGutter * Double(columns.count - 1)) / Double(columns.count)
        parts.append(
          Part(
            columns: columns, widths: ColumnWidths(widths: columns.map { _ in width }, gutter: ColumnWidths.tightGutter), words: .chief))
        rest.removeFirst()
        continue
      }
      parts.append(part)
      rest.removeFirst(max(1, taken))
    }
    return parts
  }

  /// The same number of parts with as many columns each as can be, so that none is crammed; as they were where that does not fit.
  private func evened(_ parts: [Part], _ measure: Double, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> [Part] {
    guard let first = parts.first else { return parts }
    let lead = first.columns.prefix { column in parts.allSatisfy { $0.columns.contains(column) } }
    let rest = parts.flatMap { $0.columns.dropFirst(lead.count) }
    let share = (rest.count + parts.count - 1) / max(1, parts.count)
    guard parts.count > 1, share > 0 else { return parts }
    var result: [Part] = []
    for start in stride(from: 0, to: rest.count, by: share) {
      let columns = Array(lead) + rest[start..<min(start + share, rest.count)]
      guard let part = part(columns, .chief, measure, &pack, fonts) else { return parts }
      result.append(part)
    }
    return result
  }

  /// What a column needs, from its cells and its head.
  private func need(_ column: Int, _ words: VarianceWords, _ pack: inout PackContext, _ fonts: borrowing FontLibrary) -> ColumnNeed {
    let kind = table.columns[column].kind
    let (widest, leastText) = cellNeeds[column]
    var word = 0.0
    if hasWord(column, words) {
      for line in cells + (totalCells.isEmpty ? [] : [totalCells]) {
        if case .variance(_, let shaped?, _) = line[column].content { word = max(word, shaped.width + MeasuredCell.wordGap) }
      }
    }
    let (headLeast, headBest) = headNeed(table.columns[column].head, pack.metrics)
    switch kind {
    case .name, .words:
      let least = max(headLeast, min(widest, max(leastText, kind == .name ? 60 : 46)))
      let unbroken = widest * TypeScale.small.size / TypeScale.body.size + 0.1
      return ColumnNeed(
        kind: kind, least: least, best: max(headLeast, min(widest, kind == .words ? 300 : 220)), number: 0, word: 0, unbroken: unbroken)
    case .code: return ColumnNeed(kind: kind, least: max(widest, headLeast), best: max(widest, headBest), number: 0, word: 0)
    case .number, .variance:
      return ColumnNeed(kind: kind, least: max(widest, headLeast) + word, best: max(widest, headBest) + word, number: widest, word: word)
    case .varianceBar: return ColumnNeed(kind: kind, least: 50, best: 96, number: 0, word: 0)
    case .varianceDot: return ColumnNeed(kind: kind, least: 66, best: 84, number: 0, word: 0)
    case .bar: return ColumnNeed(kind: kind, least: max(50, headLeast), best: max(70, headBest), number: 0, word: 0)
    case .sparkline: return ColumnNeed(kind: kind, least: max(widest, headLeast, 50), best: max(widest, headBest, 50), number: 0, word: 0)
    case .mark, .verdict: return ColumnNeed(kind: kind, least: max(widest, headLeast), best: max(widest, headBest), number: 0, word: 0)
    }
  }

  /// The width of a column's widest cell, and the least that its texts need.
  private func cellNeed(_ column: Int, _ metrics: FontMetrics) -> (widest: Double, leastText: Double) {
    var widest = 0.0
    var leastText = 0.0
    for (row, line) in (cells + (totalCells.isEmpty ? [] : [totalCells])).enumerated() {
      let cell = line[column]
      if case .coded(_, _, let text) = cell.content { leastText = max(leastText, leastWidth(text, metrics)) }
      if case .text(_, let text) = cell.content {
        // A group's name may run over empty cells beside it.
        let kindOfRow = row < table.rows.count ? table.rows[row].kind : .total
        if column == 0, kindOfRow == .group || kindOfRow == .total, line.count > 1, case .none = line[1].content { continue }
        leastText = max(leastText, leastWidth(text, metrics))
      }
      widest = max(widest, cell.width)
    }
    return (widest, leastText)
  }

  /// The width at which a text fits two lines at the smaller size or, its words falling badly, three.
  private func leastWidth(_ text: String, _ metrics: FontMetrics) -> Double {
    let longest = text.split(separator: " ").map { metrics.width(of: String($0), TypeScale.small) }.max() ?? 0
    return max(longest, metrics.width(of: text, TypeScale.small) / 2.2) + 0.5
  }

  /// The width of a head's longest word, and its width over two lines.
  private func headNeed(_ head: String, _ metrics: FontMetrics) -> (least: Double, best: Double) {
    let words = head.split(separator: " ").map { metrics.width(of: String($0), TypeScale.head) }
    let space = metrics.width(of: " ", TypeScale.head)
    let whole = words.reduce(0, +) + space * Double(max(0, words.count - 1))
    var left = 0.0
    var best = whole
    for word in words {
      left += word
      best = min(best, max(left, whole - left - space))
      left += space
    }
    return ((words.max() ?? 0) + 0.2, best + 0.2)
  }

  // MARK: Placing

  private func prepared(
    _ part: Part, isFirst: Bool, isLast: Bool, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> PreparedTable {
    let geometry = pack.geometry
    var columns: [PreparedTable.Column] = []
    var x = geometry.left
    for (index, column) in part.columns.enumerated() {
      columns.append(placed(column, x: x, width: part.widths.widths[index], part, &pack, fonts))
      x += part.widths.widths[index] + part.widths.gutter
    }
    let right = max(geometry.left + 60, x - part.widths.gutter)
    let title = isFirst ? table.title : table.title + ", further columns"
    var result = PreparedTable(
      left: geometry.left, right: right, title: BlockTitle.slab(title, caption: table.caption, &pack, fonts),
      continuedTitle: BlockTitle.slab(title + ", continued", caption: table.caption, isRepeated: true, &pack, fonts))
    let structure = TableStructure(table, columns: part.columns, isRead: part.columns.map { !isOnlyDrawn($0) }, &pack)
    TableHead(table: table, columns: part.columns, placed: columns, left: geometry.left, right: right, structure: structure)
      .put(into: &result, &pack, fonts)
    result.rows = table.rows.indices.map { row(table.rows[$0], cells[$0], part, columns, structure, &pack, fonts) }
    if table.rows.isEmpty {
      let mark = structure.wholeRow(&pack)
      let line = SentenceSetting(TypeScale.body, .ink).lines(table.empty, mark, width: right - geometry.left, &pack, fonts)
      result.empty = line.slab(x: geometry.left, gapBefore: 3)
    }
    result.total = table.total.map { row($0, totalCells, part, columns, structure, &pack, fonts) }
    if isLast, let notes = BlockSetting.notes(table.notes, &pack, fonts) { result.notes = [notes] }
    return result
  }

  /// Whether a column only draws what the numbers beside it say.
  private func isOnlyDrawn(_ column: Int) -> Bool {
    table.columns[column].kind.isBar
      && (cells + [totalCells]).allSatisfy { row in
        guard column < row.count else { return true }
        return switch row[column].content {
        case .share, .none: true
        default: false
        }
      }
  }

  private func placed(
    _ column: Int, x: Double, width: Double, _ part: Part, _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> PreparedTable.Column {
    let kind = table.columns[column].kind
    let need = need(column, part.words, &pack, fonts)
    var result = PreparedTable.Column(x: x, width: width, numberRight: x + width - need.word, zero: nil, scale: width)
    guard kind.isAboutZero else { return result }
    var least = 0.0
    var most = 0.0
    for line in cells {
      if case .share(let share, _, _) = line[column].content {
        least = min(least, share)
        most = max(most, share)
      }
    }
    // Each side holds its longest bar and its word in the head; both share one scale.
    let (leftRoom, rightRoom) = (min(64, width * 0.5), min(44, width * 0.42))
    var zero = least == 0 && most == 0 ? width * 0.6 : width * -least / (most - least)
    zero = min(max(zero, leftRoom), width - rightRoom)
    result.zero = x + zero
    result.scale = min(least < 0 ? zero / -least : .infinity, most > 0 ? (width - zero) / most : .infinity)
    if !result.scale.isFinite { result.scale = width }
    return result
  }

  private func row(
    _ row: ReportTable.Row, _ cells: [MeasuredCell], _ part: Part, _ columns: [PreparedTable.Column], _ structure: TableStructure,
    _ pack: inout PackContext, _ fonts: borrowing FontLibrary
  ) -> PreparedTable.Row {
    var result = PreparedTable.Row(kind: row.kind, isHighlighted: row.highlighted)
    let marks = structure.row(hasName: part.columns.first.map { cells[$0].isName } ?? false, &pack)
    result.texts.reserveCapacity(part.columns.count + 2)
    for (index, column) in part.columns.enumerated() {
      let place = columns[index]
      let cell = cells[column]
      let mark = marks[index]
      switch cell.content {
      case .none: break
      case .text(let shaped, let text):
        let indent = column == 0 && row.kind == .detail ? MeasuredCell.indent : 0
        // A group's or a total's name may run over the empty cells beside it.
        var room = place.width - indent
        var next = index + 1
        while next < part.columns.count, row.kind == .group || row.kind == .total, case .none = cells[part.columns[next]].content {
          room = columns[next].x + columns[next].width - place.x - indent
          next += 1
        }
        put(shaped, text, mark, x: place.x + indent, room: room, into: &result, &pack, fonts)
      case .coded(let code, let name, let text):
        if cell.width <= place.width + 0.1 {
          result.texts.append(PreparedTable.Text(text: code, x: place.x, line: 0, role: .ink, mark: mark))
          result.texts.append(PreparedTable.Text(text: name, x: place.x + code.width, line: 0, role: .ink, mark: mark))
        } else {
          put(pack.shape(text, code.style, fonts), text, mark, x: place.x, room: place.width, into: &result, &pack, fonts)
        }
      case .number(let shaped, let role):
        result.texts.append(PreparedTable.Text(text: shaped, x: place.numberRight - shaped.width, line: 0, role: role, mark: mark))
      case .barred(let shaped, let role, let share, let bar):
        let width = share.isFinite ? min(1, max(0, share)) * place.width : 0
        if width > 0 { result.marks.append(.ground(x: place.x + place.width - width, width: width, role: bar)) }
        result.texts.append(PreparedTable.Text(text: shaped, x: place.numberRight - shaped.width - 1.7, line: 0, role: role, mark: mark))
      case .variance(let shaped, let word, let role):
        result.texts.append(PreparedTable.Text(text: shaped, x: place.numberRight - shaped.width, line: 0, role: role, mark: mark))
        if let word, hasWord(column, part.words) {
          result.texts.append(PreparedTable.Text(text: word, x: place.numberRight + MeasuredCell.wordGap, line: 0, role: role, mark: mark))
        }
      case .share(let share, let role, let isDot): put(share, role, isDot, table.columns[column].kind, place, into: &result)
      case .sparkline(let scene): result.marks.append(.scene(scene, x: place.x, pack.figure(scene.words, in: mark.element)))
      case .mark(let icon, let word):
        result.marks.append(.icon(icon, x: place.x + 5))
        result.texts.append(PreparedTable.Text(text: word, x: place.x + MeasuredCell.markRoom, line: 0, role: .ink, mark: mark))
      case .icons(let icons, let words, let link):
        let linkMark = link.map { _ in pack.part(.link, in: mark.element) }
        let figure = pack.figure(words, in: (linkMark ?? mark).element)
        for (index, icon) in icons.enumerated() {
          let centre = place.x + MeasuredCell.iconPitch * (Double(index) + 0.5)
          result.marks.append(.drawing(icon.commands(at: Point(0, 0), size: MeasuredCell.iconSize), x: centre, figure))
        }
        if let link, let linkMark { result.links.append((link, x: place.x, width: MeasuredCell.iconPitch * Double(icons.count), mark: linkMark)) }
      }
    }
    return result
  }

  /// A name as it is, then a size smaller, then over as many lines as it needs; never cut short.
  private func put(
    _ shaped: ShapedText, _ text: String, _ mark: ContentMark, x: Double, room: Double, into row: inout PreparedTable.Row, _ pack: inout PackContext,
    _ fonts: borrowing FontLibrary
  ) {
    if shaped.width <= room + 0.1 {
      row.texts.append(PreparedTable.Text(text: shaped, x: x, line: 0, role: .ink, mark: mark))
      return
    }
    let small = TextStyle(TypeScale.small.size, shaped.style.weight)
    let lines = fonts.lines(of: [TextSpan(text, small, .ink)], width: room + 0.1, into: &pack.arena)
    for (index, line) in lines.enumerated() {
      for piece in line.pieces { row.texts.append(PreparedTable.Text(text: piece.text, x: x + piece.x, line: index, role: .ink, mark: mark)) }
    }
    row.lines = max(row.lines, lines.count)
  }

  /// A bar is never less than 0.75 wide, so that what is not nil can be seen.
  private func put(
    _ share: Double, _ role: ColourRole, _ isDot: Bool, _ kind: ReportTable.Column.Kind, _ place: PreparedTable.Column,
    into row: inout PreparedTable.Row
  ) {
    guard share != 0 else { return }
    guard let zero = place.zero else {
      row.marks.append(.bar(x: place.x, width: max(0.75, abs(share) * place.width), height: 6, role: role))
      return
    }
    let length = max(0.75, abs(share) * place.scale)
    if isDot {
      row.marks.append(.dot(from: zero, to: share < 0 ? zero - length : zero + length, role: role))
    } else {
      row.marks.append(.bar(x: share < 0 ? zero - length : zero, width: length, height: 6, role: role))
    }
  }
}
