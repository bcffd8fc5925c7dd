/// What sample commissioners are like: made-up values of the twelve kinds of variable that similar commissioners are found by, believable for the place.
enum SampleCovariates {
  /// A kind of place.
  enum Place: Int, CaseIterable { case port, university, newTown, town, shire, coast }

  private static let places: [String: Place] = [
    "10R": .port, "10X": .port, "10T": .newTown, "10W": .university, "10G": .town, "11D": .town, "10N": .town, "99M": .town, "11C": .town,
    "10J": .town, "10H": .shire, "10M": .shire, "10Y": .shire, "10Q": .university, "11A": .shire, "10K": .coast, "10V": .coast, "11J": .coast,
  ]

  /// A variable: its name, its decimals, and the values of a port, a university town, a new town, a town, a shire and a coast, each in units of its last decimal.
  private struct Variable {
    let name: String
    let decimals: Int
    let usual: [Int]
  }

  private static let variables: [Variable] = [
    Variable(name: "deprivation, IMD 2015 average score", decimals: 1, usual: [268, 182, 229, 102, 98, 158]),
    Variable(name: "health deprivation score", decimals: 2, usual: [58, -12, 9, -84, -91, -32]),
    Variable(name: "aged 0 to 4, %", decimals: 1, usual: [65, 63, 84, 64, 57, 50]),
    Variable(name: "aged 5 to 14, %", decimals: 1, usual: [103, 106, 139, 124, 118, 105]),
    Variable(name: "aged 15 to 24, %", decimals: 1, usual: [189, 177, 121, 111, 103, 104]),
    Variable(name: "aged 25 to 44, %", decimals: 1, usual: [288, 291, 328, 268, 236, 219]),
    Variable(name: "aged 65 to 74, %", decimals: 1, usual: [69, 67, 47, 81, 98, 116]),
    Variable(name: "aged 75 to 84, %", decimals: 1, usual: [45, 43, 30, 51, 60, 77]),
    Variable(name: "aged 85 and over, %", decimals: 1, usual: [20, 20, 12, 22, 26, 36]),
    Variable(name: "people per hectare", decimals: 1, usual: [489, 214, 433, 97, 29, 41]),
    Variable(name: "Asian or Asian British, %", decimals: 1, usual: [71, 94, 394, 66, 48, 16]),
    Variable(name: "Black or Black British, %", decimals: 1, usual: [20, 42, 86, 17, 11, 5]),
  ]

  /// `organisations/peers.csv` of commissioners, in their order.
  static func file(of commissioners: [SampleCommissioner]) -> [UInt8] {
    var text = ByteText()
    text.line("commissioner,covariate,value")
    for (index, commissioner) in commissioners.enumerated() {
      var dice = Dice(seed: 17, 301, index)
      let place = places[commissioner.code] ?? Place.allCases[dice.below(Place.allCases.count)]
      for variable in variables {
        // A tenth and a half of its size to either side; the health score goes about nought, so that it moves by steps of its own.
        let usual = variable.usual[place.rawValue]
        let reach = max(12, abs(usual) * 15 / 100)
        text.record([commissioner.code, variable.name, decimal(usual + dice.below(2 * reach + 1) - reach, places: variable.decimals)])
      }
    }
    return text.bytes
  }

  /// A whole number of the last decimal as text: −91 with two decimals is `-0.91`.
  private static func decimal(_ value: Int, places: Int) -> String {
    var digits = String(abs(value))
    while digits.count <= places { digits = "0" + digits }
    let whole = digits.dropLast(places)
    return (value < 0 ? "-" : "") + whole + "." + digits.suffix(places)
  }
}
