import Quantities

extension PortalCube {
  /// The amounts as fields of the portal's data: columns of whole numbers, each in the largest unit that holds all of its column exactly.
  func fields(_ json: inout JSONWriter) {
    json.field("months") { json in json.array(months) { month, json in json.array([month.suffix, month.name, month.shortName]) { $1.string($0) } } }
    json.field("stated") { json in json.array(stated) { $1.string($0.map { $0 ? "1" : "0" }.joined()) } }
    json.field("pairs") { json in
      json.object { json in
        json.field("commissioner") { numbers(pairs.map { Int128($0.commissioner) }, &$0) }
        json.field("provider") { numbers(pairs.map { Int128($0.provider) }, &$0) }
        columns("", pairs.flatMap(\.months), &json)
        columns("year", pairs.map(\.year), &json)
      }
    }
    json.field("pods") { leaves(pods, podLeaves, &$0) }
    json.field("specialties") { leaves(specialties, specialtyLeaves, &$0) }
  }

  private func leaves(_ keys: [Key], _ leaves: [Leaf], _ json: inout JSONWriter) {
    json.object { json in
      json.field("keys") { json in json.array(keys) { key, json in json.array([key.part, key.name]) { $1.string($0) } } }
      // Leaves stand in the order of their pairs: the step from one to the next is mostly nought, and nought is written as nothing.
      var last = 0
      let steps = leaves.map { leaf in
        defer { last = leaf.pair }
        return Int128(leaf.pair - last)
      }
      json.field("pair") { numbers(steps, &$0) }
      json.field("key") { numbers(leaves.map { Int128($0.key) }, &$0) }
      columns("", leaves.map(\.ytd), &json)
      columns("month", leaves.map(\.month), &json)
    }
  }

  private func columns(_ prefix: String, _ amounts: [Amounts], _ json: inout JSONWriter) {
    func name(_ column: String) -> String { prefix.isEmpty ? column : prefix + column.prefix(1).uppercased() + column.dropFirst() }
    json.field(name("plan")) { column(amounts.map(\.planCost.parts), &$0) }
    json.field(name("actual")) { column(amounts.map(\.actualCost.parts), &$0) }
    if !hasActivity { return }
    json.field(name("planActivity")) { column(amounts.map(\.planActivity.parts), &$0) }
    json.field(name("actualActivity")) { column(amounts.map(\.actualActivity.parts), &$0) }
  }

  /// The number of decimals and the values in that unit.
  private func column(_ parts: [Int128], _ json: inout JSONWriter) {
    var places = 8
    var unit: Int128 = 1
    while places > 0, parts.allSatisfy({ $0 % (unit * 10) == 0 }) {
      unit *= 10
      places -= 1
    }
    json.object { json in
      json.field("places") { $0.number(String(places)) }
      json.field("values") { numbers(parts.map { $0 / unit }, &$0) }
    }
  }

  /// Whole numbers to base 36 with commas between, nought as nothing.
  private func numbers(_ values: [Int128], _ json: inout JSONWriter) {
    json.string(values.map { $0 == 0 ? "" : String($0, radix: 36) }.joined(separator: ","))
  }
}
