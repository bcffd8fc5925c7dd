/// The valid name nearest to a mistyped one, for "did you mean"; nil when none is near (more than a third of its letters differ).
package func nearestName(to name: String, among valid: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased())
  var best: (name: String, distance: Int)?
  for candidate in valid {
    let distance = editDistance(wanted, Array(candidate.lowercased()))
    guard distance <= max(2, wanted.count / 3) else { continue }
    if best == nil || distance < best!.distance || (distance == best!.distance && candidate < best!.name) {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// The Levenshtein distance: the fewest insertions, deletions and replacements that turn one into the other.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
