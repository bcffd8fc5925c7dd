import Extracts

extension SegmentWriter {
  mutating func put(_ sums: FourSums) {
    for sum in sums.all { put(sum) }
  }

  mutating func put(_ facts: FileFacts) {
    put(facts.digest)
    put(UInt64(facts.byteCount))
    put(UInt8(facts.refused ? 1 : 0))
    put(UInt64(facts.control.rows))
    put(facts.control.exact)
    put(facts.quarantined)
    put(facts.rounding)
    put(UInt32(facts.observations.count))
    for observation in facts.observations {
      put(observation.check.rawValue)
      put(UInt32(observation.column ?? 0))
      put(observation.field.map { [$0] } ?? [])
      put(UInt64(observation.count))
      put(observation.detail)
      put(UInt32(observation.places.count))
      for place in observation.places {
        put(UInt64(place.line))
        put(place.value)
        put(place.sheet)
        put(UInt32(place.column ?? 0))
      }
    }
    put(UInt32(facts.quarantine.count))
    for row in facts.quarantine {
      put(UInt64(row.line))
      put(row.check.rawValue)
      put(row.text)
      put(row.readable)
      put(row.sheet)
      put(UInt32(row.column ?? 0))
    }
    put(UInt64(facts.dropped.rows))
    put(facts.dropped.amounts)
  }
}

extension SegmentReader {
  mutating func sums() throws(DamagedSegment) -> FourSums {
    var sums = FourSums()
    sums.planPrice = try number()
    sums.actualPrice = try number()
    sums.planActivity = try number()
    sums.actualActivity = try number()
    return sums
  }

  private mutating func integer() throws(DamagedSegment) -> Int {
    guard let value = Int(exactly: try number(UInt64.self)) else { throw DamagedSegment() }
    return value
  }

  private mutating func check() throws(DamagedSegment) -> ExtractCheck {
    guard let check = ExtractCheck(rawValue: try number()) else { throw DamagedSegment() }
    return check
  }

  mutating func facts() throws(DamagedSegment) -> FileFacts {
    let digest = try data()
    let byteCount = try integer()
    let refused = try number(UInt8.self) != 0
    var control = ControlTotals()
    control.rows = try integer()
    control.exact = try sums()
    let quarantined = try sums()
    let rounding = try sums()
    var observations: [Observation] = []
    for _ in 0..<(try count(ofSize: 20)) {
      let check = try check()
      let column = Int(try number(UInt32.self))
      let field = try texts()
      let total = try integer()
      let detail = try text()
      var places: [Observation.Place] = []
      for _ in 0..<(try count(ofSize: 20)) {
        let line = try integer()
        let value = try text()
        let sheet = try text()
        let column = Int(try number(UInt32.self))
        places.append(Observation.Place(line: line, value: value, sheet: sheet, column: column == 0 ? nil : column))
      }
      observations.append(
        Observation(check, column: column == 0 ? nil : column, field: field.first, count: total, places: places, detail: detail))
    }
    var quarantine: [QuarantinedRow] = []
    for _ in 0..<(try count(ofSize: 78)) {
      let line = try integer()
      let check = try check()
      let row = try text()
      let readable = try sums()
      let sheet = try text()
      let column = Int(try number(UInt32.self))
      quarantine.append(
        QuarantinedRow(line: line, check: check, text: row, readable: readable, sheet: sheet, column: column == 0 ? nil : column))
    }
    let dropped = (rows: try integer(), amounts: try sums())
    var facts = FileFacts(
      digest: digest, byteCount: byteCount, refused: refused, control: control, quarantined: quarantined, rounding: rounding,
      observations: observations, quarantine: quarantine)
    facts.dropped = dropped
    return facts
  }
}
