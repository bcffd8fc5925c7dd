import Figures
import Glibc
import Quantities
package import Report

/// What the passports of a page's figures are made from.
package struct PassportMaterial: Sendable {
  /// What is known of each figure by the parts of its id.
  package var facts: any FigureFacts & Sendable
  /// The files behind each key that figures name.
  package var sources: [FigureSource]
  /// The report's figures.
  package var figures: FigureIndex

  /// Makes the material.
  package init(facts: any FigureFacts & Sendable, sources: [FigureSource], figures: FigureIndex) {
    self.facts = facts
    self.sources = sources
    self.figures = figures
  }
}

/// The passports of all figures of a finished page as one block of JSON that may stand in it: what a click on a figure shows.
///
/// A page names thousands of figures of a few hundred stems and a few dozen measures. Each word is said once, and a value stands in the order in which its
/// id first comes in the page, so that no id is repeated:
///
/// - `period`: the pack's own period;
/// - `measures`: by name: title, unit, formula and, where it has sources of its own, the number of their set;
/// - `words`: by part of a stem (`c:10H`, `p:RQM`, `tfc=110`): what it is called;
/// - `sources`: key, what the paths begin with, and the rest of each;
/// - `sets`: numbers of sources that figures share;
/// - `stems`: the number of a set for each stem in the order in which the stems first come;
/// - `values`: exact values with commas between; nothing where the page prints the exact value, or the word for a missing one.
func passports(ofHTML page: [UInt8], ownPeriod: String, _ material: PassportMaterial) -> [UInt8] {
  var block = PassportBlock(material)
  forEachNamedFigure(of: page) { block.add($0, printed: $1) }
  return block.json(ownPeriod: ownPeriod)
}

/// Collects what the passports of a page say.
private struct PassportBlock {
  private let material: PassportMaterial
  /// Which known figures have come already.
  private var isSaid: [Bool]
  /// Ids of the page that the report does not know.
  private var others = TextNumbers()
  private var count = 0
  private var stems = TextNumbers()
  private var lastStem = 0
  private var tails = TextNumbers()
  private var measures = TextNumbers()
  private var words: [(key: String, word: String)] = []
  private var wordKeys: Set<String> = []
  private var sets: [[String]] = []
  private var stemSets: [Int] = []
  private var measureFacts: [(facts: MeasureFacts, set: Int?)] = []
  private var values: [UInt8] = []

  init(_ material: PassportMaterial) {
    self.material = material
    isSaid = [Bool](repeating: false, count: material.figures.values.count)
  }

  mutating func add(_ id: UnsafeBufferPointer<UInt8>, printed: UnsafeBufferPointer<UInt8>) {
    let number = material.figures.ids.find(id)
    if let number {
      if isSaid[number] { return }
      isSaid[number] = true
    } else if !others.number(of: id).isNew {
      return
    }
    count += 1
    if count > 1 { values.append(UInt8(ascii: ",")) }
    if let number {
      let value = material.figures.values[number]
      if case .missing = value {
      } else {
        var text: [UInt8] = []
        value.appendDataText(to: &text)
        if !isPlainly(text, printed) { values += text }
      }
    }
    let slash = id.lastIndex(of: UInt8(ascii: "/"))
    addStem(UnsafeBufferPointer(rebasing: id[..<(slash ?? 0)]))
    addMeasure(UnsafeBufferPointer(rebasing: id[(slash.map { $0 + 1 } ?? 0)...]))
  }

  private mutating func addStem(_ text: UnsafeBufferPointer<UInt8>) {
    // Figures of a row follow each other.
    if stems.isText(lastStem, text) { return }
    let (number, isNew) = stems.number(of: text)
    lastStem = number
    guard isNew else { return }
    let facts = material.facts.stem(Substring(stems.texts[number]))
    for (key, word) in facts.words where wordKeys.insert(key).inserted { words.append((key, word)) }
    stemSets.append(set(facts.sources))
  }

  private mutating func addMeasure(_ tail: UnsafeBufferPointer<UInt8>) {
    let (number, isNew) = tails.number(of: tail)
    guard isNew else { return }
    let name = measureName(Substring(tails.texts[number]))
    guard measures.number(of: String(name)).isNew else { return }
    let facts = material.facts.measure(String(name))
    measureFacts.append((facts, facts.sources.map { set($0) }))
  }

  private mutating func set(_ keys: [String]) -> Int {
    if let index = sets.firstIndex(of: keys) { return index }
    sets.append(keys)
    return sets.count - 1
  }

  /// Whether a page's text is an exact value but for its commas, its pound sign and its typographic minus.
  private func isPlainly(_ value: [UInt8], _ printed: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    var place = 0
    while place < printed.count {
      let byte = printed[place]
      var plain = byte
      place += 1
      switch byte {
      case UInt8(ascii: ","): continue
      case 0xC2 where place < printed.count && printed[place] == 0xA3:
        place += 1
        continue
      case 0xE2 where place + 1 < printed.count && printed[place] == 0x88 && printed[place + 1] == 0x92:
        place += 2
        plain = UInt8(ascii: "-")
      default: break
      }
      guard at < value.count, value[at] == plain else { return false }
      at += 1
    }
    return at == value.count
  }

  func json(ownPeriod: String) -> [UInt8] {
    var json = JSONWriter(forPage: true)
    let keys = sets.flatMap(\.self).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    json.object { json in
      json.field("period") { $0.string(ownPeriod) }
      json.field("measures") { json in
        json.object { json in
          for (name, (facts, set)) in zip(measures.texts, measureFacts) {
            json.field(name) { json in
              json.array([facts.title, facts.unit.rawValue, facts.formula] + (set.map { [String($0)] } ?? [])) { $1.string($0) }
            }
          }
        }
      }
      json.field("words") { json in json.object { json in for (key, word) in words { json.field(key) { $0.string(word) } } } }
      json.field("sources") { json in
        json.array(keys) { key, json in
          let files = material.sources.first { $0.key == key }?.files ?? []
          let start = commonStart(of: files)
          json.array([key, start] + files.map { String(decoding: Array($0.utf8)[start.utf8.count...], as: UTF8.self) }) { $1.string($0) }
        }
      }
      json.field("sets") { json in
        json.array(sets) { set, json in json.array(set.compactMap { keys.firstIndex(of: $0) }) { $1.number(String($0)) } }
      }
      json.field("stems") { json in json.array(stemSets) { $1.number(String($0)) } }
      json.field("values") { $0.string(String(decoding: values, as: UTF8.self)) }
    }
    return json.bytes
  }

  /// What all paths begin with, up to a whole character.
  private func commonStart(of paths: [String]) -> String {
    guard let first = paths.first else { return "" }
    var length = first.utf8.count
    for path in paths.dropFirst() { length = min(length, zip(first.utf8, path.utf8).prefix { $0 == $1 }.count) }
    let bytes = Array(first.utf8)
    while length > 0, length < bytes.count, bytes[length] & 0xC0 == 0x80 { length -= 1 }
    return String(decoding: bytes[..<length], as: UTF8.self)
  }
}

/// Gives the id and the text of every element of a finished page that names a figure, in the order of the page.
private func forEachNamedFigure(of page: [UInt8], _ body: (_ id: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) -> Void) {
  let name = Array(" data-figure=\"".utf8)
  // The C library finds the equals sign, many bytes at a time; the name before it and the quote after it are compared.
  let offset = name.count - 2
  page.withUnsafeBufferPointer { bytes in
    guard let base = bytes.baseAddress else { return }
    func place(of byte: UInt8, from start: Int) -> Int? {
      guard start < bytes.count, let found = memchr(base + start, CInt(byte), bytes.count - start) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
    var at = offset
    while let equals = place(of: UInt8(ascii: "="), from: at) {
      at = equals + 1
      let start = equals - offset + name.count
      guard start <= bytes.count, memcmp(base + equals - offset, name, name.count) == 0 else { continue }
      guard let end = place(of: UInt8(ascii: "\""), from: start), let close = place(of: UInt8(ascii: ">"), from: end),
        let next = place(of: UInt8(ascii: "<"), from: close)
      else { return }
      body(UnsafeBufferPointer(rebasing: bytes[start..<end]), UnsafeBufferPointer(rebasing: bytes[(close + 1)..<next]))
      at = next
    }
  }
}
