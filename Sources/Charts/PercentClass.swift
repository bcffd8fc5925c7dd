package import Figures
import Styling

/// The seven classes of a variance as a share of plan, by the tenths of a per cent that print shows, so that number and colour never disagree. The colours are
/// those of the heat map's classes.
extension VarianceClass {
  /// The class of a share; nil where there is no plan or no value.
  package init?(percent value: FigureValue) {
    guard let share = value.approximation else { return nil }
    let tenths = (abs(share) * 1000).rounded(.toNearestOrAwayFromZero)
    let rank = tenths < 20 ? 0 : tenths < 100 ? 1 : tenths < 200 ? 2 : 3
    let over: [VarianceClass] = [.within, .nearOver, .midOver, .farOver]
    let under: [VarianceClass] = [.within, .nearUnder, .midUnder, .farUnder]
    self = share < 0 ? over[rank] : under[rank]
  }

  /// The words of the key of shares.
  package var percentWords: String {
    switch self {
    case .farOver: "20%+ over"
    case .midOver: "10–19.9% over"
    case .nearOver: "2–9.9% over"
    case .within: "within 2%"
    case .nearUnder: "2–9.9% under"
    case .midUnder: "10–19.9% under"
    case .farUnder: "20%+ under"
    }
  }
}

/// The ground and the text of a place by its share of plan: a share without a plan has the pale ground.
struct PercentGround {
  let fill: ColourRole?
  let text: ColourRole

  init(_ value: FigureValue) {
    if let level = VarianceClass(percent: value) {
      (fill, text) = (level.fill, level.textRole)
    } else {
      (fill, text) = (.pale, .ink)
    }
  }
}

/// Draws the key of the classes of a share of plan, as many in a row as there is room for, and gives the y of its lower edge.
func drawPercentKey(_ scene: inout SceneBuilder, width: Double, withNoPlan: Bool) -> Double {
  let style = scene.style
  let gap = 3 * style.unit
  var keys: [(words: String, fill: ColourRole?, text: ColourRole)] = VarianceClass.allCases.map { ($0.percentWords, $0.fill, $0.textRole) }
  if withNoPlan { keys.append(("no plan", .pale, .ink)) }
  let widest = (keys.map { scene.widthOf($0.words, style.label) }.max() ?? 0) + 2 * style.unit
  let fit = max(1, Int((width + gap) / (widest + gap)))
  let rows = (keys.count + fit - 1) / fit
  let perRow = (keys.count + rows - 1) / rows
  let boxWidth = (width - gap * Double(perRow - 1)) / Double(perRow)
  let height = style.leading + 4 * style.unit
  for (index, key) in keys.enumerated() {
    let box = Box(x: Double(index % perRow) * (boxWidth + gap), y: Double(index / perRow) * (height + gap), width: boxWidth, height: height)
    if let fill = key.fill {
      scene.rectangle(box, fill)
    } else {
      scene.append([.rectangle(box.grown(-0.5), fill: nil, stroke: style.stroke(.axis, 0.5))])
    }
    scene.text(key.words, box.x + box.width / 2, box.y + height / 2 + style.label.size * 0.35, style.label, key.text, .middle)
  }
  return Double(rows) * (height + gap) - gap
}
