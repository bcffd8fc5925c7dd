import Charts
import Figures
import Quantities
import Report
import Styling

/// A theme in which every role has a colour.
let plainTheme = Theme(
  light: Dictionary(uniqueKeysWithValues: ColourRole.allCases.enumerated().map { ($1, Colour(red: UInt8($0), green: 60, blue: 90)) }), dark: [:],
  fontFiles: [:], fontFamilies: "Arial", paper: (595, 842))

/// An identity, by name.
func identity(_ name: String = "NHS Chiltern CCG", date: String = "2016-04-14") -> PackIdentity {
  PackIdentity(
    kind: .commissioner, code: "10H", name: name, programme: "Thames Valley & Wessex", documentTitle: "Contract monitoring pack",
    period: Period(year: FinancialYear(start: 2015), month: 11), cut: .flex, provisional: false, banner: "SAMPLE DATA", releaseDate: "14 April 2016",
    releaseDateISO: date, facts: [], finding: Sentence("Nothing to say"), findingDetail: nil, coverChart: nil, confidentiality: "For you alone")
}

/// A figure with a value.
func figure(_ measure: String, _ value: FigureValue, provider: String = "ALL") -> Printed {
  Printed(Figure(FigureName("position", commissioner: "10H", provider: provider, [], measure).id, value), .pounds)
}

/// Pounds from a decimal; nought where the text is none.
func pounds(_ decimal: String) -> FigureValue { .money(Money(decimal: decimal) ?? .zero) }

/// A table of names with one figure each.
func table(_ rows: [(name: String, value: FigureValue)], id: String = "small-table", head: String = "Plan", first: String = "Provider") -> ReportTable
{
  ReportTable(
    id: id, title: "A small table", caption: "£", columns: [.init(first, .name), .init(head, .number)],
    rows: rows.enumerated().map { place, row in
      .init(.body, [.text(row.name), .figure(figure("ytd_plan", row.value, provider: "R\(place)"))])
    }, empty: Sentence("No rows."))
}

/// A pack of some tables, each a section of its own.
func pack(_ tables: [ReportTable], identity: PackIdentity = identity()) -> ReportDocument {
  ReportDocument(
    identity: identity,
    sections: tables.enumerated().map { place, table in
      ReportSection(id: "section-\(place)", title: "Section \(place)", question: "What?", headline: nil, blocks: [.table(table)])
    })
}
