package import Programme

/// Whose eyes a built file is for.
struct LeakReader: Sendable, Hashable {
  /// The kind of pack; nil for rows that were held back, which go back to whoever sent them and into no pack.
  var audience: Audience?
  /// The organisation's code; empty for the programme.
  var code: String

  /// Whose a file is by its path in the month's folder. What stands beside the packs (`index.html`, `referrals.html`, `proof.html`,
  /// `data-quality.html`, `run.json`) is the programme's own.
  init(path: String) {
    let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let folder = parts[0]
    code = parts.count > 1 ? String(parts[1]) : ""
    switch folder {
    case "commissioners" where parts.count > 1: audience = .commissioner
    case "providers" where parts.count > 1: audience = .provider
    case "practices" where parts.count > 1: audience = .practice
    // The held-back rows of a provider are quoted whole, as they were sent, patients included: the file is for the analyst who asks the provider to mend
    // them, stays in the programme's folder, and is part of no pack. It is not searched; a pack that quoted one of these rows would be found.
    // What can be challenged with a provider is for the analyst too, who puts it into the log.
    case "quarantine" where parts.count > 1:
      audience = nil
      code = ""
    default:
      audience = .programme
      code = ""
    }
  }
}

/// Whether a reader may see something.
enum LeakVerdict: Sendable, Hashable {
  case allowed
  /// Only at these places, as `LeakAllowance.places` writes them; with the reason why nowhere else.
  case only([String], String)
  case never(String)
}

/// Who may see what: the table that packs are made by, read by what tests them.
///
/// | pack for | commissioners | providers | practices | organisations outside the programme | patients |
/// |---|---|---|---|---|---|
/// | the programme | all | all | all | all | none |
/// | a commissioner | itself; others only in the agreed comparisons | all | its own | only as referrers | its own, only among the costly |
/// | a provider | all: they pay it | itself and its sites | none | none | none |
/// | practices | their own commissioner | all | those of their commissioner | none | none |
///
/// `leaks.allow` of `programme.yaml` adds to it.
package struct LeakPolicy: Sendable {
  private let settings: LeakSettings

  /// The table with what the programme adds.
  package init(_ settings: LeakSettings) { self.settings = settings }

  /// Whether the reader may see any of those that a term may stand for: a name that two practices share is no leak in the pack of either.
  func verdict(_ reader: LeakReader, _ subjects: [LeakSubject]) -> LeakVerdict {
    var answer: LeakVerdict?
    for subject in subjects {
      switch (verdict(reader, subject), answer) {
      case (.allowed, _): return .allowed
      case (.only(let places, let reason), .only(let others, _)?): answer = .only(places + others, reason)
      case (.only(let places, let reason), _): answer = .only(places, reason)
      case (.never(let reason), nil): answer = .never(reason)
      case (.never, _): break
      }
    }
    return answer ?? .allowed
  }

  private func verdict(_ reader: LeakReader, _ subject: LeakSubject) -> LeakVerdict {
    let builtIn = standard(reader, subject)
    guard builtIn != .allowed, let audience = reader.audience else { return .allowed }
    var places: [String] = []
    var reason = ""
    switch builtIn {
    case .allowed: return .allowed
    case .only(let agreed, let why):
      places = agreed
      reason = why
    case .never(let why): reason = why
    }
    for one in settings.allow where one.packs == audience && one.shows == subject.kind {
      guard one.codes.isEmpty || one.codes.contains(subject.code), one.only.isEmpty || one.only.contains(reader.code) else { continue }
      if one.places.isEmpty { return .allowed }
      places += one.places
    }
    return places.isEmpty ? .never(reason) : .only(places, reason)
  }

  /// The place of a page's passports: what they say of its own figures names whom these name, in the places where they stand; they hold nothing of others. No
  /// section, data file or figure has such an id.
  static let passports = "script/passports"

  private func standard(_ reader: LeakReader, _ subject: LeakSubject) -> LeakVerdict {
    guard let audience = reader.audience else { return .allowed }
    if subject.kind == .patients {
      guard audience == .commissioner else { return .never("only the commissioner’s own pack shows patients") }
      let reason = "a commissioner’s pack shows its own patients alone, in the list of those of high cost"
      return subject.commissioner == reader.code ? .only(["high-cost-patients*", "*/patient=*", Self.passports], reason) : .never(reason)
    }
    switch (audience, subject.kind) {
    case (.programme, _): return .allowed
    case (.commissioner, .outside):
      return .only(
        ["referring-organisations*", "*/referrer=*", Self.passports],
        "a commissioner’s pack names organisations outside the programme as referrers alone")
    case (.practice, .outside):
      return .only(
        ["practice-referring-organisations*", "*/referrer=*", Self.passports],
        "a pack by practice names organisations outside the programme as referrers alone")
    case (_, .outside): return .never("only the programme’s own pages name organisations that are not in the programme")
    case (.commissioner, .commissioners), (.practice, .commissioners):
      if subject.code == reader.code { return .allowed }
      let agreed = audience == .commissioner ? settings.comparisons : []
      let reason = "a commissioner’s pack names another only in the agreed comparisons"
      return agreed.isEmpty ? .never(reason) : .only(agreed + [Self.passports], reason)
    case (.commissioner, .providers), (.practice, .providers), (.provider, .commissioners): return .allowed
    case (.commissioner, .practices), (.practice, .practices):
      return subject.commissioner == reader.code ? .allowed : .never("a commissioner’s pack shows no practice of another")
    case (.provider, .providers):
      return subject.code == reader.code ? .allowed : .never("a provider’s pack shows other providers only as a median and quartiles")
    case (.provider, .practices): return .never("a provider’s pack shows no practice")
    default: return .never("the table of what packs show does not have it")
    }
  }
}

/// Whether a text fits a pattern in which `*` stands for any letters, none included.
func fits(_ text: String, _ pattern: String) -> Bool {
  let (text, pattern) = (Array(text.utf8), Array(pattern.utf8))
  var (t, p) = (0, 0)
  var star: (pattern: Int, text: Int)?
  while t < text.count {
    if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
      star = (p, t)
      p += 1
    } else if p < pattern.count, pattern[p] == text[t] {
      t += 1
      p += 1
    } else if let back = star {
      p = back.pattern + 1
      t = back.text + 1
      star = (back.pattern, t)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
}
