/// Sums among numbers, each with its parts and its whole, in flat arrays: they are walked many thousands of times.
struct SumList {
  /// Where the numbers of each sum start, with the end of the last.
  fileprivate private(set) var starts: [Int32] = [0]
  /// The numbers of the sums: the parts of each, then its whole.
  private(set) var members: [Int32] = []

  /// How many there are.
  var count: Int { starts.count - 1 }

  /// Where the numbers of a sum stand in `members`; its whole is the last.
  func places(_ sum: Int) -> Range<Int> { Int(starts[sum])..<Int(starts[sum + 1]) }

  func whole(_ sum: Int) -> Int { Int(members[Int(starts[sum + 1]) - 1]) }

  /// The parts of a sum.
  func parts(_ sum: Int) -> ArraySlice<Int32> { members[places(sum).dropLast()] }

  /// Adds a sum.
  mutating func add(_ parts: some Sequence<Int32>, whole: Int32) {
    members.append(contentsOf: parts)
    members.append(whole)
    starts.append(Int32(members.count))
  }

  /// The sums without those that another before them repeats: the same parts in the same order, and the same whole.
  func withoutRepeats(numbers count: Int) -> SumList {
    var kept = SumList()
    kept.members.reserveCapacity(members.count)
    // The kept sums of each whole, the last first.
    var last = [Int32](repeating: -1, count: count)
    var before: [Int32] = []
    for sum in 0..<self.count {
      let (places, whole) = (places(sum), whole(sum))
      var other = last[whole]
      while other >= 0, !kept.members[kept.places(Int(other))].elementsEqual(members[places]) {
        other = before[Int(other)]
      }
      if other >= 0 { continue }
      before.append(last[whole])
      last[whole] = Int32(kept.count)
      kept.members.append(contentsOf: members[places])
      kept.starts.append(Int32(kept.members.count))
    }
    return kept
  }
}

/// A list of sums, with the sums of each number.
struct SumGraph {
  private let list: SumList
  /// Where the sums of each number start, with the end of the last.
  private let starts: [Int32]
  /// The sums of the numbers, each as often as the number stands in it.
  private let sums: [Int32]

  /// - Parameter count: how many numbers there are.
  init(_ list: SumList, numbers count: Int) {
    self.list = list
    var starts = [Int32](repeating: 0, count: count + 1)
    for number in list.members { starts[Int(number) + 1] += 1 }
    for number in 0..<count { starts[number + 1] += starts[number] }
    var next = starts
    var sums = [Int32](repeating: 0, count: list.members.count)
    for sum in 0..<list.count {
      for place in list.places(sum) {
        let number = Int(list.members[place])
        sums[Int(next[number])] = Int32(sum)
        next[number] += 1
      }
    }
    (self.starts, self.sums) = (starts, sums)
  }

  /// How many sums there are.
  var count: Int { list.count }
  /// How many numbers there are.
  var numbers: Int { starts.count - 1 }

  /// Where the numbers of a sum stand, its whole last.
  func places(_ sum: Int) -> Range<Int> { list.places(sum) }

  /// The number at a place of a sum.
  func number(at place: Int) -> Int { Int(list.members[place]) }

  func whole(_ sum: Int) -> Int { list.whole(sum) }

  /// Where the sums of a number stand.
  func uses(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }

  /// The sum at a place of a number's.
  func sum(at place: Int) -> Int { Int(sums[place]) }
}

/// Sums that share unknown numbers, directly or through others, each group by itself. As more becomes unknown, groups grow together; those that changed since they
/// were last looked at are due.
struct SumGroups {
  private var parents: [Int32]
  /// The sums of a group as a ring.
  private var next: [Int32]
  private var isDue: [Bool]
  private var due: [Int32] = []

  init(count: Int) {
    parents = (0..<Int32(count)).map { $0 }
    next = parents
    isDue = Array(repeating: false, count: count)
  }

  /// The sum that stands for the group of a sum.
  mutating func group(_ sum: Int) -> Int {
    var sum = sum
    while Int(parents[sum]) != sum {
      parents[sum] = parents[Int(parents[sum])]
      sum = Int(parents[sum])
    }
    return sum
  }

  /// Makes one group of those of two sums.
  mutating func join(_ sum: Int, _ other: Int) {
    let (one, two) = (group(sum), group(other))
    if one == two { return }
    parents[two] = Int32(one)
    next.swapAt(one, two)
    if isDue[two] { touch(one) }
  }

  /// Notes that the group of a sum has changed.
  mutating func touch(_ sum: Int) {
    let group = group(sum)
    if isDue[group] { return }
    isDue[group] = true
    due.append(Int32(group))
  }

  /// The groups that changed, each with its sums in ascending order; none is due any more.
  mutating func takeDue() -> [(group: Int, sums: [Int])] {
    var taken: [(group: Int, sums: [Int])] = []
    for group in due where Int(parents[Int(group)]) == Int(group) {
      var sums: [Int] = []
      var sum = Int(group)
      repeat {
        sums.append(sum)
        sum = Int(next[sum])
      } while sum != Int(group)
      sums.sort()
      taken.append((Int(group), sums))
    }
    for group in due { isDue[Int(group)] = false }
    due.removeAll(keepingCapacity: true)
    return taken
  }
}
