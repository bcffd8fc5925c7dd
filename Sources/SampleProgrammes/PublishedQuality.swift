/// Published quality indicators by trust.
struct PublishedQuality {
  /// ODS code of the trust.
  let provider: String
  /// Admitted patients within 18 weeks in February 2016, tenths of a per cent; nil is *Not published*.
  let admitted: Int?
  /// Non-admitted patients within 18 weeks in February 2016, tenths of a per cent; nil is *Not published*.
  let nonAdmitted: Int?
  /// MRSA bacteraemias, March 2015 to March 2016.
  let mrsa: Int
  /// Clostridium difficile infections, March 2015 to March 2016.
  let cdiff: Int

  static let all: [PublishedQuality] = [
    PublishedQuality(provider: "R1K", admitted: 687, nonAdmitted: 667, mrsa: 44, cdiff: 54),
    PublishedQuality(provider: "RAL", admitted: 778, nonAdmitted: 670, mrsa: 24, cdiff: 68),
    PublishedQuality(provider: "RAN", admitted: 812, nonAdmitted: 888, mrsa: 0, cdiff: 2),
    PublishedQuality(provider: "RAS", admitted: 784, nonAdmitted: 846, mrsa: 8, cdiff: 13),
    PublishedQuality(provider: "RJ1", admitted: 833, nonAdmitted: 746, mrsa: 10, cdiff: 55),
    PublishedQuality(provider: "RJ7", admitted: 768, nonAdmitted: 787, mrsa: 26, cdiff: 33),
    PublishedQuality(provider: "RJZ", admitted: nil, nonAdmitted: nil, mrsa: 14, cdiff: 88),
    PublishedQuality(provider: "RP4", admitted: nil, nonAdmitted: nil, mrsa: 2, cdiff: 7),
    PublishedQuality(provider: "RP6", admitted: 884, nonAdmitted: 810, mrsa: 0, cdiff: 0),
    PublishedQuality(provider: "RPY", admitted: 952, nonAdmitted: 779, mrsa: 0, cdiff: 43),
    PublishedQuality(provider: "RQM", admitted: 820, nonAdmitted: 702, mrsa: 4, cdiff: 10),
    PublishedQuality(provider: "RRV", admitted: 895, nonAdmitted: 521, mrsa: 16, cdiff: 102),
    PublishedQuality(provider: "RT3", admitted: 836, nonAdmitted: 905, mrsa: 0, cdiff: 19),
    PublishedQuality(provider: "RVR", admitted: 765, nonAdmitted: 855, mrsa: 40, cdiff: 30),
    PublishedQuality(provider: "RYJ", admitted: 739, nonAdmitted: 743, mrsa: 36, cdiff: 82),
    PublishedQuality(provider: "R1H", admitted: nil, nonAdmitted: nil, mrsa: 66, cdiff: 78),
  ]
}
