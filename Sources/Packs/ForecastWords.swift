import Analysis
import Programme
import Report

/// How forecasts are told in print: the methods of the programme's groups, and where a rule or a want of data made another.
extension PackContext {
  /// `straight line`, `working days`; `methods by group` where groups differ.
  package var forecastWords: String { forecastMethods.count == 1 ? forecastMethods[0].method.name : "methods by group" }

  /// Whether every group of the period goes by the straight line, but for money without activity.
  var isStraightLine: Bool { forecastMethods.allSatisfy { $0.method == .straightLine } }

  /// The methods chosen for the groups that the period has, the method of most groups first, ties in the methods' own order. Money without activity is left out
  /// where it goes by its own rule.
  var forecastMethods: [(method: ForecastMethod, groups: [String])] {
    var byMethod: [ForecastMethod: [String]] = [:]
    for group in positions.groups where !followsOwnRule(group) { byMethod[input.forecast.method(forGroup: group), default: []].append(group) }
    if byMethod.isEmpty { byMethod[input.forecast.otherGroups] = [] }
    let order = ForecastMethod.allCases
    return byMethod.sorted { a, b in
      a.value.count != b.value.count
        ? a.value.count > b.value.count : (order.firstIndex(of: a.key) ?? 0) < (order.firstIndex(of: b.key) ?? 0)
    }.map { (method: $0.key, groups: $0.value.sorted()) }
  }

  /// Whether a group is money without activity for which the programme names no method: it goes by the plan of the months left.
  func followsOwnRule(_ group: String) -> Bool { group == PODGroup.financial.rawValue && input.forecast.byGroup[.financial] == nil }

  /// `elective and day case`: a group's name in a sentence.
  func groupInProse(_ group: String) -> String { groupName(group).lowercasedFirst }
  /// `Elective and day case`: a group's name.
  func groupName(_ group: String) -> String { PODGroup(rawValue: group)?.name ?? group }

  /// How the forecast was made, in print under each table that uses it.
  var forecastNote: Sentence { forecastNoteText }

  /// Makes the note: once for all packs.
  ///
  /// - Parameter isLabelled: whether it begins with what it is about; a definition has that as its term.
  func makeForecastNote(isLabelled: Bool = true) -> Sentence {
    let methods = forecastMethods
    func words(_ method: ForecastMethod) -> (name: RuleValue, formula: RuleValue) { (.words(method.name), .words(formula(method))) }
    var parts: [Sentence] = []
    if methods.count == 1 {
      let (name, formula) = words(methods[0].method)
      parts.append(sentence(isLabelled ? "forecast.method" : "forecast.method-alone", ["method": name, "formula": formula]))
    } else {
      let list = methods.map { entry in
        let (name, formula) = words(entry.method)
        return entry.method == methods[0].method
          ? sentence("forecast.method-listed", ["method": name, "formula": formula])
          : sentence(
            "forecast.method-of-groups", ["groups": .words(listed(entry.groups.map(groupInProse))), "method": name, "formula": formula])
      }
      parts.append(sentence(isLabelled ? "forecast.methods" : "forecast.methods-alone", ["methods": .clause(.joined(list, by: "; "))]))
    }
    if months >= 12 { return .joined(parts, by: " ") }
    let applied = positions.appliedForecasts
    if applied.contains(where: { followsOwnRule($0.group) && !$0.applied.isEmpty }) {
      parts.append(sentence("forecast.own-rule"))
    }
    if applied.contains(where: { entry in entry.applied.contains { $0.hasCorrection && $0.method != .planRemainder } }) {
      parts.append(sentence("forecast.corrections"))
    }
    let fallen = applied.filter { entry in entry.applied.contains { $0.reason.map { $0 != .yearIsKnown } ?? false } }
    if !fallen.isEmpty {
      let reasons = Set(fallen.flatMap { $0.applied.compactMap(\.reason) }).subtracting([.yearIsKnown])
      parts.append(sentence("forecast.fallen", ["reasons": .words(listed(ForecastReason.allCases.filter(reasons.contains).map(\.meaning)))]))
    }
    if months <= 2 { parts.append(sentence("forecast.so-early", ["after": .words(afterMonths)])) }
    return .joined(parts, by: " ")
  }

  /// A method's formula with the months of the period.
  func formula(_ method: ForecastMethod) -> String {
    let elapsed = String(months)
    return switch method {
    case .straightLine: "actual to date × 12 ÷ \(elapsed)"
    case .calendarDays: "actual to date × days of the year ÷ days to date"
    case .workingDays: "actual to date × working days of the year ÷ working days to date"
    case .planProfile: "actual to date × annual plan ÷ plan to date"
    case .priorYearProfile: "actual to date ÷ the share of last year’s cost in the same months"
    case .runRate: "actual to date + months left × mean of the last \(monthsInWords(input.forecast.runRateMonths))"
    case .planRemainder: "actual to date + plan of the months left"
    case .exponentialSmoothing: "actual to date + months left by exponential smoothing, additive trend and season"
    case .dampedSmoothing: "actual to date + months left by exponential smoothing, damped trend and additive season"
    case .theta: "actual to date + months left by the Theta method"
    }
  }
}
