import Extracts
import Quantities

/// What a filling pass needs to know of one contract return.
struct FillFile: Sendable {
  var file: ExtractFile
  var segment: ContractSegment
  var standings: [Standing]
}

/// How a file's own code numbers translate into the ledger's.
struct CodeTranslation {
  var commissioners: [Int]
  var treatmentFunctions: [Int]
  var hrgs: [Int]
  /// By the file's provider and point of delivery.
  var pods: [[Int]]

  init(_ segment: ContractSegment, axes: CodeAxes, request: LedgerRequest) throws(DamagedSegment) {
    commissioners = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
    treatmentFunctions = try segment.treatmentFunctions.texts().map { axes.treatmentFunctionIndex[$0] ?? 0 }
    hrgs = try segment.tariffs.texts().map { axes.hrgIndex[$0] ?? 0 }
    let codes = try segment.pods()
    pods = segment.providers.map { provider in
      codes.map { axes.podIndex[request.pod(provider, $0).pod] ?? 0 }
    }
  }
}

/// The lines of one provider for the period's year, and what its earlier submissions said.
struct ProviderLines: Sendable {
  var lines: [(key: LineTable.Key, amounts: LineTable.Amounts)] = []
  var replaced: [ReplacedStatement] = []
  var overflowed = false
  /// A segment turned out to be damaged while its rows were read.
  var damaged = false
}

/// Adds up one provider's rows.
func fillLines(provider: String, files: [FillFile], axes: CodeAxes, request: LedgerRequest) -> ProviderLines {
  var result = ProviderLines()
  let providerIndex = axes.providerIndex[provider] ?? 0
  var table = LineTable(expecting: 4096)
  do throws(DamagedSegment) {
    for entry in files {
      try add(entry, provider: provider, providerIndex, axes, request, &table, &result.replaced)
    }
  } catch {
    result.damaged = true
    return result
  }
  result.overflowed = table.overflowed
  result.lines = table.sorted()
  return result
}

private enum RowUse: UInt8 {
  case none, yearToDate, month, replaced
}

private func add(
  _ entry: FillFile, provider: String, _ providerIndex: Int, _ axes: CodeAxes, _ request: LedgerRequest, _ table: inout LineTable,
  _ replaced: inout [ReplacedStatement]
) throws(DamagedSegment) {
  let segment = entry.segment
  let period = request.period.index
  let yearStart = MonthIndex(year: period.year, month: 1)
  guard let own = segment.providers.firstIndex(of: provider) else { return }
  // What is to be done with a row, by its commissioner and month.
  let commissionerCount = segment.commissioners.count
  let monthCount = segment.months.count
  var uses = [RowUse](repeating: .none, count: commissionerCount * monthCount)
  var anything = false
  var anyReplaced = false
  for (statement, standing) in zip(segment.statements, entry.standings) where statement.provider == own {
    guard let month = segment.months.firstIndex(of: statement.month) else { throw DamagedSegment() }
    let cell = statement.commissioner * monthCount + month
    switch standing {
    case .counts where statement.month == period: uses[cell] = .month
    case .counts where statement.month >= yearStart: uses[cell] = .yearToDate
    case .replaced where statement.month >= request.firstMonth && statement.month <= period:
      uses[cell] = .replaced
      anyReplaced = true
    default: continue
    }
    anything = true
  }
  guard anything else { return }
  guard segment.rows.isWhole else { throw DamagedSegment() }
  let providers = segment.providers.count > 1 ? try segment.codes(.provider, below: segment.providers.count) : []
  let commissioners = try segment.codes(.commissioner, below: commissionerCount)
  let months = try segment.codes(.month, below: monthCount)
  let pods = try segment.codes(.pod, below: segment.podCount)
  let treatmentFunctions = try segment.codes(.treatmentFunction, below: segment.treatmentFunctions.count)
  let tariffs = try segment.codes(.tariff, below: segment.tariffs.count)
  let planPrice = segment.amounts(.planPrice)
  let actualPrice = segment.amounts(.actualPrice)
  let planActivity = segment.amounts(.planActivity)
  let actualActivity = segment.amounts(.actualActivity)
  let translation = try CodeTranslation(segment, axes: axes, request: request)
  let podTranslation = translation.pods[own]
  let leftOut = request.countsRepeatedRowsOnce ? Set(segment.repeated.map(\.row)) : []
  var sums: [ReplacedKey: Measures] = [:]
  for row in 0..<segment.rowCount {
    if !providers.isEmpty, Int(providers[row]) != own { continue }
    let use = uses[Int(commissioners[row]) * monthCount + Int(months[row])]
    if use == .none { continue }
    if !leftOut.isEmpty, leftOut.contains(row) { continue }
    let commissioner = translation.commissioners[Int(commissioners[row])]
    let pod = podTranslation[Int(pods[row])]
    let treatmentFunction = translation.treatmentFunctions[Int(treatmentFunctions[row])]
    if use == .replaced {
      let key = ReplacedKey(commissioner: commissioner, pod: pod, treatmentFunction: treatmentFunction, month: segment.months[Int(months[row])])
      sums[key, default: .zero] += Measures(
        planCost: Money(parts: planPrice[row]), actualCost: Money(parts: actualPrice[row]), planActivity: Activity(parts: planActivity[row]),
        actualActivity: Activity(parts: actualActivity[row]))
    } else {
      table.add(
        LineTable.Key(commissioner: commissioner, pod: pod, treatmentFunction: treatmentFunction, hrg: translation.hrgs[Int(tariffs[row])]),
        planPrice[row], actualPrice[row], planActivity[row], actualActivity[row], inMonth: use == .month)
    }
  }
  if anyReplaced, let submission = entry.file.submission {
    replaced += sums.sorted { $0.key < $1.key }.map { key, measures in
      ReplacedStatement(
        submission: submission, commissioner: UInt16(key.commissioner), provider: UInt16(providerIndex), pod: UInt16(key.pod),
        treatmentFunction: UInt16(key.treatmentFunction), month: key.month, measures: measures)
    }
  }
}

private struct ReplacedKey: Hashable, Comparable {
  var commissioner: Int
  var pod: Int
  var treatmentFunction: Int
  var month: MonthIndex

  static func < (a: Self, b: Self) -> Bool {
    (a.commissioner, a.pod, a.treatmentFunction, a.month) < (b.commissioner, b.pod, b.treatmentFunction, b.month)
  }
}

extension ContractLines {
  /// Puts the lines of the providers, each sorted by commissioner first, into the ledger's order.
  init(_ providers: [(index: Int, lines: [(key: LineTable.Key, amounts: LineTable.Amounts)])], commissioners: Int, providers providerCount: Int) {
    self.init()
    let total = providers.reduce(0) { $0 + $1.lines.count }
    commissioner.reserveCapacity(total)
    provider.reserveCapacity(total)
    pod.reserveCapacity(total)
    treatmentFunction.reserveCapacity(total)
    hrg.reserveCapacity(total)
    ytd.reserve(total)
    month.reserve(total)
    byProvider = Array(repeating: [], count: providerCount)
    var next = Array(repeating: 0, count: providers.count)
    commissionerStart = [0]
    for commissioner in 0..<commissioners {
      for (place, entry) in providers.enumerated() {
        while next[place] < entry.lines.count, entry.lines[next[place]].key.commissioner == commissioner {
          let (key, amounts) = entry.lines[next[place]]
          byProvider[entry.index].append(UInt32(self.commissioner.count))
          self.commissioner.append(UInt16(commissioner))
          provider.append(UInt16(entry.index))
          pod.append(key.pod)
          treatmentFunction.append(key.treatmentFunction)
          hrg.append(key.hrg)
          ytd.append(amounts.ytd)
          month.append(amounts.month)
          next[place] += 1
        }
      }
      commissionerStart.append(self.commissioner.count)
    }
  }
}

extension MeasureColumns {
  fileprivate mutating func reserve(_ count: Int) {
    planCost.reserveCapacity(count)
    actualCost.reserveCapacity(count)
    planActivity.reserveCapacity(count)
    actualActivity.reserveCapacity(count)
  }

  fileprivate mutating func append(_ amounts: SIMD4<Int64>) {
    planCost.append(amounts[0])
    actualCost.append(amounts[1])
    planActivity.append(amounts[2])
    actualActivity.append(amounts[3])
  }
}
