import Findings
import Programme
import Quantities
import Testing

@Suite struct PeerTableTests {
  private let header = "commissioner,covariate,value\n"

  private func lines(_ text: String, programme: String? = nil) throws -> [String] {
    var files = ["organisations/peers.csv": header + text]
    if let programme { files["programme.yaml"] = "format: 1\nname: Northern\n" + programme }
    return try load(files).findings.map(line)
  }

  @Test func aWholeFileHasNoFinding() throws {
    #expect(try lines("10H,age,12.5\n10Y,age,13%\n").isEmpty)
    let programme = try #require(try load(["organisations/peers.csv": header + "10H,age,-0.5\n10Y,age,\"1,200\"\n"]).programme)
    #expect(programme.organisations.peerCovariates.map(\.value) == [-0.5, 1200])
  }

  @Test func everyMistakeIsNamed() throws {
    #expect(
      try lines("10H,age,many\n10Y,age,1\n") == [
        "organisations/peers.csv (covariate) PROG-031 warning: \"age\" has no value for 10H; there it counts as the mean | add a line for each commissioner",
        "organisations/peers.csv:2:3 (value) PROG-008 error: \"many\" is not a number, such as 92.5; the row is left out | correct the field",
      ])
    #expect(
      try lines("10H,age,1\n10Y,age,1\n10Z,age,1\n") == [
        "organisations/peers.csv (commissioner) PROG-010 warning: \"10Z\" is not a commissioner of the programme | did you mean \"10H\"? else add it to the organisations"
      ])
    #expect(
      try lines("10H,age,1\n10Y,age,1\n10Y,age,2\n") == [
        "organisations/peers.csv:4 PROG-009 error: \"10Y, age\" stands twice; the first is on line 3 and counts | remove one of the two lines"
      ])
    #expect(
      try lines("10H,age,1\n10Y,age,1\n", programme: "peers:\n  covariates: [ages]\n") == [
        "programme.yaml (peers.covariates) PROG-031 warning: \"ages\" is no covariate of organisations/peers.csv; peers are found without it | did you mean \"age\"?"
      ])
    #expect(
      try lines("10H,age,1\n", programme: "peers:\n  covariates: [age]\n") == [
        "organisations/peers.csv (covariate) PROG-031 warning: \"age\" has no value for 10Y; there it counts as the mean | add a line for each commissioner"
      ])
  }

  private func tariff(_ text: String) throws -> [String] {
    try load(["organisations/tariff.csv": "pod,hrg,price,from,to\n" + text]).findings.map(line)
  }

  @Test func theTariffIsReadByMonth() throws {
    let programme = try #require(
      try load(["organisations/tariff.csv": "pod,hrg,price,from,to\nDC,AA01Z,\"£1,200.50\",,2015-16/M03\nDC,AA01Z,1250,2015-16/M04,\n"]).programme)
    func price(_ month: Int) -> Money? {
      programme.organisations.tariff.price(pod: "DC", hrg: "AA01Z", in: Period(year: FinancialYear(start: 2015), month: month).index)
    }
    #expect(price(3) == Money(decimal: "1200.50") && price(4) == Money(decimal: "1250"))
    #expect(try load().programme?.organisations.tariff.isEmpty == true)
  }

  @Test func everyMistakeOfTheTariffIsNamed() throws {
    #expect(
      try tariff("DC,AA01Z,-5,,\n") == [
        "organisations/tariff.csv:2:3 (price) PROG-032 error: a price of -5 is below nought; the row is left out | give the price of one unit"
      ])
    #expect(
      try tariff("DC,AA01Z,5,2015-16/M05,2015-16/M04\n") == [
        "organisations/tariff.csv:2:5 (to) PROG-032 error: the last month, 2015-16/M04, is before the first; the row is left out | exchange the two"
      ])
    #expect(
      try tariff("DC,AA01Z,5,,2015-16/M05\nDC,AA01Z,6,2015-16/M05,\n") == [
        "organisations/tariff.csv:3 PROG-032 error: DC, AA01Z is priced for the same months on line 2, which counts | let the months not overlap"
      ])
    #expect(
      try tariff("DC,,5,,\n") == [
        "organisations/tariff.csv:2:2 (hrg) PROG-007 error: \"hrg\" is blank; the row is left out | it must be a code without spaces"
      ])
  }
}
