/// The published trust dashboard of month 12, 2016-17, in whole pounds.
enum PublishedDashboard {
  /// Annual plan, year-to-date actual and cost of month 12 by commissioner, CCG 1 first.
  ///
  /// CCG 2's plan is 57,779: the print says 57,799, but its variance, its monthly plan and the column's total all need 57,779.
  static let positions: [(plan: Int, actual: Int, monthCost: Int)] = [
    (154909, 187376, 19815),
    (57779, 31430, 5005),
    (131381, 64114, 6282),
    (34255, 18368, 953),
    (21938, 11643, 497),
    (7987, 7008, 436),
    (43383, 36367, 1989),
    (13537, 32574, 1550),
    (12604, 13874, 1385),
    (152161, 153553, 16891),
    (15698, 6962, 389),
    (50844, 38629, 2046),
    (15262, 12033, 571),
    (43492, 47567, 2063),
    (61218, 61109, 4552),
    (65972, 24909, 1462),
    (67233, 114292, 2791),
    (1239862, 1132163, 108388),
  ]

  /// A line of one of the two printed top-ten lists, year to date.
  struct Line {
    let pod: String
    let derivedPod: String
    let specialty: String
    let resourceGroup: String
    let planActivity: Int
    let actualActivity: Int
    let planCost: Int
    let actualCost: Int
    let variance: Int
    /// Which commissioner (1 to 18) the fixture gives the line to; the print does not say.
    let commissioner: Int
  }

  static let lines: [Line] = [
    Line(
      pod: "Day Cases", derivedPod: "PSD", specialty: "361", resourceGroup: "WA02W", planActivity: 8, actualActivity: 10,
      planCost: 3216, actualCost: 4280, variance: -1064, commissioner: 18),
    Line(
      pod: "AandE", derivedPod: "AandE", specialty: "180", resourceGroup: "VB03Z", planActivity: 20, actualActivity: 23,
      planCost: 4659, actualCost: 5405, variance: -746, commissioner: 1),
    Line(
      pod: "Excluded Devices", derivedPod: "HCD (devices)", specialty: "811", resourceGroup: "", planActivity: 0, actualActivity: 0,
      planCost: 2144, actualCost: 2814, variance: -670, commissioner: 18),
    Line(
      pod: "OPPROC", derivedPod: "OPPROC", specialty: "120", resourceGroup: "CZ08Y", planActivity: 1, actualActivity: 4,
      planCost: 192, actualCost: 564, variance: -372, commissioner: 16),
    Line(
      pod: "Direct Access", derivedPod: "DA", specialty: "320", resourceGroup: "RA60A", planActivity: 8, actualActivity: 11,
      planCost: 600, actualCost: 880, variance: -280, commissioner: 12),
    Line(
      pod: "OPPROC", derivedPod: "OPPROC", specialty: "130", resourceGroup: "BZ32Z", planActivity: 2, actualActivity: 4,
      planCost: 244, actualCost: 520, variance: -276, commissioner: 3),
    Line(
      pod: "OPNFTF", derivedPod: "OPNFTF", specialty: "361", resourceGroup: "WF01C", planActivity: 3, actualActivity: 12,
      planCost: 67, actualCost: 322, variance: -255, commissioner: 1),
    Line(
      pod: "OPPROC", derivedPod: "OPPROC", specialty: "120", resourceGroup: "CZ02Y", planActivity: 2, actualActivity: 2,
      planCost: 195, actualCost: 252, variance: -57, commissioner: 18),
    Line(
      pod: "Day Cases", derivedPod: "PSD", specialty: "361", resourceGroup: "JC27Z", planActivity: 2, actualActivity: 2,
      planCost: 805, actualCost: 852, variance: -47, commissioner: 10),
    Line(
      pod: "OPNFTF", derivedPod: "OPNFTF", specialty: "303", resourceGroup: "WF01C", planActivity: 2, actualActivity: 4,
      planCost: 66, actualCost: 107, variance: -42, commissioner: 13),
    Line(
      pod: "OPFASPCL", derivedPod: "OPFASPCL", specialty: "361", resourceGroup: "WF01B", planActivity: 0, actualActivity: 222,
      planCost: 0, actualCost: 71262, variance: -71262, commissioner: 18),
    Line(
      pod: "OPFUPSPCL", derivedPod: "OPFUPSPCL", specialty: "361", resourceGroup: "WF01A", planActivity: 0, actualActivity: 368,
      planCost: 0, actualCost: 56304, variance: -56304, commissioner: 1),
    Line(
      pod: "OPFUPSPNCL", derivedPod: "OPFUPSPNCL", specialty: "361", resourceGroup: "WF01A", planActivity: 0, actualActivity: 267,
      planCost: 0, actualCost: 41174, variance: -41174, commissioner: 17),
    Line(
      pod: "NELXBD", derivedPod: "NELXBD", specialty: "361", resourceGroup: "AA26A", planActivity: 0, actualActivity: 94,
      planCost: 0, actualCost: 22372, variance: -22372, commissioner: 8),
    Line(
      pod: "OPFUPMPCL", derivedPod: "OPFUPMPCL", specialty: "102", resourceGroup: "WF02A", planActivity: 0, actualActivity: 50,
      planCost: 0, actualCost: 15909, variance: -15909, commissioner: 18),
    Line(
      pod: "OPFUPSPCL", derivedPod: "OPFUPSPCL", specialty: "361", resourceGroup: "WF01A", planActivity: 0, actualActivity: 2255,
      planCost: 0, actualCost: 345015, variance: -345015, commissioner: 18),
    Line(
      pod: "ACRIT", derivedPod: "ACRIT", specialty: "192", resourceGroup: "XC03Z", planActivity: 0, actualActivity: 36,
      planCost: 0, actualCost: 70107, variance: -70107, commissioner: 18),
    Line(
      pod: "ACRIT", derivedPod: "ACRIT", specialty: "192", resourceGroup: "XC04Z", planActivity: 0, actualActivity: 27,
      planCost: 0, actualCost: 47041, variance: -47041, commissioner: 18),
    Line(
      pod: "OPFUPSPCL", derivedPod: "OPFUPSPCL", specialty: "361", resourceGroup: "WF01A", planActivity: 0, actualActivity: 186,
      planCost: 0, actualCost: 28458, variance: -28458, commissioner: 10),
    Line(
      pod: "OPFASPCL", derivedPod: "OPFASPCL", specialty: "361", resourceGroup: "WF01B", planActivity: 0, actualActivity: 55,
      planCost: 0, actualCost: 17655, variance: -17655, commissioner: 1),
  ]
}
