import Glibc

/// Lambert's azimuthal equal-area projection of the ellipsoid (Snyder, *Map Projections: A Working Manual*, 1987, equations 24-17 to 24-20): a square mile is the same
/// size wherever it lies, so that colours on the map weigh as the land does.
package struct EqualAreaProjection: Sendable {
  /// The figure of the earth.
  package struct Ellipsoid: Sendable {
    /// The half of its longer axis, in metres.
    package let semiMajorAxis: Double
    /// Its eccentricity squared.
    package let eccentricitySquared: Double

    /// Makes one.
    package init(semiMajorAxis: Double, eccentricitySquared: Double) {
      self.semiMajorAxis = semiMajorAxis
      self.eccentricitySquared = eccentricitySquared
    }

    /// The one that GPS and GeoJSON use.
    package static let wgs84 = Ellipsoid(semiMajorAxis: 6_378_137, eccentricitySquared: 0.006_694_379_990_14)
  }

  private let ellipsoid: Ellipsoid
  private let longitude: Double
  private let pole: Double
  private let radius: Double
  private let sinCentre: Double
  private let cosCentre: Double
  private let stretch: Double

  /// Centres the projection on a place, in degrees; the nearer a place is to it, the less is its shape bent.
  package init(longitude: Double, latitude: Double, on ellipsoid: Ellipsoid = .wgs84) {
    self.ellipsoid = ellipsoid
    self.longitude = longitude * .pi / 180
    let (a, e2) = (ellipsoid.semiMajorAxis, ellipsoid.eccentricitySquared)
    pole = Self.authalic(1, e2)
    radius = a * (pole / 2).squareRoot()
    let sine = sin(latitude * .pi / 180)
    let beta = asin(max(-1, min(1, Self.authalic(sine, e2) / pole)))
    (sinCentre, cosCentre) = (sin(beta), cos(beta))
    let m = cos(latitude * .pi / 180) / (1 - e2 * sine * sine).squareRoot()
    // At a pole both are nought, and the projection has no stretch there.
    stretch = cosCentre > 1e-12 ? a * m / (radius * cosCentre) : 1
  }

  /// A place in degrees as metres east and north of the centre.
  package func place(longitude: Double, latitude: Double) -> (east: Double, north: Double) {
    let beta = asin(max(-1, min(1, Self.authalic(sin(latitude * .pi / 180), ellipsoid.eccentricitySquared) / pole)))
    let turn = longitude * .pi / 180 - self.longitude
    let (sinBeta, cosBeta) = (sin(beta), cos(beta))
    let nearness = 1 + sinCentre * sinBeta + cosCentre * cosBeta * cos(turn)
    // The place right opposite has none; it is put where its neighbours go.
    let b = radius * (2 / max(nearness, 1e-12)).squareRoot()
    return (b * stretch * cosBeta * sin(turn), b / stretch * (cosCentre * sinBeta - sinCentre * cosBeta * cos(turn)))
  }

  /// Snyder's q (3-12) for the sine of a latitude.
  private static func authalic(_ sine: Double, _ e2: Double) -> Double {
    guard e2 > 0 else { return 2 * sine }
    let e = e2.squareRoot()
    return (1 - e2) * (sine / (1 - e2 * sine * sine) - 1 / (2 * e) * log((1 - e * sine) / (1 + e * sine)))
  }
}
