import Styling

/// The roles of text and their sizes and leadings in points (DESIGN-SPEC §3).
enum TypeScale {
  static let coverName = TextStyle(36, .bold)
  static let coverPeriod = TextStyle(18)
  static let coverLine = TextStyle(12)
  static let coverFinding = TextStyle(14, .bold)
  static let headline = TextStyle(17, .bold)
  static let eyebrow = TextStyle(9.5, .bold)
  static let blockTitle = TextStyle(11.5, .bold)
  static let caption = TextStyle(9)
  static let prose = TextStyle(11)
  static let list = TextStyle(10.5)
  static let body = TextStyle(9.5)
  static let bodyBold = TextStyle(9.5, .bold)
  static let head = TextStyle(8.5, .bold)
  static let small = TextStyle(8.5)
  static let smallBold = TextStyle(8.5, .bold)
  static let tileValue = TextStyle(17, .bold)

  /// The leading of a style.
  static func leading(_ style: TextStyle) -> Double {
    switch style.size {
    case 17.5...: style.size * 1.15
    case 16...: 21
    case 14...: 18
    case 12...: 17
    case 11.5: 15
    case 11: 15
    case 10.5: 14.5
    case 9.5: 13
    case 9: 12.5
    default: 11
    }
  }
}
