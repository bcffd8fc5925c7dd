/// One row of a batch: where it and its fields stand.
struct Row {
  let bytes: UnsafePointer<UInt8>
  let ends: UnsafePointer<UInt32>
  /// The index in `ends` of its first field.
  let first: Int
  /// The index past its last field.
  let last: Int
  let start: Int
  /// Where it ends, without its line end.
  let end: Int
  let line: Int

  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, _ ends: UnsafePointer<UInt32>, _ first: Int, _ last: Int, _ start: Int, _ end: Int, _ line: Int) {
    self.bytes = bytes
    self.ends = ends
    self.first = first
    self.last = last
    self.start = start
    self.end = end
    self.line = line
  }

  /// How many fields it has.
  var count: Int { last - first }

  /// The field at a place, as it stands; nothing at −1.
  @inline(__always)
  func raw(_ place: Int) -> FieldText {
    if place < 0 { return FieldText(start: bytes + start, length: 0) }
    let from = place == 0 ? start : Int(ends[first &+ place &- 1]) &+ 1
    let to = place == last &- first &- 1 ? end : Int(ends[first &+ place])
    return FieldText(start: bytes + from, length: to &- from)
  }

  /// What stands from one field to a later one, separators and all.
  @inline(__always)
  func stretch(_ from: Int, _ to: Int) -> FieldText {
    let first = raw(from)
    let last = raw(to)
    return FieldText(start: first.start, length: last.start - first.start + last.length)
  }

  /// Whether no field holds more than spaces, in quotes that stand where they should or without.
  var isBlank: Bool {
    let whole = UnsafeBufferPointer(start: bytes + start, count: end - start)
    if whole.allSatisfy({ $0 <= 0x20 || $0 == 0x2C }) { return true }
    guard whole.allSatisfy({ $0 <= 0x22 || $0 == 0x2C }) else { return false }
    return (0..<count).allSatisfy { place in
      var field = raw(place).bytes[...]
      if field.count >= 2, field.first == 0x22, field.last == 0x22 { field = field.dropFirst().dropLast() }
      return field.allSatisfy { $0 <= 0x20 }
    }
  }
}

/// The places of the contract columns as plain numbers.
struct Places {
  let month, year, provider, commissioner, practice, treatmentFunction, nationalPOD, localPOD, localDescription, tariff: Int
  let planActivity, planPrice, actualActivity, actualPrice: Int
  let plannedMarketForces, actualMarketForces: Int

  init(_ columns: [Int]) {
    func at(_ column: ContractColumn) -> Int { columns[column.rawValue] }
    (month, year, provider, commissioner) = (at(.month), at(.year), at(.provider), at(.commissioner))
    (practice, treatmentFunction, nationalPOD) = (at(.practice), at(.treatmentFunction), at(.nationalPOD))
    (localPOD, localDescription, tariff) = (at(.localPOD), at(.localDescription), at(.tariff))
    (planActivity, planPrice, actualActivity, actualPrice) = (at(.planActivity), at(.planPrice), at(.actualActivity), at(.actualPrice))
    (plannedMarketForces, actualMarketForces) = (at(.plannedMarketForces), at(.actualMarketForces))
  }
}

/// Up to eight bytes of a field as one number; at least eight bytes from it on must be readable.
@inline(__always)
func word(_ field: FieldText) -> UInt64 {
  if field.length == 0 { return 0 }
  let whole = UnsafeRawPointer(field.start).loadUnaligned(as: UInt64.self)
  return field.length >= 8 ? whole : whole & ((1 &<< UInt64(8 &* field.length)) &- 1)
}

/// Whether a text can be an organisation's code: two to twelve letters and digits.
func isOrganisationCode(_ text: some Collection<UInt8>) -> Bool {
  (2...12).contains(text.count)
    && text.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
}

extension ObservationLog {
  /// Notes what a header lacks or has too much of; false when the file is refused.
  mutating func note(_ layout: ResolvedLayout, line: Int) -> Bool {
    for name in layout.missing { note(.missingColumn, column: -2 - entryCount, line: line, value: Array(name.utf8)) }
    for (name, places) in layout.doubled {
      note(.doubledColumn, column: places[1] - 1, line: line, value: Array(name.utf8), detail: places.map(String.init).joined(separator: ", "))
    }
    for (name, places) in layout.doubledOptional {
      note(
        .doubledOptionalColumn, column: places[1] - 1, line: line, value: Array(name.utf8), detail: places.map(String.init).joined(separator: ", "))
    }
    for name in layout.unknown { note(.unknownColumn, line: line, value: Array(name.utf8)) }
    for name in layout.absent { note(.absentColumn, line: line, value: Array(name.utf8)) }
    return layout.missing.isEmpty && layout.doubled.isEmpty
  }
}
