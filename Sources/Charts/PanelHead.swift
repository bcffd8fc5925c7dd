import Figures
import Styling

/// The head of a small panel: its name, its total with the variance in words, and a scale of its own where it has one.
struct PanelHead {
  /// The lines, from the top.
  let lines: [[LabelPart]]

  init(_ panel: SmallMultiples.Panel, room: Double, ownScale: Bool, _ scene: SceneBuilder) {
    let style = scene.style
    var lines: [[LabelPart]] = []
    let fitting = [panel.name, panel.shortName].first { scene.widthOf($0, style.strong) <= room }
    let name = fitting.map { [$0] } ?? wrapped(panel.shortName, style.strong, room, scene)
    lines += name.map { [LabelPart($0, style.strong, .ink)] }
    let money = areMoney([panel.total])
    let total = LabelPart(panel.total, money ? .sterling : .number, style.label, .ink2)
    let words = PanelHead.variance(panel.variance, style)
    let together = [total, LabelPart(",", style.label, .ink2)] + words
    if scene.widthOf(together) <= room {
      lines.append(together)
    } else {
      lines.append([total])
      if scene.widthOf(words) <= room { lines.append(words) } else { lines += words.map { [$0] } }
    }
    if ownScale { lines.append([LabelPart("own scale", style.strong, .ink)]) }
    self.lines = lines
  }

  /// `17.0% over`, `£412,816 over`, `no plan`.
  private static func variance(_ figure: Figure, _ style: ChartStyle) -> [LabelPart] {
    guard let side = VarianceSide(figure.value) else { return [LabelPart(figure, .sterlingSize, style.strong, .ink2)] }
    if side == .onPlan { return [LabelPart(side.rawValue, style.strong, .ink2)] }
    let isShare = if case .ratio = figure.value { true } else { false }
    let format: FigureFormat = isShare ? .percentSize : areMoney([figure]) ? .sterlingSize : .numberSize
    return [LabelPart(figure, format, style.strong, side.textRole), LabelPart(side.rawValue, style.strong, side.textRole)]
  }
}
