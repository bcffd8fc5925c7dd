import Figures

/// Numbers for the words that places are made of, and for their lists of dimensions, so that places are compared and looked up without their texts.
///
/// One belongs to one lattice and is used by one thread.
final class PlaceWords {
  /// A dimension with its code, both by their numbers.
  struct Dimension: Hashable {
    var name: Int32
    var code: Int32
  }

  private var texts = TextTable()
  /// Words that are not all ASCII: two spellings of one word are one.
  private var others: [String: Int32] = [:]
  /// The dimensions of every list, in the order of their words, and where each list starts, with the end of the last.
  private var dimensions: [Dimension] = []
  private var starts: [Int32] = [0]
  /// The list at each slot; −1 for an empty one. Their count is a power of two, more than twice that of the lists.
  private var slots = [Int32](repeating: -1, count: 256)
  /// The lists without each of the dimensions; −1 for one that was not asked for.
  private var removals: [Int32] = []
  private let patient: Int32 = 0

  init() {
    _ = number("patient")
    _ = list([])
  }

  // MARK: Words

  /// The number of a word.
  func number(_ text: String) -> Int32 {
    if let known = texts.number(of: text) { return Int32(known) }
    if let known = others[text] { return known }
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      _ = texts.insert(text)
      return Int32(texts.texts.count - 1)
    }
    if let same = texts.texts.firstIndex(of: text) {
      others[text] = Int32(same)
      return Int32(same)
    }
    _ = texts.insert(text)
    others[text] = Int32(texts.texts.count - 1)
    return Int32(texts.texts.count - 1)
  }

  func text(_ number: Int32) -> String { texts.texts[Int(number)] }

  // MARK: Lists

  /// The dimensions of a list.
  func dimensions(_ list: Int32) -> ArraySlice<Dimension> { dimensions[places(list)] }

  private func places(_ list: Int32) -> Range<Int> {
    Int(starts[Int(list)])..<Int(starts[Int(list) + 1])
  }

  /// The number of the list of the dimensions of an id, in whatever order they are given.
  func list(of dimensions: some Sequence<FigureName.Dimension>) -> Int32 {
    list(dimensions.map { Dimension(name: number($0.name), code: number($0.code)) })
  }

  private func list(_ dimensions: [Dimension]) -> Int32 {
    if dimensions.count < 2 { return list(inOrder: dimensions) }
    return list(
      inOrder: dimensions.sorted { a, b in
        a.name == b.name ? text(a.code) < text(b.code) : text(a.name) < text(b.name)
      })
  }

  private func list(inOrder list: [Dimension]) -> Int32 {
    var slot = start(list)
    while slots[slot] >= 0 {
      if dimensions[places(slots[slot])].elementsEqual(list) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(starts.count - 1)
    slots[slot] = number
    dimensions += list
    removals.append(contentsOf: repeatElement(-1, count: list.count))
    starts.append(Int32(dimensions.count))
    if starts.count * 2 > slots.count { grow() }
    return number
  }

  private func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for number in 0..<Int32(starts.count - 1) {
      var slot = start(dimensions[places(number)])
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = number
    }
  }

  private func start(_ list: some Sequence<Dimension>) -> Int {
    var state: UInt64 = 0
    for dimension in list {
      state = mixed(
        state,
        UInt64(UInt32(bitPattern: dimension.name)) << 32
          | UInt64(UInt32(bitPattern: dimension.code)))
    }
    return Int(state & UInt64(slots.count - 1))
  }

  /// The code of a dimension in a list; nil where the list has no such dimension.
  func code(_ list: Int32, _ name: Int32) -> Int32? {
    for place in places(list) where dimensions[place].name == name { return dimensions[place].code }
    return nil
  }

  /// Whether a list names one patient, not several together.
  func isOfOnePatient(_ list: Int32) -> Bool {
    code(list, patient).map { !text($0).hasPrefix("_") } ?? false
  }

  /// A list without a dimension.
  func without(_ list: Int32, _ name: Int32) -> Int32 {
    guard let place = places(list).first(where: { dimensions[$0].name == name }) else {
      return list
    }
    if removals[place] >= 0 { return removals[place] }
    let left = self.list(inOrder: dimensions(list).filter { $0.name != name })
    removals[place] = left
    return left
  }

  /// A list with one dimension more, in place of another where it has that.
  func replacing(_ list: Int32, _ name: String?, by other: String, _ code: String) -> Int32 {
    let name = name.map(number)
    return self.list(
      dimensions(list).filter { $0.name != name } + [
        Dimension(name: number(other), code: number(code))
      ])
  }
}
