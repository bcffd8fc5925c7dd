import Figures

/// Holds back numbers under five, and others with them until no sum of what is shown gives one of them.
///
/// Statistical offices call it primary and secondary cell suppression. First every count of people of one to four is held back, and what tells of such a count
/// (its cost). Then, as long as a number that is held back follows from the sums among those that are shown (`LinearSystem`), the smallest number beside it in
/// such a sum is held back as well, ties by id; a nought never is, since it hides nothing. The total of a sum goes only where nothing else is left. Nor may a
/// number of fewer than five be pinned to one or two values by what bounds it (`PossibleValues`): more is held back until it can have three.
final class SecondarySuppression {
  private let lattice: CountLattice
  /// The numbers that are held back.
  private(set) var hidden: Set<Int>
  /// Those of fewer than five, which the others protect.
  private let primary: Set<Int>
  private let sumsOf: [[Int]]
  private var values: PossibleValues
  private let isNought: [Bool]
  /// Whether a number is held back or not printed, and how many such numbers a sum has.
  private var isUnknown: [Bool]
  private var unknownCount: [Int]

  /// Solves it.
  ///
  /// - Parameters:
  ///   - revealing: for each number that is no count of people, the counts that it would give away; empty where they are not in the release.
  init(_ lattice: CountLattice, revealing: [Int: [Int]]) {
    self.lattice = lattice
    var sumsOf: [[Int]] = Array(repeating: [], count: lattice.nodes.count)
    for (index, sum) in lattice.sums.enumerated() {
      sumsOf[sum.whole].append(index)
      for part in sum.parts { sumsOf[part].append(index) }
    }
    self.sumsOf = sumsOf
    primary = Set(lattice.nodes.indices.filter { lattice.nodes[$0].isSmall(below: 5) })
    hidden = []
    let noughts = Self.impliedNoughts(lattice, sumsOf)
    isUnknown = lattice.nodes.indices.map { lattice.nodes[$0].ids.isEmpty && !noughts.contains($0) }
    let unprinted = isUnknown
    unknownCount = lattice.sums.map { sum in (unprinted[sum.whole] ? 1 : 0) + sum.parts.reduce(0) { $0 + (unprinted[$1] ? 1 : 0) } }
    isNought = lattice.nodes.map { $0.value == 0 }
    values = PossibleValues(lattice, sumsOf: sumsOf, primary: primary)
    for number in primary { hide(number) }
    var before = -1
    while hidden.count != before {
      before = hidden.count
      protect(\.isPersons)
      widen()
    }
    for (number, counts) in revealing.sorted(by: { $0.key < $1.key }) where counts.isEmpty || counts.contains(where: hidden.contains) {
      if lattice.nodes[number].value != 0 || counts.contains(where: hidden.contains) { hide(number) }
    }
    protect { !$0.isPersons }
  }

  /// What nothing prints and everybody knows to be nought: nobody is in a part of nobody. Noughts are never held back.
  private static func impliedNoughts(_ lattice: CountLattice, _ sumsOf: [[Int]]) -> Set<Int> {
    var noughts: Set<Int> = []
    var wholes = lattice.nodes.indices.filter { lattice.nodes[$0].isPersons && !lattice.nodes[$0].ids.isEmpty && lattice.nodes[$0].value == 0 }
    while let whole = wholes.popLast() {
      for sum in sumsOf[whole] where lattice.sums[sum].whole == whole && lattice.sums[sum].parts.allSatisfy({ lattice.nodes[$0].value == 0 }) {
        for part in lattice.sums[sum].parts where lattice.nodes[part].ids.isEmpty && noughts.insert(part).inserted { wholes.append(part) }
      }
    }
    return noughts
  }

  /// Holds more back until nothing that is held back follows.
  private func protect(_ concerns: (CountLattice.Node) -> Bool) {
    while true {
      peel(concerns)
      let found = determined(concerns).sorted()
      if found.isEmpty { break }
      var isStuck = true
      for number in found {
        if let pick = companion(of: number) ?? anything(near: number) {
          hide(pick)
          isStuck = false
        }
      }
      if isStuck { break }
    }
  }

  private func hide(_ number: Int) {
    hidden.insert(number)
    if isUnknown[number] { return }
    isUnknown[number] = true
    for sum in sumsOf[number] { unknownCount[sum] += 1 }
  }

  private func unknowns(_ sum: Int) -> [Int] {
    let sum = lattice.sums[sum]
    return (sum.parts + [sum.whole]).filter { isUnknown[$0] }
  }

  /// What the cheap look finds: a sum with one unknown number gives it.
  private func peel(_ concerns: (CountLattice.Node) -> Bool) {
    var changed = true
    while changed {
      changed = false
      for (index, sum) in lattice.sums.enumerated() where unknownCount[index] == 1 && concerns(lattice.nodes[sum.whole]) {
        guard hidden.contains(unknowns(index)[0]), let pick = companion(in: sum) else { continue }
        hide(pick)
        changed = true
      }
    }
  }

  /// How many numbers are held back at most for one that no example proves, so that a hard search does not empty the release.
  private static let mostForOne = 1

  /// Holds more back until each number of fewer than five can have as many values as the protection asks for, or nothing is left to hold back.
  private func widen() {
    values.start(hidden)
    var isStuck = false
    while !isStuck {
      isStuck = true
      // One that stands in a sum with what this round holds back may be free by that.
      var loosened: Set<Int> = []
      for number in values.pinned() where loosened.isDisjoint(with: sumsOf[number]) {
        guard let pick = neighbour(of: number) else { continue }
        hold(pick)
        loosened.formUnion(sumsOf[pick])
        isStuck = false
      }
    }
    for number in primary.sorted() {
      for _ in 0..<Self.mostForOne {
        guard !values.areProved(for: number), let pick = neighbour(of: number) else { break }
        hold(pick)
      }
    }
  }

  private func hold(_ number: Int) {
    hide(number)
    values.hold(number)
  }

  /// What goes with a number, from its own sums or else from those of the unknown numbers in them: what stands further off frees nothing.
  private func neighbour(of number: Int) -> Int? {
    if let pick = companion(of: number) { return pick }
    let near = Set(sumsOf[number].flatMap(unknowns)).subtracting([number])
    return near.sorted().compactMap { companion(of: $0) }.min(by: isSmaller)
  }

  /// The numbers held back that follow from what is shown.
  private func determined(_ concerns: (CountLattice.Node) -> Bool) -> [Int] {
    var system = LinearSystem()
    for (index, sum) in lattice.sums.enumerated() where unknownCount[index] > 0 && concerns(lattice.nodes[sum.whole]) {
      var equation: [(column: Int, coefficient: Int)] = []
      for part in sum.parts where isUnknown[part] { equation.append((part, 1)) }
      if isUnknown[sum.whole] { equation.append((sum.whole, -1)) }
      system.add(equation)
    }
    return Array(system.determined(among: hidden))
  }

  /// What goes with a number: in a sum where it is the only unknown one, else in any of its sums.
  private func companion(of number: Int) -> Int? {
    let sums = sumsOf[number]
    let alone = sums.filter { unknownCount[$0] == 1 }
    return (alone.isEmpty ? sums : alone).compactMap { companion(in: lattice.sums[$0]) }.min(by: isSmaller)
  }

  /// The smallest shown part of a sum that is not nought; its total where there is none.
  private func companion(in sum: CountLattice.Sum) -> Int? {
    if let part = sum.parts.filter(isCandidate).min(by: isSmaller) { return part }
    return isCandidate(sum.whole) ? sum.whole : nil
  }

  private func isCandidate(_ number: Int) -> Bool { !isNought[number] && !isUnknown[number] }

  /// The smallest shown number that sums tie to one, through any number of unknown ones: what is left where its own sums show nothing.
  private func anything(near number: Int) -> Int? {
    var seen: Set<Int> = [number]
    var edge = [number]
    while !edge.isEmpty {
      let sums = edge.flatMap { sumsOf[$0] }.map { lattice.sums[$0] }
      if let pick = sums.flatMap({ $0.parts + [$0.whole] }).filter(isCandidate).min(by: isSmaller) { return pick }
      edge = Set(sums.flatMap { $0.parts + [$0.whole] }).subtracting(seen).sorted()
      seen.formUnion(edge)
    }
    return nil
  }

  private func isSmaller(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (lattice.nodes[a], lattice.nodes[b])
    return x.value != y.value ? (x.value ?? 0) < (y.value ?? 0) : (x.ids.first?.text ?? "") < (y.ids.first?.text ?? "")
  }
}
