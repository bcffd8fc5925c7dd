import Extracts
import Findings
import Profiles
import Programme
import Quantities

/// Finds what is odd about the files taken together, and words it: unknown codes, missing and restated months, files that overlap.
struct LedgerReport {
  private let request: LedgerRequest
  private let axes: CodeAxes
  private var findings: [Finding] = []

  init(request: LedgerRequest, axes: CodeAxes) {
    self.request = request
    self.axes = axes
  }

  /// All findings in the order of place and code.
  mutating func findings(
    folder: ExtractFolder, loaded: [LoadedFile], returns: [(file: ExtractFile, segment: ContractSegment)], resolution: StatementResolution,
    ledger: ProgrammeLedger, sus: [AttendanceFile], choice: SUSChoice, rowsNeeded: [Bool]
  ) throws(DamagedSegment) -> [Finding] {
    findings = folder.findings
    for entry in loaded {
      for observation in entry.facts.observations { findings += Extracts.findings(observation, file: entry.file) }
    }
    let unknown = UnknownLineCodes(axes: axes, request: request)
    for (entry, needed) in zip(returns, rowsNeeded) {
      codes(entry.file, entry.segment)
      if needed { try lineCodes(entry.file, entry.segment, unknown) }
    }
    for entry in sus { codes(entry.file, entry.segment) }
    for overlap in resolution.overlaps { self.overlap(overlap, returns) }
    months(resolution, returns, loaded)
    gaps(resolution, returns, loaded)
    revisions(folder)
    doubled(sus, choice)
    plans(ledger)
    return findings.sorted {
      ($0.origin, $0.code, $0.value ?? "", $0.message) < ($1.origin, $1.code, $1.value ?? "", $1.message)
    }
  }

  private mutating func add(
    _ check: ExtractCheck, _ kind: ExtractKind, file: String, field: String? = nil, value: String? = nil, _ message: String, hint: String?,
    count: Int = 1, provider: String? = nil, commissioner: String? = nil
  ) {
    findings.append(
      Finding(
        check.code(kind), check.severity, at: Origin(file: file, field: field), value: value, message, hint: hint, count: count, provider: provider,
        commissioner: commissioner))
  }

  /// Codes of a return that the programme does not know.
  private mutating func codes(_ file: ExtractFile, _ segment: ContractSegment) {
    var ofProvider = Array(repeating: (rows: 0, first: Statement?.none), count: segment.providers.count)
    var ofCommissioner = Array(repeating: (rows: 0, first: Statement?.none), count: segment.commissioners.count)
    func earlier(_ known: Statement?, _ other: Statement) -> Statement { known.map { $0.firstRow < other.firstRow ? $0 : other } ?? other }
    for statement in segment.statements {
      ofProvider[statement.provider].rows += statement.rows
      ofProvider[statement.provider].first = earlier(ofProvider[statement.provider].first, statement)
      ofCommissioner[statement.commissioner].rows += statement.rows
      ofCommissioner[statement.commissioner].first = earlier(ofCommissioner[statement.commissioner].first, statement)
    }
    for (index, code) in segment.providers.enumerated() where ofProvider[index].rows > 0 && !own(code, axes.providers) {
      unknown(
        .unknownProvider, origin(file, segment, ofProvider[index].first, "ORGANISATION IDENTIFIER (CODE OF PROVIDER)"), file, code,
        ofProvider[index].rows)
    }
    for (index, code) in segment.commissioners.enumerated() where ofCommissioner[index].rows > 0 && !own(code, axes.commissioners) {
      unknown(
        .unknownCommissioner, origin(file, segment, ofCommissioner[index].first, "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)"), file, code,
        ofCommissioner[index].rows)
    }
  }

  /// Where a row has a column of the layout.
  private func origin(_ file: ExtractFile, _ segment: ContractSegment, _ first: Statement?, _ field: String) -> Origin {
    guard let first else { return Origin(file: file.path, field: field) }
    var origin = segment.origin(ofRow: first.firstRow, first.month, field: contractColumnPlace(field), file: file.path)
    origin.field = field
    return origin
  }

  /// Points of delivery, treatment functions and HRGs of a return of the year that the programme does not know.
  private mutating func lineCodes(_ file: ExtractFile, _ segment: ContractSegment, _ unknown: UnknownLineCodes) throws(DamagedSegment) {
    let owner = segment.providers.first ?? file.provider ?? ""
    if unknown.anyPOD {
      for pod in try segment.pods() {
        let resolved = request.pod(owner, pod)
        if resolved.pod.providerPOD.isEmpty {
          add(
            .blankPOD, file.kind, file: file.path, "rows with no point of delivery", hint: "they are counted under \"unknown\"",
            provider: file.provider)
        } else if !resolved.isKnown {
          add(
            .unknownPOD, file.kind, file: file.path, value: resolved.pod.providerPOD,
            "\"\(resolved.pod.providerPOD)\" is not a known point of delivery",
            hint: "it is counted under \"unknown\"; give it a line in \(request.folders.organisations)/pods.csv", provider: file.provider)
        }
      }
    }
    if !unknown.treatmentFunctions.isEmpty {
      gather(
        .unknownTreatmentFunction, file, try segment.treatmentFunctions.texts().filter { unknown.treatmentFunctions.contains($0) },
        what: "treatment function code", list: "\(request.folders.organisations)/specialties.csv")
    }
    if !unknown.hrgs.isEmpty {
      gather(
        .unknownHRG, file, try segment.tariffs.texts().filter { unknown.hrgs.contains($0) }, what: "HRG or tariff code",
        list: "\(request.folders.organisations)/hrg.csv")
    }
  }

  private mutating func gather(_ check: ExtractCheck, _ file: ExtractFile, _ codes: [String], what: String, list: String) {
    guard !codes.isEmpty else { return }
    let sorted = codes.sorted()
    let named = sorted.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
    add(
      check, file.kind, file: file.path, value: sorted.first,
      "\(sorted.count == 1 ? "a \(what)" : "\(sorted.count) \(what)s") that \(sorted.count == 1 ? "is" : "are") not known: \(named)"
        + (sorted.count > 5 ? " …" : ""), hint: "counted under the code itself; its name would come from \(list)", count: sorted.count,
      provider: file.provider)
  }

  /// Codes of an attendance file that the programme does not know.
  private mutating func codes(_ file: ExtractFile, _ segment: AttendanceSegment) {
    for code in segment.providers where !own(code, axes.providers) {
      unknown(.unknownProvider, Origin(file: file.path, field: "PROVIDER"), file, code, nil)
    }
    for code in segment.commissioners where !own(code, axes.commissioners) {
      unknown(.unknownCommissioner, Origin(file: file.path, field: "COMMISSIONER"), file, code, nil)
    }
  }

  private func own(_ code: String, _ axis: OrganisationAxis) -> Bool { axis.index(of: code).map { $0 < axis.ownCount } ?? false }

  private mutating func unknown(_ check: ExtractCheck, _ origin: Origin, _ file: ExtractFile, _ code: String, _ rows: Int?) {
    let isProvider = check == .unknownProvider
    let near = nearestName(to: code, among: (isProvider ? request.providers : request.commissioners).sorted()).map { "; did you mean \($0)?" } ?? ""
    findings.append(
      Finding(
        check.code(file.kind), check.severity, at: origin, value: code,
        "\(isProvider ? "provider" : "commissioner") \(code) is not in the programme\(rows.map { $0 == 1 ? " (1 row)" : " (\($0) rows)" } ?? "")",
        hint: "its rows are counted apart, \"not in the programme\"; add it to \(request.folders.organisations)/"
          + "\(isProvider ? "providers.csv" : "commissioners.csv") or ask the provider\(near)", count: rows ?? 1, provider: file.provider))
  }

  private mutating func overlap(
    _ overlap: (first: Int, second: Int, provider: String, commissioner: String, month: MonthIndex),
    _ returns: [(file: ExtractFile, segment: ContractSegment)]
  ) {
    add(
      .overlappingFiles, .slam, file: returns[overlap.second].file.path, value: overlap.commissioner,
      "this file and \(returns[overlap.first].file.path) both state \(overlap.month.period.description) for \(overlap.commissioner)",
      hint: "both are counted; take one out if it is a copy", provider: overlap.provider)
  }

  /// Months that nobody stated, providers without a submission, and what the latest submissions restated.
  private mutating func months(_ resolution: StatementResolution, _ returns: [(file: ExtractFile, segment: ContractSegment)], _ loaded: [LoadedFile])
  {
    let period = request.period.index
    let yearStart = MonthIndex(year: period.year, month: 1)
    var latest: [String: MonthIndex] = [:]
    for (file, segment) in returns {
      guard let submission = file.submission?.index, file.part != .plan else { continue }
      for provider in segment.providers { latest[provider] = max(latest[provider] ?? submission, submission) }
    }
    let refused = Set(loaded.filter { $0.facts.refused && $0.file.submission?.index == period }.compactMap { $0.file.provider })
    for provider in request.providers.sorted() {
      guard let last = latest[provider] else {
        add(
          .missingSubmission, .slam, file: request.folders.slam, value: provider, "there is no submission of \(provider)",
          hint: "its months count as nothing stated", provider: provider)
        continue
      }
      if last < period {
        add(
          .missingSubmission, .slam, file: "\(request.folders.slam)/\(period.year.label)/\(request.period.monthLabel)", value: provider,
          "\(provider) has no usable submission for \(request.period.description)\(refused.contains(provider) ? " (its file was refused)" : "")",
          hint: "its position stands as of \(last.period.description)", provider: provider)
      }
      for month in yearStart..<period.advanced(by: 1) where !resolution.stated.contains(StatedMonth(provider: provider, month: month)) {
        if month == period && last < period { continue }
        add(
          .missingMonth, .slam, file: "\(request.folders.slam)/\(month.year.label)/\(month.period.monthLabel)", value: provider,
          "no submission of \(provider) states \(month.period.description)", hint: "the month counts as nothing; ask for the return",
          provider: provider)
      }
    }
    restatements(resolution)
  }

  /// Months of which one half is there and the other is not, where plan and actuals come in files of their own: together for each half and run of months.
  private mutating func gaps(
    _ resolution: StatementResolution, _ returns: [(file: ExtractFile, segment: ContractSegment)], _ loaded: [LoadedFile]
  ) {
    struct Half: Hashable {
      var provider: String
      var missing: ReturnPart
    }
    for (half, gaps) in Dictionary(grouping: resolution.gaps, by: { Half(provider: $0.provider, missing: $0.missing) }).sorted(by: {
      ($0.key.provider, $0.key.missing.rawValue) < ($1.key.provider, $1.key.missing.rawValue)
    }) {
      let months = Set(gaps.map(\.month)).sorted()
      guard let first = months.first, let last = months.last, let file = gaps.last.map({ returns[$0.file].file }), let submission = file.submission,
        let profile = request.profiles.profile(.slam, of: file.provider ?? "", submission)?.profile
      else { continue }
      let refused = loaded.filter { $0.facts.refused && $0.file.provider == file.provider && $0.file.part == half.missing }.map(\.file.path)
      let named = months.count == 1 ? first.period.description : "\(months.count) months, \(first.period.description) to \(last.period.description)"
      let folder = "\(request.folders.slam)/\(first.year.label)"
      let about =
        refused.isEmpty
        ? "no file named \(profile.names(of: half.missing)) states" : "\(refused.joined(separator: ", ")), which was refused, should state"
      switch half.missing {
      case .plan:
        add(
          .missingHalf, .slam, file: file.path, value: half.provider, "the actuals of \(half.provider) have no plan beside them: \(about) \(named)",
          hint:
            "put the \(half.missing.words) into the folder of the month that it came with (a year’s plan, once, into any up to the period’s); it was "
            + "looked for in \(folder)/M01 to \(request.lastSubmission.period.monthLabel) by \(profile.file); until then these months count with no plan",
          count: months.count, provider: half.provider)
      case .actual:
        add(
          .missingHalf, .slam, file: file.path, value: half.provider, "the plan of \(half.provider) has no actuals beside it: \(about) \(named)",
          hint: "put the \(half.missing.words) into the folder of its month; it was looked for in \(folder)/\(first.period.monthLabel) to "
            + "\(request.lastSubmission.period.monthLabel) by \(profile.file); until then the plan of these months does not count",
          count: months.count, provider: half.provider)
      }
    }
  }

  /// Files that a later revision takes the place of.
  private mutating func revisions(_ folder: ExtractFolder) {
    for file in folder.files {
      guard let successor = file.successor, file.submission.map({ $0.index <= request.lastSubmission && $0.index >= request.firstMonth }) ?? false
      else {
        continue
      }
      add(
        .supersededFile, file.kind, file: file.path, "the file was not read: \(successor) is a later revision of it",
        hint: "take it away, or give it a name of its own if both are meant to count", provider: file.provider)
    }
  }

  private mutating func restatements(_ resolution: StatementResolution) {
    var restated: [String: [MonthIndex]] = [:]
    for (key, history) in resolution.history {
      let order = history.keys.sorted()
      for (earlier, later) in zip(order, order.dropFirst()) {
        guard let before = history[earlier], let after = history[later] else { continue }
        if later == request.lastSubmission || later == request.period.index { restated[key.provider, default: []].append(key.month) }
        if before.rows >= 4, after.rows * 2 < before.rows {
          add(
            .thinRestatement, .slam, file: "\(request.folders.slam)/\(later.year.label)/\(later.period.monthLabel)", value: key.provider,
            "\(key.provider) restates \(key.month.period.description) with \(after.rows) rows in place of \(before.rows)",
            hint: "the later statement counts, whole; ask the provider whether the month is complete", provider: key.provider)
        }
      }
    }
    for (provider, months) in restated.sorted(by: { $0.key < $1.key }) {
      let names = Set(months).sorted().map { $0.period.description }
      add(
        .restatedMonth, .slam, file: "\(request.folders.slam)/\(request.period.year.label)/\(request.period.monthLabel)", value: provider,
        "\(provider) states \(names.count == 1 ? "a month" : "\(names.count) months") again: \(names.prefix(3).joined(separator: ", "))"
          + (names.count > 3 ? " … \(names.last ?? "")" : ""), hint: "the later statement counts, whole", count: names.count, provider: provider)
    }
  }

  /// Months that an attendance file of the year and one of a month both have, or two files of one folder.
  private mutating func doubled(_ files: [AttendanceFile], _ choice: SUSChoice) {
    for (index, entry) in files.enumerated() {
      let chosen = choice.months[entry.file.kind] ?? [:]
      // A later month's file states a month anew; a file of the year, or another file of the same month, has it twice.
      let lost = entry.segment.months.keys.filter { month in
        chosen[month].map { $0 != index && (entry.file.submission == nil || files[$0].file.submission == entry.file.submission) } ?? false
      }.sorted()
      guard let first = lost.first, let other = chosen[first] else { continue }
      let isBeside = files[other].file.submission == entry.file.submission
      add(
        .doubledSource, entry.file.kind, file: entry.file.path, value: first.period.description,
        "\(files[other].file.path) also has \(first.period.description)\(lost.count > 1 ? " and \(lost.count - 1) more months stand in two files" : "")",
        hint: isBeside ? "the first by its name counts; take the other away" : "the month's own file counts", count: lost.count)
    }
  }

  /// Plan files that disagree with the returns' planned price by more than a pound.
  private mutating func plans(_ ledger: ProgrammeLedger) {
    struct Pair: Hashable, Comparable {
      var provider: UInt16
      var commissioner: UInt16
      static func < (a: Pair, b: Pair) -> Bool { (a.provider, a.commissioner) < (b.provider, b.commissioner) }
    }
    var planned: [Pair: Money] = [:]
    for line in ledger.annualPlan {
      let pair = Pair(provider: line.provider, commissioner: line.commissioner)
      planned[pair, default: .zero] += line.months.prefix(request.period.month).reduce(.zero) { $0 + $1.planCost }
    }
    let yearStart = MonthIndex(year: request.period.year, month: 1)
    let offset = ledger.monthly.firstMonth.distance(to: yearStart)
    for (pair, plan) in planned.sorted(by: { $0.key < $1.key }) {
      var returned = Money.zero
      for month in offset..<ledger.monthly.monthCount {
        returned += ledger.monthly[commissioner: Int(pair.commissioner), provider: Int(pair.provider), month: month].planCost
      }
      let difference = plan - returned
      guard difference.magnitude.parts > exactScale else { continue }
      let provider = ledger.providers.codes[Int(pair.provider)]
      let commissioner = ledger.commissioners.codes[Int(pair.commissioner)]
      add(
        .planDisagrees, .plan, file: "\(request.folders.plan)/\(request.period.year.label)/\(provider).csv", value: commissioner,
        "the plan file has \(plan.sterling) year to date for \(commissioner), the returns \(returned.sterling)",
        hint: "the returns' planned price is the YTD plan; ask \(provider) which is right", provider: provider,
        commissioner: commissioner)
    }
  }
}

/// The codes on the ledger's axes that the programme does not know: where there are none, no file need be searched for them.
private struct UnknownLineCodes {
  let anyPOD: Bool
  let treatmentFunctions: Set<String>
  let hrgs: Set<String>

  init(axes: CodeAxes, request: LedgerRequest) {
    anyPOD = axes.hasUnknownPODs
    let knownFunctions = request.treatmentFunctions
    treatmentFunctions = knownFunctions.isEmpty ? [] : Set(axes.treatmentFunctions.filter { !$0.isEmpty && !knownFunctions.contains($0) })
    let knownHRGs = request.hrgs
    hrgs = knownHRGs.isEmpty ? [] : Set(axes.hrgs.filter { !$0.isEmpty && !knownHRGs.contains($0) })
  }
}
