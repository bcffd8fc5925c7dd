/// A KPI tile.
struct TileView: TemplateModel {
  var label: String
  var value: [UInt8]
  var context: [UInt8]
  var graphic: [UInt8]

  static var fields: [TemplateField<Self>] {
    [.text("label") { $0.label }, .markup("value") { $0.value }, .markup("context") { $0.context }, .markup("graphic") { $0.graphic }]
  }
}

/// A row of tiles.
struct TilesView: TemplateModel {
  var tiles: [TileView]

  static var fields: [TemplateField<Self>] { [.list("tiles") { $0.tiles }] }
}

/// The things to know.
struct KeyFindingsView: TemplateModel {
  var title: String
  var findings: [MarkupView]

  static var fields: [TemplateField<Self>] { [.text("title") { $0.title }, .list("findings") { $0.findings }] }
}

/// The contents by question.
struct ContentsView: TemplateModel {
  var title: String
  var groups: [ContentsGroupView]

  static var fields: [TemplateField<Self>] { [.text("title") { $0.title }, .list("groups") { $0.groups }] }
}

/// Pairs of a term and its meaning.
struct DefinitionsView: TemplateModel {
  var pairs: [PairView]

  static var fields: [TemplateField<Self>] { [.list("pairs") { $0.pairs }] }
}

/// A table. Its rows come from the typed writer.
struct TableView: TemplateModel {
  var id: String
  var title: String
  var caption: String
  /// The columns that a narrow window keeps.
  var columnCount: Int
  /// Whether the table is wider than the page's column and slides at every width.
  var isWide: Bool
  /// Whether the names of its rows are short enough to keep to one line where there is room.
  var hasShortNames: Bool
  /// Whether it stands under its own heading, and not in a chart's disclosure.
  var hasHeading: Bool
  var columns: [UInt8]
  var head: [UInt8]
  var rows: [UInt8]
  var total: [UInt8]
  var notes: [MarkupView]
  var csv: String

  static var fields: [TemplateField<Self>] {
    [
      .text("id") { $0.id }, .text("title") { $0.title }, .text("caption") { $0.caption }, .text("column-count") { String($0.columnCount) },
      .flag("wide") { $0.isWide }, .flag("short") { $0.hasShortNames }, .flag("headed") { $0.hasHeading }, .markup("columns") { $0.columns },
      .markup("head") { $0.head },
      .markup("rows") { $0.rows }, .markup("total") { $0.total }, .list("notes") { $0.notes }, .text("csv") { $0.csv },
    ]
  }
}

/// A chart in its two sizes, of which the style sheet shows the one that fits.
struct DrawingsView: TemplateModel {
  var wide: [UInt8]
  var narrow: [UInt8]

  static var fields: [TemplateField<Self>] { [.markup("wide") { $0.wide }, .markup("narrow") { $0.narrow }] }
}

/// A chart with its table.
struct ChartView: TemplateModel {
  var id: String
  var title: String
  var caption: String
  var standfirst: [UInt8]
  /// The drawings; nil when there is nothing to draw.
  var drawings: DrawingsView?
  /// The sentence that stands in place of a chart with nothing to draw.
  var empty: [UInt8]
  var table: [UInt8]
  var csv: String
  var sources: String
  var notes: [MarkupView]

  static var fields: [TemplateField<Self>] {
    [
      .text("id") { $0.id }, .text("title") { $0.title }, .text("caption") { $0.caption }, .markup("standfirst") { $0.standfirst },
      .optional("drawings") { $0.drawings }, .markup("empty") { $0.empty }, .markup("table") { $0.table },
      .text("csv") { $0.csv }, .text("sources") { $0.sources }, .list("notes") { $0.notes },
    ]
  }
}
