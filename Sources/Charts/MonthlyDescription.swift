import Figures
import Quantities
import Styling

/// What a monthly series shows, in words: from when to when, the last value against its plan, the least and the most.
func monthlyDescription(_ months: [MonthIndex], _ values: [Figure?], _ plan: [Figure?]) -> String {
  let known = plotted(values)
  guard let first = known.first, let last = known.last, let end = values[last.index] else { return "No value." }
  guard first.index != last.index else { return "\(monthAndYear(months[last.index])): \(plainValue(end))." }
  if !known.contains(where: { $0.value != 0 }) {
    return "Nil in every month from \(monthAndYear(months[first.index])) to \(monthAndYear(months[last.index]))."
  }
  var text = "\(monthAndYear(months[first.index])) to \(monthAndYear(months[last.index])). Last month \(plainValue(end))"
  if plan.indices.contains(last.index), let planned = plan[last.index] { text += " against a plan of \(plainValue(planned))" }
  text += "."
  if let least = known.min(by: { $0.value < $1.value }), let most = known.max(by: { $0.value < $1.value }), let low = values[least.index],
    let high = values[most.index]
  {
    text += " Lowest \(plainValue(low)) in \(monthAndYear(months[least.index])), highest \(plainValue(high)) in \(monthAndYear(months[most.index]))."
  }
  let held = (first.index...last.index).count { values[$0]?.value == .missing(.suppressed) }
  if held > 0 { text += " \(held) \(held == 1 ? "month" : "months") held back (*)." }
  let holes = (first.index...last.index).count - known.count - held
  if holes > 0 { text += " \(holes) \(holes == 1 ? "month" : "months") not sent." }
  return text
}

/// Unbroken runs of indices.
func runsOfIndices(_ indices: [Int]) -> [[Int]] {
  var runs: [[Int]] = []
  for index in indices {
    if let last = runs.last?.last, last + 1 == index {
      runs[runs.count - 1].append(index)
    } else {
      runs.append([index])
    }
  }
  return runs
}

extension Array {
  /// The element, flattened, or nil where there is none.
  subscript<Wrapped>(safe index: Int) -> Wrapped? where Element == Wrapped? { indices.contains(index) ? self[index] : nil }
}

extension SceneBuilder {
  /// “nil in every month”, over the line at nought.
  mutating func nilWords(_ plot: TimePlot) {
    let middle = (plot.left + plot.right) / 2
    let y = (plot.top + plot.bottom) / 2
    label([LabelPart("nil in every month", style.label, .ink)], at: [(middle, y, .middle), (middle, y - 10, .middle)], name: "nil in every month")
  }
}
