package import Charts
package import Figures
package import Styling

/// A table as a value. Its renderers decide widths, row pitch and page breaks; the builder decides contents and order.
package struct ReportTable: Sendable {
  /// A name unique in its pack, kebab-case, for anchors and data files: `position-by-provider-ytd`.
  package var id: String
  /// The block title (H2).
  package var title: String
  /// Unit, period and order: `£, most over plan first`.
  package var caption: String
  /// Heads that span several columns.
  package var spanners: [Spanner]
  /// The columns.
  package var columns: [Column]
  /// The rows, in print order, groups and subtotals among them.
  package var rows: [Row]
  /// The total row, which closes the table and stands only at its end.
  package var total: Row?
  /// Notes under the table: method, scale, rounding, suppression, in this order.
  package var notes: [Sentence]
  /// What stands in place of the rows when there are none.
  package var empty: Sentence
  /// Whether rows are not shown that the total counts: those of single patients, where small numbers are held back.
  package var withholdsRows = false

  /// Makes a table.
  package init(
    id: String, title: String, caption: String, spanners: [Spanner] = [], columns: [Column], rows: [Row], total: Row? = nil, notes: [Sentence] = [],
    empty: Sentence
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.spanners = spanners
    self.columns = columns
    self.rows = rows
    self.total = total
    self.notes = notes
    self.empty = empty
  }

  /// A head over several columns.
  package struct Spanner: Sendable, Hashable {
    /// The head.
    package var head: String
    /// The first column, from 0, and one past the last.
    package var columns: Range<Int>
    /// Makes a spanner.
    package init(_ head: String, _ columns: Range<Int>) {
      self.head = head
      self.columns = columns
    }
  }

  /// One column.
  package struct Column: Sendable, Hashable {
    /// What a column holds, which decides its alignment and width.
    package enum Kind: Sendable, Hashable {
      /// A name, left; the first column takes the longest name's width.
      case name
      /// A code, left.
      case code
      /// A number, right.
      case number
      /// A variance: the number right and its word (over, under, on plan) left after it, both in the role's colour.
      case variance
      /// An in-row variance bar about a zero line: over plan to the left, under to the right; head “over plan | under”.
      case varianceBar
      /// An in-row bar from the left, for counts and costs.
      case bar
      /// A stem with a dot about a zero line, for percentages.
      case varianceDot
      /// A sparkline.
      case sparkline
      /// A mark with its word.
      case mark
      /// The marks of a process chart.
      case verdict
      /// Words, left, wrapped where needed.
      case words
    }
    /// The head.
    package var head: String
    /// What it holds.
    package var kind: Kind
    /// Whether a narrow renderer may leave it out first (bars, codes that a name repeats).
    package var dispensable: Bool

    /// Makes a column.
    package init(_ head: String, _ kind: Kind, dispensable: Bool = false) {
      self.head = head
      self.kind = kind
      self.dispensable = dispensable
    }
  }

  /// One row.
  package struct Row: Sendable {
    /// What a row is.
    package enum Kind: Sendable, Hashable {
      /// A line of the table.
      case body
      /// The head of a group: its first cell alone is text, the rest may hold the group's sums.
      case group
      /// A row within a group, indented.
      case detail
      /// The sum of a group.
      case subtotal
      /// The total.
      case total
    }
    /// What it is.
    package var kind: Kind
    /// The cells, one a column.
    package var cells: [Cell]
    /// Whether it is this organisation's row: pale ground and bold; at most one a table.
    package var highlighted: Bool

    /// Makes a row.
    package init(_ kind: Kind = .body, _ cells: [Cell], highlighted: Bool = false) {
      self.kind = kind
      self.cells = cells
      self.highlighted = highlighted
    }
  }

  /// One cell.
  package enum Cell: Sendable {
    /// Text: a name, a code, words. Untrusted.
    case text(String)
    /// A figure.
    case figure(Printed)
    /// A figure behind which stands a tinted bar from the right, `share` (0…1) of the column wide.
    case barred(Printed, share: Double, role: ColourRole)
    /// A variance figure, printed with its word and colour.
    case variance(Printed)
    /// An in-row bar: `share` of the largest, −1…1; negative is over plan, to the left.
    case bar(share: Double, role: ColourRole)
    /// A dot on a stem: `share` of the largest, −1…1.
    case dot(share: Double, role: ColourRole)
    /// A sparkline.
    case sparkline(any ChartSpecification)
    /// A mark with its word.
    case mark(ReportMark, word: String)
    /// The marks of a process chart, which lead to it.
    case verdict(ProcessVerdict)
    /// Nothing belongs here (a bar of a total row).
    case none
  }

  /// Gives every figure printed in it, in print order; those of the sentence in place of rows where there are none.
  package func forEachFigure(_ body: (Figure) -> Void) {
    for note in notes { note.forEachFigure(body) }
    for row in rows { row.forEachFigure(body) }
    total?.forEachFigure(body)
    if rows.isEmpty { empty.forEachFigure(body) }
  }
}

extension ReportTable.Row {
  fileprivate func forEachFigure(_ body: (Figure) -> Void) {
    for index in cells.indices {
      switch cells[index] {
      case .figure(let printed), .variance(let printed), .barred(let printed, _, _): body(printed.figure)
      case .sparkline(let chart): chart.figures.forEach(body)
      default: break
      }
    }
  }
}

/// The drawn marks, each with its word (DESIGN-SPEC §9).
package enum ReportMark: String, Sendable, Hashable, CaseIterable {
  /// Disc with a tick.
  case met
  /// Diamond with a cross.
  case notMet
  /// Ring with a dash.
  case noValue
  /// Triangle with an exclamation mark.
  case warning
  /// Diamond with a cross in the over colour: an error.
  case error
  /// Ring with an i: a note.
  case note
  /// Square with a tick: complete.
  case complete
  /// Dot: within limits, no special cause.
  case commonCause
  /// Diamond: outside a limit.
  case outsideLimit
  /// Ring with a centre dot: near a limit, or between an inner and an outer one.
  case nearLimit
}
