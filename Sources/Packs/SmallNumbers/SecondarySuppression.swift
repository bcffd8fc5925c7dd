/// Holds back numbers under five, and others with them until no sum of what is shown gives one of them.
///
/// Statistical offices call it primary and secondary cell suppression. First every count of people of one to four is held back, and what tells of such a count
/// (its cost). Then, as long as a number that is held back follows from the sums among those that are shown (`FollowingNumbers`), the smallest number beside it in
/// such a sum is held back as well, ties by id; a nought never is, since it hides nothing. The total of a sum goes only where nothing else is left. Nor may a
/// number of fewer than five be pinned to one or two values by what bounds it (`PossibleValues`): more is held back until it can have three.
struct SecondarySuppression {
  private let lattice: CountLattice
  private let graph: SumGraph
  /// Whether a number is held back.
  private(set) var isHidden: [Bool]
  private var hiddenCount = 0
  /// Those of fewer than five, which the others protect, in ascending order.
  private let primary: [Int]
  private var values: PossibleValues
  /// Whether a number is held back or not printed, and how many such numbers a sum has.
  private var isUnknown: [Bool]
  private var unknownCount: [Int32]
  /// Whether a number may go with another: it is shown and not nought.
  private var isCandidate: [Bool]
  /// Whether a sum is one of people, and what follows from those that are and from those that are not.
  private let isOfPersons: [Bool]
  private var (amongPersons, amongOthers): (FollowingNumbers, FollowingNumbers)
  /// Numbers that a walk has met.
  private var isMet: [Bool]

  /// Solves it.
  ///
  /// - Parameters:
  ///   - revealing: numbers that are no count of people, in ascending order, with the counts that each would give away; empty where they are not in the release.
  init(_ lattice: CountLattice, revealing: [(number: Int, counts: [Int])]) {
    self.lattice = lattice
    let graph = SumGraph(lattice.sums, numbers: lattice.count)
    self.graph = graph
    primary = (0..<lattice.count).filter { lattice.isSmall($0, below: 5) }
    isHidden = Array(repeating: false, count: lattice.count)
    isMet = isHidden
    let noughts = Self.impliedNoughts(lattice, graph)
    let unprinted = (0..<lattice.count).map { !lattice.isPrinted($0) && !noughts[$0] }
    isUnknown = unprinted
    isCandidate = (0..<lattice.count).map {
      !unprinted[$0] && !(lattice.isKnown[$0] && lattice.values[$0] == 0)
    }
    unknownCount = (0..<graph.count).map { sum in
      graph.places(sum).reduce(0) { $0 + (unprinted[graph.number(at: $1)] ? 1 : 0) }
    }
    let isOfPersons = (0..<graph.count).map { lattice.isPersons[graph.whole($0)] }
    self.isOfPersons = isOfPersons
    amongPersons = FollowingNumbers(graph, isOfPersons, isUnknown: unprinted)
    amongOthers = FollowingNumbers(graph, isOfPersons.map { !$0 }, isUnknown: unprinted)
    values = PossibleValues(lattice, graph, primary: primary)
    for number in primary { hide(number) }
    var before = -1
    while hiddenCount != before {
      before = hiddenCount
      protect(ofPersons: true)
      widen()
    }
    for (number, counts) in revealing {
      let isTold = counts.contains { isHidden[$0] }
      if isTold || counts.isEmpty && lattice.values[number] != 0 { hide(number) }
    }
    protect(ofPersons: false)
  }

  /// What nothing prints and everybody knows to be nought: nobody is in a part of nobody. Noughts are never held back.
  private static func impliedNoughts(_ lattice: CountLattice, _ graph: SumGraph) -> [Bool] {
    func isNought(_ number: Int) -> Bool { lattice.isKnown[number] && lattice.values[number] == 0 }
    var noughts = [Bool](repeating: false, count: lattice.count)
    var wholes = (0..<lattice.count).filter {
      lattice.isPersons[$0] && lattice.isPrinted($0) && isNought($0)
    }
    while let whole = wholes.popLast() {
      for use in graph.uses(whole) {
        let sum = graph.sum(at: use)
        let parts = graph.places(sum).dropLast()
        guard graph.whole(sum) == whole, parts.allSatisfy({ isNought(graph.number(at: $0)) }) else {
          continue
        }
        for place in parts {
          let part = graph.number(at: place)
          if lattice.isPrinted(part) || noughts[part] { continue }
          noughts[part] = true
          wholes.append(part)
        }
      }
    }
    return noughts
  }

  /// Holds more back until nothing that is held back follows, from sums of people or from the others.
  private mutating func protect(ofPersons: Bool) {
    while true {
      peel(ofPersons: ofPersons)
      let found =
        ofPersons
        ? amongPersons.found(isUnknown: isUnknown, isHidden: isHidden)
        : amongOthers.found(isUnknown: isUnknown, isHidden: isHidden)
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

  private mutating func hide(_ number: Int) {
    if !isHidden[number] { hiddenCount += 1 }
    isHidden[number] = true
    if isUnknown[number] { return }
    isUnknown[number] = true
    isCandidate[number] = false
    for use in graph.uses(number) { unknownCount[graph.sum(at: use)] += 1 }
    amongPersons.hold(number)
    amongOthers.hold(number)
    values.hold(number)
  }

  /// What the cheap look finds: a sum with one unknown number gives it.
  private mutating func peel(ofPersons: Bool) {
    var changed = true
    while changed {
      changed = false
      for sum in 0..<graph.count where unknownCount[sum] == 1 && isOfPersons[sum] == ofPersons {
        guard hasHidden(sum), let pick = companion(in: sum) else { continue }
        hide(pick)
        changed = true
      }
    }
  }

  private func hasHidden(_ sum: Int) -> Bool {
    graph.places(sum).contains { isHidden[graph.number(at: $0)] }
  }

  /// How many numbers are held back at most for one that no example proves, so that a hard search does not empty the release.
  private static let mostForOne = 1

  /// Holds more back until each number of fewer than five can have as many values as the protection asks for, or nothing is left to hold back.
  private mutating func widen() {
    values.start()
    var isStuck = false
    while !isStuck {
      isStuck = true
      // One that stands in a sum with what this round holds back may be free by that.
      var isLoosened = [Bool](repeating: false, count: graph.count)
      for number in values.pinned()
      where !graph.uses(number).contains(where: { isLoosened[graph.sum(at: $0)] }) {
        guard let pick = neighbour(of: number) else { continue }
        hold(pick)
        for use in graph.uses(pick) { isLoosened[graph.sum(at: use)] = true }
        isStuck = false
      }
    }
    for number in primary {
      for _ in 0..<Self.mostForOne {
        guard !values.areProved(for: number), let pick = neighbour(of: number) else { break }
        hold(pick)
      }
    }
  }

  private mutating func hold(_ number: Int) {
    hide(number)
    values.open(number)
  }

  /// What goes with a number, from its own sums or else from those of the unknown numbers in them: what stands further off frees nothing.
  private mutating func neighbour(of number: Int) -> Int? {
    if let pick = companion(of: number) { return pick }
    var near: [Int] = []
    isMet[number] = true
    for use in graph.uses(number) {
      for place in graph.places(graph.sum(at: use)) {
        let other = graph.number(at: place)
        guard isUnknown[other], !isMet[other] else { continue }
        isMet[other] = true
        near.append(other)
      }
    }
    isMet[number] = false
    var best: Int?
    for other in near {
      isMet[other] = false
      best = smaller(best, companion(of: other))
    }
    return best
  }

  /// What goes with a number: in a sum where it is the only unknown one, else in any of its sums.
  private func companion(of number: Int) -> Int? {
    let uses = graph.uses(number)
    let isAlone = uses.contains { unknownCount[graph.sum(at: $0)] == 1 }
    var best: Int?
    for use in uses where !isAlone || unknownCount[graph.sum(at: use)] == 1 {
      best = smaller(best, companion(in: graph.sum(at: use)))
    }
    return best
  }

  /// The smallest shown part of a sum that is not nought; its total where there is none.
  private func companion(in sum: Int) -> Int? {
    var best: Int?
    for place in graph.places(sum).dropLast() where isCandidate[graph.number(at: place)] {
      best = smaller(best, graph.number(at: place))
    }
    return best ?? (isCandidate[graph.whole(sum)] ? graph.whole(sum) : nil)
  }

  /// The smallest shown number that sums tie to one, through any number of unknown ones: what is left where its own sums show nothing.
  private mutating func anything(near number: Int) -> Int? {
    var met = [number]
    isMet[number] = true
    defer { for other in met { isMet[other] = false } }
    var edge = 0..<1
    while !edge.isEmpty {
      var best: Int?
      for index in edge {
        for use in graph.uses(met[index]) {
          for place in graph.places(graph.sum(at: use)) {
            let other = graph.number(at: place)
            if isCandidate[other] { best = smaller(best, other) }
            if isMet[other] { continue }
            isMet[other] = true
            met.append(other)
          }
        }
      }
      if let best { return best }
      edge = edge.upperBound..<met.count
    }
    return nil
  }

  /// The smaller of two numbers, ties by id; the first where both are one.
  private func smaller(_ a: Int?, _ b: Int?) -> Int? {
    guard let a, let b else { return a ?? b }
    if lattice.values[a] != lattice.values[b] {
      return lattice.values[b] < lattice.values[a] ? b : a
    }
    return a != b && lattice.id(b) < lattice.id(a) ? b : a
  }
}
