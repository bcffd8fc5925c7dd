import Figures

/// A month of the table that stands where no script runs.
struct ReferralsMonthView: TemplateModel {
  var name: String
  var count: String

  static var fields: [TemplateField<Self>] { [.text("name") { $0.name }, .text("count") { $0.count }] }
}

/// The referrals.
struct ReferralsView: TemplateModel {
  var head: HeadView
  var topBar: TopBarView
  var definition: String
  var months: [ReferralsMonthView]
  var data: [UInt8]
  var symbols: [UInt8]
  var script: [UInt8]

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.topBar }, .text("definition") { $0.definition }, .list("months") { $0.months },
      .markup("data") { $0.data }, .markup("symbols") { $0.symbols }, .markup("script") { $0.script },
    ]
  }
}

/// Writes `referrals.html`.
package func renderReferrals(_ model: ReferralsModel, templates: PageTemplates) -> RenderedPage {
  var counts = [Int](repeating: 0, count: model.months.count)
  for cell in model.cells where cell.isReferral && counts.indices.contains(cell.month) { counts[cell.month] += cell.count }
  let view = ReferralsView(
    head: HeadView(
      title: "Referrals, \(model.heading.programme), \(model.heading.release)", policy: templates.referralsPolicy, style: templates.releaseStyle),
    topBar: model.heading.topBar, definition: model.definition,
    months: zip(model.months, counts).map { ReferralsMonthView(name: $0.name, count: printed(.count($1), .number)) }, data: data(of: model),
    symbols: templates.symbols, script: templates.referralsScript)
  var out = HTMLWriter(capacity: 400_000)
  templates.referrals.write(view, to: &out)
  return RenderedPage(bytes: out.bytes, droppedLabels: [])
}

/// The counts as columns of whole numbers to base 36, nought as nothing; the first axis as steps, which are mostly nought.
private func data(of model: ReferralsModel) -> [UInt8] {
  var json = JSONWriter(forPage: true)
  func numbers(_ values: [Int], _ json: inout JSONWriter) {
    json.string(values.map { $0 == 0 ? "" : String($0, radix: 36) }.joined(separator: ","))
  }
  json.object { json in
    json.field("words") { json in
      let words = model.words
      json.array([words.commissioner, words.commissioners, words.provider, words.providers]) { $1.string($0) }
    }
    json.field("months") { json in json.array(model.months) { month, json in json.array([month.name, month.shortName]) { $1.string($0) } } }
    json.field("yearStart") { $0.number(String(model.yearStart)) }
    json.field("axes") { json in
      json.array(model.axes) { axis, json in
        json.object { json in
          json.field("id") { $0.string(axis.id) }
          json.field("name") { $0.string(axis.name) }
          json.field("members") { json in json.array(axis.members) { member, json in json.array([member.code, member.name]) { $1.string($0) } } }
        }
      }
    }
    json.field("places") { json in
      // The last axes may follow from another, as a locality from its practice, and have no column.
      json.array(0..<(model.cells.first?.places.count ?? 0)) { axis, json in
        var last = 0
        numbers(
          model.cells.map { cell in
            defer { if axis == 0 { last = cell.places[axis] } }
            return cell.places[axis] - last
          }, &json)
      }
    }
    json.field("referral") { $0.string(model.cells.map { $0.isReferral ? "1" : "0" }.joined()) }
    json.field("month") { numbers(model.cells.map(\.month), &$0) }
    json.field("count") { numbers(model.cells.map(\.count), &$0) }
    json.field("population") { numbers(model.weightedPopulation, &$0) }
    json.field("practiceCommissioner") { numbers(model.practiceCommissioner, &$0) }
    json.field("practiceLocality") { numbers(model.practiceLocality, &$0) }
  }
  return json.bytes
}
