import Findings

private enum Columns {
  static let commissioner = Column("commissioner", .code, "The commissioner’s code.")
  static let column = Column("column", gridPlace, "Its column, 1 at the left.")
  static let row = Column("row", gridPlace, "Its row, 1 at the top.")

  private static let gridPlace = FieldKind<Int>(expectation: "a whole number from 1 to 100") { text in
    Int(text).flatMap { (1...100).contains($0) ? $0 : nil }
  }
}

/// `organisations/tiles.csv`.
let tileTable = TableDefinition<CommissionerTile>(
  "organisations/tiles.csv",
  "The places of the commissioners on a grid of equal tiles, for a map where there are no boundaries. Boundaries stand in `organisations/geography.geojson` "
    + "or in the file that `geography` names: a GeoJSON FeatureCollection of Polygons and MultiPolygons in WGS84; a feature is a commissioner’s by its property "
    + "`code`, else by its property `name`, compared without capitals, punctuation, “NHS”, “CCG” or “ICB”; the collection’s member `attribution` is printed under "
    + "the map.",
  columns: [Columns.commissioner.document, Columns.column.document, Columns.row.document], uniqueBy: { $0.commissioner }
) { row in
  let commissioner = row.needed(Columns.commissioner)
  let column = row.needed(Columns.column)
  let place = row.needed(Columns.row)
  guard let commissioner, let column, let place else { return nil }
  return CommissionerTile(commissioner: commissioner, column: column, row: place, line: row.line)
}

/// The tiles that lie alone, with a finding for each that lies on an earlier one.
func separateTiles(_ tiles: [CommissionerTile], file: String) -> (tiles: [CommissionerTile], findings: [Finding]) {
  var kept: [CommissionerTile] = []
  var findings: [Finding] = []
  for tile in tiles {
    if let earlier = kept.first(where: { $0.column == tile.column && $0.row == tile.row }) {
      findings.append(
        ProgrammeCheck.geography.at(
          Origin(file: file, line: tile.line), value: tile.commissioner,
          "\(tile.commissioner) lies where \(earlier.commissioner) lies, on line \(earlier.line), and is left out of the map",
          hint: "give it a column and row of its own"))
    } else {
      kept.append(tile)
    }
  }
  return (kept.sorted { $0.commissioner < $1.commissioner }, findings)
}
