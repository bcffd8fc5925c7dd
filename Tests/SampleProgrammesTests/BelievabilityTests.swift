import Testing

struct BelievabilityTests {
  @Test func pairsHaveTwelveLinesAMonthOnAverageInEveryMonth() throws {
    var lines: [Int: Int] = [:]
    var pairs: [Int: Set<String>] = [:]
    for row in latest(try thamesValley.get(), upTo: .max) {
      lines[row.month, default: 0] += 1
      pairs[row.month, default: []].insert(row.provider + row.commissioner)
    }
    #expect(lines.count == 35)
    for (month, count) in lines { #expect(count >= 12 * (pairs[month]?.count ?? 0), "\(month)") }
  }

  @Test func specialtiesResourceGroupsAndPointsOfDeliveryAreMany() throws {
    let rows = try thamesValley.get()
    #expect(Set(rows.map { $0.specialty }).subtracting([""]).count >= 30)
    let groups = Set(rows.map { $0.resource }).filter { !$0.isEmpty && !$0.hasPrefix("HCD") && !$0.hasPrefix("DEV") }
    #expect(groups.count >= 150)
    #expect(Set(rows.map { $0.pod }).count >= 35)
  }

  @Test(arguments: ["thames-valley-wessex", "trust-dashboard-2016-17"])
  func activityIsWholeAndUnitPricesStayWithinThreeTimesTheirMedian(programme: String) throws {
    let rows = latest(try programme == "thames-valley-wessex" ? thamesValley.get() : dashboard.get(), upTo: .max)
    var units: [String: [Double]] = [:]
    for row in rows {
      #expect(row.activity >= 0)
      if row.activity % 100_000_000 != 0 { Issue.record("\(row.line): \(row.activity)") }
      if row.activity > 0 { units[row.line, default: []].append(Double(row.price) / Double(row.activity)) }
      if row.planActivity > 0 { units[row.line, default: []].append(Double(row.planPrice) / Double(row.planActivity)) }
    }
    for (line, prices) in units {
      let sorted = prices.sorted()
      let median = sorted[sorted.count / 2]
      guard let low = sorted.first, let high = sorted.last else { continue }
      if low * 3 < median || high > median * 3 { Issue.record("\(line): \(low) … \(median) … \(high)") }
    }
  }

  @Test func moneyWithoutActivityIsAtMostHalfAPerCentOfACommissionersMonth() throws {
    var all: [String: Int] = [:]
    var balancing: [String: Int] = [:]
    for row in latest(try thamesValley.get(), upTo: .max) {
      let key = "\(row.commissioner)|\(row.month)"
      all[key, default: 0] += row.price
      if row.activity == 0 { balancing[key, default: 0] += abs(row.price) }
    }
    for (key, value) in balancing { #expect(value * 200 <= all[key] ?? 0, "\(key)") }
    #expect(balancing.values.contains { $0 > 0 })
  }

  @Test func spendGrowsOverTheYears() throws {
    var years: [Int: Int] = [:]
    for row in latest(try thamesValley.get(), upTo: .max) where row.month % 12 < 11 { years[row.month / 12, default: 0] += row.price }
    #expect(years[2013] ?? 0 < years[2014] ?? 0)
    #expect(years[2014] ?? 0 < years[2015] ?? 0)
  }
}
