import Charts
import Figures
import Report
package import Styling

/// One button of a switch.
struct PortalSwitchView: TemplateModel {
  var key: String
  var value: String
  var label: String
  var isOn: Bool

  static var fields: [TemplateField<Self>] {
    [.text("key") { $0.key }, .text("value") { $0.value }, .text("label") { $0.label }, .flag("on") { $0.isOn }]
  }
}

/// One point of the proof line.
struct PortalPointView: TemplateModel {
  var mark: [UInt8]
  var name: String
  var meaning: String

  static var fields: [TemplateField<Self>] { [.markup("mark") { $0.mark }, .text("name") { $0.name }, .text("meaning") { $0.meaning }] }
}

/// One line of the list of packs.
struct PortalPackView: TemplateModel {
  var name: String
  var code: String
  var variance: [UInt8]
  var state: [UInt8]
  var links: [LinkView]

  static var fields: [TemplateField<Self>] {
    [
      .text("name") { $0.name }, .text("code") { $0.code }, .markup("variance") { $0.variance }, .markup("state") { $0.state },
      .list("links") { $0.links },
    ]
  }
}

/// The packs of one kind.
struct PortalGroupView: TemplateModel {
  var name: String
  var packs: [PortalPackView]

  static var fields: [TemplateField<Self>] { [.text("group") { $0.name }, .list("packs") { $0.packs }] }
}

/// The portal.
struct PortalView: TemplateModel {
  var head: HeadView
  var topBar: TopBarView
  var rowSwitch: [PortalSwitchView]
  var metricSwitch: [PortalSwitchView]
  var periods: [PortalSwitchView]
  var tiles: [UInt8]
  var proof: [PortalPointView]
  var title: String
  var programme: String
  var matrix: [UInt8]
  var ranked: [UInt8]
  var months: [UInt8]
  var groups: [PortalGroupView]
  var data: [UInt8]
  var symbols: [UInt8]
  var script: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.topBar }, .list("row-switch") { $0.rowSwitch },
      .list("metric-switch") { $0.metricSwitch }, .list("periods") { $0.periods }, .markup("tiles") { $0.tiles }, .list("proof") { $0.proof },
      .text("title") { $0.title }, .text("programme") { $0.programme }, .markup("matrix") { $0.matrix }, .markup("ranked") { $0.ranked },
      .markup("months") { $0.months }, .list("groups") { $0.groups }, .markup("data") { $0.data }, .markup("symbols") { $0.symbols },
      .markup("script") { $0.script },
    ]
  }
}

/// Writes `index.html`.
///
/// - Throws: `RenderingError.noMarks` when a tile has data and draws nothing.
package func renderPortal(_ model: PortalModel, templates: PageTemplates, measure: any TextMeasure) throws(RenderingError) -> RenderedPage {
  var context = PageContext(measure: measure)
  let tiles = try templates.blocks.markup([.tiles(model.tiles)], contents: [], &context)
  let matrix = PortalMatrix(model: model)
  let words = model.words
  let months = model.cube.months.indices.reversed().map { (value: "m\($0 + 1)", label: model.cube.months[$0].name) }
  let view = PortalView(
    head: HeadView(title: "\(model.heading.programme), \(model.heading.release)", policy: templates.portalPolicy, style: templates.releaseStyle),
    topBar: model.heading.topBar,
    rowSwitch: switches("rows", [("commissioners", capitalised(words.commissioners)), ("providers", capitalised(words.providers))]),
    metricSwitch: switches(
      "metric",
      [("variance", "Variance"), ("percent", "% of plan"), ("actual", "Actual"), ("plan", "Plan")]
        + (model.cube.hasActivity ? [("activity", "Activity")] : [])),
    periods: switches("period", [("ytd", "Year to date")] + months + [("year", "Whole year, forecast")]), tiles: tiles,
    proof: model.proof.map { point in
      var mark = HTMLWriter()
      mark.mark(point.mark)
      return PortalPointView(mark: mark.bytes, name: point.name, meaning: point.meaning)
    }, title: "Variance by \(words.commissioner) and \(words.provider)", programme: model.heading.programme, matrix: matrix.table(),
    ranked: matrix.ranked(), months: matrix.months(),
    groups: packGroups(model.packs), data: matrix.data(), symbols: templates.symbols, script: templates.portalScript)
  var out = HTMLWriter(capacity: 300_000)
  templates.portal.write(view, to: &out)
  return RenderedPage(bytes: out.bytes, droppedLabels: context.droppedLabels)
}

private func switches(_ key: String, _ choices: [(value: String, label: String)]) -> [PortalSwitchView] {
  choices.enumerated().map { PortalSwitchView(key: key, value: $1.value, label: $1.label, isOn: $0 == 0) }
}

private func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

/// The packs by kind, in the order in which the kinds first come.
private func packGroups(_ packs: [PortalModel.Pack]) -> [PortalGroupView] {
  var groups: [PortalGroupView] = []
  for pack in packs {
    if groups.last?.name != pack.group { groups.append(PortalGroupView(name: pack.group, packs: [])) }
    groups[groups.count - 1].packs.append(packView(pack))
  }
  return groups
}

private func packView(_ pack: PortalModel.Pack) -> PortalPackView {
  var variance = HTMLWriter()
  if let figure = pack.variance {
    let direction = VarianceDirection(figure.value)
    variance.figure(Printed(figure, .pounds), role: direction == .over ? .over : direction == .under ? .underText : nil)
    if let direction {
      variance.raw("<small>")
      variance.text(direction.rawValue)
      variance.raw("</small>")
    }
  } else {
    variance.text("–")
  }
  var state = HTMLWriter()
  state.mark(pack.state.mark)
  state.text(pack.state.words)
  return PortalPackView(
    name: pack.name, code: pack.code, variance: variance.bytes, state: state.bytes,
    links: pack.links.map { LinkView(label: $0.label, address: $0.address) })
}
