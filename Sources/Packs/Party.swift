import Analysis
import Figures
import Ledger
import Quantities
import Report

/// Whom a row of a position table is about.
struct Party: Sendable {
  /// The index on its axis; nil for everything that is not in the programme.
  var index: Int?
  /// The scope of its amounts; nil for everything that is not in the programme.
  var scope: Scope?
  var code: String
  var name: String
  var shortName: String
  var position: Position
  var stem: FigureStem
  /// Whether nobody of it has sent the period's own month.
  var isSilent = false

  var ytd: Measures { position.ytd }
  var variance: Money { position.ytd.variance }
  var direction: Direction { Direction(ofVariance: variance) }
  var isOutside: Bool { index == nil }

  var ytdPlan: Figure { stem.figure(Measure.ytdPlan, ytd.planCost) }
  var ytdActual: Figure { stem.figure(Measure.ytdActual, ytd.actualCost) }
  var ytdVariance: Figure { stem.figure(Measure.ytdVariance, ytd.variance) }
  var ytdPercent: Figure { stem.percent(Measure.ytdVariancePercent, ytd.variance, of: ytd.planCost) }
  var monthPlan: Figure { stem.month(Measure.monthPlan, .money(position.month.planCost), silent: isSilent) }
  var monthActual: Figure { stem.month(Measure.monthActual, .money(position.month.actualCost), silent: isSilent) }
  var monthVariance: Figure { stem.month(Measure.monthVariance, .money(position.month.variance), silent: isSilent) }
  var annualPlan: Figure { stem.figure(Measure.annualPlan, position.annualPlan) }
  var forecastOutturn: Figure { stem.figure(Measure.forecastOutturn, position.forecastOutturn) }
  var forecastVariance: Figure { stem.figure(Measure.forecastVariance, position.forecastVariance) }
}

extension FigureStem {
  /// A share of an amount; “no plan” where the amount is nought.
  func percent(_ measure: String, _ part: Money, of whole: Money, _ suffix: String = "") -> Figure {
    figure(measure, value: .ratio(part.parts, whole.parts, else: .noPlan), suffix)
  }

  /// A share of an amount of activity.
  func percent(_ measure: String, _ part: Activity, of whole: Activity, _ suffix: String = "") -> Figure {
    figure(measure, value: .ratio(part.parts, whole.parts, else: .noPlan), suffix)
  }
}

/// The rows of a scope by the other side of its contracts.
struct PartyRows: Sendable {
  let counterpart: Counterpart
  let scope: Scope
  /// Those with anything planned, spent or foreseen, most over plan first, ties by code; “not in the programme” last.
  let rows: [Party]
  /// Everything.
  let total: Party
  /// The programme's own that have nothing.
  let idle: [String]

  /// The programme's own.
  var own: [Party] { rows.filter { !$0.isOutside } }
  var over: [Party] { own.filter { $0.direction == .over } }
  var under: [Party] { own.filter { $0.direction == .under } }
}

extension PackContext {
  /// The party of a scope as a whole.
  func party(_ scope: Scope) -> Party {
    let position = positions.position(of: scope)
    let (code, name, short): (String, String, String) =
      switch scope {
      case .programme: (SeveralOrganisations.all, input.programmeName, input.programmeName)
      case .commissioner(let c): (commissionerCode(c), commissionerName(c), commissionerShortName(c))
      case .provider(let p): (providerCode(p), providerName(p), providerShortName(p))
      case .pair(_, let p): (providerCode(p), providerName(p), providerShortName(p))
      }
    let stem = stem("position", scope)
    return Party(index: nil, scope: scope, code: code, name: name, shortName: short, position: position, stem: stem, isSilent: isSilent(stem))
  }

  /// The rows of a scope by the other side.
  func rows(of scope: Scope, by counterpart: Counterpart) -> PartyRows {
    var parties: [Party] = []
    var idle: [String] = []
    let count = counterpart == .provider ? positions.ownProviderCount : positions.ownCommissionerCount
    for index in 0..<count {
      let place = scope.narrowed(to: index, counterpart)
      let position = positions.position(of: place)
      let isProvider = counterpart == .provider
      let short = isProvider ? providerShortName(index) : commissionerShortName(index)
      if position == .zero {
        idle.append(short)
        continue
      }
      let stem = stem("position", place)
      parties.append(
        Party(
          index: index, scope: place, code: isProvider ? providerCode(index) : commissionerCode(index),
          name: isProvider ? providerName(index) : commissionerName(index), shortName: short, position: position, stem: stem,
          isSilent: isSilent(stem)))
    }
    parties.sort { $0.variance != $1.variance ? $0.variance < $1.variance : $0.code < $1.code }
    let outside = positions.notInProgramme(of: scope, by: counterpart)
    if outside != .zero {
      let outsideStem = FigureStem(
        "position", commissioner: counterpart == .commissioner ? SeveralOrganisations.outside : scope.commissioner.map(commissionerCode) ?? "ALL",
        provider: counterpart == .provider ? SeveralOrganisations.outside : scope.provider.map(providerCode) ?? "ALL")
      parties.append(
        Party(
          index: nil, scope: nil, code: SeveralOrganisations.outside, name: "Not in the programme", shortName: "Not in the programme",
          position: outside,
          stem: outsideStem))
    }
    return PartyRows(counterpart: counterpart, scope: scope, rows: parties, total: party(scope), idle: idle)
  }

  /// `trusts` for rows of providers.
  func plural(_ counterpart: Counterpart) -> String { counterpart == .provider ? words.providers : words.commissioners }
  /// `trust` for rows of providers.
  func singular(_ counterpart: Counterpart) -> String { counterpart == .provider ? words.provider : words.commissioner }
}

extension Scope {
  /// The scope's part at one organisation of the other side.
  func narrowed(to index: Int, _ counterpart: Counterpart) -> Scope {
    switch counterpart {
    case .provider: commissioner.map { .pair(commissioner: $0, provider: index) } ?? .provider(index)
    case .commissioner: provider.map { .pair(commissioner: index, provider: $0) } ?? .commissioner(index)
    }
  }
}
