import Extracts
import Quantities

/// The ledger's axes: every code that takes part, in code order.
struct CodeAxes: Sendable {
  var commissioners: OrganisationAxis
  var providers: OrganisationAxis
  var pods: [PointOfDelivery] = []
  var treatmentFunctions: [String] = []
  var hrgs: [String] = []
  /// Practices and referring organisations of the attendance files.
  private(set) var practices: [String] = []
  private(set) var referrers: [String] = []
  /// Whether a point of delivery is blank, or not known to the programme.
  var hasUnknownPODs = false
  /// A segment turned out to be damaged while its codes were read.
  var damaged = false

  private(set) var commissionerIndex: [String: Int] = [:]
  private(set) var providerIndex: [String: Int] = [:]
  private(set) var podIndex: [PointOfDelivery: Int] = [:]
  private(set) var treatmentFunctionIndex: [String: Int] = [:]
  private(set) var hrgIndex: [String: Int] = [:]
  private(set) var practiceIndex: [String: Int] = [:]
  private(set) var referrerIndex: [String: Int] = [:]

  /// Puts the codes in order: the programme's own organisations first, then others that were met.
  init(
    request: LedgerRequest, commissioners met: Set<String>, providers metProviders: Set<String>, pods: Set<PointOfDelivery>,
    treatmentFunctions: Set<String>, hrgs: Set<String>
  ) throws(LedgerFault) {
    commissioners = Self.axis(own: request.commissioners, met: met)
    providers = Self.axis(own: request.providers, met: metProviders)
    self.pods = pods.sorted()
    self.treatmentFunctions = treatmentFunctions.sorted()
    self.hrgs = hrgs.sorted()
    for (count, name) in [
      (commissioners.codes.count, "commissioners"), (providers.codes.count, "providers"), (pods.count, "points of delivery"),
      (treatmentFunctions.count, "treatment functions"),
    ] where count > Int(UInt16.max) {
      throw LedgerFault.tooManyCodes(name)
    }
    commissionerIndex = Self.places(commissioners.codes)
    providerIndex = Self.places(providers.codes)
    podIndex = Self.places(self.pods)
    treatmentFunctionIndex = Self.places(self.treatmentFunctions)
    hrgIndex = Self.places(self.hrgs)
  }

  /// Puts the practices and referring organisations of the attendance files in order.
  mutating func setAttendanceCodes(practices: Set<String>, referrers: Set<String>) throws(LedgerFault) {
    // A referrer's number shares a word of 64 bits with two flags, a practice's one with two codes of 16 bits.
    guard practices.count < Int(UInt32.max), referrers.count < Int(UInt32.max) else { throw LedgerFault.tooManyCodes("practices and referrers") }
    self.practices = practices.sorted()
    self.referrers = referrers.sorted()
    practiceIndex = Self.places(self.practices)
    referrerIndex = Self.places(self.referrers)
  }

  private static func axis(own: [String], met: Set<String>) -> OrganisationAxis {
    let mine = Set(own)
    return OrganisationAxis(codes: mine.sorted() + met.subtracting(mine).sorted(), ownCount: mine.count)
  }

  private static func places<Code: Hashable>(_ codes: [Code]) -> [Code: Int] {
    var places: [Code: Int] = [:]
    places.reserveCapacity(codes.count)
    for (place, code) in codes.enumerated() { places[code] = place }
    return places
  }
}
