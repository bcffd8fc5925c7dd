import Figures
import Report
import Styling

/// Writes the matrix as it stands when the page opens and where no script runs, and the data of the dashboard for the script.
struct PortalMatrix {
  let model: PortalModel

  /// The table: commissioners down, providers across, the first measure in thousands of pounds.
  func table() -> [UInt8] {
    let grid = model.variance
    var out = HTMLWriter(capacity: 40_000)
    out.raw("<thead><tr><td></td>")
    for provider in model.providers { head(provider, "#provider=", &out) }
    out.raw("<th scope=\"col\" class=\"all\">All</th></tr></thead>\n<tbody>")
    for (row, commissioner) in model.commissioners.enumerated() {
      out.raw("<tr>")
      self.row(commissioner, "#commissioner=", &out)
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

  private func head(_ organisation: PortalModel.Organisation, _ address: String, _ out: inout HTMLWriter) {
    out.raw("<th scope=\"col\"><a")
    out.attribute("href", address + encodedCode(organisation.code))
    out.raw("><span>")
    out.text(organisation.shortName)
    out.raw("</span></a></th>")
  }

  private func row(_ organisation: PortalModel.Organisation, _ address: String, _ out: inout HTMLWriter) {
    out.raw("<th scope=\"row\"><a")
    out.attribute("href", address + encodedCode(organisation.code))
    out.raw(">")
    out.text(organisation.shortName)
    out.raw("</a></th>")
  }

  private func cell(_ figure: Figure?, _ out: inout HTMLWriter) {
    guard let figure else { return out.raw("<td></td>") }
    out.raw("<td class=\"c")
    out.number((figure.value.approximation.map(MatrixClass.init(pounds:)) ?? .near).rawValue)
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
    let totals = model.variance.commissionerTotals
    let largest = totals.compactMap { $0.value.approximation.map(abs) }.max() ?? 0
    let shares = totals.map { largest == 0 ? 0 : ($0.value.approximation ?? 0) / largest }
    let axis = BarAxis(shares)
    var out = HTMLWriter(capacity: 8_000)
    out.raw("<tbody>")
    for (index, commissioner) in model.commissioners.enumerated() where index < totals.count {
      out.raw("<tr>")
      row(commissioner, "#commissioner=", &out)
      out.raw("<td class=\"b\">")
      axis.write(shares[index], shares[index] < 0 ? .over : .under, isDot: false, &out)
      out.raw("</td>")
      total(totals[index], &out)
      out.raw("</tr>\n")
    }
    out.raw("</tbody>")
    return out.bytes
  }

  /// The programme's months, for a page whose script does not run.
  func months() -> [UInt8] {
    var out = HTMLWriter(capacity: 6_000)
    func row(_ month: PortalModel.Month) {
      out.raw("<tr><th scope=\"row\">")
      out.text(month.name)
      out.raw("</th>")
      for figure in month.figures {
        out.raw("<td")
        out.dataFigure(figure.id)
        out.raw(">")
        out.text(printed(figure.value, .pounds))
        out.raw("</td>")
      }
      out.raw("</tr>\n")
    }
    out.raw("<tbody>")
    for month in model.months { row(month) }
    out.raw("</tbody><tfoot>")
    row(model.yearToDate)
    out.raw("</tfoot>")
    return out.bytes
  }

  /// Everything that the script shows, as JSON that may stand in a page.
  func data() -> [UInt8] {
    var json = JSONWriter(forPage: true)
    json.object { json in
      json.field("words") { json in
        let words = model.words
        json.array([words.commissioner, words.commissioners, words.provider, words.providers]) { $1.string($0) }
      }
      json.field("commissioners") { organisations(model.commissioners, &$0) }
      json.field("providers") { organisations(model.providers, &$0) }
      model.cube.fields(&json)
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

  /// The code as ids write it, the name, the short name and the pack's address.
  private func organisations(_ list: [PortalModel.Organisation], _ json: inout JSONWriter) {
    json.array(list) { organisation, json in
      json.array([encodedCode(organisation.code), organisation.name, organisation.shortName, organisation.pack ?? ""]) { $1.string($0) }
    }
  }
}

extension PortalModel.Words {
  /// `All 18 CCGs`.
  func allCommissioners(_ count: Int) -> String { "All \(count) \(count == 1 ? commissioner : commissioners)" }
  /// `All 16 trusts`.
  func allProviders(_ count: Int) -> String { "All \(count) \(count == 1 ? provider : providers)" }
}
