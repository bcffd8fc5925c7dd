package import Extracts
import Findings
import Profiles
import Quantities

/// Fills a ledger: reads what of the extracts is not in the cache, decides which statements count, and adds up.
package func buildLedger(_ request: LedgerRequest) throws(LedgerFault) -> LedgerResult {
  do throws(BuildInterruption) {
    return try build(request, cache: request.usesCache ? SegmentCache(programme: request.programme) : nil)
  } catch {
    switch error {
    case .fault(let fault): throw fault
    case .damaged: break
    }
  }
  // A segment was whole at its head and damaged in its rows: read everything again, and trust no segment.
  do throws(BuildInterruption) {
    return try build(request, cache: nil)
  } catch {
    switch error {
    case .fault(let fault): throw fault
    case .damaged: throw LedgerFault.nothingToRead([])
    }
  }
}

private enum BuildInterruption: Error {
  case fault(LedgerFault)
  case damaged
}

/// The files that take part, as read, and which of their statements count.
struct ResolvedExtracts {
  var folder: ExtractFolder
  var loaded: [LoadedFile]
  var returns: [(file: ExtractFile, segment: ContractSegment)] = []
  var plans: [(file: ExtractFile, segment: ContractSegment)] = []
  var attendances: [AttendanceFile] = []
  /// Patient-level returns, which only the checks look at.
  var patientLevel: [(file: ExtractFile, segment: ContractSegment)] = []
  var resolution: StatementResolution

  /// Reads what is not in the cache and resolves it.
  init(_ request: LedgerRequest, cache: SegmentCache?) throws(DamagedSegment) {
    folder = walkExtracts(programme: request.programme, folders: request.folders, commissioners: Set(request.commissioners))
    folder.files = request.profiles.placed(folder.files, commissioners: Set(request.commissioners))
    loaded = load(folder.files.filter { takesPart($0, request) }, request, cache)
    if let cache {
      var entries: [String: SegmentCache.Entry] = [:]
      for file in loaded { entries[file.name] = file.entry }
      cache.remember(entries)
    }
    for entry in loaded where !entry.facts.refused {
      switch entry.content {
      case .contracts(var segment) where entry.file.kind == .slam:
        if request.countsRepeatedRowsOnce { try segment.leaveOutRepeatedRows() }
        returns.append((entry.file, segment))
      case .contracts(let segment) where entry.file.kind.isPatientLevel: patientLevel.append((entry.file, segment))
      case .contracts(let segment): plans.append((entry.file, segment))
      case .attendances(let segment): attendances.append(AttendanceFile(file: entry.file, segment: segment))
      }
    }
    resolution = StatementResolution(
      files: returns, firstMonth: request.firstMonth, lastMonth: request.period.index, lastSubmission: request.lastSubmission)
  }
}

private func build(_ request: LedgerRequest, cache: SegmentCache?) throws(BuildInterruption) -> LedgerResult {
  let extracts: ResolvedExtracts
  do throws(DamagedSegment) { extracts = try ResolvedExtracts(request, cache: cache) } catch { throw .damaged }
  let returns = extracts.returns
  let plans = extracts.plans
  let attendances = extracts.attendances
  let resolution = extracts.resolution
  let loaded = extracts.loaded
  guard !returns.isEmpty else { throw .fault(.nothingToRead(findingsOfUnusableFiles(extracts, request))) }
  var fills = returns.enumerated().map { place, entry in
    FillFile(
      file: entry.file, segment: entry.segment, standings: resolution.standings[place], countedBefore: resolution.countedBefore[place],
      turns: resolution.turns[place])
  }
  let rowsNeeded = fills.map { needsRows($0, request) }
  let axes: CodeAxes
  do throws(LedgerFault) {
    axes = try CodeAxes(request, fills, rowsNeeded, plans, attendances)
  } catch {
    throw .fault(error)
  }
  if axes.damaged { throw .damaged }
  // The lines of a file are gone through once to be added up, and once to be checked. A segment that turns out to be damaged is met again there.
  let translations = inParallel(fills.count, jobs: request.jobs) { [fills] place in
    rowsNeeded[place] ? try? CodeTranslation(fills[place].segment, axes: axes, request: request) : nil
  }
  for (place, translation) in translations.enumerated() { fills[place].translation = translation }
  var ledger = ProgrammeLedger(
    period: request.period, cut: request.cut, commissioners: axes.commissioners, providers: axes.providers, firstMonth: request.firstMonth)
  ledger.pods = axes.pods
  ledger.treatmentFunctions = axes.treatmentFunctions
  ledger.hrgs = axes.hrgs
  do throws(LedgerFault) {
    try fillSeries(fills, resolution.stated, axes, request, &ledger)
  } catch {
    throw .fault(error)
  }

  // One pool of work: the attendance files, then the lines of each provider.
  let providers = axes.providers.codes
  let choice = SUSChoice(attendances, request: request)
  let filesOfProvider = filesByProvider(zip(fills, rowsNeeded).filter { $1 }.map { $0.0 })
  let allFilesOfProvider = filesByProvider(fills)
  let shape = ledger.sus
  let filling = attendances.count + 2 * providers.count
  let checkedAxes = CheckedAxes(axes)
  let checking = request.checks.runs ? providers.count + attendances.count : 0
  let work = inParallel(filling + checking, jobs: request.jobs) { index -> FilledPart in
    if index >= filling + providers.count {
      let place = index - filling - providers.count
      let file = attendances[place]
      return .checkedAttendances(checkAttendances(file, months: choice.months(ofFile: place, file.file.kind), axes: axes, request: request))
    }
    if index >= filling {
      let provider = providers[index - filling]
      return .checkedLines(
        checkLines(
          provider: provider, files: filesOfProvider[provider] ?? [], axes: axes, checkedAxes,
          request: request))
    }
    if index >= attendances.count + providers.count {
      let provider = providers[index - attendances.count - providers.count]
      return .leaves(fillLeaves(provider: provider, files: allFilesOfProvider[provider] ?? [], axes: axes, request: request))
    }
    guard index >= attendances.count else {
      return .attendances(sumAttendances(attendances[index], place: index, choice: choice, axes: axes, request: request, shape: shape))
    }
    let provider = providers[index - attendances.count]
    return .lines(fillLines(provider: provider, files: filesOfProvider[provider] ?? [], axes: axes, request: request))
  }
  var lines: [ProviderLines] = []
  var leaves: [ProviderLeaves] = []
  var sums: [AttendanceSums] = []
  var checkedLines: [ProviderChecking] = []
  var checkedAttendances: [AttendanceChecking] = []
  for part in work {
    switch part {
    case .lines(let provider): lines.append(provider)
    case .leaves(let provider): leaves.append(provider)
    case .attendances(let file): sums.append(file)
    case .checkedLines(let provider): checkedLines.append(provider)
    case .checkedAttendances(let file): checkedAttendances.append(file)
    }
  }
  if lines.contains(where: { $0.damaged }) || leaves.contains(where: { $0.damaged }) || sums.contains(where: { $0.damaged })
    || checkedLines.contains(where: { $0.damaged }) || checkedAttendances.contains(where: { $0.damaged })
  {
    throw .damaged
  }
  if let index = leaves.firstIndex(where: { $0.overflowed }) { throw .fault(.sumOutOfRange("a month of \(providers[index])")) }
  ledger.leafSeries = LeafSeries(
    firstMonth: ledger.monthly.firstMonth, monthCount: ledger.monthly.monthCount, leaves.flatMap(\.leaves))
  if let index = lines.firstIndex(where: { $0.overflowed }) { throw .fault(.sumOutOfRange("a contract line of \(providers[index])")) }
  ledger.lines = ContractLines(
    lines.enumerated().map { ($0.offset, $0.element.lines) }, commissioners: axes.commissioners.codes.count, providers: providers.count)
  ledger.replaced = lines.flatMap { $0.replaced }.sorted {
    ($0.provider, $0.submission, $0.month, $0.commissioner) < ($1.provider, $1.submission, $1.month, $1.commissioner)
  }
  ledger.restating = lines.flatMap { $0.restating }.sorted {
    ($0.provider, $0.month, $0.commissioner) < ($1.provider, $1.month, $1.commissioner)
  }
  ledger.sus.fill(sums, choice: choice)
  let findings: [Finding]
  let fits: Bool
  do throws(DamagedSegment) {
    fits = try ledger.fillAttendances(sums.map(\.detail), files: attendances, axes: axes, request: request)
    ledger.annualPlan = try fillPlan(plans, axes: axes, request: request)
    ledger.sources = sources(loaded, resolution, returns, choice, request)
    var report = LedgerReport(request: request, axes: axes)
    findings = try report.findings(
      folder: extracts.folder, loaded: loaded, returns: returns, resolution: resolution, ledger: ledger, sus: attendances, choice: choice,
      rowsNeeded: rowsNeeded)
  } catch {
    throw .damaged
  }
  if !fits { throw .fault(.sumOutOfRange("the attendances of a practice")) }
  let checked =
    checkedLines.isEmpty && checkedAttendances.isEmpty
    ? CheckResults() : CheckResults(checkedLines, checkedAttendances, extracts, ledger, axes, request)
  let quarantine = loaded.filter { !$0.facts.quarantine.isEmpty }.map {
    QuarantinedFile(path: $0.file.path, provider: $0.file.provider, rows: $0.facts.quarantine)
  }
  return LedgerResult(
    ledger: ledger,
    findings: (findings + checked.findings).sorted {
      ($0.origin, $0.code, $0.value ?? "", $0.message) < ($1.origin, $1.code, $1.value ?? "", $1.message)
    },
    quarantine: quarantine, candidates: checked.candidates, unmade: checked.unmade, filesRead: loaded.count { $0.wasRead })
}

/// What is wrong with the returns of a period that none of them states.
private func findingsOfUnusableFiles(_ extracts: ResolvedExtracts, _ request: LedgerRequest) -> [Finding] {
  var findings = extracts.folder.findings
  for entry in extracts.loaded where entry.file.kind == .slam && (entry.file.submission.map { $0.index >= request.period.index } ?? false) {
    for observation in entry.facts.observations { findings += Extracts.findings(observation, file: entry.file) }
  }
  return findings.sorted { ($0.origin, $0.code) < ($1.origin, $1.code) }
}

/// What one piece of work adds to the ledger.
private enum FilledPart: Sendable {
  case lines(ProviderLines)
  case leaves(ProviderLeaves)
  case attendances(AttendanceSums)
  case checkedLines(ProviderChecking)
  case checkedAttendances(AttendanceChecking)
}

/// Whether a return's rows are needed, and not only its sums: they count in the period's year, or what they said was replaced.
private func needsRows(_ fill: FillFile, _ request: LedgerRequest) -> Bool {
  let yearStart = MonthIndex(year: request.period.year, month: 1)
  return zip(fill.segment.statements, fill.standings).enumerated().contains { place, said in
    let (statement, standing) = said
    switch standing {
    case .counts:
      return statement.month >= yearStart
        || (fill.submission(ofStatement: place) == request.lastSubmission || fill.hasEarlierTurns(place)) && statement.month >= request.firstMonth
    case .replaced: return statement.month >= request.firstMonth && statement.month <= request.period.index
    case .outsideWindow: return false
    }
  }
}

/// Whether a file can matter to the period: its submission is not later than the cut reads, and its year is of the window.
package func takesPart(_ file: ExtractFile, _ request: LedgerRequest) -> Bool {
  // A later revision of the file is read in its place.
  if file.successor != nil { return false }
  switch file.kind {
  case .plan: return file.year == request.period.year
  case .patientLevel, .drugs, .devices:
    return file.submission.map { $0.index <= request.lastSubmission && $0.index >= request.period.index } ?? false
  case .slam, .outpatients, .inpatients, .emergency:
    if let submission = file.submission { return submission.index <= request.lastSubmission && submission.index >= request.firstMonth }
    return file.year <= request.period.year && file.year >= request.firstMonth.year
  }
}

/// Loads the files on several threads, the largest first.
private func load(_ files: [ExtractFile], _ request: LedgerRequest, _ cache: SegmentCache?) -> [LoadedFile] {
  let sizes = files.map { FileSignature(path: request.programme + "/" + $0.path)?.size ?? 0 }
  let order = files.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
  let programme = request.programme
  return inParallel(files.count, jobs: request.jobs, order: order) { loadFile(files[$0], request.profiles, programme: programme, cache: cache) }
}

private func filesByProvider(_ fills: [FillFile]) -> [String: [FillFile]] {
  var result: [String: [FillFile]] = [:]
  for fill in fills {
    for provider in fill.segment.providers { result[provider, default: []].append(fill) }
  }
  return result
}

extension CodeAxes {
  /// Collects the codes that take part: organisations of all files, the codes of lines from those whose rows are needed.
  fileprivate init(
    _ request: LedgerRequest, _ fills: [FillFile], _ rowsNeeded: [Bool], _ plans: [(file: ExtractFile, segment: ContractSegment)],
    _ attendances: [AttendanceFile]
  ) throws(LedgerFault) {
    var commissioners: Set<String> = []
    var providers: Set<String> = []
    for segment in fills.map(\.segment) + plans.map(\.segment) {
      var met = Array(repeating: false, count: segment.commissioners.count)
      for statement in segment.statements where !met[statement.commissioner] {
        met[statement.commissioner] = true
        commissioners.insert(segment.commissioners[statement.commissioner])
      }
      for provider in Set(segment.statements.map(\.provider)) { providers.insert(segment.providers[provider]) }
    }
    var treatmentFunctions: Set<String> = []
    for entry in attendances {
      commissioners.formUnion(entry.segment.commissioners)
      providers.formUnion(entry.segment.providers)
      treatmentFunctions.formUnion(entry.segment.treatmentFunctions)
    }
    var practices: Set<String> = []
    var referrers: Set<String> = []
    var damaged = false
    for entry in attendances {
      do throws(DamagedSegment) {
        practices.formUnion(try entry.segment.practices.texts())
        if entry.file.kind == .outpatients { referrers.formUnion(try entry.segment.referrers.texts()) }
      } catch {
        damaged = true
      }
    }
    // The files of a provider share most of their codes: each provider's are put together first, on several threads.
    let needed = zip(fills, rowsNeeded).filter { $1 }.map { $0.0.segment } + plans.map(\.segment)
    let groups = Dictionary(grouping: needed) { $0.providers.first ?? "" }.sorted { $0.key < $1.key }.map(\.value)
    let collected = inParallel(groups.count, jobs: request.jobs) { LineCodes(groups[$0], request) }
    var codes = LineCodes()
    for part in collected { codes.formUnion(part) }
    try self.init(
      request: request, commissioners: commissioners, providers: providers, pods: codes.pods,
      treatmentFunctions: treatmentFunctions.union(codes.treatmentFunctions), hrgs: codes.hrgs)
    try setAttendanceCodes(practices: practices, referrers: referrers)
    hasUnknownPODs = codes.hasUnknownPODs
    self.damaged = damaged || codes.damaged
  }
}

/// The codes of the lines of some files.
private struct LineCodes: Sendable {
  var pods: Set<PointOfDelivery> = []
  var treatmentFunctions: Set<String> = []
  var hrgs: Set<String> = []
  var hasUnknownPODs = false
  var damaged = false

  init() {}

  init(_ segments: [ContractSegment], _ request: LedgerRequest) {
    var seen: Set<ProviderPOD> = []
    do throws(DamagedSegment) {
      for segment in segments {
        treatmentFunctions.formUnion(try segment.treatmentFunctions.texts())
        hrgs.formUnion(try segment.tariffs.texts())
        let codes = try segment.pods()
        for provider in segment.providers {
          for pod in codes where seen.insert(ProviderPOD(provider: provider, codes: pod)).inserted {
            let resolved = request.pod(provider, pod)
            pods.insert(resolved.pod)
            if !resolved.isKnown || resolved.pod.providerPOD.isEmpty { hasUnknownPODs = true }
          }
        }
      }
    } catch {
      damaged = true
    }
  }

  mutating func formUnion(_ other: LineCodes) {
    pods.formUnion(other.pods)
    treatmentFunctions.formUnion(other.treatmentFunctions)
    hrgs.formUnion(other.hrgs)
    hasUnknownPODs = hasUnknownPODs || other.hasUnknownPODs
    damaged = damaged || other.damaged
  }
}

private struct ProviderPOD: Hashable {
  var provider: String
  var codes: PODCodes
}
