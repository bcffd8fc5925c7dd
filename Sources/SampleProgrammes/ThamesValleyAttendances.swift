extension ThamesValleyWessex {
  /// Writes the SUS extracts: a file a year for the first two years, a folder a month for the last.
  func writeAttendances(to output: SampleOutput) throws {
    for kind in AttendanceText.Kind.allCases {
      let drawn = commissioners.indices.map { commissioner in
        var rows = attendances(kind, of: commissioner)
        let year = (months.firstIndex { $0.year == 2015 } ?? 0)..<months.count
        FrequentPatients(practices: practices[commissioner].count, commissioner: commissioner, months: year, seed: seed).claim(&rows, kind)
        return rows
      }
      var text = ByteText()
      for (index, month) in months.enumerated() {
        let monthly = month.year == 2015
        if monthly || month.month == 1 { text = ByteText(bytes: bytes(AttendanceText.header(kind) + "\n")) }
        for (commissioner, rows) in drawn.enumerated() {
          for row in rows[index] {
            text.add(
              row, month: month, provider: providers[row.provider].code, commissioner: commissioners[commissioner].code,
              practice: practices[commissioner][row.practice])
          }
        }
        if monthly {
          try output("extracts/sus/\(month.yearLabel)/\(month.label)/\(kind.rawValue).csv", text.bytes)
        } else if month.month == 12 {
          try output("extracts/sus/\(month.yearLabel)/\(kind.rawValue).csv", text.bytes)
        }
      }
    }
  }

  /// The rows of a commissioner by month.
  private func attendances(_ kind: AttendanceText.Kind, of commissioner: Int) -> [[AttendanceRow]] {
    let kindNumber = AttendanceText.Kind.allCases.firstIndex(of: kind) ?? 0
    var weights = providers.map { _ in 0.0 }
    var plan = 0.0
    for contract in contracts where contract.commissioner == commissioner {
      for line in contract.lines { weights[contract.provider] += Double(line.planPrice[2]) / Double(partsInPound) }
      plan += weights[contract.provider]
    }
    var drawer = AttendanceDrawer(
      providers: providers, weights: weights, practices: practices[commissioner], commissioner: commissioner,
      dice: Dice(seed: seed, 61, kindNumber, commissioner))
    let code = commissioners[commissioner].code
    if code == PublishedSouthampton.commissioner { return southampton(kind, &drawer) }
    if code == PublishedNorthHampshire.commissioner && kind == .outpatients { return northHampshire(&drawer) }
    return months.indices.map { month in
      let level = (0.93 + 0.035 * Double(month / 12)) * (1 + 0.06 * drawer.dice.bell())
      switch kind {
      case .outpatients:
        return outpatients(drawer.dice.wholeNumber(near: plan / 3000 * electiveSeason[month % 12] * level), &drawer)
      case .inpatients:
        let count = drawer.dice.wholeNumber(near: plan / 6500 * electiveSeason[month % 12] * level)
        return (0..<count).map { _ in drawer.inpatient(at: drawer.provider()) }
      case .emergency:
        let count = drawer.dice.wholeNumber(near: plan / 4200 * emergencySeason[month % 12] * level)
        return (0..<count).map { _ in drawer.emergency(at: drawer.emergencyProvider()) }
      }
    }
  }

  /// Attended outpatients, with those who did not come beside them.
  private func outpatients(_ attended: Int, _ drawer: inout AttendanceDrawer) -> [AttendanceRow] {
    var rows: [AttendanceRow] = []
    for _ in 0..<attended {
      let provider = drawer.provider()
      rows.append(drawer.outpatient(at: provider, first: isFirst(at: provider, &drawer), attended: true))
      if drawer.dice.below(9) == 0 { rows.append(drawer.outpatient(at: provider, first: isFirst(at: provider, &drawer), attended: false)) }
    }
    return rows
  }

  /// Trusts differ in how many follow-ups a first attendance has.
  private func isFirst(at provider: Int, _ drawer: inout AttendanceDrawer) -> Bool { drawer.dice.below(100) < 24 + provider * 7 % 19 }

  /// Southampton: activity and cost of each month from April 2014 as published; the year before is made up at their level.
  private func southampton(_ kind: AttendanceText.Kind, _ drawer: inout AttendanceDrawer) -> [[AttendanceRow]] {
    let activity: [Int]
    let cost: [Int]
    let total: Int
    switch kind {
    case .outpatients:
      (activity, cost) = (PublishedSouthampton.outpatientsActivity, PublishedSouthampton.outpatientsCost)
      total = PublishedSouthampton.outpatientsCostTotal
    case .inpatients:
      (activity, cost) = (PublishedSouthampton.inpatientsActivity, PublishedSouthampton.inpatientsCost)
      total = PublishedSouthampton.inpatientsCostTotal
    case .emergency:
      (activity, cost) = (PublishedSouthampton.emergencyActivity, PublishedSouthampton.emergencyCost)
      total = PublishedSouthampton.emergencyCostTotal
    }
    // The printed months add up to a pound or two other than the printed total: a few pence a month, the same in each, make both hold.
    var printed = 0
    for value in cost { printed += value }
    let pence = Parts(rounded((total - printed) * 100, by: cost.count)) * partsInPenny
    return months.indices.map { month in
      let place = month - 12
      let count = place >= 0 ? activity[place] : activity[month] - 2 + drawer.dice.below(4)
      if place == 22 && kind == .outpatients { return referredToLondon(odd: pence, total: cost[place], &drawer) }
      var rows: [AttendanceRow]
      switch kind {
      case .outpatients: rows = outpatients(count, &drawer)
      case .inpatients: rows = (0..<count).map { _ in drawer.inpatient(at: drawer.provider()) }
      case .emergency: rows = (0..<count).map { _ in drawer.emergency(at: drawer.emergencyProvider()) }
      }
      let amount = place >= 0 ? Parts(cost[place]) * partsInPound + pence : Parts(cost[month]) * partsInPound / 100 * 97
      AttendanceRow.settle(&rows, to: amount)
      return rows
    }
  }

  /// The attendances of February 2016 by referring organisation: the published table's twenty-four, all of them firsts.
  private func referredToLondon(odd: Parts, total: Int, _ drawer: inout AttendanceDrawer) -> [AttendanceRow] {
    var rows: [AttendanceRow] = []
    var rest = Parts(total) * partsInPound + odd
    for (index, referrer) in PublishedSouthampton.referrers.enumerated().reversed() {
      // The printed costs are a pound short of their total: four pence each, and what then is missing on the largest.
      let cost = index == 0 ? rest : Parts(referrer.cost) * partsInPound + 4 * partsInPenny
      rest -= cost
      for number in 0..<referrer.activity {
        let code = ReferringOrganisation.code(of: referrer.name, practices: drawer.practices)
        let source = code.isEmpty ? "97" : drawer.practices.contains { $0.code == code } ? "03" : "05"
        var row = drawer.outpatient(at: drawer.provider(), first: true, attended: true, source: source, referrer: code)
        let half = cost / 2 / partsInPenny * partsInPenny
        row.cost = referrer.activity == 1 ? cost : number == 0 ? half : cost - half
        rows.append(row)
      }
    }
    return rows
  }

  /// North Hampshire: attended firsts by month and by trust and year as published, all of them referred by a GP.
  private func northHampshire(_ drawer: inout AttendanceDrawer) -> [[AttendanceRow]] {
    var result = months.map { _ in [AttendanceRow]() }
    for year in 0..<3 {
      let range = year * 12..<min(year * 12 + 12, months.count)
      var trusts: [Int] = []
      for (code, firsts) in PublishedNorthHampshire.byTrust {
        if let provider = providers.firstIndex(where: { $0.code == code }) { trusts += Array(repeating: provider, count: firsts[year]) }
      }
      var all = 0
      for month in range { all += PublishedNorthHampshire.firsts[month] }
      let others = providers.indices.filter { index in !PublishedNorthHampshire.byTrust.contains { $0.provider == providers[index].code } }
      for number in 0..<(all - trusts.count) { trusts.append(others[number % others.count]) }
      drawer.dice.shuffle(&trusts)
      for month in range {
        var rows: [AttendanceRow] = []
        for _ in 0..<PublishedNorthHampshire.firsts[month] {
          rows.append(drawer.outpatient(at: trusts.popLast() ?? 0, first: true, attended: true, source: "03"))
        }
        for _ in 0..<(22 + drawer.dice.below(15)) {
          rows.append(drawer.outpatient(at: drawer.provider(), first: false, attended: true))
        }
        for _ in 0..<(2 + drawer.dice.below(4)) {
          let first = drawer.dice.below(3) == 0
          rows.append(drawer.outpatient(at: drawer.provider(), first: first, attended: false))
        }
        drawer.dice.shuffle(&rows)
        result[month] = rows
      }
    }
    return result
  }
}

/// The organisations outside the programme that refer Southampton's patients.
enum ReferringOrganisation {
  /// Codes and names as the published table has them; the codes of hospital sites are made up where they are not public knowledge.
  static let all: [(code: String, name: String)] = [
    ("R1H", "Barts Health NHS Trust"), ("RHM00", "Southampton University Hospitals NHS Trust"),
    ("RHM", "University Hospital Southampton NHS Foundation Trust"), ("RYJ03", "Hammersmith Hospital"), ("RRV03", "University College Hospital"),
    ("RYJ01", "St Mary’s Hospital (HQ)"), ("RHM01", "Southampton General Hospital"), ("R1H12", "The Royal London Hospital"),
    ("RJZ01", "King’s College Hospital (Denmark Hill)"), ("RJZ02", "Kings College Dental Hospital"), ("RQM01", "Chelsea & Westminster Hospital"),
    ("X99999", "REFERRING ORGANISATION CODE NOT KNOWN"), ("RP601", "Moorfields Eye Hospital (City Road)"),
    ("RJZ30", "Kings @ Queen Mary’s Hospital Sidcup"), ("RJ1", "Guy’s and St Thomas’ NHS Foundation Trust"),
  ]

  /// The code that stands in the file for a printed name: blank for *No detail provided*.
  static func code(of name: String, practices: [SamplePractice]) -> String {
    practices.first { $0.name == name }?.code ?? all.first { $0.name == name }?.code ?? ""
  }

  /// Writes `organisations/referring_organisations.csv`.
  static func write(to output: SampleOutput) throws {
    var text = ByteText()
    text.line("code,name")
    for (code, name) in all.sorted(by: { $0.code < $1.code }) { text.record([code, name]) }
    try output("organisations/referring_organisations.csv", text.bytes)
  }
}
