/// The registers of a sample programme: logs that people keep beside the returns.
struct SampleRegisters {
  let commissioners: [SampleCommissioner]
  let providers: [SampleProvider]
  let months: [SampleMonth]
  /// The contracts there are: commissioner, provider, and the size of the contract.
  let pairs: [(commissioner: Int, provider: Int, weight: Double)]
  let seed: UInt64

  private static let categories = [
    "Attribution", "Specialised, NHS England", "Prior approval", "PLCV", "Duplicate", "Local price", "High cost drug", "Readmission",
    "Counting & coding change",
  ]
  static let treatments = [
    "Adalimumab", "Continuous glucose monitor", "Aflibercept", "Bariatric surgery", "Blepharoplasty", "Botulinum toxin, hyperhidrosis",
    "Sacral nerve stimulation", "Septorhinoplasty", "Dupuytren’s contracture release", "Cochlear implant, bilateral", "Rituximab",
    "Varicose vein surgery",
  ]
  private static let owners = ["A. Okafor", "S. O’Brien", "M. Patel", "J. Lewis", "R. Clarke-Dunn", "Contract team, North", "Contract team, South"]

  /// A contract, the larger ones more often.
  private func pair(_ dice: inout Dice) -> (commissioner: Int, provider: Int) {
    let place = dice.index(weights: pairs.map { $0.weight.squareRoot() })
    return (pairs[place].commissioner, pairs[place].provider)
  }

  private func latest(_ dice: inout Dice) -> SampleMonth { months[months.count - 1 - dice.below(min(months.count, 11))] }

  /// Writes every register but quality and contracts, whose figures come from elsewhere.
  ///
  /// - Parameter size: how many challenges there are; the others follow.
  func write(size: Int, to output: SampleOutput) throws {
    try writeChallenges(size, to: output)
    try writeNonContracted(size, to: output)
    try writeRequests(size, to: output)
    try writeSchemes(to: output)
    try writeAdjustments(to: output)
    try writeSelfCertification(to: output)
  }

  private func writeChallenges(_ size: Int, to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 71)
    var text = ByteText()
    text.line("id,raised,provider,commissioner,category,value,status,recovered")
    for number in 1...size {
      let (commissioner, provider) = pair(&dice)
      let recent = dice.below(3) > 0
      let month = recent ? latest(&dice) : months[dice.below(months.count)]
      let level = dice.unit()
      let value = Parts(140 + Int(21_000 * level * level * level * level)) * partsInPound + Parts(dice.below(100)) * partsInPenny
      let old = month.year < months[months.count - 1].year
      let status = (old ? ["Agreed", "Rejected", "Agreed"] : ["Open", "In progress", "Agreed", "Agreed", "Rejected", "Restated", "In progress"])[
        dice.below(old ? 3 : 7)]
      let recovered = status == "Agreed" ? value * Parts(40 + dice.below(61)) / 100 / partsInPenny * partsInPenny : 0
      text.record([
        "CH\(padded(number, to: 5))", month.date(day: 1 + dice.below(28)), providers[provider].code, commissioners[commissioner].code,
        SampleRegisters.categories[dice.below(SampleRegisters.categories.count)], pounds(value), status, pounds(recovered),
      ])
    }
    try output("registers/challenges.csv", text.bytes)
  }

  private func writeNonContracted(_ size: Int, to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 72)
    let outside = [
      "Ashford and St Peter’s", "North Middlesex", "Lewisham and Greenwich", "Kingston Hospital", "Croydon Health Services", "Whittington Health",
      "Queen Victoria Hospital", "Barking, Havering & Redbridge",
    ]
    var text = ByteText()
    text.line("id,period,provider_name,commissioner,pod,value,status")
    var spent = commissioners.map { _ in [Int: Parts]() }
    for number in 1...size * 2 {
      let month = months[dice.below(months.count)]
      let commissioner = pair(&dice).commissioner
      let pod = dice.below(4)
      let value = Parts([80, 600, 120, 60][pod] + dice.below([160, 4200, 160, 120][pod])) * partsInPound
      spent[commissioner][month.year, default: 0] += value
      text.record([
        "NCA\(padded(number, to: 5))", month.period, outside[dice.below(outside.count)], commissioners[commissioner].code,
        ["AandE", "NEL", "OPFASPCL", "OPFUPSPCL"][pod], pounds(value + Parts(dice.below(100)) * partsInPenny),
        ["Paid", "Paid", "Paid", "Paid", "Queried", "Rejected"][dice.below(6)],
      ])
    }
    try output("registers/nca.csv", text.bytes)
    text = ByteText()
    text.line("commissioner,year,value")
    for (index, commissioner) in commissioners.enumerated() {
      for year in Set(months.map { $0.year }).sorted() {
        let elapsed = months.filter { $0.year == year }.count
        let budget = (spent[index][year] ?? 0) * 12 / Parts(elapsed) * Parts(88 + dice.below(30)) / 100
        text.record([commissioner.code, SampleMonth(year: year, month: 1).yearLabel, pounds((budget / partsInPound / 500 + 1) * 500 * partsInPound)])
      }
    }
    try output("registers/nca_budget.csv", text.bytes)
  }

  private func writeRequests(_ size: Int, to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 73)
    for (file, header, prefix, share) in [
      ("ifr", "id,period,provider,commissioner,treatment,value,decision", "IFR", 3),
      ("prior_approvals", "id,period,provider,commissioner,treatment,decision,value", "PA", 2),
    ] {
      var text = ByteText()
      text.line(header)
      for number in 1...max(1, size / share) {
        let (commissioner, provider) = pair(&dice)
        let treatment = SampleRegisters.treatments[dice.below(SampleRegisters.treatments.count)]
        let value = pounds(Parts(450 + dice.below(9500)) * partsInPound)
        let decision = ["Approved", "Approved", "Declined", "Pending", "Declined"][dice.below(5)]
        text.record(
          ["\(prefix)\(padded(number, to: 5))", latest(&dice).period, providers[provider].code, commissioners[commissioner].code, treatment]
            + (file == "ifr" ? [value, decision] : [decision, value]))
      }
      try output("registers/\(file).csv", text.bytes)
    }
  }

  private func writeSchemes(to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 74)
    let schemes = [
      ("Planned care", "Follow-up ratio to the programme’s median"), ("Planned care", "Advice & guidance before referral"),
      ("Medicines", "Biosimilar switch, rheumatology & gastroenterology"), ("Urgent care", "Discharge to assess, long-stay patients"),
      ("Contracts", "Challenge recovery"), ("Planned care", "Repatriation of dermatology, ENT & ophthalmology"), ("PLCV", "Prior approval, audited"),
    ]
    var text = ByteText()
    text.line("id,theme,name,commissioner,provider,owner,target,delivered_ytd,forecast,rag,period")
    let end = months[months.count - 1]
    for number in 1...max(8, commissioners.count * 2) {
      let (commissioner, provider) = pair(&dice)
      let (theme, name) = schemes[dice.below(schemes.count)]
      let target = Parts(10 + dice.below(90)) * 500 * partsInPound
      let reached = Parts(35 + dice.below(85))
      let delivered = target * reached / 100 * Parts(end.month) / 12 / partsInPound * partsInPound
      text.record([
        "QIPP\(padded(number, to: 3))", theme, name, commissioners[commissioner].code, dice.below(4) == 0 ? "" : providers[provider].code,
        SampleRegisters.owners[dice.below(SampleRegisters.owners.count)], pounds(target), pounds(delivered),
        pounds(target * reached / 100 / partsInPound * partsInPound), reached >= 95 ? "green" : reached >= 70 ? "amber" : "red", end.period,
      ])
    }
    try output("registers/schemes.csv", text.bytes)
  }

  private func writeAdjustments(to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 75)
    let kinds = [
      ("challenge", -1, "Challenges expected to succeed"), ("QIPP", -1, "Scheme not yet in the returns"),
      ("risk", 1, "Coding backlog, uncoded spells at month end"), ("one-off", -1, "Credit for a long-stay patient, agreed"),
    ]
    var text = ByteText()
    text.line("id,commissioner,provider,pod_group,period,amount,kind,owner,date,reason")
    let end = months[months.count - 1]
    for number in 1...8 {
      let (commissioner, provider) = pair(&dice)
      let (kind, sign, reason) = kinds[dice.below(kinds.count)]
      let amount = Parts(sign * (500 + dice.below(12) * 250)) * partsInPound
      text.record([
        "ADJ\(padded(number, to: 3))", commissioners[commissioner].code, providers[provider].code,
        ["non_elective", "elective", "outpatient_follow_up", "drugs"][dice.below(4)], end.period, pounds(amount), kind,
        SampleRegisters.owners[dice.below(SampleRegisters.owners.count)], end.date(day: 3 + dice.below(20)), reason,
      ])
    }
    try output("registers/adjustments.csv", text.bytes)
  }

  private func writeSelfCertification(to output: SampleOutput) throws {
    var dice = Dice(seed: seed, 76)
    let statements = [
      ("Safe staffing levels are published each month", "Board paper, ward level"),
      ("Never events are reported within two working days", "Incident log & root-cause analysis"),
      ("18 weeks waiting lists are validated weekly", "Validation report"),
    ]
    var text = ByteText()
    text.line("provider,quarter,statement,answer,evidence,owner")
    let year = months[months.count - 1]
    for provider in providers {
      for quarter in 1...max(1, year.month / 3) {
        for (statement, evidence) in statements {
          let answer = ["Yes", "Yes", "Yes", "Partly", "No"][dice.below(5)]
          text.record([
            provider.code, "\(year.yearLabel) Q\(quarter)", statement, answer, answer == "No" ? "" : evidence,
            "Director of Nursing, \(provider.shortName)",
          ])
        }
      }
    }
    try output("registers/self_certification.csv", text.bytes)
  }
}
