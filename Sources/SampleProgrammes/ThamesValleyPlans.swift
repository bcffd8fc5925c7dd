extension ThamesValleyWessex {
  /// Writes the Indicative Activity Plans of the last two years: all twelve months, flat, as the returns have them.
  ///
  /// A plan has the standard's columns up to the planned market forces factor; it has no actuals.
  func writePlans(to output: SampleOutput) throws {
    for year in 1...2 {
      for (index, provider) in providers.enumerated() {
        var text = ByteText(bytes: bytes(AcmText.columns.prefix(31).joined(separator: ",") + "\n"))
        let start = SampleMonth(year: 2013 + year, month: 1)
        let created = "\(start.year)-03-\(padded(16 + index % 9, to: 2))T10:00:00"
        let lines = contracts.filter { $0.provider == index }.flatMap { planned($0, year: year) }
        for month in 1...12 {
          let head = bytes("\(month),\(start.yearCode),\(created),\(provider.code)")
          for line in lines {
            text.add(head)
            text.add(line)
          }
        }
        try output("extracts/plan/\(start.yearLabel)/\(provider.code).csv", text.bytes)
      }
    }
  }

  /// The planned lines of a contract from the site on, with their line feeds.
  private func planned(_ contract: SampleContract, year: Int) -> [[UInt8]] {
    let provider = providers[contract.provider]
    return contract.lines.compactMap { line in
      guard line.planPrice[year] != 0 else { return nil }
      var text = ByteText(
        bytes: AcmText.middle(
          of: line.line, site: line.site, commissioner: commissioners[contract.commissioner].code,
          practice: practices[contract.commissioner][line.practice].code, provider: provider, style: AcmText.Style()))
      text.add(
        activity: line.planActivity[year], price: line.planPrice[year],
        marketForces: AcmText.marketForcesPart(of: line.planPrice[year], pod: line.line.definition, provider: provider))
      text.add(byte: 0x0A)
      return text.bytes
    }
  }
}
