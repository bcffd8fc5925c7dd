import Dispatch
import Extracts
import Glibc
import Quantities
import Synchronization

/// The groups of some files: provider, commissioner, point of delivery, treatment function, HRG and month, numbered across files.
private struct Groups: ~Copyable {
  private struct Group {
    var organisations: UInt64
    var line: UInt64
    var rows: Int
    var sums: SIMD4<Int64>
  }
  private var codes: [String: UInt32] = [:]
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask = (1 << 16) - 1
  private var groups: [Group] = []

  init() {
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit { slots.deallocate() }

  /// How many groups there are.
  var count: Int { groups.count }
  /// All rows, and their sums.
  var total: (rows: Int, sums: FourSums) {
    var rows = 0
    var sums = FourSums()
    for group in groups {
      rows += group.rows
      sums += FourSums(
        planPrice: Int128(group.sums[0]), actualPrice: Int128(group.sums[1]), planActivity: Int128(group.sums[2]),
        actualActivity: Int128(group.sums[3]))
    }
    return (rows, sums)
  }

  private mutating func code(_ text: String) -> UInt64 {
    if let known = codes[text] { return UInt64(known) }
    codes[text] = UInt32(codes.count)
    return UInt64(codes.count - 1)
  }

  /// Adds the rows of a file.
  mutating func add(_ reading: ContractReading) {
    let providers = reading.providers.map { code($0) }
    let commissioners = reading.commissioners.map { code($0) }
    let functions = reading.treatmentFunctions.strings.map { code($0) }
    let tariffs = reading.tariffs.strings.map { code($0) }
    let pods = reading.pods.map { code($0.national) }
    for row in reading.rows.all {
      let organisations = providers[Int(row.provider)] << 40 | commissioners[Int(row.commissioner)] << 20 | UInt64(row.month)
      let line = pods[Int(row.pod)] << 42 | functions[Int(row.treatmentFunction)] << 21 | tariffs[Int(row.tariff)]
      var slot = place(organisations, line)
      while slots[slot] != 0 {
        let group = groups[Int(slots[slot]) - 1]
        if group.organisations == organisations, group.line == line { break }
        slot = (slot + 1) & mask
      }
      if slots[slot] == 0 {
        groups.append(Group(organisations: organisations, line: line, rows: 0, sums: .zero))
        slots[slot] = UInt32(groups.count)
        if groups.count * 2 > mask { grow() }
        add(row, groups.count - 1)
      } else {
        add(row, Int(slots[slot]) - 1)
      }
    }
  }

  private mutating func add(_ row: ContractRow, _ group: Int) {
    groups[group].rows += 1
    groups[group].sums = SIMD4(
      groups[group].sums[0] + row.planPrice, groups[group].sums[1] + row.actualPrice, groups[group].sums[2] + row.planActivity,
      groups[group].sums[3] + row.actualActivity)
  }

  private func place(_ organisations: UInt64, _ line: UInt64) -> Int {
    let mixed = (organisations ^ line &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 32) & mask
  }

  private mutating func grow() {
    slots.deallocate()
    mask = (mask + 1) * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for (index, group) in groups.enumerated() {
      var slot = place(group.organisations, group.line)
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }
}

/// `outturn-bench group-by PROGRAMME`: the query of `Benchmarks/compare_ingest.py`. Prints seconds, groups, rows and the four sums.
func groupBy(_ arguments: [String]) {
  guard let folder = arguments.first else { exit(64) }
  let runs = arguments.firstIndex(of: "--runs").flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? 5
  let jobs = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  let checks = !arguments.contains("--no-checks")
  let options = ScanOptions(digest: checks && !arguments.contains("--no-digest"), control: checks, repeats: checks)
  var best = Double.infinity
  var answer = ""
  for run in 0...runs {
    let start = now()
    let files = walkExtracts(programme: folder, commissioners: []).files.filter { $0.kind == .slam }
    // The files of a provider go to one thread, so that no group is in two tables.
    let providers = Dictionary(grouping: files) { $0.provider ?? "" }.sorted { $0.key < $1.key }.map(\.value)
    let total = Mutex((groups: 0, rows: 0, sums: FourSums()))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while true {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard turn < providers.count else { return }
        var groups = Groups()
        for file in providers[turn] {
          groups.add(readContracts(path: folder + "/" + file.path, kind: .slam, months: file.months, provider: file.provider, options: options))
        }
        let count = groups.count
        let sums = groups.total
        total.withLock { total in
          total.groups += count
          total.rows += sums.rows
          total.sums += sums.sums
        }
      }
    }
    if run > 0 { best = min(best, now() - start) }
    answer = total.withLock { total in
      "\(total.groups) \(total.rows) " + total.sums.all.map { Money(parts: $0).decimal }.joined(separator: " ")
    }
  }
  print("\(fixed(best, 6)) \(answer)")
}
