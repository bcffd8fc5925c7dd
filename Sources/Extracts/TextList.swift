/// Texts in order, kept as one run of UTF-8: most are never looked at, and hundreds of thousands of strings would cost more than reading the files.
package struct TextList: Sendable, Hashable {
  /// The texts one after the other.
  package private(set) var bytes: [UInt8] = []
  /// Where each ends.
  package private(set) var ends: [Int] = []

  /// Makes an empty list.
  package init() {}

  /// Makes a list of texts that stand one after the other, each ending where `ends` says.
  init(bytes: [UInt8], ends: [Int]) {
    self.bytes = bytes
    self.ends = ends
  }

  /// How many there are.
  package var count: Int { ends.count }

  /// The UTF-8 of a text.
  package func utf8(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  /// A text.
  package subscript(_ index: Int) -> String { String(decoding: utf8(index), as: UTF8.self) }

  /// All of them as strings.
  package var strings: [String] { (0..<count).map { self[$0] } }

  /// Adds a text.
  mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }
}
