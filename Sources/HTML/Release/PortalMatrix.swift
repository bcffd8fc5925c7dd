import Figures
import Report
import Styling

/// Writes the matrix as it stands when the page opens, and the numbers of its other views for the script. Both come from the same grids, so a
/// view that is switched to says what the packs say.
struct PortalMatrix {
  let model: PortalModel

  /// The table: commissioners down, providers across, the first measure in thousands of pounds.
  func table() -> [UInt8] {
    guard let grid = model.measures.first?.variance else { return [] }
    var out = HTMLWriter(capacity: 40_000)
    out.raw("<thead><tr><td></td>")
    for provider in model.providers { head(provider, &out) }
    out.raw("<th scope=\"col\" class=\"all\">All</th></tr></thead>\n<tbody>")
    for (row, commissioner) in model.commissioners.enumerated() {
      out.raw("<tr>")
      self.row(commissioner, &out)
      for column in model.providers.indices { cell(row < grid.cells.count && column < grid.cells[row].count ? grid.cells[row][column] : nil, &out) }
      total(row < grid.commissionerTotals.count ? grid.commissionerTotals[row] : nil, &out)
      out.raw("</tr>\n")
    }
    out.raw("</tbody><tfoot><tr><th scope=\"row\">")
    out.text(model.words.allCommissioners(model.commissioners.count))
    out.raw("</th>")
    for column in model.providers.indices { total(column < grid.providerTotals.count ? grid.providerTotals[column] : nil, &out) }
    total(grid.total, &out)
    out.raw("</tr></tfoot>")
    return out.bytes
  }

  private func head(_ organisation: PortalModel.Organisation, _ out: inout HTMLWriter) {
    out.raw("<th scope=\"col\"><a")
    out.attribute("href", "#choice=" + organisation.code)
    out.raw("><span>")
    out.text(organisation.shortName)
    out.raw("</span></a></th>")
  }

  private func row(_ organisation: PortalModel.Organisation, _ out: inout HTMLWriter) {
    out.raw("<th scope=\"row\"><a")
    out.attribute("href", "#choice=" + organisation.code)
    out.raw(">")
    out.text(organisation.shortName)
    out.raw("</a></th>")
  }

  private func cell(_ figure: Figure?, _ out: inout HTMLWriter) {
    guard let figure else { return out.raw("<td></td>") }
    out.raw("<td class=\"c")
    out.number((MatrixUnit.thousands.matrixClass(figure) ?? .near).rawValue)
    out.raw("\"")
    out.dataFigure(figure.id)
    out.raw(">")
    out.text(printed(figure.value, .thousands))
    out.raw("</td>")
  }

  private func total(_ figure: Figure?, _ out: inout HTMLWriter) {
    guard let figure else { return out.raw("<td></td>") }
    let direction = VarianceDirection(figure.value)
    out.raw(direction == .over ? "<td class=\"o\"" : direction == .under ? "<td class=\"u\"" : "<td")
    out.dataFigure(figure.id)
    out.raw(">")
    out.text(printed(figure.value, .thousands))
    out.raw("</td>")
  }

  /// The rows of a narrow window's table: the commissioners with a bar each.
  func ranked() -> [UInt8] {
    let totals = model.measures.first?.variance.commissionerTotals ?? []
    let largest = totals.compactMap { $0.value.approximation.map(abs) }.max() ?? 0
    let shares = totals.map { largest == 0 ? 0 : ($0.value.approximation ?? 0) / largest }
    let axis = BarAxis(shares)
    var out = HTMLWriter(capacity: 8_000)
    out.raw("<tbody>")
    for (index, commissioner) in model.commissioners.enumerated() where index < totals.count {
      out.raw("<tr>")
      row(commissioner, &out)
      out.raw("<td class=\"b\">")
      axis.write(shares[index], shares[index] < 0 ? .over : .under, isDot: false, &out)
      out.raw("</td>")
      total(totals[index], &out)
      out.raw("</tr>\n")
    }
    out.raw("</tbody>")
    return out.bytes
  }

  /// Everything that the script shows, as JSON that may stand in a page.
  func data() -> [UInt8] {
    var json = JSONWriter(forPage: true)
    json.object { json in
      json.field("words") { words(&$0) }
      json.field("commissioners") { organisations(model.commissioners, &$0) }
      json.field("providers") { organisations(model.providers, &$0) }
      json.field("measures") { json in
        json.array(model.measures) { measure, json in
          json.object { json in
            json.field("id") { $0.string(measure.id) }
            json.field("name") { $0.string(measure.name) }
            json.field("thousands") { grid(measure.variance, .thousands, &$0) }
            json.field("percent") { grid(measure.percent, .percent, &$0) }
          }
        }
      }
      json.field("packs") { json in
        json.array(model.packs) { pack, json in
          json.object { json in
            json.field("name") { $0.string(pack.name) }
            json.field("code") { $0.string(pack.code) }
            json.field("address") { $0.string(pack.links.first?.address ?? "") }
            json.field("sections") { json in
              json.array(pack.sections) { section, json in json.array([section.anchor, section.title]) { $1.string($0) } }
            }
          }
        }
      }
    }
    return json.bytes
  }

  private func words(_ json: inout JSONWriter) {
    json.object { json in
      json.field("commissioners") { $0.string(model.words.allCommissioners(model.commissioners.count)) }
      json.field("providers") { $0.string(model.words.allProviders(model.providers.count)) }
    }
  }

  private func organisations(_ list: [PortalModel.Organisation], _ json: inout JSONWriter) {
    json.array(list) { organisation, json in json.array([organisation.code, organisation.shortName]) { $1.string($0) } }
  }

  /// A grid as texts, each after the digit of its class; an empty text is a pair without a contract. The measure's name makes the figures' ids.
  private func grid(_ grid: PortalModel.Grid, _ unit: MatrixUnit, _ json: inout JSONWriter) {
    func classed(_ figure: Figure?) -> String {
      guard let figure else { return "" }
      return String((unit.matrixClass(figure) ?? .near).rawValue) + printed(figure.value, unit.format)
    }
    json.object { json in
      json.field("measure") { $0.string(measureName(grid.total.id)) }
      json.field("cells") { json in json.array(grid.cells) { row, json in json.array(row) { $1.string(classed($0)) } } }
      json.field("rows") { json in json.array(grid.commissionerTotals) { $1.string(signed($0, unit)) } }
      json.field("columns") { json in json.array(grid.providerTotals) { $1.string(signed($0, unit)) } }
      json.field("all") { $0.string(signed(grid.total, unit)) }
    }
  }

  /// A total's text after `o`, `u` or a space for over, under or neither.
  private func signed(_ figure: Figure, _ unit: MatrixUnit) -> String {
    let direction = VarianceDirection(figure.value)
    return (direction == .over ? "o" : direction == .under ? "u" : " ") + printed(figure.value, unit.format)
  }

  /// What stands after the last `/` of an id: the measure with its period and qualifier.
  private func measureName(_ id: FigureID) -> String {
    id.text.split(separator: "/").last.map(String.init) ?? ""
  }
}

extension PortalModel.Words {
  /// `All 18 CCGs`.
  func allCommissioners(_ count: Int) -> String { "All \(count) \(count == 1 ? commissioner : commissioners)" }
  /// `All 16 trusts`.
  func allProviders(_ count: Int) -> String { "All \(count) \(count == 1 ? provider : providers)" }
}
