import Dispatch
import Extracts
import Glibc
import Quantities
import Synchronization

/// The groups of some files: provider, commissioner, point of delivery, treatment function, HRG and month, numbered across files.
private struct Groups: Sendable {
  /// A group's codes, numbered across the files of this table.
  struct Key: Hashable {
    var organisations: UInt64
    var line: UInt64
  }
  var codes: [String: UInt32] = [:]
  var sums: [Key: (rows: Int, sums: FourSums)] = [:]

  /// The number of a text.
  mutating func code(_ text: String) -> UInt32 {
    if let known = codes[text] { return known }
    let code = UInt32(codes.count)
    codes[text] = code
    return code
  }

  /// Adds the rows of a file.
  mutating func add(_ reading: ContractReading) {
    let providers = reading.providers.map { code($0) }
    let commissioners = reading.commissioners.map { code($0) }
    let functions = reading.treatmentFunctions.map { code($0) }
    let tariffs = reading.tariffs.map { code($0) }
    let pods = reading.pods.map { code($0.national) }
    // Within the file first, by its own small numbers, so that the big table is asked once a group and not once a row.
    var local: [UInt64: Int] = [:]
    local.reserveCapacity(reading.rows.count)
    var amounts: [(key: Key, rows: Int, sums: SIMD4<Int64>)] = []
    amounts.reserveCapacity(reading.rows.count)
    for row in reading.rows.all {
      let key = Key(
        organisations: UInt64(providers[Int(row.provider)]) << 40 | UInt64(commissioners[Int(row.commissioner)]) << 20 | UInt64(row.month),
        line: UInt64(pods[Int(row.pod)]) << 42 | UInt64(functions[Int(row.treatmentFunction)]) << 21 | UInt64(tariffs[Int(row.tariff)]))
      let hash = key.organisations &* 0x9E37_79B9_7F4A_7C15 ^ key.line
      let place = local[hash] ?? amounts.count
      if place == amounts.count {
        local[hash] = place
        amounts.append((key, 0, .zero))
      }
      amounts[place].rows += 1
      amounts[place].sums &+= SIMD4(row.planPrice, row.actualPrice, row.planActivity, row.actualActivity)
    }
    for (key, rows, amount) in amounts {
      var entry = sums[key] ?? (0, FourSums())
      entry.rows += rows
      entry.sums += FourSums(
        planPrice: Int128(amount[0]), actualPrice: Int128(amount[1]), planActivity: Int128(amount[2]), actualActivity: Int128(amount[3]))
      sums[key] = entry
    }
  }
}

/// `outturn-bench group-by PROGRAMME`: the query of `Benchmarks/compare_ingest.py`. Prints seconds, groups, rows and the four sums.
func groupBy(_ arguments: [String]) {
  guard let folder = arguments.first else { exit(64) }
  let runs = arguments.firstIndex(of: "--runs").flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? 5
  let jobs = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  let options = ScanOptions(digest: !arguments.contains("--no-digest"))
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
        total.withLock { total in
          total.groups += groups.sums.count
          for entry in groups.sums.values {
            total.rows += entry.rows
            total.sums += entry.sums
          }
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
