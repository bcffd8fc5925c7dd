import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import Testing

@testable import Packs

private let april2013 = MonthIndex(year: FinancialYear(start: 2013), month: 1)

/// A series of counts from April 2013.
private func series(
  _ values: [Int?], direction: ImprovementDirection = .decrease, target: Int? = nil, settings: ProcessSettings = .standard
) -> ProcessSeries {
  let stem = FigureStem("quality", provider: "RQM")
  let months = values.indices.map { april2013.advanced(by: $0) }
  let period = months.last ?? april2013
  return ProcessSeries(
    of: stem, "cdiff", months: months,
    values: zip(months, values).map { month, value in
      value.map { stem.figure("cdiff", count: $0, month == period ? "" : "@\(month.period.identifier)") }
    }, direction: direction, target: target.map { stem.figure("cdiff_standard", count: $0) }, period: period, settings: settings)
}

@Suite struct ProcessSeriesTests {
  @Test func `a run is told by its length and its months`() {
    // Mean 68 ÷ 16 = 4.25; eight months above it from June 2013 (the third) to January 2014.
    let run = series([2, 3, 6, 5, 6, 5, 6, 5, 6, 5, 2, 3, 2, 5, 3, 4])
    #expect(run.ruleSentence().plain == "Eight months in a row above the mean, June 2013 to January 2014.")
    #expect(run.variation == .commonCause)
    let figure = run.count(run.control.signals[0])
    #expect(figure.id.text == "spc/ALL/RQM/series=quality.cdiff/rule=above_mean/process_signal_points@2013-14-M03")
    #expect(figure.value == .count(8))
    // Two of the last twelve months alone are asked for: the run ends before them.
    #expect(run.ruleSentence(within: 2).plain.hasPrefix("No special cause in 16 months"))
  }

  @Test func `more than nine months are a figure`() {
    let sentence = series([1, 1, 1] + Array(repeating: 5, count: 11) + [1, 1]).ruleSentence()
    #expect(sentence.plain.hasPrefix("11 months in a row above the mean, July 2013 to May 2014"))
    let figures = sentence.runs.filter { if case .figure = $0 { true } else { false } }
    #expect(figures.count == 1)
  }

  @Test func `a point outside a limit, alone and with its neighbour`() {
    let alone = series([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    #expect(alone.ruleSentence().plain == "August 2013 above the upper limit.")
    let pair = series([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9, 9])
    #expect(pair.ruleSentence().plain == "Two months in a row above the upper limit, August to September 2014.")
    #expect(pair.variation == .concerning(high: true))
    #expect(series([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9, 9], direction: .increase).variation == .improving(high: true))
    #expect(series([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9, 9], direction: .neutral).variation == .neither(high: true))
  }

  @Test func `rising and falling`() {
    let rising = series([5, 4, 5, 4, 1, 2, 3, 4, 5, 6, 7, 4, 5, 4, 5])
    #expect(rising.ruleSentence().plain == "Seven months in a row rising, August 2013 to February 2014.")
    let falling = series([3, 4, 3, 4, 7, 6, 5, 4, 3, 2, 1, 4, 3, 4, 3])
    #expect(falling.ruleSentence().plain == "Seven months in a row falling, August 2013 to February 2014.")
  }

  @Test func `without a special cause, what is ordinary`() {
    // The published North Hampshire referrals: mean 13.428571, limits 1.615042 and 25.242101.
    let values = [
      13, 14, 11, 16, 14, 16, 14, 7, 8, 11, 17, 12, 8, 8, 21, 12, 7, 13, 17, 16, 12, 22, 8, 14, 14, 9, 14, 19, 19, 17, 10, 14, 12, 17, 14,
    ]
    let ordinary = series(values, direction: .neutral)
    #expect(ordinary.ruleSentence().plain == "No special cause in 35 months: anything from 1.6 to 25.2 a month is ordinary variation.")
    // A limit under nought says nothing of a count.
    let low = series([0, 3, 0, 2, 0, 3, 1, 0, 2, 0, 3, 0, 1])
    #expect(low.ruleSentence().plain.hasPrefix("No special cause in 13 months: anything up to "))
  }

  @Test func `more rules than are told are counted`() {
    // Four single points above the limit, well apart.
    var values = Array(repeating: [1, 2], count: 20).flatMap { $0 }
    for place in [5, 15, 25, 35] { values[place] = 12 }
    let told = series(values).ruleSentence(most: 2)
    #expect(told.plain.hasSuffix("; before them two more."))
    #expect(told.plain.hasPrefix("May 2015 above the upper limit; March 2016 above the upper limit"))
  }

  @Test func `few months, one and none`() {
    #expect(series([3, 4, 5]).ruleSentence().plain == "Too few months are held to tell a special cause from ordinary variation.")
    #expect(series([3, 4, 5]).verdict().words == "too few months")
    #expect(series([3]).ruleSentence().plain == "One month is held.")
    #expect(series([nil, nil]).block(id: "x", title: "X", caption: "c", noun: "Cases", empty: "None.").standfirst == nil)
    #expect(series([1, 2, 1, 2, 1, 2, 1, 2]).shortNotes.map(\.plain) == ["Trial limits: they rest on fewer than twelve months and will move."])
    #expect(series([1, 2, 1]).shortNotes.map(\.plain) == ["Fewer than seven months: the mean alone, without limits or marks."])
    #expect(series(Array(repeating: 2, count: 13)).shortNotes.isEmpty)
  }

  @Test func `assurance against a target`() {
    let values = Array(repeating: [4, 6], count: 8).flatMap { $0 }
    // Mean 5, ranges 2: limits −0.32 and 10.32.
    #expect(series(values, target: 11).assurance == .willPass)
    #expect(series(values, target: 5).assurance == .hitOrMiss)
    #expect(series(values, direction: .increase, target: 11).assurance == .willFail)
    #expect(series(values).assurance == nil)
    #expect(series(values, direction: .neutral, target: 11).assurance == nil)
    #expect(series(values, target: 11).verdict().words == "common cause; will pass")
  }

  @Test func `groups before the last bear their last month`() {
    let rebase = april2013.advanced(by: 8)
    let split = series([1, 2, 1, 2, 1, 2, 1, 2, 5, 6, 5, 6, 5, 6, 5, 6], settings: ProcessSettings(rebases: [rebase]))
    #expect(split.mean(split.control.groups[0])?.id.text == "spc/ALL/RQM/series=quality.cdiff/process_mean@2013-14-M08")
    #expect(split.mean(split.control.groups[1])?.id.text == "spc/ALL/RQM/series=quality.cdiff/process_mean")
    let chart = split.chart(title: "C. difficile", reasons: [rebase: "counted anew from December"])
    #expect(chart.groups.map(\.months) == [0..<8, 8..<16])
    #expect(chart.groups.map(\.reason) == [nil, "counted anew from December"])
  }

  @Test func `ids parse, and name their series`() throws {
    let stem = FigureStem("sus", commissioner: "10H", provider: "RQM").with("tfc", "110").process(of: "first_attendances")
    let id = stem.id(Measure.processUpper)
    #expect(id.text == "spc/10H/RQM/tfc=110/series=sus.first_attendances/process_upper_limit")
    let name = try FigureName(parsing: id.text)
    let charted = try #require(name.charted)
    #expect(charted.id.text == "sus/10H/RQM/tfc=110/first_attendances")
    #expect(try FigureName(parsing: "quality/ALL/RQM/cdiff").charted == nil)
  }
}
