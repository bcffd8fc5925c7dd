/// Published first outpatient attendances of North Hampshire patients at London trusts, April 2013 (index 0) to February 2016 (index 34).
enum PublishedNorthHampshire {
  static let commissioner = "10J"

  /// First attendances by month.
  static let firsts = [
    13, 14, 11, 16, 14, 16, 14, 7, 8, 11, 17, 12, 8, 8, 21, 12, 7, 13, 17, 16, 12, 22, 8, 14, 14, 9, 14, 19, 19, 17, 10, 14, 12, 17, 14,
  ]

  /// First attendances by trust in 2013-14, 2014-15 and the eleven months of 2015-16; the rest of London has the rest.
  static let byTrust: [(provider: String, firsts: [Int])] = [
    ("RRV", [41, 44, 39]),
    ("RJ1", [37, 30, 31]),
    ("RYJ", [14, 23, 17]),
    ("RAN", [7, 9, 14]),
    ("RP6", [9, 9, 12]),
    ("RJZ", [7, 7, 11]),
  ]
}
