import CXlsxWriter
import Figures
import Quantities
import Report
import Styling

/// The colours of a workbook, as the library takes them.
struct SheetColours: Sendable {
  let ink: UInt32
  let secondary: UInt32
  let link: UInt32
  let hair: UInt32
  let pale: UInt32
  /// Lines of charts, in the order of the series.
  let lines: [UInt32]

  init(_ theme: Theme) {
    func number(_ role: ColourRole) -> UInt32 {
      let colour = theme.colour(role)
      return UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
    }
    ink = number(.ink)
    secondary = number(.ink2)
    link = number(.blue)
    hair = number(.hair)
    pale = number(.pale)
    lines = [ColourRole.blue, .ink2, .underText, .over, .neutral, .concern, .met, .bar].map(number)
  }
}

/// How a cell looks. A workbook has one format of each.
struct CellLook: Hashable {
  /// What kind of cell it is.
  enum Kind: Hashable {
    /// The title of a sheet.
    case title
    /// Words under a title.
    case remark
    /// A link.
    case link
    /// The head of a column.
    case head
    /// A cell of a table.
    case body
  }
  var kind: Kind = .body
  /// The number format; nil for text.
  var number: NumberLook?
  /// Whether it is a total's, a subtotal's or a group's.
  var isStrong = false
  /// Whether it is the table's total, which a line parts from the rows.
  var isTotal = false
  /// Whether it is of the row of the organisation whose pack it is.
  var isHighlighted = false
  /// Whether long words go on in the next line of the cell.
  var wraps = false
  /// Whether it stands a little to the right, as part of a group.
  var isIndented = false

  func apply(to format: UnsafeMutablePointer<lxw_format>, _ colours: SheetColours) {
    format_set_font_name(format, "Arial")
    format_set_font_size(format, kind == .title ? 16 : 11)
    format_set_font_color(format, kind == .link ? colours.link : kind == .remark ? colours.secondary : colours.ink)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if kind == .link { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if kind == .title || kind == .head || isStrong || isHighlighted { format_set_bold(format) }
    if kind == .head || wraps { format_set_text_wrap(format) }
    if kind == .head {
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bottom_color(format, colours.ink)
      if number != nil { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    } else if let number {
      format_set_num_format(format, number.code)
      // A word in a column of numbers stands where the number would.
      format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    } else if kind == .body {
      // Text: what a reader types over it is text too.
      format_set_num_format(format, "@")
    }
    if isTotal {
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_top_color(format, colours.ink)
    }
    if isHighlighted { format_set_bg_color(format, colours.pale) }
    if isIndented { format_set_indent(format, 1) }
  }
}

/// How a number is shown. None uses red or brackets: a number below nought has its sign, and a variance its word.
struct NumberLook: Hashable {
  /// The digits, without the sign.
  enum Digits: String, Hashable {
    case pounds = "£#,##0"
    case pence = "£#,##0.00"
    case whole = "#,##0"
    case oneDecimal = "#,##0.0"
    case twoDecimals = "#,##0.00"
    case percent = "0.0%"
    case wholePercent = "0%"
  }
  var digits: Digits
  /// Whether a number above nought has its sign: change.
  var showsPlus = false
  /// Whether over, under or on plan stands after it: plan − actual.
  var saysDirection = false

  init(_ digits: Digits, showsPlus: Bool = false, saysDirection: Bool = false) {
    self.digits = digits
    self.showsPlus = showsPlus
    self.saysDirection = saysDirection
  }

  /// The look of a printed figure. What print shortens to thousands or millions is shown in full, since its cell holds the exact amount.
  init(_ printed: Printed, saysDirection: Bool = false) {
    let isMoney = if case .money = printed.figure.value { true } else { false }
    switch printed.format {
    case .pounds, .sterling, .sterlingSize, .thousands, .sterlingShort, .sterlingMillions: self.init(isMoney ? .pounds : .whole)
    case .sterlingChange: self.init(isMoney ? .pounds : .whole, showsPlus: true)
    case .number, .numberSize: self.init(isMoney ? .pounds : .whole)
    case .percent, .percentSize, .percentSigned: self.init(.percent)
    case .percentWhole: self.init(.wholePercent)
    case .oneDecimal: self.init(isMoney ? .pence : .oneDecimal)
    case .twoDecimals: self.init(isMoney ? .pence : .twoDecimals)
    }
    self.saysDirection = saysDirection
  }

  /// The number format as a workbook writes it: above nought, below, nought.
  var code: String {
    let plain = digits.rawValue
    if saysDirection { return "\(plain)\" under\";-\(plain)\" over\";\(plain)\" on plan\"" }
    return showsPlus ? "+\(plain);-\(plain);\(plain)" : "\(plain);-\(plain)"
  }
}
