import Figures
import Quantities
import Styling

/// The months along a chart: where each stands, and how it is written.
struct MonthAxis {
  /// The months, in order.
  let months: [MonthIndex]
  /// The left edge of the first month's slot.
  let left: Double
  /// The room of one month.
  let slot: Double

  /// One slot a month from `left` to `right`.
  init(_ months: [MonthIndex], from left: Double, to right: Double) {
    self.months = months
    self.left = left
    slot = (right - left) / Double(max(1, months.count))
  }

  /// The middle of a month's slot.
  func x(_ index: Int) -> Double { left + (Double(index) + 0.5) * slot }
  /// The right edge.
  var right: Double { left + slot * Double(max(1, months.count)) }
  /// Whether the months are of more than one financial year.
  var hasYears: Bool { months.first?.year != months.last?.year }
  /// Where one financial year ends and the next begins.
  var yearEdges: [Double] { months.indices.dropFirst().filter { months[$0].year != months[$0 - 1].year }.map { left + Double($0) * slot } }
  /// The financial years with the slots that each takes.
  var years: [(year: FinancialYear, slots: Range<Int>)] {
    var list: [(year: FinancialYear, slots: Range<Int>)] = []
    for (index, month) in months.enumerated() {
      if let last = list.last, last.year == month.year {
        list[list.count - 1].slots = last.slots.lowerBound..<(index + 1)
      } else {
        list.append((month.year, index..<(index + 1)))
      }
    }
    return list
  }

  /// How months are written where each has so much room.
  enum Lettering { case three, everySecond, everyThird, one, none }

  func lettering(_ scene: SceneBuilder) -> Lettering {
    let style = scene.style.label
    let widest = months.map { scene.widthOf(shortMonth($0), style) }.max() ?? 0
    if slot >= widest + 3 * scene.style.unit { return .three }
    if months.count <= 14 {
      if slot * 2 >= widest + 3 * scene.style.unit { return .everySecond }
      if slot * 3 >= widest + 3 * scene.style.unit { return .everyThird }
    }
    return slot >= scene.widthOf("M", style) + 1 ? .one : .none
  }

  /// The height that the labels take under the plot.
  func height(_ scene: SceneBuilder, missing: [Int]) -> Double {
    let rows = (lettering(scene) == .none ? 0 : 1) + (missing.isEmpty ? 0 : 1) + (hasYears ? 1 : 0)
    return scene.style.gap + Double(max(1, rows)) * scene.style.leading
  }

  /// Writes the months under the plot: letters, “not sent” under a missing month, the years in bold.
  func draw(_ scene: inout SceneBuilder, top: Double, missing: [Int] = [], values: [Figure?] = []) {
    let style = scene.style.label
    var baseline = top + scene.style.gap + style.size * 0.8
    let letters = lettering(scene)
    if letters != .none {
      for (index, month) in months.enumerated() {
        let name = shortMonth(month)
        switch letters {
        case .three: scene.text(name, x(index), baseline, style, .ink2, .middle)
        case .everySecond where index % 2 == 0: scene.text(name, x(index), baseline, style, .ink2, .middle)
        case .everyThird where index % 3 == 0: scene.text(name, x(index), baseline, style, .ink2, .middle)
        case .one: scene.text(String(name.prefix(1)), x(index), baseline, style, .ink2, .middle)
        default: break
        }
      }
      baseline += scene.style.leading
    }
    if !missing.isEmpty {
      drawMissing(&scene, missing, values, baseline)
      baseline += scene.style.leading
    }
    guard hasYears else { return }
    for (year, slots) in years {
      let middle = (x(slots.lowerBound) + x(slots.upperBound - 1)) / 2
      let room = Double(slots.count) * slot - 2
      let label = year.label
      let short = String(label.dropFirst(2))
      guard let fitting = [label, short].first(where: { scene.widthOf($0, scene.style.strong) <= room }) else { continue }
      scene.text(fitting, middle, baseline, scene.style.strong, .ink2, .middle)
    }
  }

  /// The word of each run of missing months under its middle; one that would touch its neighbour is left out and named.
  private func drawMissing(_ scene: inout SceneBuilder, _ missing: [Int], _ values: [Figure?], _ baseline: Double) {
    var runs: [Range<Int>] = []
    for index in missing {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    for run in runs {
      var word = Missing.notSent.rawValue
      if values.indices.contains(run.lowerBound), case .missing(let reason)? = values[run.lowerBound]?.value { word = reason.rawValue }
      let half = scene.widthOf(word, scene.style.label) / 2
      let middle = min(max((x(run.lowerBound) + x(run.upperBound - 1)) / 2, half), scene.width - half)
      scene.label(
        [LabelPart(word, scene.style.label, .ink2)], at: [(middle, baseline, .middle)], overData: false,
        name: "\(word) (\(monthAndYear(months[run.lowerBound])))")
    }
  }
}

/// The places of the missing months among the others.
func missingMonths(_ values: [Figure?], of months: [MonthIndex]) -> [Int] {
  months.indices.filter { !values.indices.contains($0) || values[$0]?.value.approximation == nil }
}
