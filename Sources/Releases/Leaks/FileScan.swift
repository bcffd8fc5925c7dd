import Programme

/// What is found in one built file, by every route that its kind needs.
struct FileScan {
  /// What a mention at a place means: nil when it is allowed there.
  struct Place {
    /// The place in words: worked out only where it is reported, since a line's number is counted from the file's beginning.
    let words: () -> String
    /// Section, data file and figure, for comparisons that are agreed.
    let contexts: [String]
    /// Where one text is shown at several places, the contexts of each: a comparison has to be agreed at all of them. Empty for a text at one place.
    let everywhere: [[String]]

    init(words: @autoclosure @escaping () -> String, contexts: [String], everywhere: [[String]] = []) {
      self.words = words
      self.contexts = contexts
      self.everywhere = everywhere
    }
  }

  let terms: ForbiddenTerms
  /// What the reader may see, by group of subjects.
  let verdicts: [LeakVerdict]
  let file: String
  /// The file's name without folder and ending.
  let stem: String
  private(set) var leaks: [Leak] = []
  private var seen: Set<Leak> = []
  /// The contexts of what is being opened inside another file: the tables of the sheet whose part it is.
  var surroundings: [String] = []
  /// How deep archives and attachments stand in one another.
  private var depth = 0
  /// How many bytes may still be unpacked.
  var allowance = 1 << 30

  /// A file names no more places than this: a whole pack in the wrong folder is one mistake.
  static let most = 200

  init(terms: ForbiddenTerms, verdicts: [LeakVerdict], file: String) {
    self.terms = terms
    self.verdicts = verdicts
    self.file = file
    let name = file.split(separator: "/").last.map(String.init) ?? file
    stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// Searches bytes that are UTF-8 text. `place` is asked only where something was found that is not allowed everywhere.
  mutating func search(_ bytes: UnsafeBufferPointer<UInt8>, shortest: Int = 0, _ place: (Int) -> Place) {
    var found: [TermHit] = []
    terms.search(bytes, shortest: shortest) { hit in if verdicts[hit.group] != .allowed { found.append(hit) } }
    for hit in found where leaks.count < Self.most {
      let reason: String
      var here: Place?
      switch verdicts[hit.group] {
      case .allowed: continue
      case .never(let why): reason = why
      case .only(let places, let why):
        let found = place(hit.start)
        func isAgreed(_ contexts: [String]) -> Bool { contexts.contains { context in places.contains { fits(context, $0) } } }
        if isAgreed(found.contexts + [stem] + surroundings) || !found.everywhere.isEmpty && found.everywhere.allSatisfy(isAgreed) { continue }
        here = found
        reason = why
      }
      let term = String(decoding: bytes[hit.start..<hit.end], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      add(Leak(file: file, place: (here ?? place(hit.start)).words(), cause: .shows(term: term, subject(hit.group)), reason: reason))
    }
  }

  /// Searches text that was taken out of a file.
  mutating func search(_ text: SearchText, _ place: (Int, SearchText.Part) -> Place) {
    text.bytes.withUnsafeBufferPointer { bytes in
      search(bytes) { at in
        let (source, part) = text.origin(at)
        return place(source, part)
      }
    }
  }

  /// Searches a short text at one place.
  mutating func search(_ text: String, at words: String, contexts: [String] = []) {
    var text = text
    text.withUTF8 { bytes in search(bytes) { _ in Place(words: words, contexts: contexts) } }
  }

  /// Says that a part of the file could not be read.
  mutating func cannotRead(_ place: String, _ reason: String) {
    add(Leak(file: file, place: place, cause: .unreadable, reason: reason))
  }

  private mutating func add(_ leak: Leak) { if seen.insert(leak).inserted { leaks.append(leak) } }

  /// The first whom a group stands for that the reader may not see; all of them are so, or the term would be allowed.
  private func subject(_ group: Int) -> LeakSubject { terms.groups[group][0] }

  /// Opens a file, or one inside another.
  mutating func open(_ bytes: [UInt8], name: String, inside: String = "") {
    guard depth < 6 else { return cannotRead(inside.isEmpty ? name : inside, "it is packed more than five times over") }
    depth += 1
    defer { depth -= 1 }
    let label = inside.isEmpty ? "" : inside + ", "
    switch FileKind(bytes, name: name) {
    case .empty: break
    case .html: searchMarkup(bytes, isXML: false, label)
    case .xml: searchMarkup(bytes, isXML: true, label)
    case .json: searchJSON(bytes, label)
    case .csv: searchCSV(bytes, label)
    case .text: searchPlain(bytes, label)
    case .wideText(let text): open(text, name: name, inside: inside)
    case .pdf: searchPDF(bytes, label)
    case .zip: searchZip(bytes, label)
    case .gzip: searchGzip(bytes, name: name, label)
    case .png: searchPNG(bytes, label)
    case .unknown: searchUnknown(bytes, label)
    }
  }
}
