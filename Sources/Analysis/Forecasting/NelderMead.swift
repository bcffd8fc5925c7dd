/// The least value of a function of up to four numbers within a box, by the simplex method of Nelder and Mead (1965) with the usual coefficients.
///
/// Deterministic: it starts where it is told, takes no chance, and uses only sums, products and comparisons. A point outside the box is moved to its edge.
struct NelderMead {
  /// How many of the four numbers there are; the others stay as the start has them.
  let dimensions: Int
  let lower: SIMD4<Double>
  let upper: SIMD4<Double>
  /// The first simplex has a corner this far from the start along each axis, inwards where the edge is near.
  var step = 0.15
  var mostEvaluations = 500
  /// It ends where the corners' values differ by less than this share of them.
  var tolerance = 1e-11

  /// The best point found, and its value.
  func minimum(from start: SIMD4<Double>, _ function: (SIMD4<Double>) -> Double) -> (point: SIMD4<Double>, value: Double) {
    func inside(_ point: SIMD4<Double>) -> SIMD4<Double> { point.clamped(lowerBound: lower, upperBound: upper) }
    let first = inside(start)
    var corners = [(point: first, value: function(first))]
    for axis in 0..<dimensions {
      var point = first
      point[axis] += point[axis] + step <= upper[axis] ? step : -step
      point = inside(point)
      corners.append((point, function(point)))
    }
    var evaluations = corners.count
    while evaluations < mostEvaluations {
      // Insertion sort keeps equal values in their order.
      for index in corners.indices.dropFirst() {
        var place = index
        while place > 0, corners[place].value < corners[place - 1].value {
          corners.swapAt(place, place - 1)
          place -= 1
        }
      }
      let (best, worst) = (corners[0], corners[dimensions])
      if worst.value - best.value <= tolerance * abs(best.value) { break }
      var centre = SIMD4<Double>.zero
      for corner in corners.dropLast() { centre += corner.point }
      centre /= Double(dimensions)
      func tried(_ share: Double) -> (point: SIMD4<Double>, value: Double) {
        let point = inside(centre + (worst.point - centre) * share)
        evaluations += 1
        return (point, function(point))
      }
      let reflected = tried(-1)
      if reflected.value < best.value {
        let expanded = tried(-2)
        corners[dimensions] = expanded.value < reflected.value ? expanded : reflected
      } else if reflected.value < corners[dimensions - 1].value {
        corners[dimensions] = reflected
      } else {
        let contracted = reflected.value < worst.value ? tried(-0.5) : tried(0.5)
        if contracted.value < min(reflected.value, worst.value) {
          corners[dimensions] = contracted
        } else {
          for index in 1...dimensions {
            let point = best.point + (corners[index].point - best.point) * 0.5
            corners[index] = (point, function(point))
          }
          evaluations += dimensions
        }
      }
    }
    return corners.min { $0.value < $1.value } ?? corners[0]
  }
}
