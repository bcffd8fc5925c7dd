/// What is wanting on a page, in numbers that can be added: the plan of a pack's pages is the cheapest one found.
///
/// The unit is a page: a plan that needs one page more must be better by that elsewhere.
enum PageCost {
  /// A page more.
  static let each = 1.2
  /// A section whose headline stands under another section: it is found less easily than at the top of a page.
  static let shared = 0.25
  /// A table cut though a page could hold it whole; one that no page can hold.
  static let avoidableCut = 3.0
  static let cut = 0.6

  /// A finished page: from three quarters on it is full; under it, the emptier the worse, and under a quarter it is a fault.
  static func page(fill: Double, endsSection: Bool) -> Double {
    var cost = 0.0
    if fill < 0.75 { cost += (0.75 - max(fill, 0.6)) * 8 }
    if fill < 0.6 { cost += (0.6 - fill) * 15 }
    if fill < 0.25 { cost += 4 }
    return each + cost * (endsSection ? 0.85 : 1)
  }

  /// The pitch of a table's rows, beside that of the tables over it on the page.
  static func pitch(_ pitch: Double, beside other: Double?) -> Double {
    let own =
      switch pitch {
      case RowPitch.compact: 0.5
      case RowPitch.standard: 0.0
      case RowPitch.comfortable: 0.1
      default: 0.2
      }
    return own + (other.map { $0 != pitch } ?? false ? 0.4 : 0)
  }
}
