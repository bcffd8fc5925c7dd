import Extracts
import Quantities

/// One provider's months by commissioner and POD group.
struct ProviderLeaves: Sendable {
  var leaves: [LeafMonths] = []
  var overflowed = false
  /// A segment turned out to be damaged while its rows were read.
  var damaged = false
}

/// Adds up one provider's rows that count, over the whole window, by commissioner, POD group and month.
func fillLeaves(provider: String, files: [FillFile], axes: CodeAxes, request: LedgerRequest) -> ProviderLeaves {
  var result = ProviderLeaves()
  var sums = LeafTable(monthCount: request.firstMonth.distance(to: request.period.index) + 1, commissionerCount: axes.commissioners.codes.count)
  do throws(DamagedSegment) {
    for entry in files { try add(entry, provider: provider, axes, request, &sums) }
  } catch {
    result.damaged = true
    return result
  }
  result.overflowed = sums.overflowed
  result.leaves = sums.leaves(provider: axes.providerIndex[provider] ?? 0)
  return result
}

/// The sums of one provider: group by group, a block of commissioner × month.
private struct LeafTable {
  let monthCount: Int
  let commissionerCount: Int
  private(set) var groups: [String] = []
  private var places: [String: Int] = [:]
  private var blocks: [[SIMD4<Int64>]] = []
  private var met: [[Bool]] = []
  private(set) var overflowed = false

  init(monthCount: Int, commissionerCount: Int) {
    self.monthCount = monthCount
    self.commissionerCount = commissionerCount
  }

  mutating func place(ofGroup name: String) -> Int {
    if let known = places[name] { return known }
    let place = groups.count
    places[name] = place
    groups.append(name)
    blocks.append(Array(repeating: .zero, count: commissionerCount * monthCount))
    met.append(Array(repeating: false, count: commissionerCount))
    return place
  }

  @inline(__always)
  mutating func add(group: Int, commissioner: Int, month: Int, _ amounts: SIMD4<Int64>) {
    met[group][commissioner] = true
    let cell = commissioner * monthCount + month
    let sum = blocks[group][cell]
    let total = sum &+ amounts
    // An addition of signed numbers has overflowed where both have the other sign than the result.
    let wrong = (sum ^ total) & (amounts ^ total)
    overflowed = overflowed || wrong[0] < 0 || wrong[1] < 0 || wrong[2] < 0 || wrong[3] < 0
    blocks[group][cell] = total
  }

  func leaves(provider: Int) -> [LeafMonths] {
    var leaves: [LeafMonths] = []
    for (place, group) in groups.enumerated() {
      for commissioner in 0..<commissionerCount where met[place][commissioner] {
        var leaf = LeafMonths(commissioner: commissioner, provider: provider, group: group, monthCount: monthCount)
        for month in 0..<monthCount {
          let sum = blocks[place][commissioner * monthCount + month]
          leaf.columns.planCost[month] = sum[0]
          leaf.columns.actualCost[month] = sum[1]
          leaf.columns.planActivity[month] = sum[2]
          leaf.columns.actualActivity[month] = sum[3]
        }
        leaves.append(leaf)
      }
    }
    return leaves
  }
}

private func add(_ entry: FillFile, provider: String, _ axes: CodeAxes, _ request: LedgerRequest, _ sums: inout LeafTable) throws(DamagedSegment) {
  let segment = entry.segment
  guard let own = segment.providers.firstIndex(of: provider) else { return }
  let monthsOfFile = segment.months.count
  // The place in the window of what counts of each commissioner and month; −1 for all else.
  var places = [Int](repeating: -1, count: segment.commissioners.count * monthsOfFile)
  var anything = false
  for (statement, standing) in zip(segment.statements, entry.standings) where statement.provider == own && standing == .counts {
    guard let month = segment.months.firstIndex(of: statement.month) else { throw DamagedSegment() }
    places[statement.commissioner * monthsOfFile + month] = request.firstMonth.distance(to: statement.month)
    anything = true
  }
  guard anything else { return }
  guard segment.rows.isWhole else { throw DamagedSegment() }
  let providers = segment.providers.count > 1 ? try segment.codes(.provider, below: segment.providers.count) : []
  let commissioners = try segment.codes(.commissioner, below: segment.commissioners.count)
  let months = try segment.codes(.month, below: monthsOfFile)
  let pods = try segment.codes(.pod, below: segment.podCount)
  let planPrice = segment.amounts(.planPrice)
  let actualPrice = segment.amounts(.actualPrice)
  let planActivity = segment.amounts(.planActivity)
  let actualActivity = segment.amounts(.actualActivity)
  let commissionerPlaces = segment.commissioners.map { axes.commissionerIndex[$0] ?? 0 }
  var groupPlaces: [Int] = []
  for codes in try segment.pods() { groupPlaces.append(sums.place(ofGroup: request.pod(provider, codes).pod.group)) }
  let leftOut = request.countsRepeatedRowsOnce ? Set(segment.repeated.map(\.row)) : []
  for row in 0..<segment.rowCount {
    if !providers.isEmpty, Int(providers[row]) != own { continue }
    let month = places[Int(commissioners[row]) * monthsOfFile + Int(months[row])]
    if month < 0 { continue }
    if !leftOut.isEmpty, leftOut.contains(row) { continue }
    sums.add(
      group: groupPlaces[Int(pods[row])], commissioner: commissionerPlaces[Int(commissioners[row])], month: month,
      SIMD4(planPrice[row], actualPrice[row], planActivity[row], actualActivity[row]))
  }
}
