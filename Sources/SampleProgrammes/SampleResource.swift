/// The resource groups (HRGs), drugs and devices of the sample programmes, with short names made for them.
enum SampleResource {
  /// Codes and names by chapter, for admissions and outpatient procedures.
  static let chapters: [(letter: Character, title: String)] = [
    ("A", "Nervous System"), ("B", "Eye"), ("C", "Mouth, Head, Neck & Ear"), ("D", "Thoracic"), ("E", "Cardiac"), ("F", "Digestive System"),
    ("G", "Hepatobiliary"), ("H", "Musculoskeletal"), ("J", "Skin, Breast & Burns"), ("K", "Endocrine"), ("L", "Urinary Tract"),
    ("M", "Female Reproductive"), ("N", "Obstetric"), ("P", "Children’s"), ("Q", "Vascular"), ("R", "Imaging"), ("S", "Haematology"),
    ("V", "Emergency"), ("W", "Immunology & Infection"), ("X", "Critical Care"), ("Y", "Interventional Radiology"),
  ]
  private static let heads = [
    "Minor", "Intermediate", "Major", "Complex", "Very Complex", "Diagnostic", "Endoscopic", "Percutaneous", "Open", "Other",
  ]
  private static let tails = [
    "19 years and over", "with CC", "without CC", "with CC Score 0-2", "with CC Score 3-5", "with CC Score 6+", "18 years and under",
  ]
  static let drugs = (0..<14).map { "HCD" + padded($0, to: 2) }
  static let devices = (0..<8).map { "DEV" + padded($0, to: 2) }
  private static let drugNames = [
    "Adalimumab", "Aflibercept", "Abatacept", "Bortezomib", "Certolizumab", "Dexamethasone implant", "Etanercept", "Golimumab", "Infliximab",
    "Natalizumab", "Omalizumab", "Ranibizumab", "Rituximab", "Tocilizumab",
  ]
  private static let deviceNames = [
    "Bespoke orthopaedic implant", "Cochlear implant", "Cardiac resynchronisation device", "Endovascular stent graft", "External fixator",
    "Insulin pump, consumables", "Implantable defibrillator", "Spinal cord stimulator",
  ]
  private static let fixed: [(String, String)] = [
    ("WF01A", "Non-Admitted Face to Face Attendance, Follow-Up"), ("WF01B", "Non-Admitted Face to Face Attendance, First"),
    ("WF01C", "Non-Admitted Non Face to Face Attendance, Follow-Up"), ("WF01D", "Non-Admitted Non Face to Face Attendance, First"),
    ("WF02A", "Multiprofessional Non-Admitted Face to Face Attendance, Follow-Up"),
    ("WF02B", "Multiprofessional Non-Admitted Face to Face Attendance, First"), ("VC04Z", "Rehabilitation for Stroke"),
    ("VC06Z", "Rehabilitation for Brain Injuries"), ("VC12Z", "Rehabilitation for Pain Syndromes"), ("VC18Z", "Rehabilitation for Hip Fracture"),
    ("VC42Z", "Rehabilitation for Other Disorders"), ("RA01A", "Magnetic Resonance Imaging, One Area, no contrast"),
    ("RA08A", "Computerised Tomography, One Area, no contrast"), ("RA12Z", "Computerised Tomography, Two Areas"),
    ("RA14Z", "Computerised Tomography, More than Three Areas"), ("RA23Z", "Ultrasound Scan, less than 20 minutes"),
    ("RA24Z", "Ultrasound Scan, 20 minutes and over"), ("RA60A", "Simple Echocardiogram, 19 years and over"), ("DAP801", "Phlebotomy"),
    ("DAP838", "Integrated Blood Services"), ("DZ44Z", "Lung Function Tests"), ("CZ26Z", "Hearing Assessment"), ("FZ51Z", "Diagnostic Colonoscopy"),
    ("SB11Z", "Deliver Exclusively Oral Chemotherapy"), ("SB12Z", "Deliver Simple Parenteral Chemotherapy"),
    ("SB13Z", "Deliver More Complex Parenteral Chemotherapy"), ("SB14Z", "Deliver Complex Chemotherapy, Prolonged Infusion"),
    ("SB15Z", "Deliver Subsequent Elements of a Cycle"), ("SC22Z", "Deliver a Fraction on a Megavoltage Machine"),
    ("SC23Z", "Deliver a Fraction, Complex"), ("SC31Z", "Other Radiotherapy Treatment"), ("SC45Z", "Preparation for Simple Radiotherapy"),
    ("SC51Z", "Preparation for Complex Conformal Radiotherapy"), ("XB05Z", "Paediatric Critical Care, Advanced"),
    ("XB07Z", "Paediatric Critical Care, Basic"), ("XA02Z", "Neonatal Critical Care, High Dependency"),
    ("XA04Z", "Neonatal Critical Care, Special Care"),
    ("NZ16Z", "Antenatal Pathway, Standard"), ("NZ17Z", "Antenatal Pathway, Intermediate"),
  ]

  /// The codes of a chapter, fifteen at most.
  static func codes(of chapter: Character) -> [String] {
    (0..<5).flatMap { number in
      ["A", "C", "Z"].map { "\(chapter)\(number < 3 ? "Z" : "A")\(padded(number * 11 % 47 + 4, to: 2))\($0)" }
    }
  }

  /// Every code with its name, in order of code.
  static let names: [(code: String, name: String)] = {
    var list = fixed.map { (code: $0.0, name: $0.1) }
    for (chapter, (letter, title)) in chapters.enumerated() {
      for (number, code) in codes(of: letter).enumerated() where !list.contains(where: { $0.code == code }) {
        let head = heads[(number / 3 * 3 + chapter * 7) % heads.count]
        list.append((code, "\(head) \(title) Procedures, \(tails[(number * 2 + chapter) % tails.count])"))
      }
    }
    for number in 1...11 {
      list.append(
        ("VB\(padded(number, to: 2))Z", "Emergency Medicine, Category \(1 + number % 5) Investigation with Category \(1 + number % 4) Treatment"))
    }
    for number in 1...7 { list.append(("XC0\(number)Z", "Adult Critical Care, \(7 - number) Organs Supported")) }
    for (code, name) in zip(drugs, drugNames) { list.append((code, name)) }
    for (code, name) in zip(devices, deviceNames) { list.append((code, name)) }
    return list.sorted { $0.code < $1.code }
  }()
}
