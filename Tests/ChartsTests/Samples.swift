import Charts
import Figures
import Quantities
import Styling

/// Figures and charts made for the tests: Chiltern's published months, and trusts of the same size.
enum Sample {
  static let year = FinancialYear(start: 2015)
  static let months = (1...11).map { MonthIndex(year: year, month: $0) }
  static let threeYears = (0..<35).map { MonthIndex(year: FinancialYear(start: 2013), month: 1).advanced(by: $0) }
  static let names = [
    ("Hillingdon", "Hillingdon"), ("University College London", "UCL Hospitals"), ("Imperial College", "Imperial College"),
    ("Royal Brompton & Harefield", "Brompton & Harefield"), ("London North West", "London North West"),
    ("Royal National Orthopaedic", "RN Orthopaedic"),
    ("Royal Free", "Royal Free"), ("Moorfields", "Moorfields"), ("Barts", "Barts"), ("King’s College", "King’s College"),
    ("Chelsea & Westminster", "Chelsea & Westminster"), ("Epsom & St Helier", "Epsom & St Helier"), ("Royal Marsden", "Royal Marsden"),
    ("St George’s", "St George’s"), ("Guy’s & St Thomas’", "Guy’s & St Thomas’"), ("Great Ormond Street", "Great Ormond Street"),
  ]
  static let variances = [
    -412816, -286940, -241377, -198255, -164902, -88431, -41260, -21318, -18764, -9870, -6142, -1905, 12846, 21430, 34517, 96035,
  ]
  static let plans = [
    2435020, 812460, 1985420, 1121540, 1204860, 548930, 501270, 196750, 88910, 71263, 158320, 0, 121640, 48420, 262180, 318440,
  ]

  static func money(_ id: String, _ pounds: Int) -> Figure { Figure(FigureID(wellFormed: id), .money(Money(parts: Int128(pounds) * 100_000_000))) }
  static func count(_ id: String, _ value: Int) -> Figure { Figure(FigureID(wellFormed: id), .count(value)) }
  static func statistic(_ id: String, _ value: Double) -> Figure { Figure(FigureID(wellFormed: id), .statistic(value)) }
  static func share(_ id: String, _ top: Int, _ bottom: Int) -> Figure {
    Figure(FigureID(wellFormed: id), .ratio(Int128(top), Int128(bottom), else: .noPlan))
  }
  static func series(_ id: String, _ values: [Int?]) -> [Figure?] {
    values.enumerated().map { index, value in value.map { money("\(id)@\(index)", $0) } }
  }

  /// The published cumulative plan and actual of Chiltern, April to February.
  static let plan = [897766, 1795532, 2693297, 3591063, 4488829, 5386595, 6284360, 7182126, 8079892, 8977658, 9875423]
  static let actual = [953766, 1856632, 2887397, 3933163, 4967929, 6131595, 7063360, 8003226, 9116892, 10090658, 11202575]

  /// A small fixed sequence of numbers that look irregular (a linear congruence), so that samples are the same in each run.
  static func noise(_ seed: Int, _ count: Int) -> [Double] {
    var state = UInt64(truncatingIfNeeded: seed &* 7919 &+ 17)
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
  }

  static func panel(_ index: Int, months: Int = 35, base: Double? = nil) -> SmallMultiples.Panel {
    let level = base ?? Double(plans[index] - variances[index]) / 11
    let actual = noise(index, months).map { Int(level * (0.7 + 0.6 * $0)) }
    let plan = (0..<months).map { Int(level * (0.9 + 0.03 * Double($0 / 12))) }
    let (name, short) = names[index]
    return SmallMultiples.Panel(
      name: name, shortName: short, total: money("position/10H/\(index)/ytd_actual", plans[index] - variances[index]),
      variance: share("position/10H/\(index)/ytd_variance_percent", variances[index], plans[index]), actual: series("a\(index)", actual),
      plan: series("p\(index)", plan))
  }

  static var peers: [PeerLines.Series] {
    let ends = [
      ("Chiltern", -1327), ("Oxfordshire", -869), ("Dorset", -570), ("Wokingham", -424), ("South Eastern Hampshire", -406),
      ("NE Hampshire & Farnham", -277), ("Bracknell & Ascot", -269), ("Southampton", -181), ("Aylesbury Vale", -151), ("North & West Reading", -144),
      ("South Reading", -123), ("Fareham & Gosport", -97), ("Newbury & District", -95), ("West Hampshire", -29), ("Portsmouth", -28),
      ("North Hampshire", 21), ("Slough", 91), ("Windsor, Ascot & M’head", 93),
    ]
    return ends.enumerated().map { index, end in
      let wobble = noise(index + 50, 11)
      let values = (0..<11).map { month -> Int in
        let slope = Double(end.1 * 1000) * Double(month + 1) / 11
        return Int(month == 10 ? slope : slope + (wobble[month] - 0.5) * 90000)
      }
      return PeerLines.Series(
        code: "C\(index)", name: end.0, shortName: end.0, values: series("peer\(index)", values), highlighted: index == 0)
    }
  }
}
