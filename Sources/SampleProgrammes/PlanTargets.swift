/// The exact amounts behind printed, rounded positions.
///
/// A published table prints plan, actual and variance of eleven months, each rounded from amounts nobody printed. Here one monthly plan (flat
/// twelfths) and eleven actuals are found for which all thirty-three round to the print.
struct ExactPosition {
  /// The plan of one month; the same in each.
  var monthlyPlan: Parts
  /// Actual, year to date at each month.
  var actual: [Parts]

  /// The cost of each month alone.
  var monthlyActual: [Parts] { actual.indices.map { actual[$0] - ($0 > 0 ? actual[$0 - 1] : 0) } }

  /// Solves a commissioner's printed positions.
  init(_ published: PublishedPosition) {
    let months = published.plan.count
    // Candidates a tenth of a penny apart around the last month's plan; the one that stays farthest from every rounding edge wins.
    let step = partsInPenny / 10
    let centre = Parts(published.plan[months - 1]) * partsInPound / Parts(months) / step * step
    var best = centre
    var bestSlack = -partsInPound
    for offset in -500...500 {
      let candidate = centre + Parts(offset) * step
      var slack = partsInPound
      for month in 0..<months {
        let plan = candidate * Parts(month + 1)
        slack = min(slack, partsInPound / 2 - abs(plan - Parts(published.plan[month]) * partsInPound))
        // Actual and variance both round as printed when their sum is less than a pound from the plan.
        let sum = Parts(published.actual[month] + published.variance[month]) * partsInPound
        slack = min(slack, (partsInPound - abs(plan - sum)) / 2)
      }
      if slack > bestSlack {
        bestSlack = slack
        best = candidate
      }
    }
    monthlyPlan = best
    actual = (0..<months).map { month in
      // Halfway between the edges that actual and variance allow.
      let gap = best * Parts(month + 1) - Parts(published.actual[month] + published.variance[month]) * partsInPound
      return (Parts(published.actual[month]) * partsInPound + gap / 2) / step * step
    }
  }
}

/// The exact monthly plan and year-to-date actual of Windsor, Ascot & Maidenhead at each trust.
struct ExactWindsor {
  /// Monthly plan, by ODS code of the trust.
  var monthlyPlan: [String: Parts] = [:]
  /// Actual of the eleven months, by ODS code of the trust.
  var actual: [String: Parts] = [:]

  /// Finds the fractions: each trust's plan and variance round to the print and all of them add up to the commissioner's.
  init(total: ExactPosition) {
    let lines = PublishedWindsor.all
    let months = Parts(total.actual.count)
    var planRest = total.monthlyPlan * months
    var varianceRest = planRest - (total.actual.last ?? 0)
    for line in lines {
      planRest -= Parts(line.plan) * partsInPound
      varianceRest -= Parts(line.variance) * partsInPound
    }
    // The few pounds that the rounded figures leave are spread evenly: a small part of the half pound that rounding allows each.
    var planLeft = total.monthlyPlan
    var actualLeft = total.actual.last ?? 0
    for (index, line) in lines.enumerated() {
      let last = index == lines.count - 1
      let plan = last ? planLeft : (Parts(line.plan) * partsInPound + planRest / Parts(lines.count)) / months
      let variance = Parts(line.variance) * partsInPound + varianceRest / Parts(lines.count)
      let cost = last ? actualLeft : (plan * months - variance) / (partsInPenny / 10) * (partsInPenny / 10)
      monthlyPlan[line.provider] = plan
      actual[line.provider] = cost
      planLeft -= plan
      actualLeft -= cost
    }
  }
}
