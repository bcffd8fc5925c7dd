/// The programme's own words for the two sides of its contracts.
package struct PackWords: Sendable, Hashable {
  /// `CCG`.
  package var commissioner: String
  /// `CCGs`.
  package var commissioners: String
  /// `trust`.
  package var provider: String
  /// `trusts`.
  package var providers: String

  /// Makes words; the plain ones where none are given.
  package init(
    commissioner: String = "commissioner", commissioners: String = "commissioners", provider: String = "provider", providers: String = "providers"
  ) {
    self.commissioner = commissioner
    self.commissioners = commissioners
    self.provider = provider
    self.providers = providers
  }
}

/// A word at the head of a column or sentence: `trusts` → `Trusts`.
func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

private let smallNumbers = [
  "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]

/// Months of a year counted in words, as prose does: `eleven`. Outside 0 to 12, the digits.
func monthsInWords(_ count: Int) -> String { smallNumbers.indices.contains(count) && count > 0 ? smallNumbers[count] : String(count) }

extension String {
  /// A specialty within a sentence: `Trauma & Orthopaedics` → `trauma & orthopaedics`, but `ENT` stays.
  var inProse: String {
    split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.dropFirst().contains(where: \.isUppercase) || word.contains("&") ? String(word) : word.lowercased()
    }.joined(separator: " ")
  }

  /// A name with its points of the compass cut short: `North East Hampshire & Farnham` → `NE Hampshire & Farnham`.
  var abbreviatingCompass: String {
    for (long, short) in [
      ("North East ", "NE "), ("North West ", "NW "), ("South East ", "SE "), ("South West ", "SW "), ("North Eastern ", "NE "),
      ("South Eastern ", "SE "),
      ("North & West ", "N & W "), ("North ", "N "), ("South ", "S "), ("East ", "E "), ("West ", "W "),
    ] where hasPrefix(long) {
      return short + dropFirst(long.count)
    }
    return self
  }
}

private let ordinals = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]

/// `eighth`, `12th`: a place in an order.
func ordinal(_ place: Int) -> String {
  if ordinals.indices.contains(place), place > 0 { return ordinals[place] }
  let ending = (11...13).contains(place % 100) ? "th" : place % 10 == 1 ? "st" : place % 10 == 2 ? "nd" : place % 10 == 3 ? "rd" : "th"
  return "\(place)\(ending)"
}

/// A list in prose: `A`, `A and B`, `A, B and C`.
func listed(_ names: [String]) -> String {
  guard let last = names.last else { return "" }
  return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
}
