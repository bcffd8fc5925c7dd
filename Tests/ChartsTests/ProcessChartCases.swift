import Charts
import Figures
import Quantities
import Styling

/// Process charts of every kind: each rule, a rebase, a target, few points, long titles; and small ones by the page.
enum ProcessChartCases {
  private static let long =
    "Patients seen within 18 weeks at the Very Long Name of a Foundation Trust with Several Hospitals, a University & “Partners” in Two Counties"

  /// A count of each month with mean and limits as given.
  static func chart(
    _ values: [Int?], title: String = "C. difficile", mean: Double, range: Double, marks: [(ClosedRange<Int>, ProcessMark.Rule)] = [],
    meaning: ProcessMark.Meaning = .neither, target: Figure? = nil, name: String = "Objective", method: String? = "outliers screened",
    groups: [ProcessChart.Group]? = nil, share: Bool = false
  ) -> ProcessChart {
    let months = (0..<values.count).map { Sample.threeYears[0].advanced(by: $0) }
    var drawn: [ProcessMark?] = values.map { _ in nil }
    for (places, rule) in marks { for place in places where values[place] != nil { drawn[place] = ProcessMark(rule, meaning) } }
    return ProcessChart(
      title: title, months: months,
      values: values.enumerated().map { index, value in
        value.map { share ? Sample.share("v\(index)", $0, 1000) : Sample.count("v\(index)", $0) }
      },
      marks: drawn,
      groups: groups ?? [
        ProcessChart.Group(
          months: 0..<values.count, mean: Sample.statistic("mean", mean), lower: Sample.statistic("low", mean - 2.66 * range),
          upper: Sample.statistic("up", mean + 2.66 * range))
      ],
      labels: marks.map { places, rule in ProcessChart.Label(rule, months: places, count: Sample.count("run", places.count)) }, target: target,
      targetName: name, method: method)
  }

  /// The chart of the design: a point above the limit, a run, a rise, two of three near the limit, a point below.
  static let everyRule = chart(
    [
      20, 23, 19, 22, 20, 24, 21, 20, 31, 21, 20, 22, 23, 23, 24, 23, 23, 24, 23, 19, 20, 16, 17, 18, 19, 20, 22, 23, 20, 27, 23, 27, 20, 19, 9,
    ],
    title: "How a special cause looks", mean: 21.3, range: 2.35,
    marks: [(8...8, .aboveLimit), (11...18, .shiftAbove), (21...27, .rising), (29...31, .nearUpper), (34...34, .belowLimit)])

  static let mirrored = chart(
    [
      22, 19, 23, 20, 22, 18, 21, 22, 11, 21, 22, 20, 19, 19, 18, 19, 19, 18, 19, 23, 22, 26, 25, 24, 23, 22, 20, 19, 22, 15, 19, 15, 22, 23, 33,
    ],
    title: "The other way round", mean: 20.7, range: 2.35,
    marks: [(8...8, .belowLimit), (11...18, .shiftBelow), (21...27, .falling), (29...31, .nearLower), (34...34, .aboveLimit)], meaning: .concern)

  private static func waits(_ count: Int, seed: Int = 4) -> [Int] { Sample.noise(seed, count).map { 905 + Int($0 * 40) } }

  static let target = chart(
    waits(35).enumerated().map { $0 > 26 ? $1 - 30 : $1 }, title: "Waiting within 18 weeks", mean: 0.921, range: 0.012,
    marks: [(27...34, .shiftBelow)], meaning: .concern, target: Sample.share("standard", 92, 100), name: "Standard", share: true)

  static let rebase: ProcessChart = {
    let values = Sample.noise(8, 35).enumerated().map { Int($1 * 4) + ($0 < 20 ? 3 : 9) }
    func group(_ months: Range<Int>, _ mean: Double, _ reason: String?) -> ProcessChart.Group {
      ProcessChart.Group(
        months: months, mean: Sample.statistic("mean\(months.lowerBound)", mean), lower: Sample.statistic("low\(months.lowerBound)", mean - 4.2),
        upper: Sample.statistic("up\(months.lowerBound)", mean + 4.2), reason: reason)
    }
    return chart(
      values, mean: 0, range: 0, target: Sample.statistic("objective", 6.5),
      groups: [group(0..<20, 4.4, nil), group(20..<35, 10.4, "counted anew from December 2014")])
  }()

  /// Eight panels: a signal, none, shares, few points, none at all, a rebase.
  static let multiples = ProcessMultiples(
    title: "Small process charts",
    panels: [
      .init(name: "Chelsea & Westminster", chart: everyRule, variation: .neither(high: false), assurance: nil),
      .init(name: "London North West", chart: mirrored, variation: .concerning(high: true), assurance: nil),
      .init(name: "Royal National Orthopaedic", chart: rebase, variation: .commonCause, assurance: .hitOrMiss),
      .init(name: "Barts", chart: chart([3, 4, 5], mean: 4, range: 1, method: nil), variation: nil, assurance: nil),
      .init(name: "King’s College", chart: chart([nil, nil], mean: 0, range: 0, groups: []), variation: nil, assurance: nil),
      .init(
        name: "Imperial College", chart: chart([3, 4, 5, 4, 3, 4, 5, 4, 5], mean: 4, range: 1), variation: .improving(high: false),
        assurance: .willPass),
      .init(
        name: "The Very Long Name of a Foundation Trust with Several Hospitals", chart: chart(Array(repeating: 0, count: 35), mean: 0, range: 0),
        variation: .commonCause, assurance: .willFail),
      .init(
        name: "Moorfields", chart: chart([3, nil, 5, 4, nil, 4, 5, 4, 5, 3, 4, 5, 6], mean: 4, range: 1), variation: .commonCause, assurance: nil),
    ])

  private static let shares = ProcessMultiples(
    title: "Waiting within 18 weeks",
    panels: (0..<16).map { index in
      let (name, _) = Sample.names[index]
      let chart = chart(
        waits(35, seed: index), mean: 0.925, range: 0.012, target: Sample.share("standard", 92, 100), name: "Standard", share: true)
      return .init(name: name, chart: chart, variation: index % 5 == 0 ? .concerning(high: false) : .commonCause, assurance: .hitOrMiss)
    })

  private static let list: [(String, any ChartSpecification)] = [
    ("process-rules normal", everyRule), ("process-mirrored", mirrored), ("process-target normal", target), ("process-rebase normal", rebase),
    ("process-none", chart([], mean: 0, range: 0, groups: [])), ("process-missing-all", chart([nil, nil, nil], mean: 0, range: 0, groups: [])),
    ("process-one", chart([4], mean: 4, range: 0, method: nil)), ("process-five", chart([4, 6, 5, 4, 7], mean: 5.2, range: 1.5, method: nil)),
    ("process-trial", chart([4, 6, 5, 4, 7, 5, 6, 4, 5], mean: 5.1, range: 1.6)),
    ("process-constant", chart(Array(repeating: 7, count: 35), mean: 7, range: 0)),
    ("process-constant-high", chart(Array(repeating: 930, count: 35), mean: 0.93, range: 0, target: Sample.share("s", 92, 100), share: true)),
    ("process-nought", chart(Array(repeating: 0, count: 35), mean: 0, range: 0)),
    (
      "process-long",
      chart(waits(35), title: long, mean: 0.925, range: 0.01, target: Sample.share("s", 92, 100), name: "Standard of the constitution", share: true)
    ),
    (
      "process-gaps",
      chart(
        Sample.noise(9, 35).enumerated().map { [3, 4, 17, 30].contains($0) ? nil : Int($1 * 9) }, mean: 4.2, range: 2.2,
        target: Sample.count("objective", 5))
    ),
    (
      "process-crowded",
      chart((0..<35).map { $0 % 4 == 0 ? 19 : 4 + $0 % 2 }, mean: 8, range: 3, marks: (0..<9).map { ($0 * 4...$0 * 4, .aboveLimit) })
    ),
    ("process-multiples normal", multiples), ("process-shares", shares), ("process-key normal", ProcessKey()),
    ("process-multiples-none", ProcessMultiples(title: "None", panels: [])),
  ]

  static let all: [ChartCases.Case] = list.map { ChartCases.Case(name: $0.0, chart: $0.1) }
}
