/// A treatment function of the sample programmes (DOMAIN.md §2.4 has the national list).
struct SampleSpecialty {
  let code: String
  let name: String
  /// The chapter of its resource groups.
  let chapter: Character
  /// Relative activity in a general hospital; 0 where only its own points of delivery use it.
  let weight: Double
  let surgical: Bool

  static let all: [SampleSpecialty] = [
    SampleSpecialty("100", "General Surgery", "F", 8, true), SampleSpecialty("101", "Urology", "L", 7, true),
    SampleSpecialty("102", "Transplantation Surgery", "L", 2, true), SampleSpecialty("103", "Breast Surgery", "J", 3, true),
    SampleSpecialty("104", "Colorectal Surgery", "F", 4, true), SampleSpecialty("107", "Vascular Surgery", "Q", 3, true),
    SampleSpecialty("108", "Spinal Surgery", "H", 3, true), SampleSpecialty("110", "Trauma & Orthopaedics", "H", 10, true),
    SampleSpecialty("120", "ENT", "C", 6, true), SampleSpecialty("130", "Ophthalmology", "B", 8, true),
    SampleSpecialty("140", "Oral Surgery", "C", 3, true), SampleSpecialty("143", "Orthodontics", "C", 1, false),
    SampleSpecialty("150", "Neurosurgery", "A", 5, true), SampleSpecialty("160", "Plastic Surgery", "J", 4, true),
    SampleSpecialty("170", "Cardiothoracic Surgery", "E", 4, true), SampleSpecialty("171", "Paediatric Surgery", "P", 1.5, true),
    SampleSpecialty("172", "Cardiac Surgery", "E", 2, true), SampleSpecialty("173", "Thoracic Surgery", "D", 2, true),
    SampleSpecialty("180", "Accident & Emergency", "V", 0, false), SampleSpecialty("191", "Pain Management", "A", 2, true),
    SampleSpecialty("192", "Critical Care Medicine", "X", 0, false), SampleSpecialty("214", "Paediatric Trauma & Orthopaedics", "P", 0.5, true),
    SampleSpecialty("215", "Paediatric ENT", "P", 0.5, true), SampleSpecialty("216", "Paediatric Ophthalmology", "P", 0.5, true),
    SampleSpecialty("242", "Paediatric Intensive Care", "P", 0, false), SampleSpecialty("251", "Paediatric Gastroenterology", "P", 0.5, false),
    SampleSpecialty("300", "General Medicine", "W", 8, false), SampleSpecialty("301", "Gastroenterology", "F", 6, true),
    SampleSpecialty("302", "Endocrinology", "K", 3, false), SampleSpecialty("303", "Clinical Haematology", "S", 5, true),
    SampleSpecialty("306", "Hepatology", "G", 3, true), SampleSpecialty("307", "Diabetic Medicine", "K", 2, false),
    SampleSpecialty("314", "Rehabilitation", "A", 0, false), SampleSpecialty("320", "Cardiology", "E", 9, true),
    SampleSpecialty("328", "Stroke Medicine", "A", 1.5, false), SampleSpecialty("330", "Dermatology", "J", 5, true),
    SampleSpecialty("340", "Respiratory Medicine", "D", 6, true), SampleSpecialty("350", "Infectious Diseases", "W", 1, false),
    SampleSpecialty("361", "Nephrology", "L", 6, true), SampleSpecialty("370", "Medical Oncology", "S", 4, true),
    SampleSpecialty("400", "Neurology", "A", 6, false), SampleSpecialty("410", "Rheumatology", "H", 5, false),
    SampleSpecialty("420", "Paediatrics", "P", 4, false), SampleSpecialty("421", "Paediatric Neurology", "P", 0.7, false),
    SampleSpecialty("422", "Neonatology", "N", 0, false), SampleSpecialty("430", "Geriatric Medicine", "W", 2, false),
    SampleSpecialty("501", "Obstetrics", "N", 3, false), SampleSpecialty("502", "Gynaecology", "M", 7, true),
    SampleSpecialty("503", "Gynaecological Oncology", "M", 2, true), SampleSpecialty("650", "Physiotherapy", "H", 2, false),
    SampleSpecialty("800", "Clinical Oncology", "S", 3, false), SampleSpecialty("811", "Interventional Radiology", "Y", 1, true),
    SampleSpecialty("812", "Diagnostic Imaging", "R", 0, false), SampleSpecialty("822", "Chemical Pathology", "D", 0, false),
    SampleSpecialty("840", "Audiology", "C", 1.5, false),
  ]

  /// The place of each code in `all`.
  static let index: [String: Int] = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })

  /// The name of a code; blank for a code that is not in the list.
  static func name(_ code: String) -> String { index[code].map { all[$0].name } ?? "" }

  /// The weight of the specialty in a trust of a profile.
  func weight(in profile: SampleProvider.Profile?) -> Double {
    guard let profile else { return code == "171" || code.hasPrefix("21") || code == "251" ? weight * 0.5 : weight }
    let emphasis: [String: Double]
    switch profile {
    case .eye: emphasis = ["130": 90, "216": 25]
    case .bone: emphasis = ["110": 60, "108": 40, "214": 14, "650": 12, "410": 10, "191": 8]
    case .chest: emphasis = ["320": 40, "340": 40, "170": 25, "172": 25, "173": 22]
    case .cancer: emphasis = ["370": 40, "800": 30, "103": 18, "104": 12, "303": 14, "101": 8, "503": 16, "160": 6]
    case .children: emphasis = ["420": 30, "171": 20, "214": 14, "215": 18, "216": 10, "251": 16, "421": 20]
    }
    return emphasis[code] ?? (weight > 2 && profile != .eye ? weight * 0.06 : 0)
  }

  private init(_ code: String, _ name: String, _ chapter: Character, _ weight: Double, _ surgical: Bool) {
    self.code = code
    self.name = name
    self.chapter = chapter
    self.weight = weight
    self.surgical = surgical
  }
}
