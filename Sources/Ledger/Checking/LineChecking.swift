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
func checkLines(
  provider: String, files: [FillFile], axes: CodeAxes, _ checkedAxes: CheckedAxes,
  request: LedgerRequest
) -> ProviderChecking {
  var checking = LineChecking(provider: provider, axes: axes, checkedAxes, request: request)
  checking.reserve(files)
  do throws(DamagedSegment) {
    for (place, file) in files.enumerated() { try checking.gather(file, place) }
    return checking.finish()
  } catch {
    return ProviderChecking(damaged: true)
  }
}

/// A check with its limit. In a structure the function is called as it is; as an element of its own it would be wrapped, and the wrapping counted up and down.
private struct LineTest {
  let index: Int
  let stake: @Sendable (_ line: borrowing CheckedLine, _ limit: Int64) -> Int64?
  let limit: Int64
}

private struct LineChecking {
  /// Where a line stands: its file among those gathered, and its row there.
  private struct Place {
    var file: Int32
    var row: UInt32
  }
  let provider: String
  let axes: CodeAxes
  let checkedAxes: CheckedAxes
  let request: LedgerRequest
  private let period: MonthIndex
  private let yearStart: MonthIndex
  private let months: Int
  private let checks: [(check: LineCheck, limit: Int64)]
  private var codes: ProviderCodes
  private var files: [CheckedFile] = []
  private var lines: [CheckedLine] = []
  private var charges: [Charge] = []
  private var origins: [Place] = []
  /// Of each line its price group: lines of one point of delivery and HRG.
  private var groups: [Int32] = []
  private var priceGroups = KeyNumbers()
  /// By price group and month; empty where it was not looked up yet.
  private var tariffPrices: [[Int64]] = []
  /// Of each price group its point of delivery and HRG.
  private var prices: [(pod: Int, tariff: String)] = []

  init(provider: String, axes: CodeAxes, _ checkedAxes: CheckedAxes, request: LedgerRequest) {
    self.provider = provider
    self.axes = axes
    self.checkedAxes = checkedAxes
    self.request = request
    period = request.period.index
    yearStart = MonthIndex(year: request.period.year, month: 1)
    months = request.period.month
    codes = ProviderCodes(provider: provider, axes: axes, request: request)
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
    groups.reserveCapacity(rows)
  }

  /// Takes in the rows of a file that count in the year.
  mutating func gather(_ entry: FillFile, _ place: Int) throws(DamagedSegment) {
    let segment = entry.segment
    guard let own = segment.providers.firstIndex(of: provider) else { return }
    let monthCount = segment.months.count
    var counts = [Bool](repeating: false, count: segment.commissioners.count * monthCount)
    var anything = false
    for (statement, standing) in zip(segment.statements, entry.standings)
    where statement.provider == own && standing == .counts && statement.month >= yearStart
      && statement.month <= period
    {
      guard let month = segment.months.firstIndex(of: statement.month) else {
        throw DamagedSegment()
      }
      counts[statement.commissioner * monthCount + month] = true
      anything = true
    }
    guard anything else { return }
    guard segment.rows.isWhole else { throw DamagedSegment() }
    let translation = try entry.translated(axes, request)
    let file = try CheckedFile(entry, index: place, provider: own, translation, codes: &codes)
    let providers =
      segment.providers.count > 1
      ? try segment.codesInPlace(.provider, below: segment.providers.count) : nil
    let planPrice = segment.amounts(.planPrice)
    let actualPrice = segment.amounts(.actualPrice)
    let planActivity = segment.amounts(.planActivity)
    let actualActivity = segment.amounts(.actualActivity)
    let marketForces = segment.amounts(.marketForces)
    let leftOut = request.countsRepeatedRowsOnce ? Set(segment.repeated.map(\.row)) : []
    let factor = request.checks.factors[provider] ?? 0
    let outsideDates = outsideDates(segment)
    let hasDates = outsideDates.contains(true)
    let hasTariff = factor > 0 && request.checks.tariffPrices != nil
    let number = Int32(files.count)
    // Where a charge is for, and for what, is one number: by place and service of the file, and the same in all files.
    var placesOfFile = KeyNumbers()
    var placeNumbers: [UInt32] = []
    for row in 0..<segment.rowCount {
      if let providers, providers[row] != own { continue }
      let (commissionerOfFile, monthOfFile) = (
        file.columns.commissioner[row], file.columns.month[row]
      )
      guard counts[commissionerOfFile * monthCount + monthOfFile] else { continue }
      if !leftOut.isEmpty, leftOut.contains(row) { continue }
      let commissioner = translation.commissioners[commissionerOfFile]
      let tariffOfFile = file.columns.tariff[row]
      let treatmentFunction = translation.treatmentFunctions[file.columns.treatmentFunction[row]]
      let tariff = translation.hrgs[tariffOfFile]
      let (place, service) = (file.columns.place[row], file.columns.service[row])
      let practiceNumber = file.practiceNumbers[file.columns.practice[row]]
      let practice = codes.practices[Int(practiceNumber)]
      let podOfFile = file.columns.pod[row]
      let (pod, podPlace) = (file.pods[podOfFile].traits, file.pods[podOfFile].place)
      var line = CheckedLine()
      line.pod = pod
      line.treatmentFunction = checkedAxes.treatmentFunctions[treatmentFunction]
      line.tariff = checkedAxes.tariffs[tariff]
      line.practice = practice.traits
      line.indicator = file.indicators[file.columns.indicator[row]]
      let responsible = file.places[place].responsible
      line.traits = LineTraits(
        siteElsewhere: file.places[place].isElsewhere,
        responsibleElsewhere: responsible >= 0 && responsible != Int32(commissioner),
        specialised: file.isSpecialised[service])
      if hasDates, outsideDates[commissionerOfFile * monthCount + monthOfFile] { line.traits.insert(.outsideDates) }
      line.month = segment.months[monthOfFile]
      line.commissioner = Int32(commissioner)
      line.practiceCommissioner = practice.commissioner
      line.planPrice = planPrice[row]
      line.actualPrice = actualPrice[row]
      line.planActivity = planActivity[row]
      line.actualActivity = actualActivity[row]
      line.marketForces = marketForces[row]
      line.providerFactor = factor
      let group = priceGroups.number(UInt64(podPlace) << 32 | UInt64(tariff))
      if group == prices.count { prices.append((podPlace, translation.tariffCodes[tariffOfFile])) }
      if hasTariff, line.indicator == .yes {
        line.tariffPrice = tariffPrice(
          group, line.month, file.pods[podOfFile].national, translation.tariffCodes[tariffOfFile],
          factor)
      }
      let placeOfFile = placesOfFile.number(UInt64(place) << 32 | UInt64(service))
      if placeOfFile == placeNumbers.count {
        placeNumbers.append(
          codes.place(site: file.places[place].site, service: file.services[service]))
      }
      lines.append(line)
      charges.append(
        Charge(
          commissioner: UInt32(commissioner), practice: practiceNumber, pod: UInt32(podPlace),
          treatmentFunction: UInt32(treatmentFunction),
          tariff: UInt32(tariff), place: placeNumbers[placeOfFile], month: line.month,
          activity: line.actualActivity, price: line.actualPrice,
          traits: pod, hasPractice: practice.isNamed))
      origins.append(Place(file: number, row: UInt32(row)))
      groups.append(Int32(group))
    }
    files.append(file)
  }

  /// Of each commissioner and month of a file, whether the commissioner was not there in it.
  private func outsideDates(_ segment: ContractSegment) -> [Bool] {
    segment.commissioners.flatMap { code -> [Bool] in
      let dates = request.checks.commissionerDates[code]
      return segment.months.map { month in dates.map { $0.first.map { month < $0 } ?? false || $0.last.map { month > $0 } ?? false } ?? false }
    }
  }

  /// What a unit of a price group costs by the tariff in a month, the provider's factor in it; nought where the tariff is silent.
  private mutating func tariffPrice(
    _ group: Int, _ month: MonthIndex, _ pod: String, _ hrg: String, _ factor: Int64
  ) -> Int64 {
    while tariffPrices.count <= group { tariffPrices.append([]) }
    if tariffPrices[group].isEmpty {
      let prices = request.checks.tariffPrices?(pod, hrg, yearStart, months) ?? []
      tariffPrices[group] = prices.map {
        $0.map { Int64(clamping: $0.parts * Int128(factor) / exactScale) } ?? 0
      }
    }
    let place = yearStart.distance(to: month)
    return place < tariffPrices[group].count ? tariffPrices[group][place] : 0
  }

  /// Makes the checks on what was gathered.
  mutating func finish() -> ProviderChecking {
    var result = ProviderChecking()
    guard !lines.isEmpty else { return result }
    let settings = request.checks.settings
    let unitPrices = UsualPrices(lines, groups: groups, prices: prices, last: period)
    take(checkSingleLines(unitPrices.usual), &result)
    take(checkRepeats(), &result)
    result.unmade =
      (lineChecks.map(\.definition) + duplicateChecks.map(\.definition)
      + seriesChecks.map(\.definition)).filter { definition in
        settings.runs(definition) && request.checks.canRun(definition) && !isMade(definition)
      }
    // A share of blanks is of the month's own file.
    var lastFiles: Set<Int32> = []
    for (line, origin) in zip(lines, origins) where line.month == period {
      lastFiles.insert(origin.file)
    }
    result.unmade += seriesChecks.map(\.definition).filter { definition in
      settings.runs(definition) && !result.unmade.contains(definition)
        && lastFiles.contains { !definition.needs.allSatisfy(files[Int($0)].present.contains) }
    }
    var series = series()
    series.prices = unitPrices.changes
    result.series = series
    result.seriesPODs = codes.podsOnAxis
    return result
  }

  /// Whether any file has the columns that a check needs.
  private func isMade(_ definition: CheckDefinition) -> Bool {
    files.contains { definition.needs.allSatisfy($0.present.contains) }
  }

  /// Checks line by line. What goes by more than amounts is asked once for each outline that lines have.
  private mutating func checkSingleLines(_ usual: [UsualPrice]) -> HitGathering {
    let made = checks.filter { isMade($0.check.definition) }
    var gathering = HitGathering(
      checks: made.map(\.check.definition), commissioners: axes.commissioners.codes.count)
    let tests = made.enumerated().map {
      LineTest(index: $0, stake: $1.check.stake, limit: $1.limit)
    }
    var file: Int32 = -1
    var present: Set<CheckColumn>?
    var (byOutline, byAmounts): ([LineTest], [LineTest]) = ([], [])
    var outlines = KeyNumbers()
    // The tests that lines of each outline fire.
    var fired: [[LineTest]] = []
    for place in lines.indices {
      if origins[place].file != file {
        file = origins[place].file
        // A file that lacks a column is not blamed for what stands in it.
        if files[Int(file)].present != present {
          let columns = files[Int(file)].present
          let here = made.indices.filter {
            made[$0].check.definition.needs.allSatisfy(columns.contains)
          }
          byOutline = here.filter { !made[$0].check.goesByAmounts }.map { tests[$0] }
          byAmounts = here.filter { made[$0].check.goesByAmounts }.map { tests[$0] }
          (outlines, fired, present) = (KeyNumbers(), [], columns)
        }
      }
      lines[place].usual = usual[Int(groups[place])]
      let outline = outlines.number(lines[place].outline)
      if outline == fired.count {
        fired.append(byOutline.filter { $0.stake(lines[place], $0.limit) != nil })
      }
      if !fired[outline].isEmpty { gathering.make(fired[outline], lines[place], place) }
      gathering.make(byAmounts, lines[place], place)
    }
    return gathering
  }

  /// Checks charges against each other.
  private func checkRepeats() -> HitGathering {
    let settings = request.checks.settings
    let checks = duplicateChecks.filter { settings.runs($0.definition) && isMade($0.definition) }
    var gathering = HitGathering(
      checks: checks.map(\.definition), commissioners: axes.commissioners.codes.count)
    let possible = placesOfPossibleRepeats(charges)
    for (index, check) in checks.enumerated() {
      let lacking = files.indices.filter {
        !check.definition.needs.allSatisfy(files[$0].present.contains)
      }
      var places = check.seesAll ? nil : possible
      if !lacking.isEmpty {
        places = (places ?? Array(charges.indices)).filter {
          !lacking.contains(Int(origins[$0].file))
        }
      }
      for found in check.find(
        places.map { $0.map { charges[$0] } } ?? charges, settings.limit(check.definition))
      {
        let place = places?[found.charge] ?? found.charge
        gathering.add(index, Int(charges[place].commissioner), place, found.stake)
      }
    }
    return gathering
  }

  private func series() -> ProviderSeries {
    var series = ProviderSeries(
      commissioners: axes.commissioners.codes.count, traits: codes.podTraits, months: months)
    for (line, charge) in zip(lines, charges) {
      series.add(
        Int(line.commissioner), Int(charge.pod), yearStart.distance(to: line.month), planPrice: line.planPrice, actualPrice: line.actualPrice,
        activity: line.actualActivity)
      guard line.month == period, line.actualActivity != 0 else { continue }
      if line.pod.isCare {
        series.careRows += 1
        if !line.practice.isNamed { series.withoutPractice += 1 }
      }
      if line.pod.isTariffed {
        series.tariffedRows += 1
        if line.tariff.contains(.blank) { series.withoutResourceGroup += 1 }
      }
    }
    return series
  }

  private func take(_ gathering: HitGathering, _ result: inout ProviderChecking) {
    for entry in gathering.entries {
      let definition = gathering.checks[entry.check]
      let commissioner = axes.commissioners.codes[entry.commissioner]
      result.hits.append(
        CheckHits(
          definition: definition, provider: provider, commissioner: commissioner,
          count: entry.count, stake: entry.stake,
          origin: files[Int(origins[entry.first].file)].origin(Int(origins[entry.first].row), definition), value: describe(entry.first)))
      guard let category = definition.challenge else { continue }
      for (month, places) in Dictionary(grouping: entry.places, by: { lines[$0.line].month }).sorted(by: { $0.key < $1.key }) {
        result.candidates.append(
          ChallengeCandidate(
            code: definition.code, category: category, message: definition.message, provider: provider, commissioner: commissioner,
            month: month.period,
            value: Money(parts: places.reduce(Int128(0)) { $0 + Int128($1.stake) }),
            rows: places.map { row($0.line, $0.stake, definition) }))
      }
    }
  }

  private func row(_ place: Int, _ stake: Int64, _ definition: CheckDefinition) -> ChallengeCandidate.Row {
    let (file, row) = (files[Int(origins[place].file)], Int(origins[place].row))
    let codes = file.codes(row)
    return ChallengeCandidate.Row(
      origin: file.origin(row, definition), pod: codes.pod,
      treatmentFunction: codes.treatmentFunction, hrg: codes.tariff,
      practice: codes.practice, activity: Activity(parts: lines[place].actualActivity),
      price: Money(parts: lines[place].actualPrice),
      stake: Money(parts: stake))
  }

  /// `OPFASPCL 330 WF01B, 2 for £319.88`.
  private func describe(_ place: Int) -> String {
    let codes = files[Int(origins[place].file)].codes(Int(origins[place].row))
    let text = [codes.pod, codes.treatmentFunction, codes.tariff].filter { !$0.isEmpty }.joined(
      separator: " ")
    return
      "\(text), \(decimalText(ofParts: Int128(lines[place].actualActivity))) for £\(decimalText(ofParts: Int128(lines[place].actualPrice)))"
  }
}

extension HitGathering {
  /// Makes some tests of a line.
  fileprivate mutating func make(_ tests: [LineTest], _ line: CheckedLine, _ place: Int) {
    tests.withUnsafeBufferPointer { tests in
      for test in tests {
        if let stake = test.stake(line, test.limit) {
          add(test.index, Int(line.commissioner), place, stake)
        }
      }
    }
  }
}
