import Ledger
import Quantities
import TestSupport
import Testing

@testable import Analysis

@Suite struct TopTenTests {
  /// The printed rows of the trust dashboard 2016-17, in another order; repeated keys belong to different commissioners.
  static let rows: [SampleRow] = [
    // Printed 66, 107 and −42: rounded from pence, which this row carries.
    SampleRow(
      commissioner: "C1", provider: "RAN", pod: "OPNFTF", treatmentFunction: "303", hrg: "WF01C", planCost: 6_560_000_000, actualCost: 10_740_000_000,
      planActivity: 200_000_000, actualActivity: 400_000_000),
    .pounds("C1", "RAN", "Day Cases", tfc: "361", hrg: "JC27Z", plan: 805, actual: 852, planned: 2, done: 2),
    .pounds("C1", "RAN", "OPPROC", tfc: "120", hrg: "CZ02Y", plan: 195, actual: 252, planned: 2, done: 2),
    .pounds("C1", "RAN", "OPNFTF", tfc: "361", hrg: "WF01C", plan: 67, actual: 322, planned: 3, done: 12),
    .pounds("C1", "RAN", "OPPROC", tfc: "130", hrg: "BZ32Z", plan: 244, actual: 520, planned: 2, done: 4),
    .pounds("C1", "RAN", "Direct Access", tfc: "320", hrg: "RA60A", plan: 600, actual: 880, planned: 8, done: 11),
    .pounds("C1", "RAN", "OPPROC", tfc: "120", hrg: "CZ08Y", plan: 192, actual: 564, planned: 1, done: 4),
    .pounds("C1", "RAN", "Excluded Devices", tfc: "811", hrg: "", plan: 2144, actual: 2814),
    .pounds("C1", "RAN", "AandE", tfc: "180", hrg: "VB03Z", plan: 4659, actual: 5405, planned: 20, done: 23),
    .pounds("C1", "RAN", "Day Cases", tfc: "361", hrg: "WA02W", plan: 3216, actual: 4280, planned: 8, done: 10),
    // Underspent, on plan, and a credit without a plan: in neither list.
    .pounds("C1", "RAN", "Day Cases", tfc: "100", hrg: "WA02W", plan: 3216, actual: 3000, planned: 8, done: 10),
    .pounds("C1", "RAN", "Day Cases", tfc: "110", hrg: "WA02W", plan: 3216, actual: 3216, planned: 8, done: 8),
    .pounds("C1", "RAN", "Day Cases", tfc: "120", hrg: "WA02W", plan: 0, actual: -50),
    .pounds("C1", "RAN", "OPFASPCL", tfc: "361", hrg: "WF01B", plan: 0, actual: 71262, done: 222),
    .pounds("C1", "RAN", "OPFUPSPCL", tfc: "361", hrg: "WF01A", plan: 0, actual: 56304, done: 368),
    .pounds("C1", "RAN", "OPFUPSPNCL", tfc: "361", hrg: "WF01A", plan: 0, actual: 41174, done: 267),
    .pounds("C1", "RAN", "NELXBD", tfc: "361", hrg: "AA26A", plan: 0, actual: 22372, done: 94),
    .pounds("C1", "RAN", "OPFUPMPCL", tfc: "102", hrg: "WF02A", plan: 0, actual: 15909, done: 50),
    .pounds("C2", "RAN", "OPFUPSPCL", tfc: "361", hrg: "WF01A", plan: 0, actual: 345_015, done: 2255),
    .pounds("C2", "RAN", "ACRIT", tfc: "192", hrg: "XC03Z", plan: 0, actual: 70107, done: 36),
    .pounds("C2", "RAN", "ACRIT", tfc: "192", hrg: "XC04Z", plan: 0, actual: 47041, done: 27),
    .pounds("C3", "RAN", "OPFUPSPCL", tfc: "361", hrg: "WF01A", plan: 0, actual: 28458, done: 186),
    .pounds("C3", "RAN", "OPFASPCL", tfc: "361", hrg: "WF01B", plan: 0, actual: 17655, done: 55),
  ]
  static let ledger: ProgrammeLedger = {
    var axes = SampleAxes()
    axes.commissioners = ["C1", "C2", "C3"]
    axes.providers = ["RAN"]
    return sampleLedger(rows, axes)
  }()

  @Test func `the trust dashboard's overspends come in its printed order`() {
    let list = TopTen(Self.ledger, scope: .provider(0)).overspend
    #expect(list.lines.map { $0.ytd.variance.rounded } == [-1064, -746, -670, -372, -280, -276, -255, -57, -47, -42])
    #expect(list.lines.map { Self.ledger.hrgs[$0.hrg] } == ["WA02W", "VB03Z", "", "CZ08Y", "RA60A", "BZ32Z", "WF01C", "CZ02Y", "JC27Z", "WF01C"])
    #expect(list.qualifyingCount == 10)
    #expect(list.qualifyingVariance == money("-3808.8"))
    #expect(list.shownVariance == money("-3808.8"))
  }

  @Test func `its lines without a plan come in strict order, kept per commissioner`() {
    let list = TopTen(Self.ledger, scope: .provider(0)).zeroPlan
    #expect(list.lines.map { $0.ytd.actualCost.rounded } == [345_015, 71262, 70107, 56304, 47041, 41174, 28458, 22372, 17655, 15909])
    #expect(list.lines.map { Self.ledger.commissioners.codes[$0.commissioner] } == ["C2", "C1", "C2", "C1", "C2", "C1", "C3", "C1", "C3", "C1"])
  }

  @Test func `a list shorter than ten is whole, one longer counts what it leaves out`() {
    #expect(TopTen(Self.ledger, scope: .commissioner(2)).zeroPlan.lines.count == 2)
    #expect(TopTen(Self.ledger, scope: .commissioner(2)).overspend.lines.isEmpty)
    let three = TopTen(Self.ledger, scope: .provider(0), limit: 3)
    #expect(three.zeroPlan.lines.count == 3)
    #expect(three.zeroPlan.qualifyingCount == 10)
    #expect(three.zeroPlan.qualifyingVariance == pounds(-715_297))
    #expect(three.zeroPlan.shownVariance == pounds(-486_384))
    #expect(TopTen(Self.ledger, scope: .provider(0), limit: 0).zeroPlan.lines.isEmpty)
  }

  @Test func `ties go by provider POD, treatment function, HRG, commissioner and provider`() {
    var rows: [SampleRow] = []
    for (pod, tfc, hrg, commissioner, provider) in [
      ("B", "100", "X", "10H", "RAN"), ("A", "110", "X", "10H", "RAN"), ("A", "100", "Y", "10H", "RAN"), ("A", "100", "X", "11C", "RAN"),
      ("A", "100", "X", "10H", "RQM"), ("A", "100", "X", "10H", "RAN"),
    ] {
      rows.append(.pounds(commissioner, provider, pod, tfc: tfc, hrg: hrg, plan: 1, actual: 2))
    }
    var axes = SampleAxes()
    // The derived name would order the other way: the provider's own comes first.
    axes.pods = ["A": ("Z", "G"), "B": ("A", "G")]
    let ledger = sampleLedger(rows, axes)
    let lines = TopTen(ledger, scope: .programme).overspend.lines
    #expect(
      lines.map {
        [
          ledger.pods[$0.pod].providerPOD, ledger.treatmentFunctions[$0.treatmentFunction], ledger.hrgs[$0.hrg],
          ledger.commissioners.codes[$0.commissioner],
          ledger.providers.codes[$0.provider],
        ].joined(separator: " ")
      } == ["A 100 X 10H RAN", "A 100 X 10H RQM", "A 100 X 11C RAN", "A 100 Y 10H RAN", "A 110 X 10H RAN", "B 100 X 10H RAN"])
    #expect(TopTen(ledger, scope: .programme, limit: 2).overspend.lines == Array(lines.prefix(2)))
  }

  @Test func `amounts at the ends of the range`() {
    let ledger = sampleLedger([
      SampleRow(commissioner: "10H", provider: "RAN", pod: "A", planCost: .min, actualCost: .max),
      SampleRow(commissioner: "11C", provider: "RAN", pod: "A", planCost: 0, actualCost: .max),
    ])
    let lists = TopTen(ledger, scope: .programme)
    #expect(lists.overspend.lines.first?.ytd.variance == Money(parts: -Int128(UInt64.max)))
    #expect(lists.zeroPlan.lines.first?.commissioner == 1)
  }
}
