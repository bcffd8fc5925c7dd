import Extracts
import Quantities

/// What a filling pass needs to know of one contract return.
struct FillFile: Sendable {
  var file: ExtractFile
  var segment: ContractSegment
  var standings: [Standing]
  /// Whether each statement counted before the last submission came.
  var countedBefore: [Bool]
  /// Of a half of a return, for each statement, the submissions at which it stood; nil for a file that is a whole return.
  var turns: [[HalfTurn]]?

  /// Its codes on the ledger's axes; nil until they are needed.
  var translation: CodeTranslation?

  /// The submission as which a statement counts, or stood last: that of its file, or of the other half where that came later; nil for a file of no submission.
  func submission(ofStatement place: Int) -> MonthIndex? { turns?[place].last?.submission ?? file.submission?.index }

  /// Whether a statement stood before, too, beside another half.
  func hasEarlierTurns(_ place: Int) -> Bool { turns.map { $0[place].count > 1 } ?? false }

  /// Its codes on the ledger's axes, made where nobody made them before.
  func translated(_ axes: CodeAxes, _ request: LedgerRequest) throws(DamagedSegment) -> CodeTranslation {
    if let translation { return translation }
    return try CodeTranslation(segment, axes: axes, request: request)
  }
}

/// How a file's own code numbers translate into the ledger's.
struct CodeTranslation: Sendable {
  var commissioners: [Int]
  var treatmentFunctions: [Int]
  var hrgs: [Int]
  /// By the file's provider and point of delivery.
  var pods: [[Int]]
  /// The codes themselves, as the file has them.
  var treatmentFunctionCodes: [String]
  var tariffCodes: [String]
  var podCodes: [PODCodes]

  init(_ segment: ContractSegment, axes: CodeAxes, request: LedgerRequest) throws(DamagedSegment) {
    commissioners = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
    treatmentFunctionCodes = try segment.treatmentFunctions.texts()
    tariffCodes = try segment.tariffs.texts()
    treatmentFunctions = treatmentFunctionCodes.map { axes.treatmentFunctionIndex[$0] ?? 0 }
    hrgs = tariffCodes.map { axes.hrgIndex[$0] ?? 0 }
    let codes = try segment.pods()
    podCodes = codes
    pods = segment.providers.map { provider in
      codes.map { axes.podIndex[request.pod(provider, $0).pod] ?? 0 }
    }
  }
}

/// The lines of one provider for the period's year, and what its earlier submissions said.
struct ProviderLines: Sendable {
  var lines: [(key: LineTable.Key, amounts: LineTable.Amounts)] = []
  var replaced: [ReplacedStatement] = []
  /// What the last submission says of months before its own.
  var restating: [ReplacedStatement] = []
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
      try add(entry, provider: provider, providerIndex, axes, request, &table, &result)
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
  case none, yearToDate, month, restatedMonth, replaced, restating, restatingEarlierYear
}

private func add(
  _ entry: FillFile, provider: String, _ providerIndex: Int, _ axes: CodeAxes, _ request: LedgerRequest, _ table: inout LineTable,
  _ result: inout ProviderLines
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
  var countedBefore = [Bool](repeating: false, count: commissionerCount * monthCount)
  for (place, (statement, standing)) in zip(segment.statements, entry.standings).enumerated() where statement.provider == own {
    guard let month = segment.months.firstIndex(of: statement.month) else { throw DamagedSegment() }
    let cell = statement.commissioner * monthCount + month
    if entry.hasEarlierTurns(place) { anything = true }
    let isLast = entry.submission(ofStatement: place) == request.lastSubmission
    switch standing {
    // At the freeze cut the last submission is the month's after the period's: what it says of the period's own month restates it.
    case .counts where isLast && statement.month < request.lastSubmission && statement.month >= request.firstMonth:
      uses[cell] = statement.month == period ? .restatedMonth : statement.month >= yearStart ? .restating : .restatingEarlierYear
    case .counts where statement.month == period: uses[cell] = .month
    case .counts where statement.month >= yearStart: uses[cell] = .yearToDate
    case .replaced where entry.turns != nil:
      // What a half said is told turn by turn.
      if !(entry.turns?[place].isEmpty ?? true) { anything = true }
      continue
    case .replaced where statement.month >= request.firstMonth && statement.month <= period:
      uses[cell] = .replaced
      countedBefore[cell] = entry.countedBefore[place]
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
  let translation = try entry.translated(axes, request)
  let podTranslation = translation.pods[own]
  let leftOut = request.countsRepeatedRowsOnce ? Set(segment.repeated.map(\.row)) : []
  var replaced: [ReplacedKey: ReplacedSum] = [:]
  var restating: [ReplacedKey: ReplacedSum] = [:]
  for row in 0..<segment.rowCount {
    if !providers.isEmpty, Int(providers[row]) != own { continue }
    let use = uses[Int(commissioners[row]) * monthCount + Int(months[row])]
    if use == .none { continue }
    if !leftOut.isEmpty, leftOut.contains(row) { continue }
    let commissioner = translation.commissioners[Int(commissioners[row])]
    let pod = podTranslation[Int(pods[row])]
    let treatmentFunction = translation.treatmentFunctions[Int(treatmentFunctions[row])]
    if use == .replaced || use == .restating || use == .restatingEarlierYear || use == .restatedMonth {
      let key = ReplacedKey(commissioner: commissioner, pod: pod, treatmentFunction: treatmentFunction, month: segment.months[Int(months[row])])
      let said = Measures(
        planCost: Money(parts: planPrice[row]), actualCost: Money(parts: actualPrice[row]), planActivity: Activity(parts: planActivity[row]),
        actualActivity: Activity(parts: actualActivity[row]))
      if use == .replaced {
        let before = countedBefore[Int(commissioners[row]) * monthCount + Int(months[row])]
        replaced[key, default: ReplacedSum(countedBefore: before)].add(said)
      } else {
        restating[key, default: ReplacedSum(countedBefore: false)].add(said)
      }
    }
    if use != .replaced && use != .restatingEarlierYear {
      table.add(
        LineTable.Key(commissioner: commissioner, pod: pod, treatmentFunction: treatmentFunction, hrg: translation.hrgs[Int(tariffs[row])]),
        planPrice[row], actualPrice[row], planActivity[row], actualActivity[row], inMonth: use == .month || use == .restatedMonth)
    }
  }
  if let submission = entry.file.submission {
    result.replaced += statements(replaced, of: submission, provider: providerIndex)
    // A half that was sent earlier stands in the last submission beside the half that came with it.
    result.restating += statements(restating, of: entry.turns == nil ? submission : request.lastSubmission.period, provider: providerIndex)
  }
  guard let turns = entry.turns else { return }
  // What a half said at submissions that a later one, of either half, replaced.
  let window = request.firstMonth...period
  var earlier: [MonthIndex: [Int: Bool]] = [:]
  for (place, statement) in segment.statements.enumerated() where statement.provider == own && window.contains(statement.month) {
    guard let month = segment.months.firstIndex(of: statement.month) else { throw DamagedSegment() }
    for turn in turns[place] where !turn.isCurrent {
      earlier[turn.submission, default: [:]][statement.commissioner * monthCount + month] = turn.countedBefore
    }
  }
  for (submission, cells) in earlier.sorted(by: { $0.key < $1.key }) {
    var sums: [ReplacedKey: ReplacedSum] = [:]
    for row in 0..<segment.rowCount where providers.isEmpty || Int(providers[row]) == own {
      guard let before = cells[Int(commissioners[row]) * monthCount + Int(months[row])], !leftOut.contains(row) else { continue }
      let key = ReplacedKey(
        commissioner: translation.commissioners[Int(commissioners[row])], pod: podTranslation[Int(pods[row])],
        treatmentFunction: translation.treatmentFunctions[Int(treatmentFunctions[row])], month: segment.months[Int(months[row])])
      sums[key, default: ReplacedSum(countedBefore: before)].add(
        Measures(
          planCost: Money(parts: planPrice[row]), actualCost: Money(parts: actualPrice[row]), planActivity: Activity(parts: planActivity[row]),
          actualActivity: Activity(parts: actualActivity[row])))
    }
    result.replaced += statements(sums, of: submission.period, provider: providerIndex)
  }
}

private func statements(_ sums: [ReplacedKey: ReplacedSum], of submission: Period, provider: Int) -> [ReplacedStatement] {
  sums.sorted { $0.key < $1.key }.map { key, sum in
    ReplacedStatement(
      submission: submission, commissioner: UInt16(key.commissioner), provider: UInt16(provider), pod: UInt16(key.pod),
      treatmentFunction: UInt16(key.treatmentFunction), month: key.month, measures: sum.measures, rowCount: sum.rowCount,
      countedBefore: sum.countedBefore)
  }
}

private struct ReplacedSum {
  var measures = Measures.zero
  var rowCount = 0
  let countedBefore: Bool

  init(countedBefore: Bool) { self.countedBefore = countedBefore }

  mutating func add(_ said: Measures) {
    measures += said
    rowCount += 1
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
