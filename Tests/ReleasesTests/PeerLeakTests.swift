import Testing

/// Where a commissioner's pack may name the ones that it is like.
struct PeerLeakTests {
  @Test func similarCommissionersAreNamedInTheirSectionAndNowhereElse() throws {
    let page = """
      <html><section data-section="headlines"><p>10H</p></section>
      <section data-section="where-to-look"><table><td>Portsmouth</td></table></section>
      <section data-section="provider-trends"><p>Portsmouth</p></section>
      """
    #expect(try LeakSample.found("pack.html", page, in: "commissioners/10H") == ["line 3, section provider-trends: Portsmouth"])
    let figures =
      "{\"figures\":[\n{\"id\":\"peers/10H/ALL/peer=10R/peer_distance\",\"value\":\"1\"},\n{\"id\":\"trends/10R/RAL/rank_of_year\",\"value\":\"1\"}]}"
    #expect(try LeakSample.found("figures.json", figures, in: "commissioners/10H") == ["line 3, trends/10R/RAL/rank_of_year: 10R"])
    #expect(try LeakSample.found("data/where-to-look-spend.csv", "Portsmouth,1", in: "commissioners/10H").count == 1)
    #expect(try LeakSample.found("data/peer-similar.csv", "Portsmouth,1", in: "commissioners/10H").isEmpty)
  }
}
