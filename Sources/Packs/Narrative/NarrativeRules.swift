import Figures
import Quantities
package import Report

/// The rules of all generated sentences, compiled once: nothing is parsed while packs are made.
package struct NarrativeRules: Sendable {
  private let texts: [String: (rule: SentenceRule, text: RuleText)]
  /// A figure as the readers of the pack see it: what the small-number policy holds back is not there to be spelled out or to choose words by. Nil where
  /// all may be seen.
  var shown: (@Sendable (Figure) -> Figure)?

  init(_ texts: [(rule: SentenceRule, text: RuleText)]) {
    self.texts = Dictionary(texts.map { ($0.rule.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of its rules, in order.
  package var names: [String] { texts.keys.sorted() }

  /// Writes the sentence of a rule.
  ///
  /// - Parameter values: what stands behind the placeholders; a name that the rule does not have is ignored.
  /// - Returns: the sentence. Where the program itself is at fault (a rule or a value that it does not hold) the place says so in words, so that it is never a
  ///   blank; a test holds every use of a rule to its declaration.
  package func sentence(_ name: String, _ values: KeyValuePairs<String, RuleValue>, words: PackWords) -> Sentence {
    sentence(name, Array(values), words: words)
  }

  /// Writes the sentence of a rule from values in a list.
  func sentence(_ name: String, _ values: [(key: String, value: RuleValue)], words: PackWords) -> Sentence {
    guard let (rule, text) = texts[name] else { return Sentence("[no rule \(name)]") }
    var writer = RuleWriter(rule: rule, values: values, words: words, shown: shown)
    writer.write(text)
    return Sentence(writer.runs, origin: .rule(name))
  }
}

private struct RuleWriter {
  let rule: SentenceRule
  let values: [(key: String, value: RuleValue)]
  let words: PackWords
  let shown: (@Sendable (Figure) -> Figure)?
  var runs: [Sentence.Run] = []

  mutating func write(_ text: RuleText) {
    for part in text.parts { write(part) }
  }

  private mutating func write(_ part: RuleText.Part) {
    switch part.content {
    case .words(let words): append(words, part.isBold)
    case .side(let side, let capital): append(capital ? capitalised(side.word(words)) : side.word(words), part.isBold)
    case .reference(let section): runs.append(.reference(section: section))
    case .value(let place, let writing): write(value(place), writing, part.isBold, rule.parameters[place].name)
    case .choice(let place, let kind, let alternatives): choose(value(place), kind, alternatives)
    }
  }

  private func value(_ place: Int) -> RuleValue? {
    let name = rule.parameters[place].name
    let value = values.first { $0.key == name }?.value
    guard let shown else { return value }
    switch value {
    case .figure(let figure): return .figure(shown(figure))
    case .coloured(let figure, let role):
      let figure = shown(figure)
      return figure.isHeldBack ? .figure(figure) : .coloured(figure, role)
    default: return value
    }
  }

  private mutating func write(_ value: RuleValue?, _ writing: RuleText.Writing, _ isBold: Bool, _ name: String) {
    switch (value, writing) {
    case (.words(let text), .text(let capital)): append(capital ? capitalised(text) : text, isBold)
    case (.clause(let sentence), .text(let capital)):
      for (place, run) in (isBold ? sentence.inBold : sentence).runs.enumerated() {
        switch run {
        case .words(let text): append(capital && place == 0 ? capitalised(text) : text, isBold)
        case .strong(let text): append(capital && place == 0 ? capitalised(text) : text, true)
        default: runs.append(run)
        }
      }
    case (.figure(let figure), .figure(let format)): runs.append(.figure(Printed(figure, format), bold: isBold, role: nil))
    case (.coloured(let figure, let role), .figure(let format)): runs.append(.figure(Printed(figure, format), bold: isBold, role: role))
    case (.figure(let figure), .countInWords(let capital)):
      guard case .count(let count) = figure.value, (0...9).contains(count) else {
        runs.append(.figure(Printed(figure, .number), bold: isBold, role: nil))
        return
      }
      let word = count == 0 ? "no" : monthsInWords(count)
      append(capital ? capitalised(word) : word, isBold)
    default: append("[no value for \(name)]", isBold)
    }
  }

  /// Chooses by the sign of a figure, or by how many it counts.
  private mutating func choose(_ value: RuleValue?, _ kind: SentenceRule.Kind, _ alternatives: [RuleText]) {
    let figure: Figure
    switch value {
    case .figure(let given), .coloured(let given, _): figure = given
    default:
      append("[no value]", false)
      return
    }
    if kind == .several {
      if case .count(2) = figure.value { return write(alternatives[0]) }
      return write(alternatives[1])
    }
    if kind == .count {
      guard case .count(let count) = figure.value else { return write(alternatives[alternatives.count - 1]) }
      let isOne = abs(count) == 1
      if alternatives.count == 3 { return write(alternatives[count == 0 ? 0 : isOne ? 1 : 2]) }
      return write(alternatives[isOne ? 0 : 1])
    }
    if figure.isHeldBack {
      // Its sign is not said either.
      write(alternatives[0])
      append(" or ", false)
      write(alternatives[1])
      return
    }
    let sign = figure.value.sign
    // A variance below nought is over plan, a change above nought is up.
    let isFirst = kind == .variance || kind == .activityVariance ? sign < 0 : sign > 0
    if sign != 0 { return write(alternatives[isFirst ? 0 : 1]) }
    if alternatives.count == 3 { return write(alternatives[2]) }
    // The sections choose a rule of its own where there is no difference; should one not, the words stay true.
    append("neither ", false)
    write(alternatives[0])
    append(" nor ", false)
    write(alternatives[1])
  }

  private mutating func append(_ words: String, _ isBold: Bool) {
    if words.isEmpty { return }
    switch (runs.last, isBold) {
    case (.words(let before)?, false): runs[runs.count - 1] = .words(before + words)
    case (.strong(let before)?, true): runs[runs.count - 1] = .strong(before + words)
    default: runs.append(isBold ? .strong(words) : .words(words))
    }
  }
}

extension FigureValue {
  /// −1, 0 or 1; nought where there is no value.
  var sign: Int {
    switch self {
    case .money(let money): money.parts.signum() == 0 ? 0 : money.parts < 0 ? -1 : 1
    case .activity(let activity): activity.parts == 0 ? 0 : activity.parts < 0 ? -1 : 1
    case .count(let count): count.signum()
    case .ratio(let numerator, let denominator): numerator == 0 ? 0 : (numerator < 0) == (denominator < 0) ? 1 : -1
    case .statistic(let value): value < 0 ? -1 : value > 0 ? 1 : 0
    case .missing: 0
    }
  }
}

extension PackContext {
  /// Writes a sentence by its rule.
  ///
  /// - Parameter name: a rule of `narrativeRules`.
  func sentence(_ name: String, _ values: KeyValuePairs<String, RuleValue> = [:]) -> Sentence {
    input.rules.sentence(name, values, words: input.words)
  }

  /// Writes a title by its rule, as plain text: one that counts or names what stands under it.
  ///
  /// - Parameter name: a rule of `narrativeRules`.
  func title(_ name: String, _ values: KeyValuePairs<String, RuleValue> = [:]) -> String { sentence(name, values).plain }
}
