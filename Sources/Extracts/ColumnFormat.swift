/// What a field of a return must look like where it is not blank.
package struct ColumnFormat: Sendable, Hashable {
  /// The characters that it may hold.
  package enum Characters: Sendable, Hashable {
    /// Letters and digits.
    case alphanumeric
    /// Anything.
    case text
    /// A number with an optional sign and point.
    case decimal
    /// `CCYY-MM-DDThh:mm:ss`.
    case dateTime
  }
  /// The fewest and the most characters.
  package let lengths: ClosedRange<Int>
  /// The characters.
  package let characters: Characters
  /// The format in the words of the standard: `an3`, `max an50`.
  package let words: String

  /// Whether a text, which is not blank, is of the format.
  ///
  /// - Parameter text: the bytes; characters beyond ASCII count by their first byte.
  package func allows(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    guard lengths.contains(count) else { return false }
    switch characters {
    case .text: return true
    case .alphanumeric:
      return text.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x61 && $0 <= 0x7A }
    case .decimal: return readNumber(text).readable
    case .dateTime:
      let separators: [Int: UInt8] = [4: 0x2D, 7: 0x2D, 10: 0x54, 13: 0x3A, 16: 0x3A]
      return text.enumerated().allSatisfy { place, byte in
        separators[place].map { $0 == byte || (place == 10 && byte == 0x20) } ?? (byte >= 0x30 && byte <= 0x39)
      }
    }
  }
}

extension ColumnFormat {
  private static func an(_ lengths: ClosedRange<Int>, _ words: String) -> ColumnFormat {
    ColumnFormat(lengths: lengths, characters: .alphanumeric, words: words)
  }
  private static func text(_ most: Int, _ words: String) -> ColumnFormat { ColumnFormat(lengths: 1...most, characters: .text, words: words) }
  private static let decimal = ColumnFormat(lengths: 1...40, characters: .decimal, words: "a number")
  private static let anything = text(4000, "any text")

  /// The formats of the columns of Aggregate Contract Monitoring that are not read as numbers, months or organisations already.
  static func of(_ column: ContractColumn) -> ColumnFormat? {
    switch column {
    case .month, .year, .provider, .commissioner, .planActivity, .planPrice, .actualActivity, .actualPrice: nil
    case .created: ColumnFormat(lengths: 19...19, characters: .dateTime, words: "an19, CCYY-MM-DDThh:mm:ss")
    case .reportingType: text(20, "max an20")
    case .practice: an(6...6, "an6")
    case .treatmentFunction: an(3...3, "an3")
    case .nationalPOD: an(1...10, "max an10")
    case .localPOD: text(50, "max an50")
    case .tariff: text(10, "max an10")
    case .site: an(5...9, "min an5 max an9")
    case .responsiblePractice, .residence: an(3...5, "min an3 max an5")
    case .subSpecialty: text(8, "max an8")
    case .ward: text(12, "max an12")
    case .serviceCategory: an(2...2, "an2")
    case .service: text(12, "max an12")
    case .contract: text(20, "max an20")
    case .nationalTariff: an(1...1, "an1")
    case .plannedMarketForces, .actualMarketForces: decimal
    case .mentalHealthCategory, .podDetail, .podDetailDescription, .localDescription, .contractDescription, .monitoring, .monitoringDescription,
      .additionalDetail, .additionalDescription:
      anything
    }
  }
}

/// The format of every column of the standard, in its order, for the list of checks: nil where the column is read as a month, year, organisation or number, and
/// what can't be read is held back.
package let contractColumnFormats: [(name: String, format: ColumnFormat?)] = ContractColumn.inOrderOfStandard.map { column in
  (contractLayout(.slam)[column.rawValue].name, ColumnFormat.of(column))
}

extension ContractColumn {
  /// The columns in the order of the standard (DCB2050), as a return has them.
  static let inOrderOfStandard: [ContractColumn] = [
    .month, .year, .created, .reportingType, .provider, .site, .responsiblePractice, .residence, .commissioner, .practice, .treatmentFunction,
    .subSpecialty, .ward, .serviceCategory, .service, .mentalHealthCategory, .nationalPOD, .podDetail, .podDetailDescription, .localPOD,
    .localDescription,
    .contract, .contractDescription, .monitoring, .monitoringDescription, .additionalDetail, .additionalDescription, .tariff, .nationalTariff,
    .planActivity, .planPrice, .plannedMarketForces, .actualActivity, .actualPrice, .actualMarketForces,
  ]
}
