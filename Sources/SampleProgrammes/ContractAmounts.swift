/// The exact amount of every contract in every month, and its monthly plan in every year.
struct ContractAmounts {
  /// Monthly plan by provider and year (2013-14 first); nought where there is no contract.
  var plan: [[Parts]]
  /// Cost by provider and month (April 2013 first).
  var actual: [[Parts]]
}

extension ThamesValleyWessex {
  /// Divides a commissioner's amounts among the trusts.
  func amounts(of commissioner: Int) -> ContractAmounts {
    let code = commissioners[commissioner].code
    guard let published = PublishedPosition.all.first(where: { $0.commissioner == code }) else { return ContractAmounts(plan: [], actual: []) }
    let exact = ExactPosition(published)
    var dice = Dice(seed: seed, 11, commissioner)
    let totals = monthTotals(of: exact, dice: &dice)
    let windsor = code == PublishedWindsor.commissioner ? ExactWindsor(total: exact) : nil
    let share = providerShares(commissioner, monthlyPlan: exact.monthlyPlan, windsor: windsor, dice: &dice)
    var plan = providers.map { _ in [Parts](repeating: 0, count: 3) }
    for year in 0..<3 {
      var total = exact.monthlyPlan
      if year < 2 {
        var sum: Parts = 0
        for month in year * 12..<year * 12 + 12 { sum += totals[month] }
        total = wholePennies(Double(sum) / 12 * dice.between(0.93, 1.03))
      }
      if year == 2, let windsor {
        for (index, provider) in providers.enumerated() { plan[index][year] = windsor.monthlyPlan[provider.code] ?? 0 }
      } else {
        let weights = share.map { $0 * dice.between(0.93, 1.07) }
        for (index, part) in divided(total, by: weights).enumerated() { plan[index][year] = part }
      }
    }
    return ContractAmounts(plan: plan, actual: actuals(share, totals: totals, windsor: windsor, dice: &dice))
  }

  /// A commissioner's cost by month: two earlier years of a trend and a season, then the published year.
  private func monthTotals(of exact: ExactPosition, dice: inout Dice) -> [Parts] {
    let mean = Double(exact.actual.last ?? 0) / Double(exact.actual.count)
    let second = dice.between(0.91, 0.98)
    let first = second * dice.between(0.92, 0.99)
    var totals: [Parts] = []
    for month in 0..<24 {
      let level = month < 12 ? first : second
      let drift = 1 + 0.03 * (Double(month % 12) - 5.5) / 6
      totals.append(wholePennies(mean * level * drift * electiveSeason[month % 12] * (1 + 0.04 * dice.bell())))
    }
    return totals + exact.monthlyActual
  }

  /// Each trust's share of a commissioner's contracts; small contracts are left out, but never one that is published.
  private func providerShares(_ commissioner: Int, monthlyPlan: Parts, windsor: ExactWindsor?, dice: inout Dice) -> [Double] {
    if let windsor { return providers.map { Double(windsor.monthlyPlan[$0.code] ?? 0) / Double(monthlyPlan) } }
    var weights = providers.map { provider -> Double in
      let near = nearby[commissioners[commissioner].cluster]?[provider.code] ?? 1
      return provider.weight * near * dice.between(0.35, 1.75)
    }
    var total = 0.0
    for weight in weights { total += weight }
    let smallest = Double(1150 * partsInPound)
    for index in weights.indices where weights[index] / total * Double(monthlyPlan) < smallest { weights[index] = 0 }
    total = 0
    for weight in weights { total += weight }
    return weights.map { $0 / total }
  }

  /// Costs by trust and month that add up to the totals of each month, and for Windsor to each trust's published year as well.
  private func actuals(_ share: [Double], totals: [Parts], windsor: ExactWindsor?, dice: inout Dice) -> [[Parts]] {
    var weights = share.map { value -> [Double] in
      var level = value
      let turn = dice.below(60)
      let turnBy = [0.78, 0.88, 1.14, 1.24][dice.below(4)]
      return totals.indices.map { month in
        if month == turn { level *= turnBy }
        return level * min(1.35, max(0.65, 1 + 0.11 * dice.bell()))
      }
    }
    if let windsor { fit(&weights, to: windsor, totals: totals) }
    var result = share.map { _ in [Parts](repeating: 0, count: totals.count) }
    for month in totals.indices {
      for (provider, part) in divided(totals[month], by: weights.map { $0[month] }).enumerated() { result[provider][month] = part }
    }
    if let windsor { settle(&result, to: windsor) }
    return result
  }

  /// Scales rows and columns in turn until each trust's year and each month's total are near (iterative proportional fitting).
  private func fit(_ weights: inout [[Double]], to windsor: ExactWindsor, totals: [Parts]) {
    let months = 24..<totals.count
    for _ in 0..<80 {
      for month in months {
        var sum = 0.0
        for row in weights { sum += row[month] }
        for row in weights.indices { weights[row][month] *= Double(totals[month]) / sum }
      }
      for row in weights.indices {
        var sum = 0.0
        for month in months { sum += weights[row][month] }
        let goal = Double(windsor.actual[providers[row].code] ?? 0)
        for month in months { weights[row][month] *= goal / sum }
      }
    }
  }

  /// Moves the last pennies between a trust and the largest one, in the month that bears it best, until each trust's year is exact.
  private func settle(_ result: inout [[Parts]], to windsor: ExactWindsor) {
    guard let largest = providers.firstIndex(where: { $0.code == "RYJ" }) else { return }
    for row in result.indices where row != largest {
      var gap = windsor.actual[providers[row].code] ?? 0
      for month in 24..<result[row].count { gap -= result[row][month] }
      let month = 24 + row % 11
      result[row][month] += gap
      result[largest][month] -= gap
    }
  }

  /// Divides an amount by weights into whole pennies; the largest part takes what is left, fractions of a penny included.
  func divided(_ total: Parts, by weights: [Double]) -> [Parts] {
    var whole = 0.0
    for weight in weights { whole += weight }
    var parts = weights.map { wholePennies(Double(total) * $0 / whole) }
    var rest = total
    for part in parts { rest -= part }
    let largest = parts.indices.max { parts[$0] < parts[$1] } ?? 0
    parts[largest] += rest
    return parts
  }

  private func wholePennies(_ value: Double) -> Parts { Parts((value / Double(partsInPenny)).rounded()) * partsInPenny }
}
