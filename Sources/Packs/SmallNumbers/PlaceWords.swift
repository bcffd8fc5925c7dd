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

  /// A list of dimensions and the one that is taken out of it.
  private struct Removal: Hashable {
    var list: Int32
    var name: Int32
  }

  private(set) var texts: [String] = []
  private var numbers: [String: Int32] = [:]
  private(set) var lists: [[Dimension]] = []
  private var listNumbers: [[Dimension]: Int32] = [:]
  private var removals: [Removal: Int32] = [:]

  /// The number of the list without a dimension.
  let noDimensions: Int32 = 0

  init() { _ = list([]) }

  /// The number of a word.
  func number(_ text: String) -> Int32 {
    if let known = numbers[text] { return known }
    let number = Int32(texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }

  func text(_ number: Int32) -> String { texts[Int(number)] }

  /// The number of a list of dimensions, in whatever order they are given.
  func list(_ dimensions: [Dimension]) -> Int32 {
    let sorted =
      dimensions.count < 2
      ? dimensions
      : dimensions.sorted { a, b in a.name == b.name ? text(a.code) < text(b.code) : text(a.name) < text(b.name) }
    if let known = listNumbers[sorted] { return known }
    let number = Int32(lists.count)
    lists.append(sorted)
    listNumbers[sorted] = number
    return number
  }

  /// The number of the list of the dimensions of an id.
  func list(of dimensions: some Sequence<FigureName.Dimension>) -> Int32 {
    list(dimensions.map { Dimension(name: number($0.name), code: number($0.code)) })
  }

  /// The code of a dimension in a list; nil where the list has no such dimension.
  func code(_ list: Int32, _ name: Int32) -> Int32? {
    for dimension in lists[Int(list)] where dimension.name == name { return dimension.code }
    return nil
  }

  /// A list without a dimension.
  func without(_ list: Int32, _ name: Int32) -> Int32 {
    let removal = Removal(list: list, name: name)
    if let known = removals[removal] { return known }
    let left = self.list(lists[Int(list)].filter { $0.name != name })
    removals[removal] = left
    return left
  }

  /// A list with one dimension more, in place of another where it has that.
  func replacing(_ list: Int32, _ name: Int32? = nil, by other: Dimension) -> Int32 {
    self.list(lists[Int(list)].filter { $0.name != name } + [other])
  }
}
