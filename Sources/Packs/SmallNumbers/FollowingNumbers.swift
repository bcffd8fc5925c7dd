/// The numbers held back that follow from what is shown, asked for again and again while more is held back.
///
/// A group of sums is worked out anew only where something in it was held back since. A sum that holds a number which nothing prints and which stands in no further
/// sum only says what that number is; what is left is far smaller, and the same numbers that are held back follow from it. Since what is held back is printed, and
/// what is not printed stays so, these sums are found once.
struct FollowingNumbers {
  private let graph: SumGraph
  /// Whether a sum says something of what is held back.
  private var isTelling: [Bool]
  private var groups: SumGroups
  /// What follows in a group, by the sum that stands for it; groups where nothing does are left out.
  private var known: [Int: [Int]] = [:]
  /// The columns of numbers while a group is worked out; −1 for those that are not in it.
  private var columns: [Int32]

  /// - Parameters:
  ///   - isOfInterest: the sums that are looked at.
  ///   - isUnknown: the numbers that nothing prints and that are not known to be nought; nothing is held back yet.
  init(_ graph: SumGraph, _ isOfInterest: [Bool], isUnknown: [Bool]) {
    self.graph = graph
    isTelling = isOfInterest
    groups = SumGroups(count: graph.count)
    columns = Array(repeating: -1, count: graph.numbers)
    var uses = [Int32](repeating: 0, count: graph.numbers)
    for sum in 0..<graph.count where isTelling[sum] {
      for place in graph.places(sum) { uses[graph.number(at: place)] += 1 }
    }
    var loose = (0..<graph.numbers).filter { isUnknown[$0] && uses[$0] == 1 }
    while let number = loose.popLast() {
      guard uses[number] == 1,
        let sum = graph.uses(number).lazy.map({ graph.sum(at: $0) }).first(where: { isTelling[$0] })
      else { continue }
      isTelling[sum] = false
      for place in graph.places(sum) {
        let other = graph.number(at: place)
        uses[other] -= 1
        if uses[other] == 1, isUnknown[other] { loose.append(other) }
      }
    }
    for number in 0..<graph.numbers where isUnknown[number] { hold(number) }
  }

  /// Takes in a number that has become unknown.
  mutating func hold(_ number: Int) {
    var first = -1
    for place in graph.uses(number) {
      let sum = graph.sum(at: place)
      guard isTelling[sum] else { continue }
      known[groups.group(sum)] = nil
      if first < 0 { first = sum } else { groups.join(first, sum) }
    }
    if first >= 0 { groups.touch(first) }
  }

  /// What follows, in ascending order.
  mutating func found(isUnknown: [Bool], isHidden: [Bool]) -> [Int] {
    for (group, sums) in groups.takeDue() {
      let found = following(sums, isUnknown, isHidden)
      if !found.isEmpty { known[group] = found }
    }
    return known.values.flatMap { $0 }.sorted()
  }

  private mutating func following(_ sums: [Int], _ isUnknown: [Bool], _ isHidden: [Bool]) -> [Int] {
    var system = LinearSystem()
    var names: [Int] = []
    var equation: [(column: Int, coefficient: Int)] = []
    for sum in sums {
      equation.removeAll(keepingCapacity: true)
      let places = graph.places(sum)
      for place in places where isUnknown[graph.number(at: place)] {
        let number = graph.number(at: place)
        if columns[number] < 0 {
          columns[number] = Int32(names.count)
          names.append(number)
        }
        equation.append((Int(columns[number]), place + 1 < places.upperBound ? 1 : -1))
      }
      system.add(equation)
    }
    for number in names { columns[number] = -1 }
    return system.determined(among: names.indices.lazy.filter { isHidden[names[$0]] }).map {
      names[$0]
    }
  }
}
