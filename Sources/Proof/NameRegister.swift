import Figures
package import Programme

/// A part of a figure's id that a table tells by a name in the row.
package enum NamedAxis: String, Sendable, Hashable, CaseIterable {
  case commissioner, provider, cluster, pod, tfc, hrg

  /// What the code of it is called in a message.
  var word: String {
    switch self {
    case .commissioner, .provider, .cluster: rawValue
    case .pod: "point of delivery"
    case .tfc: "treatment function"
    case .hrg: "HRG"
    }
  }
}

/// The names of codes as the programme's own lists give them: the route by which the proof checks the names that packs print beside their figures.
package struct NameRegister: Sendable {
  /// Names by code, as ids write the code.
  private var commissioners: [String: Set<String>] = [:]
  private var providers: [String: Set<String>] = [:]
  private var specialties: [String: String] = [:]

  /// Takes the names of a programme.
  package init(_ organisations: Organisations) {
    for one in organisations.commissioners { commissioners[encodedCode(one.code)] = [one.name, one.shortName] }
    for one in organisations.providers { providers[encodedCode(one.code)] = [one.name, one.shortName] }
    for code in organisations.knownTreatmentFunctions {
      specialties[encodedCode(code)] = organisations.treatmentFunctionName(code).map { "\(code) \($0)" }
    }
  }

  /// What a code should be called; the code itself where the lists have no name for it.
  func name(of code: String, _ axis: NamedAxis) -> String {
    switch axis {
    case .commissioner: commissioners[code]?.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? decoded(code)
    case .provider: providers[code]?.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? decoded(code)
    case .tfc: specialties[code] ?? "Unknown, \(decoded(code))"
    case .cluster, .pod, .hrg: decoded(code)
    }
  }

  /// Whether a printed text names a code: an organisation by either of its names, a treatment function by code and name, a point of delivery or an HRG
  /// by its code before or (in brackets) after what it is called.
  /// A place in a list may stand before the name: `1 Imperial`.
  func accepts(_ text: String, for code: String, _ axis: NamedAxis) -> Bool {
    switch axis {
    case .commissioner: Self.accepts(text, commissioners[code], code, axis)
    case .provider: Self.accepts(text, providers[code], code, axis)
    case .tfc: text == specialties[code] ?? name(of: code, axis)
    case .cluster, .pod, .hrg: Self.isCoded(text, code.utf8.contains(UInt8(ascii: "%")) ? decoded(code) : code)
    }
  }

  /// A row of a pair names both in one cell, the commissioner first: `1 Chiltern, Imperial`.
  private static func accepts(_ text: String, _ names: Set<String>?, _ code: String, _ axis: NamedAxis) -> Bool {
    let names = names ?? [decoded(code)]
    if names.contains(text) { return true }
    let rest = withoutRank(text)
    return names.contains { name in
      if rest == name { return true }
      return axis == .commissioner ? (rest ?? text).hasPrefix(name + ", ") : text.hasSuffix(", " + name)
    }
  }

  private static func isCoded(_ text: String, _ code: String) -> Bool { text == code || text.hasPrefix(code + " ") || text.hasSuffix("(\(code))") }
}

/// `Imperial` of `1 Imperial`; nil without a number and a space before the rest.
private func withoutRank(_ text: String) -> String? {
  let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
  guard !digits.isEmpty, digits.endIndex < text.endIndex, text[digits.endIndex] == " " else { return nil }
  return String(text[text.index(after: digits.endIndex)...])
}

private func decoded(_ code: String) -> String { decodedCode(code[...]) ?? code }
