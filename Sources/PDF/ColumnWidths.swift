import Report

/// What a column needs.
struct ColumnNeed {
  var kind: ReportTable.Column.Kind
  /// The least width at which nothing is lost, and the width at which it looks best.
  var least: Double
  var best: Double
  /// The widest number of it, without words after it.
  var number: Double
  /// The room of the word after a variance, its gap included.
  var word: Double
  /// The width at which each of its names or words keeps to one line at the smaller size; what is not a name or a word has none.
  var unbroken: Double?
}

/// The widths of a table's columns and the gap between them.
struct ColumnWidths: Equatable {
  var widths: [Double]
  var gutter: Double

  /// Gaps between columns, as they should be, where bars and heads give way to them, and at the tightest (3 mm, 2.4 mm, 1.7 mm).
  static let gutter = 3 * PageGeometry.mm
  static let closeGutter = 2.4 * PageGeometry.mm
  static let tightGutter = 1.7 * PageGeometry.mm

  /// Fits columns into a measure; nil when even the least widths at the tightest gap do not fit.
  ///
  /// Short of room, gaps give way a little, then bars, heads, and names and words down to the smaller size; then gaps to the tightest, words, and names last. With room to spare, columns of words take what they lack,
  /// columns of bars grow, then the numbers evenly, and what is left stays with the first column.
  static func fit(_ needs: [ColumnNeed], measure: Double) -> ColumnWidths? {
    let gaps = Double(max(0, needs.count - 1))
    let least = needs.reduce(0) { $0 + $1.least }
    let best = needs.reduce(0) { $0 + $1.best }
    // What can be had without a name or a word that wraps for it.
    let whole = needs.map { need in
      var need = need
      need.least = max(need.least, min(need.best, need.unbroken ?? need.least))
      return need
    }
    let giving = whole.reduce(0) { $0 + $1.best - $1.least }
    guard least + gaps * tightGutter <= measure + 0.01 else { return nil }
    if best + gaps * closeGutter > measure {
      // The columns keep their distance as long as it can be had so.
      let gutter = gaps == 0 ? tightGutter : min(closeGutter, max(tightGutter, (measure - best + giving) / gaps))
      var widths = needs.map(\.best)
      var excess = best + gaps * gutter - measure
      for needs in [whole, needs] {
        for gives in givingOrder where excess > 0.001 { shrink(&widths, &excess, needs, where: gives) }
      }
      return ColumnWidths(widths: widths, gutter: gutter)
    }
    if best + gaps * gutter > measure {
      return ColumnWidths(widths: needs.map(\.best), gutter: gaps > 0 ? (measure - best) / gaps : gutter)
    }
    var widths = needs.map(\.best)
    var spare = measure - best - gaps * gutter
    grow(&widths, &spare, where: { needs[$0].kind.isBar }, limit: 44)
    grow(&widths, &spare, where: { needs[$0].kind.isNumber }, limit: 28)
    if !widths.isEmpty { widths[0] += spare }
    return ColumnWidths(widths: widths, gutter: gutter)
  }

  /// Which columns give up width, and in which order.
  private static let givingOrder: [@Sendable (ReportTable.Column.Kind) -> Bool] = [
    { $0.isBar }, { $0 != .words && $0 != .name && !$0.isBar }, { $0 == .words }, { $0 == .name },
  ]

  /// Takes what is too much from some columns, from each in proportion to what it can give.
  private static func shrink(
    _ widths: inout [Double], _ excess: inout Double, _ needs: [ColumnNeed], where gives: (ReportTable.Column.Kind) -> Bool
  ) {
    let chosen = needs.indices.filter { gives(needs[$0].kind) }
    let room = chosen.reduce(0) { $0 + max(0, widths[$1] - needs[$1].least) }
    guard room > 0 else { return }
    let share = min(1, excess / room)
    for index in chosen { widths[index] -= max(0, widths[index] - needs[index].least) * share }
    excess -= room * share
  }

  /// Shares spare width evenly among some columns, each up to its limit.
  private static func grow(_ widths: inout [Double], _ spare: inout Double, where isOne: (Int) -> Bool, limit: Double) {
    let chosen = widths.indices.filter(isOne)
    guard !chosen.isEmpty, spare > 0 else { return }
    let share = spare / Double(chosen.count)
    for index in chosen {
      let part = min(share, limit)
      widths[index] += part
      spare -= part
    }
  }
}

extension ReportTable.Column.Kind {
  /// Whether it holds bars that can be as wide as there is room.
  var isBar: Bool { self == .bar || self == .varianceBar || self == .varianceDot }
  /// Whether it holds numbers, set at the right.
  var isNumber: Bool { self == .number || self == .variance }
  /// Whether its bars stand about a zero line.
  var isAboutZero: Bool { self == .varianceBar || self == .varianceDot }
}
