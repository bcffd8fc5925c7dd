import Styling

/// Arial's advances for the characters of charts, so that a test measures text as the fonts do without opening one.
struct ArialAdvances: TextMeasure {
  private static let regular: [Double] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584,
    584,
    584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
    278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500,
    500,
    500, 334, 260, 334, 584,
  ]
  private static let bold: [Double] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584,
    584,
    584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
    333,
    278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556,
    556,
    500, 389, 280, 389, 584,
  ]

  func width(of text: String, _ style: TextStyle) -> Double {
    let table = style.weight == .bold ? Self.bold : Self.regular
    var sum = 0.0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E: sum += table[Int(scalar.value) - 0x20]
      case 0x2212: sum += 584
      case 0x2019: sum += style.weight == .bold ? 278 : 222
      default: sum += 556
      }
    }
    return sum / 1000 * style.size
  }
}
