/// Writes attendance and spell rows as the programme's SUS extracts have them.
struct AttendanceText {
  /// The three kinds of file.
  enum Kind: String, CaseIterable { case outpatients, inpatients, emergency }

  private static let common = "FINANCIAL_YEAR,FINANCIAL_MONTH,PROVIDER,COMMISSIONER,GP_PRACTICE,LOCALITY,"

  static func header(_ kind: Kind) -> String {
    switch kind {
    case .outpatients:
      common + "TREATMENT_FUNCTION,FIRST_ATTENDANCE,ATTENDED,SOURCE_OF_REFERRAL,REFERRING_ORGANISATION,HRG,COST_GBP,PSEUDO_PATIENT_ID"
    case .inpatients: common + "TREATMENT_FUNCTION,ADMISSION_METHOD,PATIENT_CLASS,HRG,LENGTH_OF_STAY,COST_GBP,PSEUDO_PATIENT_ID"
    case .emergency: common + "ARRIVAL_MODE,DISPOSAL,HRG,COST_GBP,PSEUDO_PATIENT_ID"
    }
  }
}

/// One attendance or spell: what stands between the locality and the cost is the kind's own.
struct AttendanceRow {
  let provider: Int
  /// Index of the practice among its commissioner's.
  var practice: Int
  /// The kind's own fields, joined by commas.
  let fields: String
  var cost: Parts
  var patient: Int
  /// Whether it counts as activity: an outpatient who did not attend does not.
  var counts = true
}

extension AttendanceRow {
  /// Scales the costs of the rows that count so that they add up to an amount.
  static func settle(_ rows: inout [AttendanceRow], to target: Parts) {
    var sum: Parts = 0
    for row in rows where row.counts { sum += row.cost }
    guard sum > 0 else { return }
    var rest = target
    var largest = -1
    for index in rows.indices where rows[index].counts {
      let scaled = Double(rows[index].cost) * Double(target) / Double(sum) / Double(partsInPenny)
      rows[index].cost = Parts(scaled.rounded()) * partsInPenny
      rest -= rows[index].cost
      if largest < 0 || rows[index].cost > rows[largest].cost { largest = index }
    }
    if largest >= 0 { rows[largest].cost += rest }
  }
}

/// Draws attendances of the patients of one commissioner.
struct AttendanceDrawer {
  let providers: [SampleProvider]
  /// Weight of each trust for the commissioner.
  let weights: [Double]
  let practices: [SamplePractice]
  let commissioner: Int
  var dice: Dice

  private static let specialties = SampleSpecialty.all.filter { $0.weight > 0 }
  /// Their weights in a general hospital, then in each profile.
  private static let specialtyWeights: [[Double]] = {
    let profiles: [SampleProvider.Profile?] = [nil] + SampleProvider.Profile.allCases.map { $0 }
    return profiles.map { profile in specialties.map { $0.weight(in: profile) } }
  }()

  mutating func provider() -> Int { dice.index(weights: weights) }

  /// The trust of an accident department attendance.
  mutating func emergencyProvider() -> Int {
    dice.index(weights: weights.indices.map { providers[$0].profile == nil || providers[$0].profile == .eye ? weights[$0] + 1e-9 : 0 })
  }

  private mutating func practice() -> Int {
    let share = dice.unit()
    return Int(share * share.squareRoot() * Double(practices.count))
  }

  private mutating func specialty(at provider: Int) -> SampleSpecialty {
    let weights = AttendanceDrawer.specialtyWeights[providers[provider].profile.map { $0.rawValue + 1 } ?? 0]
    return AttendanceDrawer.specialties[dice.index(weights: weights)]
  }

  /// Some patients come again.
  private mutating func patient() -> Int { 1_000_000_000 + commissioner * 1_000_000 + dice.below(9000) * 97 }

  /// An outpatient attendance.
  ///
  /// - Parameters:
  ///   - first: whether it is a first attendance.
  ///   - attended: whether the patient came.
  ///   - source: the source of referral code, or nil to draw one.
  mutating func outpatient(at provider: Int, first: Bool, attended: Bool, source given: String? = nil, referrer: String? = nil) -> AttendanceRow {
    let trust = providers[provider]
    let practice = self.practice()
    let specialty = self.specialty(at: provider)
    let remote = dice.below(25) == 0
    let procedure = !remote && specialty.surgical && dice.below(6) == 0
    let codes = SampleResource.codes(of: specialty.chapter)
    let resource = procedure ? codes[dice.below(codes.count)] : remote ? (first ? "WF01D" : "WF01C") : first ? "WF01B" : "WF01A"
    let source = given ?? ["03", "03", "03", "03", "03", "05", "05", "11", "01", "06", "92", "97"][dice.below(12)]
    let other = providers[dice.below(providers.count)].code
    let organisation = referrer ?? (source == "03" ? practices[practice].code : source == "06" ? "" : other)
    let attendance = remote ? (first ? "3" : "4") : first ? "1" : "2"
    let outcome = attended ? (dice.below(40) == 0 ? "6" : "5") : ["3", "3", "3", "2", "4", "7"][dice.below(6)]
    let base = remote ? (first ? 46 : 27) : procedure ? 160 : first ? 185 : 96
    let price = Parts(base * (78 + dice.below(45))) * Parts(trust.marketForces) / 10_000 * partsInPenny
    return AttendanceRow(
      provider: provider, practice: practice, fields: "\(specialty.code),\(attendance),\(outcome),\(source),\(organisation),\(resource)",
      cost: attended ? price : 0, patient: patient(), counts: attended)
  }

  /// A spell in hospital.
  mutating func inpatient(at provider: Int) -> AttendanceRow {
    let trust = providers[provider]
    let specialty = self.specialty(at: provider)
    let pick = dice.below(100)
    let method =
      pick < 40 ? "11" : pick < 56 ? "12" : pick < 62 ? "13" : pick < 84 ? "21" : pick < 91 ? "22" : pick < 95 ? "24" : pick < 98 ? "31" : "81"
    let day = pick < 62 && dice.below(10) < 6
    var stay = day ? 0 : pick < 62 ? 0 : 1
    while !day && stay < 40 && dice.below(100) < 68 { stay += 1 }
    let codes = SampleResource.codes(of: specialty.chapter)
    let pounds = day ? 500 + dice.below(500) : 1100 + dice.below(1500) + 190 * stay
    return AttendanceRow(
      provider: provider, practice: practice(), fields: "\(specialty.code),\(method),\(day ? 2 : 1),\(codes[dice.below(codes.count)]),\(stay)",
      cost: Parts(pounds * trust.marketForces / 100) * partsInPenny, patient: patient())
  }

  /// An accident department attendance.
  mutating func emergency(at provider: Int) -> AttendanceRow {
    let category = 1 + dice.below(11)
    let resource = "VB\(padded(category == 10 ? 11 : category, to: 2))Z"
    let price = Parts((58 + 11 * (12 - category)) * providers[provider].marketForces / 100) * partsInPenny
    let disposal = ["01", "01", "02", "02", "02", "03", "03", "03", "03", "12"][dice.below(10)]
    return AttendanceRow(
      provider: provider, practice: practice(), fields: "\(dice.below(4) == 0 ? 1 : 2),\(disposal),\(resource)", cost: price, patient: patient())
  }
}

extension ByteText {
  /// A row of a SUS extract.
  mutating func add(_ row: AttendanceRow, month: SampleMonth, provider: String, commissioner: String, practice: SamplePractice) {
    add("\(month.yearCode),\(month.month),\(provider),\(commissioner),\(practice.code),")
    add(field: practice.locality)
    comma()
    add(row.fields)
    comma()
    add(parts: row.cost)
    comma()
    add(number: row.patient)
    add(byte: 0x0A)
  }
}
