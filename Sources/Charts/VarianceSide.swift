package import Figures
package import Styling

/// On which side of plan a variance lies (plan − actual: a minus sign is over plan), with its word and its colours.
package enum VarianceSide: String, Sendable, Hashable {
  /// Actual above plan.
  case over
  /// Actual below plan.
  case under
  /// Neither.
  case onPlan = "on plan"

  /// The side of a variance; nil where there is no value.
  package init?(_ value: FigureValue) {
    guard let size = value.approximation else { return nil }
    self = size < 0 ? .over : size > 0 ? .under : .onPlan
  }

  /// The role of its text.
  package var textRole: ColourRole {
    switch self {
    case .over: .over
    case .under: .underText
    case .onPlan: .ink2
    }
  }

  /// The role of its bars.
  package var barRole: ColourRole {
    switch self {
    case .over: .over
    case .under: .under
    case .onPlan: .ink2
    }
  }
}

/// The seven classes of a variance in the heat map, by the thousands that the cell prints, so that number and colour never disagree.
package enum VarianceClass: Int, Sendable, Hashable, CaseIterable {
  /// 150 thousand or more over.
  case farOver
  /// 50 to 149 thousand over.
  case midOver
  /// 10 to 49 thousand over.
  case nearOver
  /// Within 10 thousand.
  case within
  /// 10 to 49 thousand under.
  case nearUnder
  /// 50 to 149 thousand under.
  case midUnder
  /// 150 thousand or more under.
  case farUnder

  /// The class of a variance in pounds; nil where there is no value.
  package init?(_ value: FigureValue) {
    guard let pounds = value.approximation else { return nil }
    let thousands = (abs(pounds) / 1000).rounded(.toNearestOrAwayFromZero)
    let rank = thousands < 10 ? 0 : thousands < 50 ? 1 : thousands < 150 ? 2 : 3
    let over: [VarianceClass] = [.within, .nearOver, .midOver, .farOver]
    let under: [VarianceClass] = [.within, .nearUnder, .midUnder, .farUnder]
    self = pounds < 0 ? over[rank] : under[rank]
  }

  /// The fill of the cell; nil is the ground.
  package var fill: ColourRole? {
    switch self {
    case .farOver: .overDark
    case .midOver: .overMid
    case .nearOver: .overLight
    case .within: nil
    case .nearUnder: .underLight
    case .midUnder: .underMid
    case .farUnder: .underDark
    }
  }

  /// The role of the number in the cell.
  package var textRole: ColourRole {
    switch self {
    case .farOver, .farUnder: .cellPaper
    case .within: .ink
    default: .cellInk
    }
  }

  /// The words of the key.
  package var words: String {
    switch self {
    case .farOver: "150+ over"
    case .midOver: "50 to 149 over"
    case .nearOver: "10 to 49 over"
    case .within: "within 10"
    case .nearUnder: "10 to 49 under"
    case .midUnder: "50 to 149 under"
    case .farUnder: "150+ under"
    }
  }
}
