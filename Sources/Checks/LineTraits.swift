/// What a line's point of delivery is, as far as checks ask.
package struct PODTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// ADJUSTMENT, BLOCK, CQUIN, NAOTHER: money whose activity has no meaning.
  package static let money = PODTraits(rawValue: 1 << 0)
  /// ADJUSTMENT alone: the one place where money is taken back.
  package static let adjustment = PODTraits(rawValue: 1 << 1)
  /// BLOCK alone.
  package static let block = PODTraits(rawValue: 1 << 2)
  /// An excluded drug.
  package static let drug = PODTraits(rawValue: 1 << 3)
  /// An excluded device.
  package static let device = PODTraits(rawValue: 1 << 4)
  /// A spell, elective or not.
  package static let spell = PODTraits(rawValue: 1 << 5)
  /// Bed days.
  package static let bedDays = PODTraits(rawValue: 1 << 6)
  /// A first outpatient attendance.
  package static let firstAttendance = PODTraits(rawValue: 1 << 7)
  /// A follow-up attendance.
  package static let followUp = PODTraits(rawValue: 1 << 8)
  /// An outpatient procedure.
  package static let procedure = PODTraits(rawValue: 1 << 9)
  /// An attendance that is not face to face.
  package static let notFaceToFace = PODTraits(rawValue: 1 << 10)
  /// An emergency attendance.
  package static let emergency = PODTraits(rawValue: 1 << 11)
  /// A point of delivery with several professionals.
  package static let multiProfessional = PODTraits(rawValue: 1 << 12)
  /// A point of delivery with one professional.
  package static let singleProfessional = PODTraits(rawValue: 1 << 13)
  /// The POINT OF DELIVERY CODE itself is of the national list.
  package static let national = PODTraits(rawValue: 1 << 14)
  /// The POINT OF DELIVERY CODE is blank.
  package static let blank = PODTraits(rawValue: 1 << 15)
  /// What it is, is not known.
  package static let unknown = PODTraits(rawValue: 1 << 16)
  /// Regular attenders.
  package static let regular = PODTraits(rawValue: 1 << 17)
  /// Elective spells.
  package static let elective = PODTraits(rawValue: 1 << 18)

  /// A procedure at a first attendance.
  package static let atFirst = PODTraits(rawValue: 1 << 19)
  /// A procedure at a follow-up.
  package static let atFollowUp = PODTraits(rawValue: 1 << 20)

  /// Counted one by one: a fraction of one is none.
  package static let counted: PODTraits = [.spell, .firstAttendance, .followUp, .procedure, .emergency, .regular]
  /// Patients' care that the national tariff mostly prices.
  package static let tariffed: PODTraits = [.spell, .firstAttendance, .followUp, .procedure, .emergency]

  /// Whether it is care, and not money alone or nobody knows what.
  package var isCare: Bool { isDisjoint(with: [.money, .unknown]) }
  /// Whether it is among `tariffed`.
  package var isTariffed: Bool { !isDisjoint(with: .tariffed) }
  /// Whether it is a spell or a regular attender's.
  package var isSpellOrRegular: Bool { !isDisjoint(with: [.spell, .regular]) }

  /// The traits of a point of delivery.
  ///
  /// - Parameters:
  ///   - stated: what stands in POINT OF DELIVERY CODE.
  ///   - national: the national code that the line is counted under, empty where none is known.
  ///   - group: the code of its group.
  package init(stated: String, isNational: Bool, national: String, group: String) {
    var traits: PODTraits = []
    switch group {
    case "financial": traits.insert(.money)
    case "drugs": traits.insert(.drug)
    case "devices": traits.insert(.device)
    case "elective": traits.formUnion([.spell, .elective])
    case "non_elective": traits.insert(.spell)
    case "elective_bed_days", "non_elective_bed_days", "inpatient_bed_days", "critical_care", "rehabilitation": traits.insert(.bedDays)
    case "outpatient_first": traits.insert(.firstAttendance)
    case "outpatient_follow_up": traits.insert(.followUp)
    case "outpatient_procedure": traits.insert(.procedure)
    case "emergency": traits.insert(.emergency)
    case "regular_attender": traits.insert(.regular)
    case "unknown": traits.insert(.unknown)
    default: break
    }
    switch national {
    case "ADJUSTMENT": traits.insert(.adjustment)
    case "BLOCK": traits.insert(.block)
    case "OPPROCFA": traits.insert(.atFirst)
    case "OPPROCFUP": traits.insert(.atFollowUp)
    case "NF2FFA", "NF2FFUP": traits.insert(.notFaceToFace)
    case "OPFASPCL", "OPFASPNCL", "OPFUPSPCL", "OPFUPSPNCL": traits.insert(.singleProfessional)
    case "OPFAMPCL", "OPFAMPNCL", "OPFUPMPCL", "OPFUPMPNCL": traits.insert(.multiProfessional)
    default: break
    }
    if isNational { traits.insert(.national) }
    if stated.isEmpty { traits.insert(.blank) }
    self = traits
  }
}

/// What a TARIFF CODE is.
package struct TariffTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// There is none.
  package static let blank = TariffTraits(rawValue: 1 << 0)
  /// It has the shape of an HRG4 code: two letters, two digits and a letter.
  package static let hrg = TariffTraits(rawValue: 1 << 1)
  /// The chapter of outpatient attendances, WF.
  package static let attendance = TariffTraits(rawValue: 1 << 2)
  /// A first attendance's: WF01B, WF02B and those not face to face, WF01D, WF02D.
  package static let first = TariffTraits(rawValue: 1 << 3)
  /// A follow-up's: WF01A, WF02A, WF01C, WF02C.
  package static let followUp = TariffTraits(rawValue: 1 << 4)
  /// One that is not face to face: WF01C, WF01D, WF02C, WF02D.
  package static let notFaceToFace = TariffTraits(rawValue: 1 << 5)
  /// Several professionals: WF02.
  package static let multiProfessional = TariffTraits(rawValue: 1 << 6)
  /// The chapter of emergency medicine, VB.
  package static let emergency = TariffTraits(rawValue: 1 << 7)
  /// The groups of data that could not be grouped, UZ.
  package static let ungrouped = TariffTraits(rawValue: 1 << 8)

  /// The traits of a code.
  package init(code: String) {
    var code = code
    self = code.withUTF8 { TariffTraits(bytes: $0) }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    if bytes.isEmpty {
      self = .blank
      return
    }
    guard bytes.count == 5, isLetter(bytes[0]), isLetter(bytes[1]), isDigit(bytes[2]),
      isDigit(bytes[3]), isLetter(bytes[4])
    else {
      self = []
      return
    }
    var traits: TariffTraits = [.hrg]
    switch (bytes[0], bytes[1]) {
    case (0x57, 0x46):  // WF
      traits.insert(.attendance)
      if bytes[2] == 0x30, bytes[3] == 0x32 { traits.insert(.multiProfessional) }
      switch bytes[4] {
      case 0x41: traits.insert(.followUp)
      case 0x42: traits.insert(.first)
      case 0x43: traits.formUnion([.followUp, .notFaceToFace])
      case 0x44: traits.formUnion([.first, .notFaceToFace])
      default: break
      }
    case (0x56, 0x42): traits.insert(.emergency)  // VB
    case (0x55, 0x5A): traits.insert(.ungrouped)  // UZ
    default: break
    }
    self = traits
  }
}

/// What an ACTIVITY TREATMENT FUNCTION CODE is.
package struct TreatmentFunctionTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// There is none.
  package static let blank = TreatmentFunctionTraits(rawValue: 1 << 0)
  /// A code that is of the list of main specialties, and never was of that of treatment functions.
  package static let mainSpecialty = TreatmentFunctionTraits(rawValue: 1 << 1)
  /// A code that was taken out of the list.
  package static let retired = TreatmentFunctionTraits(rawValue: 1 << 2)
  /// A code that came into the list in April 2021.
  package static let since2021 = TreatmentFunctionTraits(rawValue: 1 << 3)
  /// Accident and emergency, 180.
  package static let emergency = TreatmentFunctionTraits(rawValue: 1 << 4)

  private static let mainSpecialties: Set<String> = [
    "312", "500", "600", "810", "820", "821", "823", "824", "830", "831", "900", "901", "950", "960",
  ]
  private static let retiredCodes: Set<String> = ["510", "520", "610", "620", "832", "990"]
  private static let newCodes: Set<String> = ["109", "111", "113", "115", "145"]

  /// The traits of a code.
  package init(code: String) {
    var traits: TreatmentFunctionTraits = []
    if code.isEmpty { traits.insert(.blank) }
    if Self.mainSpecialties.contains(code) { traits.insert(.mainSpecialty) }
    if Self.retiredCodes.contains(code) { traits.insert(.retired) }
    if Self.newCodes.contains(code) { traits.insert(.since2021) }
    if code == "180" { traits.insert(.emergency) }
    self = traits
  }
}

/// What a practice code is, in the eyes of the programme.
package struct PracticeTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// There is none.
  package static let blank = PracticeTraits(rawValue: 1 << 0)
  /// One of the codes for a practice that is not known or not applicable: V81997, V81998, V81999.
  package static let notKnown = PracticeTraits(rawValue: 1 << 1)
  /// In the programme's list of practices.
  package static let listed = PracticeTraits(rawValue: 1 << 2)

  /// Whether it names a practice at all.
  package var isNamed: Bool { isDisjoint(with: [.blank, .notKnown]) }

  /// The traits of a code.
  package init(code: String, isListed: Bool) {
    var traits: PracticeTraits = []
    if code.isEmpty { traits.insert(.blank) }
    if code == "V81997" || code == "V81998" || code == "V81999" { traits.insert(.notKnown) }
    if isListed { traits.insert(.listed) }
    self = traits
  }
}

/// What NATIONAL TARIFF INDICATOR says.
package enum TariffIndicator: UInt8, Sendable, Hashable {
  case blank, yes, no, other

  /// Reads the field.
  package init(code: String) {
    switch code {
    case "": self = .blank
    case "Y", "y": self = .yes
    case "N", "n": self = .no
    default: self = .other
    }
  }
}

/// What else a line says of where and for whom.
package struct LineTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The site does not begin with the provider's code.
  package static let siteElsewhere = LineTraits(rawValue: 1 << 0)
  /// The practice's responsible organisation is another than the commissioner, and one of the programme's own.
  package static let responsibleElsewhere = LineTraits(rawValue: 1 << 1)
  /// The service code is of a prescribed specialised service (NCBPS…), which NHS England pays for.
  package static let specialised = LineTraits(rawValue: 1 << 2)
  /// The month is before the commissioner's first or after its last.
  package static let outsideDates = LineTraits(rawValue: 1 << 3)

  /// Some of the first three.
  package init(siteElsewhere: Bool, responsibleElsewhere: Bool, specialised: Bool) {
    self.init(
      rawValue: (siteElsewhere ? 1 : 0) | (responsibleElsewhere ? 2 : 0) | (specialised ? 4 : 0))
  }
}
