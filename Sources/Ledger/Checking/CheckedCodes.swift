import Checks
import Extracts
import Programme
import Quantities

/// What the checks make of the codes that all files share: worked out once for a ledger, by the place on its axes.
struct CheckedAxes: Sendable {
  let treatmentFunctions: [TreatmentFunctionTraits]
  let tariffs: [TariffTraits]

  init(_ axes: CodeAxes) {
    treatmentFunctions = axes.treatmentFunctions.map { TreatmentFunctionTraits(code: $0) }
    tariffs = axes.hrgs.map { TariffTraits(code: $0) }
  }
}

/// The codes of one provider's files as the checks see them: the same code has one number in all of them.
struct ProviderCodes {
  /// A point of delivery as a file has it.
  struct POD {
    var traits: PODTraits
    /// Its place among the provider's own.
    var place: Int
    /// The national code that it is counted under.
    var national: String
  }
  /// A practice.
  struct Practice {
    var traits: PracticeTraits
    /// Whether it names one at all.
    var isNamed: Bool
    /// The index of the commissioner whose it is; −1 where that is not known.
    var commissioner: Int32
  }

  private let provider: String
  private let axes: CodeAxes
  private let request: LedgerRequest
  private var pods: [PODCodes: POD] = [:]
  private var podPlaces: [Int: Int] = [:]
  /// Of each of the provider's own points of delivery: its place on the ledger's axis, and what it is.
  private(set) var podsOnAxis: [Int] = []
  private(set) var podTraits: [PODTraits] = []
  private var practiceNumbers: [String: UInt32] = [:]
  /// The practices by number.
  private(set) var practices: [Practice] = []
  private var placeNumbers: [String: UInt32] = [:]

  init(provider: String, axes: CodeAxes, request: LedgerRequest) {
    self.provider = provider
    self.axes = axes
    self.request = request
  }

  /// A point of delivery, by the codes of a file and their place on the axis.
  mutating func pod(_ codes: PODCodes, _ onAxis: Int) -> POD {
    if let known = pods[codes] { return known }
    let resolved = axes.pods[onAxis]
    let traits = PODTraits(
      stated: codes.national, isNational: NationalPOD.named(codes.national) != nil,
      national: resolved.nationalPOD, group: resolved.group)
    let place: Int
    if let known = podPlaces[onAxis] {
      place = known
    } else {
      place = podsOnAxis.count
      podPlaces[onAxis] = place
      podsOnAxis.append(onAxis)
      podTraits.append(traits)
    }
    let pod = POD(traits: traits, place: place, national: resolved.nationalPOD)
    pods[codes] = pod
    return pod
  }

  /// The number of a practice.
  mutating func practice(_ code: String) -> UInt32 {
    if let known = practiceNumbers[code] { return known }
    let number = UInt32(practices.count)
    practiceNumbers[code] = number
    let commissioner = request.checks.practices[code]
    let traits = PracticeTraits(code: code, isListed: commissioner != nil)
    practices.append(
      Practice(traits: traits, isNamed: traits.isNamed, commissioner: commissioner.flatMap { axes.commissionerIndex[$0] }.map { Int32($0) } ?? -1))
    return number
  }

  /// The number of a site and a service.
  mutating func place(site: String, service: String) -> UInt32 {
    let text = site + "\u{1F}" + service
    if let known = placeNumbers[text] { return known }
    let number = UInt32(placeNumbers.count)
    placeNumbers[text] = number
    return number
  }

  /// Whether a site is another provider's.
  func isElsewhere(site: String) -> Bool { !site.isEmpty && !site.hasPrefix(provider) }

  /// The index of one of the programme's own commissioners; −1 for all others.
  func ownCommissioner(_ code: String) -> Int32 {
    axes.commissionerIndex[code].flatMap { $0 < axes.commissioners.ownCount ? Int32($0) : nil }
      ?? -1
  }
}
