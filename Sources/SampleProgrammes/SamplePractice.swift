/// A general practice of the sample programmes.
struct SamplePractice {
  let code: String
  let name: String
  /// Index of its commissioner in the programme.
  let commissioner: Int
  let locality: String
  /// Weighted list size.
  let population: Int
}

extension SamplePractice {
  private static let words = [
    "Abbey", "Ashdown", "Beech", "Birch", "Bridge", "Brook", "Castle", "Cedar", "Chapel", "Cherry", "Church", "Cross", "Elm", "Fern", "Forest",
    "Garden", "Grange", "Hazel", "Heath", "Hill", "Holly", "Lake", "Lime", "Manor", "Market", "Meadow", "Mill", "Oak", "Orchard", "Park",
    "Priory", "Queen’s", "River", "Rose", "St Anne’s", "School", "Station", "Stone", "Temple", "Victoria", "Walnut", "Waterside", "Willow", "Wood",
  ]
  private static let kinds = [
    "Surgery", "Medical Practice", "Health Centre", "Medical Centre", "House Surgery", "Road Surgery", "Lodge, Drs Lee & Shah",
  ]
  private static let letters = ["K", "J", "H", "L", "M"]

  /// The practices of a list of commissioners: as many for each as asked for, the named ones first.
  static func practices(
    of commissioners: [SampleCommissioner], perCommissioner: (SampleCommissioner) -> Int, named: [String: [String]], seed: UInt64
  ) -> [[SamplePractice]] {
    commissioners.enumerated().map { index, commissioner in
      var dice = Dice(seed: seed, 101, index)
      let fixed = named[commissioner.code] ?? []
      let count = max(perCommissioner(commissioner), fixed.count)
      var used = Set(fixed)
      let weights = (0..<count).map { _ in dice.between(0.45, 1.8) }
      var total = 0.0
      for weight in weights { total += weight }
      return (0..<count).map { number in
        var name = number < fixed.count ? fixed[number] : ""
        var tries = 0
        while name.isEmpty || (number >= fixed.count && used.contains(name) && tries < 200) {
          name = "\(words[dice.below(words.count)]) \(kinds[dice.below(kinds.count)])"
          tries += 1
        }
        used.insert(name)
        return SamplePractice(
          code: "\(letters[index % 5])\(80 + index / 5 % 20)\(padded(number + 1, to: 3))", name: name, commissioner: index,
          locality: commissioner.localities[number % commissioner.localities.count],
          population: Int(Double(commissioner.population) * 1000 * weights[number] / total))
      }
    }
  }
}
