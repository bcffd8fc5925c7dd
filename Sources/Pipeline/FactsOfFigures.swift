import Extracts
import Figures
import HTML
import Ledger
import Packs
import Programme
import Quantities

/// What is known of a figure besides its value: its label in words, its unit, its formula and its sources.
struct FactsOfFigures: Sendable, FigureFacts {
  private let commissionerNames: [String: String]
  private let providerNames: [String: String]
  private let specialties: [String: String]
  private let hrgs: [String: String]
  private let pods: [String: String]
  private let practices: [String: String]
  private let referrers: [String: String]

  init(_ context: PackContext) {
    let input = context.input
    commissionerNames = Dictionary(input.commissioners.map { (encodedCode($0.code), $0.name) }, uniquingKeysWith: { first, _ in first })
    providerNames = Dictionary(input.providers.map { (encodedCode($0.code), $0.name) }, uniquingKeysWith: { first, _ in first })
    specialties = input.treatmentFunctionNames
    hrgs = input.hrgNames
    pods = input.podNames
    practices = Dictionary(input.practices.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    referrers = input.referrerNames
  }

  /// What a figure is, in words: `Variance, year to date: NHS Chiltern CCG`, its unit, formula and sources.
  func facts(_ figure: Figure) -> (label: String, unit: FigureUnit, formula: String, sources: [String]) {
    let id = figure.id.text
    let slash = id.lastIndex(of: "/")
    let measure = measure(String(measureName(slash.map { id[id.index(after: $0)...] } ?? Substring(id))))
    let stem = stem(slash.map { id[..<$0] } ?? "")
    return (
      stem.about.isEmpty ? measure.title : measure.title + ": " + stem.about, measure.unit, measure.formula, measure.sources ?? stem.sources
    )
  }

  func measure(_ name: String) -> MeasureFacts {
    guard let definition = measureDefinition(name) else { return MeasureFacts(title: name, unit: .count, formula: "") }
    return MeasureFacts(title: definition.title, unit: definition.unit, formula: definition.formula, sources: sources(of: definition.derivation))
  }

  func stem(_ text: Substring) -> StemFacts {
    let parts = text.split(separator: "/")
    return StemFacts(words: words(parts), sources: sources(of: parts))
  }

  /// What the organisations and dimensions of a stem are called.
  private func words(_ parts: [Substring]) -> [(key: String, word: String)] {
    guard parts.count >= 3 else { return [] }
    let (commissioner, provider) = (String(parts[1]), String(parts[2]))
    var words: [(key: String, word: String)] = []
    if commissioner != "ALL" { words.append(("c:" + commissioner, name(commissioner, commissionerNames))) }
    if provider != "ALL" { words.append(("p:" + provider, name(provider, providerNames))) }
    for part in parts[3...] { words.append((String(part), dimension(part))) }
    return words
  }

  private func name(_ code: String, _ names: [String: String]) -> String {
    if code.hasPrefix(SeveralOrganisations.others) { return "the others" }
    if code == SeveralOrganisations.nonLocal { return "not local" }
    return code == SeveralOrganisations.outside ? "not in the programme" : names[code] ?? decodedCode(Substring(code)) ?? code
  }

  private func dimension(_ part: Substring) -> String {
    guard let equals = part.firstIndex(of: "=") else { return String(part) }
    let code = decodedCode(part[part.index(after: equals)...]) ?? ""
    if code.hasPrefix(SeveralOrganisations.others) { return "the others" }
    switch part[..<equals] {
    case "tfc": return code.isEmpty ? "unknown specialty" : specialties[code].map { "\(code) \($0)" } ?? code
    case "hrg": return code.isEmpty ? "no HRG" : hrgs[code].map { "\(code) \($0)" } ?? code
    case "practice":
      return code == SeveralOrganisations.outside ? "none of its practices" : code.isEmpty ? "no practice" : practices[code] ?? "practice \(code)"
    case "referrer":
      return code == SeveralOrganisations.outside
        ? "practices of others" : code.isEmpty ? "no referring organisation" : referrers[code] ?? "referrer \(code)"
    case "source": return "source of referral: \(ReferralSource.allCases.first { $0.code == code }?.printedName ?? code)"
    case "patient": return code.hasPrefix("_") ? "the patients listed" : "patient \(code)"
    case "locality": return code.isEmpty ? "no locality" : code
    case "pod": return pods[code].map { "\(code) \($0)" } ?? code
    default: return "\(part[..<equals]) \(code)"
    }
  }

  /// The register that states a measure, or the attendance files where it counts those; nil for what the stem's rows say.
  private func sources(of derivation: MeasureDerivation) -> [String]? {
    switch derivation {
    case .source(let text): [text]
    case .rows(let amount) where amount.field == .attendance || amount.field == .attendanceCost || amount.field == .bedDays: ["sus"]
    default: nil
    }
  }

  /// The keys of the files that a stem's rows stand in.
  private func sources(of stem: [Substring]) -> [String] {
    guard stem.count >= 3 else { return [] }
    if stem[0] == "sus" || stem[0] == "ratio" { return ["sus"] }
    let provider = String(stem[2])
    return [provider == "ALL" || provider.hasPrefix("_") ? "slam" : "slam/\(decodedCode(Substring(provider)) ?? provider)"]
  }
}

/// The files behind each key that figures name: all returns, each provider's, and the attendance files, those that count.
func figureSources(_ ledger: ProgrammeLedger) -> [FigureSource] {
  let used = ledger.sources.filter { !$0.refused && $0.countedRows > 0 }
  let year = ledger.period.year
  let returns = used.filter { $0.kind == ExtractKindName.slam && ($0.submission.map { $0.year == year } ?? false) }
  var sources = [FigureSource(key: "slam", files: ["extracts/slam/\(year.label)"])]
  for provider in Set(returns.compactMap(\.provider)).sorted() {
    sources.append(FigureSource(key: "slam/\(provider)", files: returns.filter { $0.provider == provider }.map(\.path)))
  }
  let attendances = used.filter { ExtractKind(rawValue: $0.kind)?.isSUS ?? false }
  if !attendances.isEmpty { sources.append(FigureSource(key: "sus", files: attendances.map(\.path))) }
  return sources
}

/// The kinds of source files as the ledger names them.
enum ExtractKindName {
  static let slam = "slam"
  static let plan = "plan"
}
