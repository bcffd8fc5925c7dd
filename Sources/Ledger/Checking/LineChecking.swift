import Checks
import Extracts
import Findings
import Programme
import Quantities

/// What the checks found in the returns of one provider.
struct ProviderChecking: Sendable {
  var hits: [CheckHits] = []
  var candidates: [ChallengeCandidate] = []
  /// Codes of checks whose columns none of its files has.
  var unmade: [CheckDefinition] = []
  /// The year, month by month, for the checks that come after the ledger is filled; its points of delivery by their place on the ledger's axis.
  var series: ProviderSeries?
  var seriesPODs: [Int] = []
  /// A segment turned out to be damaged while its rows were read.
  var damaged = false
}

/// Makes the checks of lines, of double charges and of the year on what counts of one provider's returns.
func checkLines(provider: String, files: [FillFile], axes: CodeAxes, request: LedgerRequest) -> ProviderChecking {
  var checking = LineChecking(provider: provider, axes: axes, request: request)
  checking.reserve(files)
  do throws(DamagedSegment) {
    for (place, file) in files.enumerated() { try checking.gather(file, place) }
    return checking.finish(files)
  } catch {
    return ProviderChecking(damaged: true)
  }
}

/// The codes of one file as the checks see them.
private struct FileTraits {
  var pods: [PODTraits]
  /// Place of each point of delivery among the provider's own.
  var podPlaces: [Int]
  var podNames: [String]
  var national: [String]
  var treatmentFunctions: [TreatmentFunctionTraits]
  var treatmentFunctionCodes: [String]
  var tariffs: [TariffTraits]
  var tariffCodes: [String]
  var practices: [PracticeTraits]
  var practiceCodes: [String]
  var practiceCommissioners: [Int32]
  var sitesElsewhere: [Bool]
  /// By place: the commissioner that the return itself names as responsible; −1 where none of the programme's.
  var responsible: [Int32]
  var specialised: [Bool]
  var indicators: [TariffIndicator]
  /// The same code of several files has one number.
  var practiceNumbers: [UInt32]
  var treatmentFunctionNumbers: [UInt32]
  var tariffNumbers: [UInt32]
  /// Sites by place, and service codes by service: where a charge is for, and for what, is one number.
  var sites: [String]
  var services: [String]
  /// That number by place and service, as they are met.
  var placeNumbers: [Int: UInt32] = [:]
}

/// A check with its limit. In a structure the function is called as it is; as an element of its own it would be wrapped, and the wrapping counted up and down.
private struct LineTest {
  let index: Int
  let stake: @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?
  let limit: Int64
}

private struct LineChecking {
  let provider: String
  let axes: CodeAxes
  let request: LedgerRequest
  private let yearStart: MonthIndex
  private let months: Int
  private let checks: [(check: LineCheck, limit: Int64)]
  private var lines: [CheckedLine] = []
  private var charges: [Charge] = []
  /// Of each line: its file and its row there.
  private var origins: [(file: Int32, line: UInt32, priceGroup: Int32, pod: UInt32, treatmentFunction: UInt32, tariff: UInt32, practice: UInt32)] = []
  private var traits: [Int: FileTraits] = [:]
  private var podPlaces: [Int: Int] = [:]
  private var podsOnAxis: [Int] = []
  private var podTraits: [PODTraits] = []
  private var numbers: [String: UInt32] = [:]
  private var priceGroups: [UInt64: Int32] = [:]
  /// By price group and month; below nought where it was not looked up yet.
  private var tariffPrices: [Int64] = []
  /// Of each price group its point of delivery and HRG.
  private var prices: [(pod: Int, tariff: String)] = []
  /// The columns that each of the files has.
  private var columns: [Int: Set<CheckColumn>] = [:]

  init(provider: String, axes: CodeAxes, request: LedgerRequest) {
    self.provider = provider
    self.axes = axes
    self.request = request
    yearStart = MonthIndex(year: request.period.year, month: 1)
    months = request.period.month
    let settings = request.checks.settings
    checks = lineChecks.filter { settings.runs($0.definition) && request.checks.canRun($0.definition) }.map { ($0, settings.limit($0.definition)) }
  }

  /// Makes room for the rows of the files that count in the year.
  mutating func reserve(_ files: [FillFile]) {
    var rows = 0
    for file in files {
      for (statement, standing) in zip(file.segment.statements, file.standings)
      where standing == .counts && statement.month >= yearStart && file.segment.providers[statement.provider] == provider {
        rows += statement.rows
      }
    }
    lines.reserveCapacity(rows)
    charges.reserveCapacity(rows)
    origins.reserveCapacity(rows)
  }

  /// Takes in the rows of a file that count in the year.
  mutating func gather(_ entry: FillFile, _ file: Int) throws(DamagedSegment) {
    let segment = entry.segment
    guard let own = segment.providers.firstIndex(of: provider) else { return }
    let monthCount = segment.months.count
    var counts = [Bool](repeating: false, count: segment.commissioners.count * monthCount)
    var anything = false
    for (statement, standing) in zip(segment.statements, entry.standings)
    where statement.provider == own && standing == .counts && statement.month >= yearStart && statement.month <= request.period.index {
      guard let month = segment.months.firstIndex(of: statement.month) else { throw DamagedSegment() }
      counts[statement.commissioner * monthCount + month] = true
      anything = true
    }
    guard anything else { return }
    guard segment.rows.isWhole else { throw DamagedSegment() }
    columns[file] = Set(
      CheckColumn.allCases.filter { column in
        contractColumnPlace(column.rawValue).map { $0 < segment.fieldPlaces.count && segment.fieldPlaces[$0] > 0 } ?? false
      })
    let translation = try CodeTranslation(segment, axes: axes, request: request)
    var known = try fileTraits(segment, translation, own)
    let providers = segment.providers.count > 1 ? try segment.codes(.provider, below: segment.providers.count) : []
    let commissioners = try segment.codes(.commissioner, below: segment.commissioners.count)
    let months = try segment.codes(.month, below: monthCount)
    let pods = try segment.codes(.pod, below: segment.podCount)
    let treatmentFunctions = try segment.codes(.treatmentFunction, below: segment.treatmentFunctions.count)
    let tariffs = try segment.codes(.tariff, below: segment.tariffs.count)
    let practices = try segment.codes(.practice, below: segment.practices.count)
    let places = try segment.codes(.place, below: segment.places.count / 3)
    let services = try segment.codes(.service, below: segment.services.count / 3)
    let indicators = try segment.codes(.indicator, below: segment.indicators.count)
    let lineNumbers = try segment.codes(.line, below: .max)
    let planPrice = segment.amounts(.planPrice)
    let actualPrice = segment.amounts(.actualPrice)
    let planActivity = segment.amounts(.planActivity)
    let actualActivity = segment.amounts(.actualActivity)
    let marketForces = segment.amounts(.marketForces)
    let leftOut = request.countsRepeatedRowsOnce ? Set(segment.repeated.map(\.row)) : []
    let factor = request.checks.factors[provider] ?? 0
    let hasTariff = factor > 0 && request.checks.tariffPrice != nil
    for row in 0..<segment.rowCount {
      if !providers.isEmpty, Int(providers[row]) != own { continue }
      guard counts[Int(commissioners[row]) * monthCount + Int(months[row])] else { continue }
      if !leftOut.isEmpty, leftOut.contains(row) { continue }
      let commissioner = translation.commissioners[Int(commissioners[row])]
      let (pod, tariff, place) = (Int(pods[row]), Int(tariffs[row]), Int(places[row]))
      var line = CheckedLine()
      line.pod = known.pods[pod]
      line.treatmentFunction = known.treatmentFunctions[Int(treatmentFunctions[row])]
      line.tariff = known.tariffs[tariff]
      line.practice = known.practices[Int(practices[row])]
      line.indicator = known.indicators[Int(indicators[row])]
      if known.sitesElsewhere[place] { line.traits.insert(.siteElsewhere) }
      if known.responsible[place] >= 0, known.responsible[place] != Int32(commissioner) { line.traits.insert(.responsibleElsewhere) }
      if known.specialised[Int(services[row])] { line.traits.insert(.specialised) }
      line.month = segment.months[Int(months[row])]
      line.commissioner = Int32(commissioner)
      line.practiceCommissioner = known.practiceCommissioners[Int(practices[row])]
      line.planPrice = planPrice[row]
      line.actualPrice = actualPrice[row]
      line.planActivity = planActivity[row]
      line.actualActivity = actualActivity[row]
      line.marketForces = marketForces[row]
      line.providerFactor = factor
      let group = priceGroup(known.podPlaces[pod], known.tariffNumbers[tariff], known.tariffCodes[tariff])
      if hasTariff, line.indicator == .yes {
        line.tariffPrice = tariffPrice(Int(group), line.month, known.national[pod], known.tariffCodes[tariff], factor)
      }
      lines.append(line)
      charges.append(
        Charge(
          commissioner: UInt32(commissioner), practice: known.practiceNumbers[Int(practices[row])], pod: UInt32(known.podPlaces[pod]),
          treatmentFunction: known.treatmentFunctionNumbers[Int(treatmentFunctions[row])], tariff: known.tariffNumbers[tariff],
          place: placeNumber(&known, place, Int(services[row])), month: line.month, activity: line.actualActivity, price: line.actualPrice,
          traits: line.pod, hasPractice: line.practice.isDisjoint(with: [.blank, .notKnown])))
      origins.append((Int32(file), lineNumbers[row], group, pods[row], treatmentFunctions[row], tariffs[row], practices[row]))
    }
    traits[file] = known
  }

  /// What a unit of a price group costs by the tariff in a month, the provider's factor in it; nought where the tariff is silent.
  private mutating func tariffPrice(_ group: Int, _ month: MonthIndex, _ pod: String, _ hrg: String, _ factor: Int64) -> Int64 {
    let place = group * months + yearStart.distance(to: month)
    while tariffPrices.count <= place { tariffPrices.append(-1) }
    if tariffPrices[place] < 0 {
      let price = request.checks.tariffPrice?(pod, hrg, month).map { $0.parts * Int128(factor) / exactScale } ?? 0
      tariffPrices[place] = Int64(clamping: price)
    }
    return tariffPrices[place]
  }

  private mutating func priceGroup(_ pod: Int, _ tariff: UInt32, _ code: String) -> Int32 {
    let key = UInt64(pod) << 32 | UInt64(tariff)
    if let known = priceGroups[key] { return known }
    let group = Int32(prices.count)
    priceGroups[key] = group
    prices.append((pod, code))
    return group
  }

  private mutating func number(_ code: String) -> UInt32 {
    if let known = numbers[code] { return known }
    let number = UInt32(numbers.count)
    numbers[code] = number
    return number
  }

  /// The number of a site and a service, the same in all files.
  private mutating func placeNumber(_ known: inout FileTraits, _ place: Int, _ service: Int) -> UInt32 {
    let key = place * known.services.count + service
    if let number = known.placeNumbers[key] { return number }
    let number = number("s" + known.sites[place] + "\u{1F}" + known.services[service])
    known.placeNumbers[key] = number
    return number
  }

  private mutating func fileTraits(_ segment: ContractSegment, _ translation: CodeTranslation, _ own: Int) throws(DamagedSegment) -> FileTraits {
    let codes = try segment.pods()
    let treatmentFunctions = try segment.treatmentFunctions.texts()
    let tariffs = try segment.tariffs.texts()
    let practices = try segment.practices.texts()
    let placeTexts = try segment.places.texts()
    let serviceTexts = try segment.services.texts()
    var pods: [PODTraits] = []
    var places: [Int] = []
    var national: [String] = []
    for (code, onAxis) in zip(codes, translation.pods[own]) {
      let resolved = axes.pods[onAxis]
      let trait = PODTraits(
        stated: code.national, isNational: NationalPOD.named(code.national) != nil, national: resolved.nationalPOD, group: resolved.group)
      pods.append(trait)
      national.append(resolved.nationalPOD)
      if let known = podPlaces[onAxis] {
        places.append(known)
      } else {
        podPlaces[onAxis] = podsOnAxis.count
        places.append(podsOnAxis.count)
        podsOnAxis.append(onAxis)
        podTraits.append(trait)
      }
    }
    let placeCount = placeTexts.count / 3
    return FileTraits(
      pods: pods, podPlaces: places, podNames: codes.map { $0.national.isEmpty ? $0.local : $0.national }, national: national,
      treatmentFunctions: treatmentFunctions.map { TreatmentFunctionTraits(code: $0) }, treatmentFunctionCodes: treatmentFunctions,
      tariffs: tariffs.map { TariffTraits(code: $0) }, tariffCodes: tariffs,
      practices: practices.map { PracticeTraits(code: $0, isListed: request.checks.practices[$0] != nil) }, practiceCodes: practices,
      practiceCommissioners: practices.map { code in
        request.checks.practices[code].flatMap { axes.commissionerIndex[$0] }.map { Int32($0) } ?? -1
      },
      sitesElsewhere: (0..<placeCount).map { !placeTexts[3 * $0].isEmpty && !placeTexts[3 * $0].hasPrefix(provider) },
      responsible: (0..<placeCount).map { place in
        axes.commissionerIndex[placeTexts[3 * place + 1]].flatMap { $0 < axes.commissioners.ownCount ? Int32($0) : nil } ?? -1
      },
      specialised: (0..<serviceTexts.count / 3).map { serviceTexts[3 * $0 + 1].hasPrefix("NCBPS") },
      indicators: segment.indicators.map { TariffIndicator(code: $0) },
      practiceNumbers: practices.map { number("p" + $0) }, treatmentFunctionNumbers: treatmentFunctions.map { number("t" + $0) },
      tariffNumbers: tariffs.map { number("h" + $0) }, sites: (0..<placeCount).map { placeTexts[3 * $0] },
      services: (0..<serviceTexts.count / 3).map { serviceTexts[3 * $0 + 1] })
  }

  /// Makes the checks on what was gathered.
  mutating func finish(_ files: [FillFile]) -> ProviderChecking {
    var result = ProviderChecking()
    guard !lines.isEmpty else { return result }
    let settings = request.checks.settings
    func isMade(_ definition: CheckDefinition) -> Bool { columns.values.contains { definition.needs.allSatisfy($0.contains) } }
    let (usual, changes) = usualPrices()

    // Lines.
    let made = checks.filter { isMade($0.check.definition) }
    var gathering = HitGathering(checks: made.map(\.check.definition), commissioners: axes.commissioners.codes.count)
    // A file that lacks a column is not blamed for what stands in it.
    let madeOn = columns.mapValues { columns in made.indices.filter { made[$0].check.definition.needs.allSatisfy(columns.contains) } }
    let tests = made.enumerated().map { LineTest(index: $0, stake: $1.check.stake, limit: $1.limit) }
    var (file, madeHere): (Int32, [LineTest]) = (-1, [])
    for place in lines.indices {
      if origins[place].file != file {
        file = origins[place].file
        madeHere = (madeOn[Int(file)] ?? []).map { tests[$0] }
      }
      lines[place].usual = usual[Int(origins[place].priceGroup)]
      let line = lines[place]
      madeHere.withUnsafeBufferPointer { tests in
        for test in tests {
          if let stake = test.stake(line, test.limit) { gathering.add(test.index, Int(line.commissioner), place, stake) }
        }
      }
    }
    take(gathering, files, &result)

    // Charges against each other.
    let duplicates = duplicateChecks.filter { settings.runs($0.definition) && isMade($0.definition) }
    var repeated = HitGathering(checks: duplicates.map(\.definition), commissioners: axes.commissioners.codes.count)
    for (index, check) in duplicates.enumerated() {
      let lacking = columns.filter { !check.definition.needs.allSatisfy($0.value.contains) }.keys
      let places = lacking.isEmpty ? nil : charges.indices.filter { !lacking.contains(Int(origins[$0].file)) }
      for found in check.find(places.map { $0.map { charges[$0] } } ?? charges, settings.limit(check.definition)) {
        let place = places?[found.charge] ?? found.charge
        repeated.add(index, Int(charges[place].commissioner), place, found.stake)
      }
    }
    take(repeated, files, &result)

    result.unmade = (lineChecks.map(\.definition) + duplicateChecks.map(\.definition) + seriesChecks.map(\.definition)).filter { definition in
      settings.runs(definition) && request.checks.canRun(definition) && !isMade(definition)
    }
    // A share of blanks is of the month's own file.
    let lastFiles = Set(zip(lines, origins).filter { $0.0.month == request.period.index }.map { Int($0.1.file) })
    result.unmade += seriesChecks.map(\.definition).filter { definition in
      settings.runs(definition) && !result.unmade.contains(definition)
        && lastFiles.contains { !definition.needs.allSatisfy((columns[$0] ?? []).contains) }
    }
    result.series = series(changes)
    result.seriesPODs = podsOnAxis
    return result
  }

  /// What a unit of each price group usually costs, and where the period's month differs from those before.
  private func usualPrices() -> (usual: [UsualPrice], changes: [ProviderSeries.PriceChange]) {
    // The unit prices of all groups one group after the other, those of the months before and of the period's month apart.
    var ends = [Int](repeating: 0, count: 2 * prices.count + 1)
    var units = [Int64](repeating: 0, count: lines.count)
    var activity = [Int128](repeating: 0, count: prices.count)
    let last = request.period.index
    for (place, line) in lines.enumerated() where line.actualActivity > 0 && line.actualPrice > 0 {
      guard let unit = line.unitPrice, unit > 0 else { continue }
      units[place] = unit
      let group = Int(origins[place].priceGroup)
      ends[2 * group + (line.month == last ? 1 : 0)] += 1
      if line.month == last { activity[group] += Int128(line.actualActivity) }
    }
    var sum = 0
    for place in ends.indices {
      let count = ends[place]
      ends[place] = sum
      sum += count
    }
    let starts = ends
    var ordered = [Int64](repeating: 0, count: sum)
    for (place, line) in lines.enumerated() where units[place] > 0 {
      let slot = 2 * Int(origins[place].priceGroup) + (line.month == last ? 1 : 0)
      ordered[ends[slot]] = units[place]
      ends[slot] += 1
    }
    var usual: [UsualPrice] = []
    var changes: [ProviderSeries.PriceChange] = []
    usual.reserveCapacity(prices.count)
    for (group, price) in prices.enumerated() {
      let (first, middle, end) = (starts[2 * group], starts[2 * group + 1], starts[2 * group + 2])
      var all = Array(ordered[first..<end])
      usual.append(UsualPrice(&all))
      let least = Int(UsualPrice.leastLines)
      guard middle - first >= least, end - middle >= least, !price.tariff.isEmpty else { continue }
      var (before, now) = (Array(ordered[first..<middle]), Array(ordered[middle..<end]))
      changes.append(
        ProviderSeries.PriceChange(
          pod: price.pod, tariff: price.tariff, before: UsualPrice(&before).median, now: UsualPrice(&now).median, activity: activity[group],
          linesBefore: before.count, linesNow: now.count))
    }
    return (usual, changes)
  }

  private func series(_ changes: [ProviderSeries.PriceChange]) -> ProviderSeries {
    var series = ProviderSeries(commissioners: axes.commissioners.codes.count, traits: podTraits, months: months)
    for (line, charge) in zip(lines, charges) {
      series.add(
        Int(line.commissioner), Int(charge.pod), yearStart.distance(to: line.month), planPrice: line.planPrice, actualPrice: line.actualPrice,
        activity: line.actualActivity)
      guard line.month == request.period.index, line.actualActivity != 0 else { continue }
      if line.pod.isDisjoint(with: [.money, .unknown]) {
        series.careRows += 1
        if !line.practice.isDisjoint(with: [.blank, .notKnown]) { series.withoutPractice += 1 }
      }
      if !line.pod.isDisjoint(with: .tariffed) {
        series.tariffedRows += 1
        if line.tariff.contains(.blank) { series.withoutResourceGroup += 1 }
      }
    }
    series.prices = changes
    return series
  }

  private func take(_ gathering: HitGathering, _ files: [FillFile], _ result: inout ProviderChecking) {
    for entry in gathering.entries {
      let definition = gathering.checks[entry.check]
      let origin = origins[entry.first]
      let file = files[Int(origin.file)]
      let column = definition.about.flatMap { contractColumnPlace($0.rawValue) }.flatMap { place in
        place < file.segment.fieldPlaces.count && file.segment.fieldPlaces[place] > 0 ? file.segment.fieldPlaces[place] : nil
      }
      let commissioner = axes.commissioners.codes[entry.commissioner]
      result.hits.append(
        CheckHits(
          definition: definition, provider: provider, commissioner: commissioner, count: entry.count, stake: entry.stake,
          place: .init(file: file.file.path, line: Int(origin.line), column: column), value: describe(entry.first)))
      guard let category = definition.challenge else { continue }
      for (month, places) in Dictionary(grouping: entry.places, by: { lines[$0.line].month }).sorted(by: { $0.key < $1.key }) {
        result.candidates.append(
          ChallengeCandidate(
            code: definition.code, category: category, message: definition.message, provider: provider, commissioner: commissioner,
            month: month.period,
            value: Money(parts: places.reduce(Int128(0)) { $0 + Int128($1.stake) }), rows: places.map { row($0.line, $0.stake, files) }))
      }
    }
  }

  private func row(_ place: Int, _ stake: Int64, _ files: [FillFile]) -> ChallengeCandidate.Row {
    let origin = origins[place]
    let names = traits[Int(origin.file)]
    return ChallengeCandidate.Row(
      file: files[Int(origin.file)].file.path, line: Int(origin.line), pod: names?.podNames[Int(origin.pod)] ?? "",
      treatmentFunction: names?.treatmentFunctionCodes[Int(origin.treatmentFunction)] ?? "", hrg: names?.tariffCodes[Int(origin.tariff)] ?? "",
      practice: names?.practiceCodes[Int(origin.practice)] ?? "", activity: Activity(parts: lines[place].actualActivity),
      price: Money(parts: lines[place].actualPrice), stake: Money(parts: stake))
  }

  /// `OPFASPCL 330 WF01B, 2 for £319.88`.
  private func describe(_ place: Int) -> String {
    let origin = origins[place]
    guard let names = traits[Int(origin.file)] else { return "" }
    let codes = [
      names.podNames[Int(origin.pod)], names.treatmentFunctionCodes[Int(origin.treatmentFunction)], names.tariffCodes[Int(origin.tariff)],
    ].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(codes), \(decimalText(ofParts: Int128(lines[place].actualActivity))) for £\(decimalText(ofParts: Int128(lines[place].actualPrice)))"
  }
}

/// Gathers what checks find by check and commissioner.
struct HitGathering {
  struct Entry {
    var check: Int
    var commissioner: Int
    var count = 0
    var stake: Int128 = 0
    var first: Int
    /// The places that may be challenged; empty where the check is no ground for one.
    var places: [(line: Int, stake: Int64)] = []
  }
  let checks: [CheckDefinition]
  private let commissioners: Int
  private var slots: [Int32]
  private(set) var found: [Entry] = []

  init(checks: [CheckDefinition], commissioners: Int) {
    self.checks = checks
    self.commissioners = commissioners
    slots = Array(repeating: -1, count: checks.count * commissioners)
  }

  mutating func add(_ check: Int, _ commissioner: Int, _ line: Int, _ stake: Int64) {
    let slot = check * commissioners + commissioner
    if slots[slot] < 0 {
      slots[slot] = Int32(found.count)
      found.append(Entry(check: check, commissioner: commissioner, first: line))
    }
    let place = Int(slots[slot])
    found[place].count += 1
    found[place].stake += Int128(stake)
    if checks[check].challenge != nil { found[place].places.append((line, stake)) }
  }

  /// What was found, by check and commissioner.
  var entries: [Entry] { found.sorted { ($0.check, $0.commissioner) < ($1.check, $1.commissioner) } }
}

extension CheckInputs {
  /// Whether the programme holds what a check needs beside the returns.
  func canRun(_ definition: CheckDefinition) -> Bool {
    switch definition.code {
    case "SLAM-180", "SLAM-181": !practices.isEmpty
    case "SLAM-137": !factors.isEmpty
    case "SLAM-141": !factors.isEmpty && tariffPrice != nil
    case "XREF-007": !invoices.isEmpty
    default: true
    }
  }
}
