package import Quantities

/// A body that pays for care: a CCG, an ICB.
package struct Commissioner: Sendable, Hashable {
  /// The organisation code.
  package let code: String
  /// The name in full.
  package let name: String
  /// The name for tables and charts.
  package let shortName: String
  /// The cluster that it belongs to; nil when it has none.
  package let cluster: String?
  /// The weighted population; nil when not given.
  package let weightedPopulation: Int?
  /// The first month that it pays for; nil where it was there from the beginning.
  package let from: Period?
  /// The last month that it pays for; nil where it is still there.
  package let to: Period?

  /// Makes a commissioner.
  package init(
    code: String, name: String, shortName: String? = nil, cluster: String? = nil, weightedPopulation: Int? = nil, from: Period? = nil,
    to: Period? = nil
  ) {
    self.from = from
    self.to = to
    self.code = code
    self.name = name
    self.shortName = shortName ?? shortCommissionerName(name)
    self.cluster = cluster
    self.weightedPopulation = weightedPopulation
  }
}

/// A body that gives care: a trust.
package struct Provider: Sendable, Hashable {
  /// The organisation code.
  package let code: String
  /// The name in full.
  package let name: String
  /// The name for tables and charts.
  package let shortName: String
  /// The market forces factor that its prices hold, such as 1.2976; nil when not given.
  package let marketForcesFactor: Double?

  /// Makes a provider.
  package init(code: String, name: String, shortName: String? = nil, marketForcesFactor: Double? = nil) {
    self.code = code
    self.name = name
    self.shortName = shortName ?? shortProviderName(name)
    self.marketForcesFactor = marketForcesFactor
  }
}

/// A GP practice.
package struct Practice: Sendable, Hashable {
  /// The practice code.
  package let code: String
  /// The name.
  package let name: String
  /// The code of its commissioner.
  package let commissioner: String
  /// The locality; nil when it has none.
  package let locality: String?
  /// The weighted population; nil when not given.
  package let weightedPopulation: Int?

  /// Makes a practice.
  package init(code: String, name: String, commissioner: String, locality: String? = nil, weightedPopulation: Int? = nil) {
    self.code = code
    self.name = name
    self.commissioner = commissioner
    self.locality = locality
    self.weightedPopulation = weightedPopulation
  }
}

/// A commissioner's value of one of the covariates that peers are found by.
package struct PeerCovariate: Sendable, Hashable {
  /// The commissioner's code.
  package let commissioner: String
  /// The covariate's name.
  package let covariate: String
  /// The value, a plain number.
  package let value: Double

  /// Makes a value.
  package init(commissioner: String, covariate: String, value: Double) {
    self.commissioner = commissioner
    self.covariate = covariate
    self.value = value
  }
}

/// Who and what the programme's codes stand for. All lists are in code order.
package struct Organisations: Sendable {
  /// The programme's commissioners.
  package var commissioners: [Commissioner]
  /// The programme's providers.
  package var providers: [Provider]
  /// GP practices.
  package var practices: [Practice]
  /// Points of delivery.
  package var pods: PODMapping
  /// Covariates for peers.
  package var peerCovariates: [PeerCovariate]
  /// The national tariff.
  package var tariff: Tariff
  private var referrerNames: [String: String]
  private var specialtyNames: [String: String]
  private var hrgNames: [String: String]
  private var commissionerIndex: [String: Int]
  private var providerIndex: [String: Int]

  /// Puts the lists into code order.
  package init(
    commissioners: [Commissioner] = [], providers: [Provider] = [], practices: [Practice] = [], specialties: [String: String] = [:],
    hrgs: [String: String] = [:], pods: PODMapping = PODMapping(rules: []), peerCovariates: [PeerCovariate] = [],
    referrers: [String: String] = [:], tariff: Tariff = Tariff()
  ) {
    self.commissioners = commissioners.sorted { $0.code < $1.code }
    self.providers = providers.sorted { $0.code < $1.code }
    self.practices = practices.sorted { $0.code < $1.code }
    self.pods = pods
    self.peerCovariates = peerCovariates
    referrerNames = referrers
    self.tariff = tariff
    specialtyNames = specialties
    hrgNames = hrgs
    commissionerIndex = Dictionary(self.commissioners.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
    providerIndex = Dictionary(self.providers.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The commissioner of a code; nil when it is not in the programme.
  package func commissioner(_ code: String) -> Commissioner? { commissionerIndex[code].map { commissioners[$0] } }
  /// The provider of a code; nil when it is not in the programme.
  package func provider(_ code: String) -> Provider? { providerIndex[code].map { providers[$0] } }
  /// The codes of the commissioners, in order.
  package var commissionerCodes: [String] { commissioners.map(\.code) }
  /// The codes of the providers, in order.
  package var providerCodes: [String] { providers.map(\.code) }

  /// The name of a treatment function: the programme's, else the national one; nil for a code that neither knows.
  package func treatmentFunctionName(_ code: String) -> String? { specialtyNames[code] ?? nationalTreatmentFunctions[code] }
  /// The name of an HRG or local tariff code; nil when the programme has none.
  package func hrgName(_ code: String) -> String? { hrgNames[code] }

  /// The name of an organisation that refers outpatients: of its own list, else a provider's, else a practice's; nil for a code that none of them has.
  package func referrerName(_ code: String) -> String? {
    if let name = referrerNames[code] ?? provider(code)?.name { return name }
    var (low, high) = (0, practices.count)
    while low < high {
      let middle = low + (high - low) / 2
      if practices[middle].code < code { low = middle + 1 } else { high = middle }
    }
    return low < practices.count && practices[low].code == code ? practices[low].name : nil
  }

  /// The treatment function codes that have a name.
  package var knownTreatmentFunctions: Set<String> { Set(specialtyNames.keys).union(nationalTreatmentFunctions.keys) }
  /// The HRG and local tariff codes that have a name; empty when the programme lists none, and then any is taken as it comes.
  package var knownHRGs: Set<String> { Set(hrgNames.keys) }

  /// The clusters by name, each with the codes of its commissioners, both in order.
  package var clusters: [(name: String, commissioners: [String])] {
    Dictionary(grouping: commissioners.filter { $0.cluster != nil }) { $0.cluster ?? "" }
      .map { (name: $0.key, commissioners: $0.value.map(\.code)) }.sorted { $0.name < $1.name }
  }
}

/// `NHS Windsor, Ascot & Maidenhead CCG` → `Windsor, Ascot & Maidenhead`.
private func shortCommissionerName(_ name: String) -> String {
  var short = name
  if short.hasPrefix("NHS ") { short.removeFirst(4) }
  for ending in [" Clinical Commissioning Group", " Integrated Care Board", " CCG", " ICB"] where short.hasSuffix(ending) {
    short.removeLast(ending.count)
    break
  }
  return short.isEmpty ? name : short
}

/// `The Hillingdon Hospitals NHS Foundation Trust` → `Hillingdon Hospitals`.
private func shortProviderName(_ name: String) -> String {
  var short = name
  if short.hasPrefix("The ") { short.removeFirst(4) }
  for ending in [" NHS Foundation Trust", " NHS Trust"] where short.hasSuffix(ending) {
    short.removeLast(ending.count)
    break
  }
  return short.isEmpty ? name : short
}
