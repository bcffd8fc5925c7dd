import Figures
import Ledger
import Quantities

@testable import Packs

extension PracticeEvents {
  /// The cells that a figure is the sum of, by what its id says: practice, specialty, month ago, kind, whether a referral, referrer, provider.
  func cells(of id: FigureID, isCost: Bool) throws -> [Int]? {
    let name = try FigureName(parsing: id.text)
    guard let definition = measureDefinition(name.measure), name.family != "spc" else { return nil }
    let isCostMeasure = name.measure.hasSuffix(Measure.costSuffix)
    guard isCostMeasure == isCost, definition.disclosure == .persons || isCostMeasure else { return nil }
    var measure = isCostMeasure ? String(name.measure.dropLast(Measure.costSuffix.count)) : name.measure
    let isYear = measure.hasPrefix("ytd_") || name.family == "ratio" || name.dimensions.contains { $0.name == "year" }
    if measure.hasPrefix("ytd_") { measure = String(measure.dropFirst(4)) }
    let kinds: [AttendanceKind]
    switch measure {
    case Measure.firsts, Measure.referrals: kinds = [.firstAttendance]
    case Measure.followUps: kinds = [.followUpAttendance]
    case Measure.outpatients: kinds = [.firstAttendance, .followUpAttendance]
    case Measure.admissions: kinds = [.admission]
    case Measure.emergencyAttendances: kinds = [.emergencyAttendance]
    case "attendances_and_spells": kinds = AttendanceKind.allCases
    case "attendances_and_admissions": kinds = [.firstAttendance, .followUpAttendance, .admission]
    default: return nil
    }
    let last = MonthIndex(year: FinancialYear(start: 2015), month: 11)
    // Nothing was done in any other year, nor for another commissioner.
    if name.commissioner != "ALL", name.commissioner != "10H" { return [] }
    if let year = name.dimensions.first(where: { $0.name == "year" })?.code, year != "2015-16" { return [] }
    if let month = name.period?.index, month.year != last.year { return [] }
    let ago = isYear ? Array(0..<Self.months) : [last.value - (name.period?.index ?? last).value]
    var cells: [Int] = []
    for practice in Self.practices.indices {
      for specialty in Self.specialties.indices {
        for provider in Self.providers.indices {
          for month in ago {
            for kind in kinds where kind != .emergencyAttendance || specialty == 0 {
              for referrer in (kind == .firstAttendance || kind == .followUpAttendance ? Array(Self.referrers.indices) : [0]) {
                for isReferral in (kind == .firstAttendance ? [false, true] : [false]) where measure != Measure.referrals || isReferral {
                  guard fits(name, practice, specialty, provider, referrer) else { continue }
                  let place = [practice, specialty, provider, month, Int(kind.rawValue), referrer, isReferral ? 1 : 0]
                  cells.append(zip(place, [8, 4, 2, 16, 4, 4, 2]).reduce(0) { $0 * $1.1 + $1.0 })
                }
              }
            }
          }
        }
      }
    }
    return cells
  }

  private func fits(_ name: FigureName, _ practice: Int, _ specialty: Int, _ provider: Int, _ referrer: Int) -> Bool {
    if name.provider != "ALL", name.provider != Self.providers[provider] { return false }
    let own = (1...4).contains(practice)
    for dimension in name.dimensions {
      switch (dimension.name, dimension.code) {
      case ("practice", let code) where code.hasPrefix("_others"): return false
      case ("practice", "_own"): if !own { return false }
      case ("practice", "_elsewhere"): if Self.practices[practice] != "X1" { return false }
      case ("practice", let code): if Self.practices[practice] != code { return false }
      case ("locality", let name): if !own || (practice <= 2) != (name == "Amersham") { return false }
      case ("tfc", let code): if Self.specialties[specialty] != code { return false }
      case ("referrer", let code): if Self.referrers[referrer] != code { return false }
      case ("referred_by", let kind):
        let code = Self.referrers[referrer]
        let found =
          !code.isEmpty && code == Self.practices[practice]
          ? "same" : code.isEmpty || code == "RHM" ? "elsewhere" : "practice"
        if found != kind { return false }
      case ("year", _): break
      default: return false
      }
    }
    return true
  }
}
