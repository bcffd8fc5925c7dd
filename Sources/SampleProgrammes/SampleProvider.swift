/// A trust of the sample programmes.
struct SampleProvider {
  /// ODS code.
  let code: String
  let name: String
  let shortName: String
  /// Relative size of its contracts.
  let weight: Double
  /// Market forces factor, in ten-thousandths: 11 402 is 1.1402.
  let marketForces: Int
  /// What it specialises in; nil for a general hospital.
  let profile: Profile?

  /// The market forces factor as a decimal, `1.1402`.
  var marketForcesText: String {
    let decimals = String(marketForces % 10_000)
    return "\(marketForces / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
  }

  /// A specialist hospital's emphasis.
  enum Profile: Int, CaseIterable { case eye, bone, chest, cancer, children }

  /// The sixteen London trusts of 2015-16, in order of code.
  static let london: [SampleProvider] = [
    SampleProvider("R1H", "Barts Health NHS Trust", "Barts", 1629, 11_203, nil),
    SampleProvider("R1K", "London North West Healthcare NHS Trust", "London North West", 2601, 11_016, nil),
    SampleProvider("RAL", "Royal Free London NHS Foundation Trust", "Royal Free", 1870, 11_242, nil),
    SampleProvider("RAN", "Royal National Orthopaedic Hospital NHS Trust", "Royal National Orthopaedic", 3233, 11_087, .bone),
    SampleProvider("RAS", "The Hillingdon Hospitals NHS Foundation Trust", "Hillingdon", 4938, 10_983, nil),
    SampleProvider("RJ1", "Guy’s and St Thomas’ NHS Foundation Trust", "Guy’s & St Thomas’", 5815, 11_352, nil),
    SampleProvider("RJ7", "St George’s University Hospitals NHS Foundation Trust", "St George’s", 3693, 11_178, nil),
    SampleProvider("RJZ", "King’s College Hospital NHS Foundation Trust", "King’s", 2548, 11_260, nil),
    SampleProvider("RP4", "Great Ormond Street Hospital for Children NHS Foundation Trust", "Great Ormond Street", 1702, 11_488, .children),
    SampleProvider("RP6", "Moorfields Eye Hospital NHS Foundation Trust", "Moorfields", 1617, 11_312, .eye),
    SampleProvider("RPY", "The Royal Marsden NHS Foundation Trust", "Royal Marsden", 1379, 11_141, .cancer),
    SampleProvider("RQM", "Chelsea and Westminster Hospital NHS Foundation Trust", "Chelsea & Westminster", 1567, 11_421, nil),
    SampleProvider("RRV", "University College London Hospitals NHS Foundation Trust", "UCLH", 6873, 11_537, nil),
    SampleProvider("RT3", "Royal Brompton & Harefield NHS Foundation Trust", "Royal Brompton", 5011, 11_297, .chest),
    SampleProvider("RVR", "Epsom and St Helier University Hospitals NHS Trust", "Epsom", 2144, 10_924, nil),
    SampleProvider("RYJ", "Imperial College Healthcare NHS Trust", "Imperial", 6331, 11_386, nil),
  ]

  init(_ code: String, _ name: String, _ shortName: String, _ weight: Double, _ marketForces: Int, _ profile: Profile?) {
    self.code = code
    self.name = name
    self.shortName = shortName
    self.weight = weight
    self.marketForces = marketForces
    self.profile = profile
  }

  /// The sites of the trust that treat the programme's patients.
  var sites: [String] { [code + "01", code + "02", code + "05"] }
}
