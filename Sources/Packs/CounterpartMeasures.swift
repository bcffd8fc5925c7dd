import Analysis
import Figures

/// Measures that count or share over one side of the contracts.
extension Measure {
  static func over(_ side: Counterpart) -> String { side == .provider ? providersOver : commissionersOver }
  static func under(_ side: Counterpart) -> String { side == .provider ? providersUnder : commissionersUnder }
  static func count(_ side: Counterpart) -> String { side == .provider ? providers : commissioners }
  static func overspending(_ side: Counterpart) -> String { side == .provider ? providersOverspending : commissionersOverspending }
  static func underspending(_ side: Counterpart) -> String { side == .provider ? providersUnderspending : commissionersUnderspending }
  static func overspendingShare(_ side: Counterpart) -> String { side == .provider ? providersOverspendingShare : commissionersOverspendingShare }
  static func offsetShare(_ side: Counterpart) -> String { side == .provider ? providersOffsetShare : commissionersOffsetShare }
  static func alwaysOver(_ side: Counterpart) -> String { side == .provider ? providersAlwaysOver : commissionersAlwaysOver }
}
