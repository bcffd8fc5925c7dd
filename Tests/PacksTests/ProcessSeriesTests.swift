import Analysis
import Charts
import Figures
import Ledger
import Quantities
import Report
import TestSupport
import Testing

@testable import Packs

private let april2013 = MonthIndex(year: FinancialYear(start: 2013), month: 1)

/// Rules and words; the sentences of a series ask for nothing else.
private let context = PackContext(sampleInput(sampleLedger([], SampleAxes())))

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
    #expect(run.ruleSentence(context).plain == "Eight months in a row above the mean, June 2013 to January 2014.")
    #expect(run.variation == .commonCause)
    let figure = run.count(run.control.signals[0])
    #expect(figure.id.text == "spc/ALL/RQM/series=quality.cdiff/rule=above_mean/process_signal_points@2013-14-M03")
    #expect(figure.value == .count(8))
    // Two of the last twelve months alone are asked for: the run ends before them.
    #expect(run.ruleSentence(context, within: 2).plain.hasPrefix("No special cause in 16 months"))
  }

  @Test func `more than nine months are a figure`() {
    // Mean 95 ÷ 21 = 4.5; ranges of about one, so that nothing comes near a limit.
    let sentence = series([3, 4, 3, 4, 3, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 4, 3, 4, 3, 4]).ruleSentence(context)
    #expect(sentence.plain == "11 months in a row above the mean, September 2013 to July 2014.")
    let figures = sentence.runs.filter { if case .figure = $0 { true } else { false } }
    #expect(figures.count == 1)
  }

  @Test func `a point outside a limit, alone and with its neighbour`() {
    let alone = series([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    #expect(alone.ruleSentence(context).plain == "August 2013 above the upper limit.")
    // Mean 64 ÷ 18 = 3.6, mean range 53 ÷ 17 = 3.1, upper limit 11.8.
    let values = Array(repeating: [1, 4], count: 8).flatMap { $0 } + [12, 12]
    let pair = series(values)
    #expect(pair.ruleSentence(context).plain == "Two months in a row above the upper limit, August to September 2014.")
    #expect(pair.variation == .concerning(high: true))
    #expect(series(values, direction: .increase).variation == .improving(high: true))
    #expect(series(values, direction: .neutral).variation == .neither(high: true))
  }

  @Test func `rising and falling`() {
    let rising = series([5, 4, 5, 4, 1, 2, 3, 4, 5, 6, 7, 4, 5, 4, 5])
    #expect(rising.ruleSentence(context).plain == "Seven months in a row rising, August 2013 to February 2014.")
    let falling = series([3, 4, 3, 4, 7, 6, 5, 4, 3, 2, 1, 4, 3, 4, 3])
    #expect(falling.ruleSentence(context).plain == "Seven months in a row falling, August 2013 to February 2014.")
  }

  @Test func `without a special cause, what is ordinary`() {
    // The published North Hampshire referrals: mean 13.428571, limits 1.615042 and 25.242101.
    let values = [
      13, 14, 11, 16, 14, 16, 14, 7, 8, 11, 17, 12, 8, 8, 21, 12, 7, 13, 17, 16, 12, 22, 8, 14, 14, 9, 14, 19, 19, 17, 10, 14, 12, 17, 14,
    ]
    let ordinary = series(values, direction: .neutral)
    #expect(ordinary.ruleSentence(context).plain == "No special cause in 35 months: anything from 1.6 to 25.2 a month is ordinary variation.")
    // A limit under nought says nothing of a count.
    let low = series([0, 3, 0, 2, 0, 3, 1, 0, 2, 0, 3, 0, 1])
    #expect(low.ruleSentence(context).plain.hasPrefix("No special cause in 13 months: anything up to "))
  }

  @Test func `more rules than are told are counted`() {
    // Four single points above the limit, well apart: mean 264 ÷ 80 = 3.3, ranges of 19 screened out, upper limit 3.3 + 2.66 × 3 = 11.3.
    var values = Array(repeating: [1, 4], count: 40).flatMap { $0 }
    for place in [5, 25, 45, 65] { values[place] = 20 }
    let told = series(values).ruleSentence(context, most: 2)
    #expect(told.plain == "January 2017 above the upper limit; September 2018 above the upper limit; and two earlier signals.")
  }

  @Test func `few months, one and none`() {
    #expect(series([3, 4, 5]).ruleSentence(context).plain == "Too few months are held to tell a special cause from ordinary variation.")
    #expect(series([3, 4, 5]).verdict().words == "too few months")
    #expect(series([3]).ruleSentence(context).plain == "One month is held.")
    #expect(series([nil, nil]).block(context, id: "x", title: "X", caption: "c", noun: "Cases", empty: "None.").standfirst == nil)
    #expect(series([1, 2, 1, 2, 1, 2, 1, 2]).shortNotes.map(\.plain) == ["Trial limits: they rest on fewer than twelve months and will move."])
    #expect(series([1, 2, 1]).shortNotes.map(\.plain) == ["Fewer than seven months: the mean alone, without limits or marks."])
    #expect(series(Array(repeating: 2, count: 13)).shortNotes.isEmpty)
  }

  @Test func `too few differences, and nil in every month`() {
    var once = Array(repeating: 0, count: 35)
    once[20] = 1
    let rare = series(once, target: 0)
    #expect(rare.ruleSentence(context).plain == "Too few months differ from the one before to set limits.")
    #expect(rare.verdict().words == "too few differences")
    #expect(rare.chart(title: "X").method == "too few differences to set limits")
    // A month that was not published is no other than nil.
    let none = series([nil] + Array(repeating: 0, count: 34), target: 0)
    #expect(none.ruleSentence(context).plain == "Nil in every month.")
    #expect(none.verdict().words == "all nil")
    #expect(none.variation == nil && none.assurance == nil && none.chart(title: "X").method == nil)
    #expect(none.shortNotes.isEmpty)
    // A month that is held back may be.
    let stem = FigureStem("quality", provider: "RQM")
    let months = (0..<20).map { april2013.advanced(by: $0) }
    let hidden = ProcessSeries(
      of: stem, "cdiff", months: months, values: months.map { stem.figure("cdiff", value: $0 == april2013 ? .missing(.suppressed) : .count(0)) },
      direction: .decrease, period: months[19])
    #expect(!hidden.isNil && hidden.verdict().words == "too few differences")
  }

  @Test func `assurance against a target`() {
    let values = Array(repeating: [4, 6], count: 8).flatMap { $0 }
    // Mean 5, ranges 2: limits −0.32 and 10.32.
    #expect(series(values, target: 11).assurance == .willPass)
    #expect(series(values, target: 5).assurance == .hitOrMiss)
    #expect(series(values, direction: .increase, target: 11).assurance == .willFail)
    #expect(series(values).assurance == nil)
    #expect(series(values, direction: .neutral, target: 11).assurance == nil)
    #expect(series(values, target: 11).verdict().words == "common cause; passes as a rule")
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
