/// A clinical commissioning group of the sample programmes.
struct SampleCommissioner {
  /// ODS code.
  let code: String
  let name: String
  let cluster: String
  /// Registered population, in thousands, weighted for need.
  let population: Int
  /// Localities of its practices; some have commas, ampersands or apostrophes in their names.
  let localities: [String]

  /// The eighteen of the programme, in the order of the published table.
  static let thamesValleyWessex: [SampleCommissioner] = [
    SampleCommissioner("10G", "NHS Bracknell & Ascot CCG", "Berkshire East", 133, ["Bracknell", "Ascot & Sunninghill"]),
    SampleCommissioner("10H", "NHS Chiltern CCG", "Buckinghamshire", 318, ["Amersham & Chesham", "Southern", "Wooburn Green", "Wycombe"]),
    SampleCommissioner("10M", "NHS Newbury & District CCG", "Berkshire West", 116, ["Newbury", "Hungerford & Lambourn"]),
    SampleCommissioner("10N", "NHS North & West Reading CCG", "Berkshire West", 105, ["Caversham", "Tilehurst"]),
    SampleCommissioner("10W", "NHS South Reading CCG", "Berkshire West", 132, ["Whitley", "University"]),
    SampleCommissioner("11C", "NHS Windsor, Ascot & Maidenhead CCG", "Berkshire East", 147, ["Windsor", "Maidenhead", "Ascot, Datchet & Wraysbury"]),
    SampleCommissioner("11D", "NHS Wokingham CCG", "Berkshire West", 152, ["Wokingham", "Earley & Woodley"]),
    SampleCommissioner("10Y", "NHS Aylesbury Vale CCG", "Buckinghamshire", 198, ["Aylesbury Central", "North Vale", "Wendover, Haddenham & Thame"]),
    SampleCommissioner("10Q", "NHS Oxfordshire CCG", "Oxfordshire", 690, ["Oxford City", "North Oxfordshire", "South East", "South West", "West"]),
    SampleCommissioner("10K", "NHS Fareham & Gosport CCG", "Hampshire", 196, ["Fareham", "Gosport, Lee & Stubbington"]),
    SampleCommissioner("11J", "NHS Dorset CCG", "Dorset", 770, ["Bournemouth", "Poole", "Dorset West", "Purbeck", "St Leonard’s & Ferndown"]),
    SampleCommissioner("99M", "NHS North East Hampshire & Farnham CCG", "Hampshire", 220, ["Farnborough", "Farnham", "Fleet, Yateley & Hook"]),
    SampleCommissioner("10J", "NHS North Hampshire CCG", "Hampshire", 217, ["Basingstoke", "Alton & Bordon", "Rural North"]),
    SampleCommissioner("10R", "NHS Portsmouth CCG", "Solent", 209, ["Portsea", "Cosham & Paulsgrove"]),
    SampleCommissioner("10V", "NHS South Eastern Hampshire CCG", "Hampshire", 206, ["Havant", "Waterlooville", "Petersfield & Liss"]),
    SampleCommissioner("10X", "NHS Southampton CCG", "Solent", 262, ["Central", "East", "West"]),
    SampleCommissioner(
      "11A", "NHS West Hampshire CCG", "Hampshire", 538, ["Andover", "Eastleigh", "New Forest", "Totton & Waterside", "Winchester"]),
    SampleCommissioner("10T", "NHS Slough CCG", "Berkshire East", 144, ["Slough North", "Slough South", "King’s Reach"]),
  ]

  init(_ code: String, _ name: String, _ cluster: String, _ population: Int, _ localities: [String]) {
    self.code = code
    self.name = name
    self.cluster = cluster
    self.population = population
    self.localities = localities
  }
}
