package import Quantities

/// The money at stake in a finding, what may be charged too much and what may be charged too little apart: the one does not make up for the other. Of a plan
/// it is what may be planned too much or too little.
package struct Stake: Sendable, Hashable {
  /// What may be too much, in pounds; not below nought.
  package private(set) var tooMuch: Money = .zero
  /// What may be too little, in pounds, as a size; not below nought.
  package private(set) var tooLittle: Money = .zero

  /// Nothing.
  package init() {}

  /// The stake of one place: too much where the amount is above nought, too little where it is below.
  package init(_ amount: Money) { add(amount) }

  /// Counts one place more, by the sign of its amount.
  package mutating func add(_ amount: Money) {
    if amount < .zero { tooLittle += amount.magnitude } else { tooMuch += amount }
  }

  /// Counts those of another as well.
  package static func += (a: inout Stake, b: Stake) {
    a.tooMuch += b.tooMuch
    a.tooLittle += b.tooLittle
  }

  /// Whether no money is at stake, either way.
  package var isZero: Bool { tooMuch.isZero && tooLittle.isZero }

  /// Both ways added: how much there is to look at.
  package var size: Money { tooMuch + tooLittle }

  /// `£705 may be too much`, `£705 may be too much and £179 too little`, in whole pounds; nil where no money is at stake.
  package var words: String? {
    if isZero { return nil }
    if tooLittle.isZero { return "\(tooMuch.sterling) may be too much" }
    if tooMuch.isZero { return "\(tooLittle.sterling) may be too little" }
    return "\(tooMuch.sterling) may be too much and \(tooLittle.sterling) too little"
  }
}
