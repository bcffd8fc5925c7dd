/// A point of delivery of the sample programmes, with the code that providers use for it.
struct SamplePod {
  /// National code.
  let national: String
  /// Local code, unique here: it stands for the same national code everywhere.
  let local: String
  /// What providers call it.
  let title: String
  let group: String
  let unit: String
  /// A usual price of one unit, in pounds.
  let price: Int
  /// Whether the market forces factor is part of the price.
  let marketForces: Bool
  /// Whether a line's price varies with its case mix from month to month (admissions, drugs), or is a fixed tariff.
  let caseMix: Bool
  /// Share of the lines of a large contract.
  let share: Double

  /// Where its specialty comes from.
  enum Specialty { case any, surgical, fixed([String]), none }
  let specialty: Specialty
  /// Where its resource group comes from.
  enum Group { case chapter, one([String]), none }
  let resource: Group

  static let all: [SamplePod] = [
    SamplePod("DC", "DC", "Day Cases", "elective", "spell", 720, true, true, 11, .surgical, .chapter),
    SamplePod(
      "RADAY", "RADAY", "Regular Day Attenders", "regular_attender", "attendance", 260, true, true, 2, .fixed(["361", "303", "370"]), .chapter),
    SamplePod("EL", "EL", "Elective Inpatients", "elective", "spell", 2900, true, true, 9, .surgical, .chapter),
    SamplePod("ELXBD", "ELXBD", "Elective Excess Bed Days", "elective_bed_days", "bed_day", 250, true, false, 2.5, .surgical, .chapter),
    SamplePod("NEL", "NEL", "Non-Elective Inpatients", "non_elective", "spell", 2300, true, true, 7, .any, .chapter),
    SamplePod("NELST", "NELST", "Non-Elective Short Stay", "non_elective", "spell", 780, true, true, 3, .any, .chapter),
    SamplePod("NELXBD", "NELXBD", "Non-Elective Excess Bed Days", "non_elective_bed_days", "bed_day", 240, true, false, 2.5, .any, .chapter),
    SamplePod(
      "NELNE", "NELNE", "Non-Elective, Non-Emergency", "non_elective", "spell", 1700, true, true, 2, .fixed(["501", "320", "422"]), .chapter),
    SamplePod(
      "IPOBD", "IPOBD", "Inpatient Occupied Bed Days", "inpatient_bed_days", "bed_day", 310, false, false, 1, .fixed(["314", "400"]),
      .one(["VC12Z", "VC18Z"])),
    SamplePod("OPFASPCL", "OPFASPCL", "OP First, Consultant Led", "outpatient_first", "attendance", 185, true, false, 10, .any, .one(["WF01B"])),
    SamplePod("OPFASPNCL", "OPFASPNCL", "OP First, Non-Consultant Led", "outpatient_first", "attendance", 112, true, false, 4, .any, .one(["WF01B"])),
    SamplePod("OPFAMPCL", "OPFAMPCL", "OP First, Multi-Prof", "outpatient_first", "attendance", 226, true, false, 2.5, .any, .one(["WF02B"])),
    SamplePod("NF2FFA", "NF2FFA", "OP First, Non Face to Face", "outpatient_first", "attendance", 46, false, false, 1.5, .any, .one(["WF01D"])),
    SamplePod(
      "OPFUPSPCL", "OPFUPSPCL", "OP Follow-Up, Consultant Led", "outpatient_follow_up", "attendance", 98, true, false, 11, .any, .one(["WF01A"])),
    SamplePod(
      "OPFUPSPNCL", "OPFUPSPNCL", "OP Follow-Up, Non-Consultant Led", "outpatient_follow_up", "attendance", 69, true, false, 5, .any, .one(["WF01A"])),
    SamplePod("OPFUPMPCL", "OPFUPMPCL", "OP Follow-Up, Multi-Prof", "outpatient_follow_up", "attendance", 142, true, false, 3, .any, .one(["WF02A"])),
    SamplePod("NF2FFUP", "OPNFTF", "OP Non Face to Face", "outpatient_follow_up", "attendance", 27, false, false, 4, .any, .one(["WF01C"])),
    SamplePod("WAFUP", "WAFUP", "Ward Attenders", "outpatient_follow_up", "attendance", 84, true, false, 1, .surgical, .one(["WF01A"])),
    SamplePod("OPPROC", "OPPROC", "Outpatient Procedures", "outpatient_procedure", "attendance", 162, true, false, 5, .surgical, .chapter),
    SamplePod("OPPROCFA", "OPPROCFA", "OP Procedures, First", "outpatient_procedure", "attendance", 188, true, false, 2, .surgical, .chapter),
    SamplePod("OPPROCFUP", "OPPROCFUP", "OP Procedures, Follow-Up", "outpatient_procedure", "attendance", 149, true, false, 2, .surgical, .chapter),
    SamplePod(
      "DAIMG", "DAIMG", "Direct Access Imaging", "direct_access", "item", 61, false, false, 2, .fixed(["812"]),
      .one(["RA01A", "RA08A", "RA23Z", "RA24Z"])),
    SamplePod(
      "DALAB", "DALAB", "Direct Access Pathology", "direct_access", "item", 9, false, false, 1.5, .fixed(["822"]), .one(["DAP801", "DAP838"])),
    SamplePod(
      "DAOTHER", "DA", "Direct Access", "direct_access", "item", 33, false, false, 2, .fixed(["320", "840", "340"]),
      .one(["RA60A", "DZ44Z", "CZ26Z"])),
    SamplePod(
      "AE", "AandE", "Accident and Emergency", "emergency", "attendance", 116, true, false, 6, .fixed(["180"]),
      .one(["VB01Z", "VB02Z", "VB03Z", "VB04Z", "VB05Z", "VB06Z", "VB07Z", "VB08Z", "VB09Z", "VB11Z"])),
    SamplePod(
      "DRUG", "HCD", "Excluded Drugs", "drugs", "item", 540, false, true, 5, .fixed(["410", "330", "301", "130", "370", "400"]),
      .one(SampleResource.drugs)),
    SamplePod(
      "DEVICE", "HCDEV", "Excluded Devices", "devices", "item", 1250, false, true, 2.5, .fixed(["110", "320", "170", "108", "120"]),
      .one(SampleResource.devices)),
    SamplePod(
      "UNBCHEMO", "CHEMO", "Chemotherapy", "unbundled", "item", 305, true, false, 3, .fixed(["370", "303"]),
      .one(["SB11Z", "SB12Z", "SB13Z", "SB14Z", "SB15Z"])),
    SamplePod(
      "UNBRTHPY", "RADIO", "Radiotherapy", "unbundled", "item", 126, true, false, 2, .fixed(["800"]),
      .one(["SC22Z", "SC23Z", "SC31Z", "SC45Z", "SC51Z"])),
    SamplePod(
      "UNBRAD", "DIAG", "Unbundled Diagnostic Imaging", "unbundled", "item", 104, true, false, 3, .fixed(["812"]),
      .one(["RA01A", "RA08A", "RA12Z", "RA14Z", "RA24Z"])),
    SamplePod(
      "UNBREHAB", "REHAB", "Rehabilitation", "rehabilitation", "bed_day", 284, false, false, 1.5, .fixed(["314"]), .one(["VC04Z", "VC06Z", "VC42Z"])),
    SamplePod(
      "UNBACC", "ACRIT", "Adult Critical Care", "critical_care", "bed_day", 1120, false, false, 3, .fixed(["192"]),
      .one(["XC01Z", "XC02Z", "XC03Z", "XC04Z", "XC05Z", "XC06Z", "XC07Z"])),
    SamplePod(
      "UNBPCC", "PCRIT", "Paediatric Critical Care", "critical_care", "bed_day", 1480, false, false, 1, .fixed(["242"]), .one(["XB05Z", "XB07Z"])),
    SamplePod(
      "UNBNCC", "NCRIT", "Neonatal Critical Care", "critical_care", "bed_day", 560, false, false, 1, .fixed(["422"]), .one(["XA02Z", "XA04Z"])),
    SamplePod(
      "MATPATHAN", "MATAN", "Maternity Pathway, Antenatal", "other", "item", 1060, true, false, 1, .fixed(["501"]), .one(["NZ16Z", "NZ17Z"])),
    SamplePod("MDT", "MDT", "Multidisciplinary Team Meetings", "other", "item", 108, true, false, 1, .fixed(["103", "370", "104"]), .none),
    SamplePod("SCREEN", "SCREEN", "Screening", "other", "item", 54, false, false, 0.7, .fixed(["301"]), .one(["FZ51Z"])),
    SamplePod("PTSTRANS", "PTS", "Patient Transport", "other", "item", 37, false, false, 1, .fixed(["300"]), .none),
    SamplePod("CQUIN", "CQUIN", "CQUIN", "financial", "pounds", 0, false, false, 0, .none, .none),
    SamplePod("ADJUSTMENT", "ADJ", "Contract Adjustments", "financial", "pounds", 0, false, false, 0, .none, .none),
    SamplePod("BLOCK", "BLOCK", "Block: Wheelchairs & Orthotics", "financial", "pounds", 0, false, false, 0, .none, .none),
  ]

  /// The index of a local code in `all`.
  static func index(_ local: String) -> Int { all.firstIndex { $0.local == local } ?? 0 }

  init(
    _ national: String, _ local: String, _ title: String, _ group: String, _ unit: String, _ price: Int, _ marketForces: Bool, _ caseMix: Bool,
    _ share: Double, _ specialty: Specialty, _ resource: Group
  ) {
    self.national = national
    self.local = local
    self.title = title
    self.group = group
    self.unit = unit
    self.price = price
    self.marketForces = marketForces
    self.caseMix = caseMix
    self.share = share
    self.specialty = specialty
    self.resource = resource
  }
}
