import Analysis
import Figures
import Ledger
import Programme
import Quantities
import Report
import Styling

extension PackContext {
  /// The short name of a provider by its code; the code where it is not in the programme.
  func providerShortName(ofCode code: String) -> String {
    input.ledger.providers.index(of: code).map(providerShortName) ?? code
  }

  /// The short name of a commissioner by its code; the code where it is not in the programme.
  func commissionerShortName(ofCode code: String) -> String {
    input.ledger.commissioners.index(of: code).map(commissionerShortName) ?? code
  }

  /// Whether a code is one of the programme's own on a side.
  func isOwn(_ code: String, _ side: Counterpart) -> Bool {
    let axis = side == .provider ? input.ledger.providers : input.ledger.commissioners
    return axis.index(of: code).map { $0 < axis.ownCount } ?? false
  }

  /// The short name of an organisation of a side by its code.
  func shortName(ofCode code: String, _ side: Counterpart) -> String {
    side == .provider ? providerShortName(ofCode: code) : commissionerShortName(ofCode: code)
  }

  /// The code of a scope's commissioner, where it has one.
  func commissionerCode(of scope: Scope) -> String? { scope.commissioner.map(commissionerCode) }
  /// The code of a scope's provider, where it has one.
  func providerCode(of scope: Scope) -> String? { scope.provider.map(providerCode) }

  /// The stem of a scope's figures at one organisation of the other side, or at those not in the programme (nil).
  func stem(_ family: String, _ scope: Scope, at code: String?, _ side: Counterpart) -> FigureStem {
    let other = code ?? SeveralOrganisations.outside
    return FigureStem(
      family, commissioner: side == .commissioner ? other : commissionerCode(of: scope) ?? SeveralOrganisations.all,
      provider: side == .provider ? other : providerCode(of: scope) ?? SeveralOrganisations.all)
  }

  /// The day from which a pack counts: its release day; the period's last day where that is ill written.
  var packDay: CalendarDate {
    if let day = CalendarDate(iso: input.release.isoDate) { return day }
    let (year, month) = period.calendar
    return CalendarDate(year: year, month: month, day: daysInMonth(year: year, month: month)) ?? CalendarDate(dayNumber: 0)
  }

  /// How the registers' amounts for the year are spread, in print.
  var registerPhasingWords: String {
    switch input.phasing {
    case .twelfths: "in twelfths"
    case .calendarDays: "by the days of each month"
    case .workingDays: "by working days"
    case .lastYear: "in twelfths, because a register has no months of last year"
    }
  }
}

/// Why a section that is made from a register is left out.
func noRegister(_ what: String, _ file: String, _ context: PackContext) -> Sentence {
  context.sentence("absent.register", ["what": .words(what), "file": .words(file)])
}

/// An in-row bar from nought: a value's share of the largest.
func bar(_ value: Money, largest: Money) -> ReportTable.Cell {
  let share = largest.parts <= 0 || value.parts <= 0 ? 0 : value.approximation / largest.approximation
  return .bar(share: min(1, share), role: .bar)
}
