package import Quantities

/// The part of many ids that they share: family, organisations and dimensions. Made once for a row, so that each of its figures is named by one append.
package struct FigureStem: Sendable, Hashable {
  /// `position/10H/RQM/`, with its closing slash.
  package let text: String

  /// Makes a stem.
  ///
  /// - Parameters:
  ///   - commissioner: the code, or `ALL`.
  ///   - provider: the code, or `ALL`.
  package init(_ family: String, commissioner: String = "ALL", provider: String = "ALL") {
    var text = ""
    text.reserveCapacity(64)
    text += family
    text += "/"
    text += encodedCode(commissioner)
    text += "/"
    text += encodedCode(provider)
    text += "/"
    self.text = text
  }

  private init(text: String) { self.text = text }

  /// The stem with one more dimension: `position/10H/RQM/pod=DC/`.
  package func with(_ dimension: String, _ code: String) -> FigureStem {
    var longer = text
    let code = encodedCode(code)
    longer.reserveCapacity(text.utf8.count + dimension.utf8.count + code.utf8.count + 2)
    longer += dimension
    longer += "="
    longer += code
    longer += "/"
    return FigureStem(text: longer)
  }

  /// The same organisations and dimensions in another family.
  package func inFamily(_ family: String) -> FigureStem {
    FigureStem(text: family + text[(text.firstIndex(of: "/") ?? text.startIndex)...])
  }

  /// The same at another provider.
  package func atProvider(_ provider: String) -> FigureStem {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let code = encodedCode(provider)
    if parts.count > 2 { parts[2] = Substring(code) }
    return FigureStem(text: parts.joined(separator: "/"))
  }

  /// The id of a measure. The suffix is empty for the pack's own period, else `@2015-16-M05`.
  package func id(_ measure: String, _ suffix: String = "") -> FigureID {
    var id = text
    // One allocation: a pack names thousands of figures.
    id.reserveCapacity(text.utf8.count + measure.utf8.count + suffix.utf8.count)
    id += measure
    id += suffix
    return FigureID(wellFormed: id)
  }

  /// A figure of pounds.
  package func figure(_ measure: String, _ money: Money, _ suffix: String = "") -> Figure { Figure(id(measure, suffix), .money(money)) }
  /// A figure of activity.
  package func figure(_ measure: String, _ activity: Activity, _ suffix: String = "") -> Figure { Figure(id(measure, suffix), .activity(activity)) }
  /// A figure of things counted.
  package func figure(_ measure: String, count: Int, _ suffix: String = "") -> Figure { Figure(id(measure, suffix), .count(count)) }
  /// A figure of any value.
  package func figure(_ measure: String, value: FigureValue, _ suffix: String = "") -> Figure { Figure(id(measure, suffix), value) }
}

/// Codes that stand in an id for several organisations at once. None can be an organisation's own code: theirs hold no lower-case letters after an underscore.
package enum SeveralOrganisations {
  /// Every organisation, those not in the programme included.
  package static let all = "ALL"
  /// Every code that is not in the programme.
  package static let outside = "_outside"
  /// Providers that the programme does not list as local.
  package static let nonLocal = "_nonlocal"
  /// The commissioner's own practices together.
  package static let own = "_own"
  /// Practices of other commissioners.
  package static let elsewhere = "_elsewhere"
  /// The small ones of a table that are gathered in one row.
  package static let others = "_others"
}
