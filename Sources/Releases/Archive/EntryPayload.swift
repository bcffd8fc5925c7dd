import FoundationEssentials
import Records

/// What an entry says, as the bytes that its hash is of: JSON with sorted keys, no space, and what does not apply left out.
struct EntryPayload: Codable, Hashable, Sendable {
  /// A kind of entry.
  enum Kind: String, Codable, Hashable, Sendable { case release, freeze, prune, upgrade }
  /// A count of things and the SHA-256 of their list.
  struct Listing: Codable, Hashable, Sendable {
    var count: Int
    var sha256: String

    fileprivate var object: CanonicalObject {
      var object = CanonicalObject()
      object.add("count", count)
      object.add("sha256", sha256)
      return object
    }
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
    var object = CanonicalObject()
    object.add("at", at)
    object.add("figures", figures?.object)
    object.add("files", files?.object)
    object.add("format", format)
    object.add("key", key)
    object.add("kind", kind.rawValue)
    object.add("manifest", manifest)
    object.add("name", name)
    object.add("previous", previous)
    object.add("pruned", pruned?.object)
    object.add("reason", reason)
    object.add("seq", seq)
    return object.text
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
}

/// Whether one text stands before another byte by byte, as `ORDER BY … COLLATE BINARY` has it.
func standsBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

/// Whether a text can stand in a line of a listing: no tab, line end or other control character.
func fitsALine(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
