/// A national point of delivery code: the taxonomy as coded by NHS analysts from NHS England's list (the list itself is not published as data).
package struct NationalPOD: Sendable, Hashable {
  /// The code: `OPFASPCL`.
  package let code: String
  /// What it means.
  package let name: String
  /// The group that it is forecast with.
  package let group: PODGroup

  /// Every national code, by group.
  package static let all: [NationalPOD] = [
    of(.elective, ("DC", "Day case"), ("EL", "Ordinary elective spell")),
    of(.regularAttender, ("RADAY", "Regular day attender"), ("RANIGHT", "Regular night attender")),
    of(.electiveBedDays, ("ELXBD", "Elective excess bed days"), ("ELOBD", "Elective occupied bed days")),
    of(
      .nonElective, ("NEL", "Emergency spell"), ("NELST", "Emergency short-stay spell"), ("NELNE", "Non-elective, non-emergency spell")),
    of(
      .nonElectiveBedDays, ("NELXBD", "Emergency excess bed days"), ("NELOBD", "Emergency occupied bed days"),
      ("NELNEXBD", "Non-elective, non-emergency excess bed days"), ("NELNEOBD", "Non-elective, non-emergency occupied bed days")),
    of(.inpatientBedDays, ("IPOBD", "Inpatient occupied bed days")), of(.inpatientEpisodes, ("IPFCE", "Inpatient finished consultant episode")),
    of(.inpatientHours, ("IPSPECIAL", "Special inpatient care")),
    of(
      .outpatientFirst, ("OPFASPCL", "First attendance, single professional, consultant led"),
      ("OPFASPNCL", "First attendance, single professional, not consultant led"),
      ("OPFAMPCL", "First attendance, multi-professional, consultant led"),
      ("OPFAMPNCL", "First attendance, multi-professional, not consultant led"), ("NF2FFA", "First attendance, not face to face"),
      ("OPFAHOME", "First attendance at home"), ("OPFAPREOP", "First attendance before an operation"), ("WAFA", "Ward attender, first"),
      ("OPFA", "First attendance")),
    of(
      .outpatientFollowUp, ("OPFUPSPCL", "Follow-up, single professional, consultant led"),
      ("OPFUPSPNCL", "Follow-up, single professional, not consultant led"), ("OPFUPMPCL", "Follow-up, multi-professional, consultant led"),
      ("OPFUPMPNCL", "Follow-up, multi-professional, not consultant led"), ("NF2FFUP", "Follow-up, not face to face"),
      ("OPFUPHOME", "Follow-up at home"), ("OPFUPPREOP", "Follow-up before an operation"), ("WAFUP", "Ward attender, follow-up"),
      ("OPFUP", "Follow-up")),
    of(
      .outpatientProcedure, ("OPPROCFA", "Outpatient procedure at a first attendance"), ("OPPROCFUP", "Outpatient procedure at a follow-up"),
      ("OPPROC", "Outpatient procedure")),
    of(.directAccess, ("DAIMG", "Direct access imaging"), ("DALAB", "Direct access laboratory test"), ("DAOTHER", "Direct access, other")),
    of(.emergency, ("AE", "Emergency department attendance")), of(.drugs, ("DRUG", "Excluded drug")), of(.devices, ("DEVICE", "Excluded device")),
    of(
      .criticalCare, ("UNBACC", "Adult critical care bed days"), ("UNBPCC", "Paediatric critical care bed days"),
      ("UNBNCC", "Neonatal critical care bed days")),
    of(.rehabilitation, ("UNBREHAB", "Rehabilitation bed days")),
    of(
      .unbundled, ("UNBCHEMO", "Chemotherapy"), ("UNBRAD", "Diagnostic imaging"), ("UNBRTHPY", "Radiotherapy"),
      ("UNBPALL", "Specialist palliative care"),
      ("UNBOTHER", "Other unbundled activity")),
    of(
      .other, ("YOC", "Year of care"), ("POC", "Package of care"), ("MATPATHAN", "Maternity pathway, antenatal"),
      ("MATPATHPN", "Maternity pathway, postnatal"), ("IVF", "In vitro fertilisation"), ("TEST", "Test"), ("ARD", "Acute renal dialysis"),
      ("CRD", "Chronic renal dialysis"), ("CCTRANS", "Critical care transport"), ("AMBUE", "Ambulance, urgent and emergency"),
      ("AMBHTR", "Ambulance, hear and treat"), ("AMBSTR", "Ambulance, see and treat"), ("AMBSTC", "Ambulance, see, treat and convey"),
      ("AMBOTHER", "Ambulance, other"), ("PTSTRANS", "Patient transport"), ("MAINT", "Maintenance"), ("DCRE", "Day care"),
      ("COMMINIT", "Community contact, first"), ("COMMSUB", "Community contact, later"), ("COMM", "Community contact"), ("SCREEN", "Screening"),
      ("MDT", "Multi-disciplinary team meeting"), ("LAC", "Looked-after children"), ("PATIENT", "Patient"), ("OTHER", "Other")),
    of(.financial, ("CQUIN", "CQUIN"), ("ADJUSTMENT", "Adjustment"), ("BLOCK", "Block payment"), ("NAOTHER", "Other, without activity")),
  ].flatMap { $0 }

  /// The national code of that name.
  package static func named(_ code: String) -> NationalPOD? { byCode[code] }

  /// Local codes and descriptions in common use, upper case, with the national code that they stand for.
  package static let localSynonyms: [String: String] = [
    "AANDE": "AE", "A&E": "AE", "ACCIDENT AND EMERGENCY": "AE", "ACRIT": "UNBACC", "OPNFTF": "NF2FFUP", "DAY CASES": "DC", "PSD": "DC", "PSE": "EL",
    "ELECTIVE INPATIENTS": "EL", "EM": "NEL", "NON-ELECTIVE INPATIENTS": "NEL", "NEM": "NELNE", "EMXBD": "NELXBD", "EXCLUDED DEVICES": "DEVICE",
    "HCD (DEVICES)": "DEVICE", "EXCLUDED DRUGS": "DRUG", "HCD": "DRUG", "DIRECT ACCESS": "DAOTHER", "DA": "DAOTHER", "ADJ": "ADJUSTMENT",
    "OUTPATIENT PROCEDURE": "OPPROC",
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

  private static func of(_ group: PODGroup, _ entries: (code: String, name: String)...) -> [NationalPOD] {
    entries.map { NationalPOD(code: $0.code, name: $0.name, group: group) }
  }
}
