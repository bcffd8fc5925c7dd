import Figures

/// The rows that matter most, in words: the three furthest over and the three furthest under. The table holds the rest.
func furthestWords(_ rows: [(name: String, variance: Figure)]) -> String {
  let known = rows.enumerated().compactMap { index, row in row.variance.value.approximation.map { (index: index, value: $0, row: row) } }
  func words(_ part: [(index: Int, value: Double, row: (name: String, variance: Figure))]) -> String {
    part.prefix(3).map { "\($0.row.name) \(printed($0.row.variance.value, areMoney([$0.row.variance]) ? .sterlingSize : .numberSize))" }.joined(
      separator: ", ")
  }
  let over = known.filter { $0.value < 0 }.sorted { ($0.value, $0.index) < ($1.value, $1.index) }
  let under = known.filter { $0.value > 0 }.sorted { (-$0.value, $0.index) < (-$1.value, $1.index) }
  var text = over.isEmpty ? "None is over plan." : "Furthest over: \(words(over))."
  if !under.isEmpty { text += " Furthest under: \(words(under))." }
  return text
}
