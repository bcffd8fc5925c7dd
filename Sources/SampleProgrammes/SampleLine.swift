/// What is bought: a point of delivery in a specialty, with a resource group, at a price.
struct SampleLine: Hashable {
  /// Index in `SamplePod.all`.
  let pod: Int
  /// Treatment function; blank for money without activity.
  let specialty: String
  /// Resource group, drug or device; blank where there is none.
  let resource: String

  var definition: SamplePod { SamplePod.all[pod] }

  /// Draws a line for a trust: point of delivery by share, then specialty by the trust's profile, then resource group.
  static func draw(pod: Int, profile: SampleProvider.Profile?, dice: inout Dice) -> SampleLine {
    let definition = SamplePod.all[pod]
    let specialty: String
    switch definition.specialty {
    case .none: specialty = ""
    case .fixed(let codes):
      let own = codes.filter { code in SampleSpecialty.index[code].map { SampleSpecialty.all[$0].weight(in: profile) > 0 } ?? false }
      specialty = own.isEmpty ? codes[dice.below(codes.count)] : own[dice.below(own.count)]
    case .any, .surgical:
      let surgicalOnly = if case .surgical = definition.specialty { true } else { false }
      specialty = SampleSpecialty.all[dice.index(weights: specialtyWeights(profile, surgicalOnly: surgicalOnly))].code
    }
    let resource: String
    switch definition.resource {
    case .none: resource = ""
    case .one(let codes): resource = codes[dice.below(codes.count)]
    case .chapter:
      let codes = SampleResource.codes(of: SampleSpecialty.index[specialty].map { SampleSpecialty.all[$0].chapter } ?? "W")
      resource = codes[dice.below(codes.count)]
    }
    return SampleLine(pod: pod, specialty: specialty, resource: resource)
  }

  private static func specialtyWeights(_ profile: SampleProvider.Profile?, surgicalOnly: Bool) -> [Double] {
    weightTable[(profile.map { $0.rawValue + 1 } ?? 0) * 2 + (surgicalOnly ? 1 : 0)]
  }

  /// The weights of all specialties: general hospital first, then each profile; every specialty, then the surgical ones.
  private static let weightTable: [[Double]] = {
    let profiles: [SampleProvider.Profile?] = [nil] + SampleProvider.Profile.allCases.map { $0 }
    return profiles.flatMap { profile in
      [false, true].map { surgicalOnly in
        SampleSpecialty.all.map { surgicalOnly && !$0.surgical ? 0 : $0.weight(in: profile) }
      }
    }
  }()

  /// The price of one unit at a trust, in 10⁻⁸ pounds: the same at every trust but for its market forces factor.
  ///
  /// - Parameter exact: whether the product keeps its eight decimals, as some trusts' returns do, or is rounded to the penny.
  func unitPrice(at provider: SampleProvider, inflation: Int = 1000, exact: Bool = false) -> Parts {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(definition.local)/\(specialty)/\(resource)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let spread = 700 + Int((hash >> 20) % 750)
    let pence = definition.price * spread * inflation / 10_000
    guard definition.marketForces else { return Parts(pence) * partsInPenny }
    let product = Parts(pence) * Parts(provider.marketForces) * 100
    return exact ? product : Parts(rounded(Int(product), by: Int(partsInPenny))) * partsInPenny
  }
}
