import FoundationEssentials

/// What an entry says, as the bytes that its hash is of: JSON with sorted keys, no space, and what does not apply left out.
struct EntryPayload: Codable, Hashable, Sendable {
  /// A kind of entry.
  enum Kind: String, Codable, Hashable, Sendable { case release, freeze, prune, upgrade }
  /// A count of things and the SHA-256 of their list.
  struct Listing: Codable, Hashable, Sendable {
    var count: Int
    var sha256: String
  }

  var at: String
  var figures: Listing?
  var files: Listing?
  var format: Int
  /// The public key that the entry is signed with, in base64.
  var key: String?
  var kind: Kind
  var manifest: String?
  var name: String
  var previous: String
  var pruned: Listing?
  var reason: String?
  var seq: Int

  /// The canonical text.
  var text: String {
    var fields: [String] = []
    func add(_ name: String, _ value: String?) { if let value { fields.append("\"\(name)\":\"\(Self.escaped(value))\"") } }
    func add(_ name: String, _ value: Int) { fields.append("\"\(name)\":\(value)") }
    func add(_ name: String, _ value: Listing?) {
      if let value { fields.append("\"\(name)\":{\"count\":\(value.count),\"sha256\":\"\(value.sha256)\"}") }
    }
    add("at", at)
    add("figures", figures)
    add("files", files)
    add("format", format)
    add("key", key)
    add("kind", kind.rawValue)
    add("manifest", manifest)
    add("name", name)
    add("previous", previous)
    add("pruned", pruned)
    add("reason", reason)
    add("seq", seq)
    return "{" + fields.joined(separator: ",") + "}"
  }

  /// Reads a payload; nil where the text is not the canonical one of anything.
  init?(_ text: String) {
    guard let payload = try? JSONDecoder().decode(EntryPayload.self, from: Data(text.utf8)), payload.text.utf8.elementsEqual(text.utf8) else {
      return nil
    }
    self = payload
  }

  init(
    seq: Int, kind: Kind, name: String, at: String, previous: String, format: Int, manifest: String? = nil, reason: String? = nil,
    figures: Listing? = nil, files: Listing? = nil, pruned: Listing? = nil, key: String? = nil
  ) {
    self.seq = seq
    self.kind = kind
    self.name = name
    self.at = at
    self.previous = previous
    self.format = format
    self.manifest = manifest
    self.reason = reason
    self.figures = figures
    self.files = files
    self.pruned = pruned
    self.key = key
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\u{0}"..<" ":
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// Whether one text stands before another byte by byte, as `ORDER BY … COLLATE BINARY` has it.
func standsBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// Whether a text can stand in a line of a listing: no tab, line end or other control character.
func fitsALine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
