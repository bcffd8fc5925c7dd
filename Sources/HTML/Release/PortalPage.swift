import Charts
import Figures
import Report
package import Styling

/// The charts of one organisation, beside the matrix.
struct PortalDetailView: TemplateModel {
  var code: String
  var finding: [UInt8]
  var pack: String
  var charts: [PortalChartView]
  var isFirst: Bool

  static var fields: [TemplateField<Self>] {
    [
      .text("code") { $0.code }, .markup("finding") { $0.finding }, .text("pack") { $0.pack }, .list("charts") { $0.charts },
      .flag("first") { $0.isFirst },
    ]
  }
}

/// One chart beside the matrix.
struct PortalChartView: TemplateModel {
  var title: String
  var caption: String
  var drawing: [UInt8]
  var empty: [UInt8]

  static var fields: [TemplateField<Self>] {
    [.text("title") { $0.title }, .text("caption") { $0.caption }, .markup("drawing") { $0.drawing }, .markup("empty") { $0.empty }]
  }
}

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
  var links: [LinkView]

  static var fields: [TemplateField<Self>] {
    [.text("name") { $0.name }, .text("code") { $0.code }, .markup("variance") { $0.variance }, .list("links") { $0.links }]
  }
}

/// The portal.
struct PortalView: TemplateModel {
  var head: HeadView
  var topBar: TopBarView
  var rowSwitch: [PortalSwitchView]
  var unitSwitch: [PortalSwitchView]
  var measureSwitch: [PortalSwitchView]
  var tiles: [UInt8]
  var proof: [PortalPointView]
  var title: String
  var matrix: [UInt8]
  var ranked: [UInt8]
  var details: [PortalDetailView]
  var packs: [PortalPackView]
  var data: [UInt8]
  var symbols: [UInt8]
  var script: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.topBar }, .list("row-switch") { $0.rowSwitch }, .list("unit-switch") { $0.unitSwitch },
      .list("measure-switch") { $0.measureSwitch }, .markup("tiles") { $0.tiles }, .list("proof") { $0.proof }, .text("title") { $0.title },
      .markup("matrix") { $0.matrix }, .markup("ranked") { $0.ranked }, .list("details") { $0.details }, .list("packs") { $0.packs },
      .markup("data") { $0.data }, .markup("symbols") { $0.symbols }, .markup("script") { $0.script },
    ]
  }
}

/// Writes `index.html`.
///
/// - Throws: `RenderingError.noMarks` when a chart has data and draws nothing.
package func renderPortal(_ model: PortalModel, templates: PageTemplates, measure: any TextMeasure) throws(RenderingError) -> RenderedPage {
  var context = PageContext(measure: measure)
  let tiles = try templates.blocks.markup([.tiles(model.tiles)], contents: [], &context)
  var details: [PortalDetailView] = []
  for organisation in model.commissioners + model.providers {
    details.append(try detail(organisation, isFirst: details.isEmpty, &context))
  }
  let matrix = PortalMatrix(model: model)
  let view = PortalView(
    head: HeadView(title: "\(model.heading.programme), \(model.heading.release)", policy: templates.portalPolicy, style: templates.releaseStyle),
    topBar: model.heading.topBar,
    rowSwitch: switches("rows", [("commissioners", capitalised(model.words.commissioners)), ("providers", capitalised(model.words.providers))]),
    unitSwitch: switches("unit", [("thousands", "£ thousands"), ("percent", "% of plan")]),
    measureSwitch: switches("measure", model.measures.map { ($0.id, $0.name) }), tiles: tiles,
    proof: model.proof.map { point in
      var mark = HTMLWriter()
      mark.mark(point.mark)
      return PortalPointView(mark: mark.bytes, name: point.name, meaning: point.meaning)
    }, title: "Variance by \(model.words.commissioner) and \(model.words.provider)", matrix: matrix.table(),
    ranked: matrix.ranked(), details: details,
    packs: model.packs.map { packView($0) }, data: matrix.data(), symbols: templates.symbols, script: templates.portalScript)
  var out = HTMLWriter(capacity: 300_000)
  templates.portal.write(view, to: &out)
  return RenderedPage(bytes: out.bytes, droppedLabels: context.droppedLabels)
}

private func detail(
  _ organisation: PortalModel.Organisation, isFirst: Bool, _ context: inout PageContext
) throws(RenderingError) -> PortalDetailView {
  var charts: [PortalChartView] = []
  for block in organisation.charts {
    var picture: [UInt8] = []
    if !block.chart.isEmpty {
      let scene = block.chart.scene(width: ChartWidth.portal, medium: .narrow, measure: context.measure)
      guard scene.hasMarks else { throw .noMarks(chart: block.id) }
      context.droppedLabels += scene.droppedLabels.map { "\(block.id): \($0)" }
      picture = drawing(scene, &context)
    }
    charts.append(
      PortalChartView(
        title: block.title, caption: block.caption, drawing: picture, empty: picture.isEmpty ? markup(block.empty, context) : []))
  }
  return PortalDetailView(
    code: organisation.code, finding: markup(organisation.finding, context), pack: organisation.pack ?? "", charts: charts, isFirst: isFirst)
}

private func switches(_ key: String, _ choices: [(value: String, label: String)]) -> [PortalSwitchView] {
  choices.enumerated().map { PortalSwitchView(key: key, value: $1.value, label: $1.label, isOn: $0 == 0) }
}

private func capitalised(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

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
  }
  return PortalPackView(
    name: pack.name, code: pack.code, variance: variance.bytes, links: pack.links.map { LinkView(label: $0.label, address: $0.address) })
}
