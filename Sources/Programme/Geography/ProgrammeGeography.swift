/// A place on the earth in degrees (WGS84): longitude −180 to 180, east positive; latitude −90 to 90, north positive.
package struct GeographicPlace: Sendable, Hashable {
  /// Degrees east.
  package let longitude: Double
  /// Degrees north.
  package let latitude: Double

  /// Makes a place.
  package init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}

/// One piece of land: an outer ring and the rings of its holes. A ring's last place is its first, and is not repeated here.
package struct GeographicPolygon: Sendable, Hashable {
  /// The outer ring, three places or more.
  package let outer: [GeographicPlace]
  /// The holes.
  package let holes: [[GeographicPlace]]

  /// Makes a polygon.
  package init(outer: [GeographicPlace], holes: [[GeographicPlace]] = []) {
    self.outer = outer
    self.holes = holes
  }
}

/// The land of a commissioner.
package struct CommissionerBoundary: Sendable, Hashable {
  /// The commissioner's code.
  package let commissioner: String
  /// Its pieces, one or more, in file order.
  package let polygons: [GeographicPolygon]

  /// Makes a boundary.
  package init(commissioner: String, polygons: [GeographicPolygon]) {
    self.commissioner = commissioner
    self.polygons = polygons
  }
}

/// The place of a commissioner on a grid of tiles.
package struct CommissionerTile: Sendable, Hashable {
  /// The commissioner's code.
  package let commissioner: String
  /// From the left, from 1.
  package let column: Int
  /// From the top, from 1.
  package let row: Int
  /// The line of the file.
  package let line: Int

  /// Makes a tile.
  package init(commissioner: String, column: Int, row: Int, line: Int = 0) {
    self.commissioner = commissioner
    self.column = column
    self.row = row
    self.line = line
  }
}

/// Where the commissioners are: their boundaries, or else their places on a grid of tiles.
package enum ProgrammeGeography: Sendable, Hashable {
  /// Boundaries in code order, with the words that their licence asks to be printed, where the file has any (untrusted text).
  case boundaries([CommissionerBoundary], attribution: String?)
  /// Tiles in code order.
  case tiles([CommissionerTile])
}
