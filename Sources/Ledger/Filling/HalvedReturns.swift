import Extracts
import Quantities

/// A submission at which a statement of a half stood.
struct HalfTurn: Sendable, Hashable {
  /// The submission that brought this half or the other.
  var submission: MonthIndex
  /// Whether it is the last, which counts.
  var isCurrent: Bool
  /// Whether it counted before the last submission of the cut came.
  var countedBefore: Bool
}

/// A month of a provider of which one half is there and the other is not.
struct HalfGap: Hashable {
  var provider: String
  var month: MonthIndex
  /// The half that is missing.
  var missing: ReturnPart
  /// The place of a file that has the other half.
  var file: Int
}

/// The return of a month and commissioner, as it stood from a submission on: a whole file, or the newest file of each half.
private struct StandingReturn {
  var submission: MonthIndex
  /// The submission whose file it is, or whose files' halves.
  var whole: MonthIndex?
  var plan: MonthIndex?
  var actual: MonthIndex?

  func submission(of part: ReturnPart?) -> MonthIndex? {
    switch part {
    case nil: whole
    case .plan: plan
    case .actual: actual
    }
  }
}

/// A statement of the files, by their places.
private struct StatementPlace {
  var file: Int
  var statement: Int
}

/// Which submissions have a file of each kind: whole, plan, actual.
private struct SubmissionsOfParts {
  private var sets: [ReturnPart?: Set<MonthIndex>] = [:]

  subscript(_ part: ReturnPart?) -> Set<MonthIndex> {
    get { sets[part] ?? [] }
    set { sets[part] = newValue }
  }

  func union(_ other: Self?) -> Self {
    var result = self
    for (part, own) in other?.sets ?? [:] { result[part].formUnion(own) }
    return result
  }

  /// The returns that the files make, one for each submission that brought anything to one.
  ///
  /// The newest file of each half stands beside the newest of the other, so that a half that is not sent again goes on. A whole return puts an end to halves
  /// that came before it. A plan without any actuals is no return yet: it waits.
  var standing: [StandingReturn] {
    var found: [StandingReturn] = []
    var plan: MonthIndex?
    var actual: MonthIndex?
    for submission in sets.values.reduce(into: Set<MonthIndex>(), { $0.formUnion($1) }).sorted() {
      if self[nil].contains(submission) {
        (plan, actual) = (nil, nil)
        found.append(StandingReturn(submission: submission, whole: submission))
        continue
      }
      if self[.plan].contains(submission) { plan = submission }
      if self[.actual].contains(submission) { actual = submission }
      if actual != nil { found.append(StandingReturn(submission: submission, plan: plan, actual: actual)) }
    }
    return found
  }
}

extension StatementResolution {
  /// Resolves the files of a provider that sends plan and actuals in files of their own.
  mutating func resolveHalves(
    of provider: String, _ files: [(file: ExtractFile, segment: ContractSegment)], window: ClosedRange<MonthIndex>, lastSubmission: MonthIndex
  ) {
    struct Slice: Hashable {
      var commissioner: String
      var month: MonthIndex
    }
    // A file for one commissioner (`RQM_10H_plan.csv`) speaks for that one alone, any other for all.
    var forAll: [MonthIndex: SubmissionsOfParts] = [:]
    var forOne: [Slice: SubmissionsOfParts] = [:]
    var places: [Slice: [StatementPlace]] = [:]
    for (index, (file, segment)) in files.enumerated() {
      guard let submission = file.submission?.index, let own = segment.providers.firstIndex(of: provider) else { continue }
      for (place, statement) in segment.statements.enumerated() where statement.provider == own {
        let slice = Slice(commissioner: segment.commissioners[statement.commissioner], month: statement.month)
        places[slice, default: []].append(StatementPlace(file: index, statement: place))
        if file.commissioner == nil {
          forAll[statement.month, default: SubmissionsOfParts()][file.part].insert(submission)
        } else {
          forOne[slice, default: SubmissionsOfParts()][file.part].insert(submission)
        }
      }
    }
    var missing: Set<HalfGap> = []
    for (slice, own) in places.sorted(by: { ($0.key.month, $0.key.commissioner) < ($1.key.month, $1.key.commissioner) }) {
      let returns = (forAll[slice.month] ?? SubmissionsOfParts()).union(forOne[slice]).standing
      let before = returns.last { $0.submission < lastSubmission }?.submission
      let isInWindow = window.contains(slice.month)
      var counted: [ReturnPart?: Int] = [:]
      for entry in own {
        let (file, segment) = files[entry.file]
        let statement = segment.statements[entry.statement]
        guard let submission = file.submission?.index else { continue }
        let stood = returns.filter { $0.submission(of: file.part) == submission }
        for turn in stood {
          var sofar = history[StatedMonth(provider: provider, month: slice.month)]?[turn.submission] ?? (0, FourSums())
          sofar.rows += statement.rows
          sofar.sums += statement.sums
          history[StatedMonth(provider: provider, month: slice.month), default: [:]][turn.submission] = sofar
        }
        turns[entry.file]?[entry.statement] = stood.map {
          HalfTurn(submission: $0.submission, isCurrent: $0.submission == returns.last?.submission, countedBefore: $0.submission == before)
        }
        countedBefore[entry.file][entry.statement] = stood.contains { $0.submission == before }
        guard let last = stood.last, last.submission == returns.last?.submission else {
          // A plan of a month for which no actuals have come waits; a newer plan, or a whole return, takes its place.
          let isWaiting =
            stood.isEmpty
            && !own.contains { later in
              files[later.file].file.part == .plan && (files[later.file].file.submission?.index ?? submission) > submission
            }
          standings[entry.file][entry.statement] = isWaiting ? .outsideWindow : .replaced
          if isWaiting, isInWindow, returns.isEmpty {
            missing.insert(HalfGap(provider: provider, month: slice.month, missing: .actual, file: entry.file))
          }
          continue
        }
        guard isInWindow else { continue }
        standings[entry.file][entry.statement] = .counts
        stated.insert(StatedMonth(provider: provider, month: slice.month))
        if file.part == .actual, last.plan == nil {
          missing.insert(HalfGap(provider: provider, month: slice.month, missing: .plan, file: entry.file))
        }
        if let other = counted[file.part], other != entry.file {
          overlaps.append((other, entry.file, provider, slice.commissioner, slice.month))
        } else {
          counted[file.part] = entry.file
        }
      }
    }
    gaps += missing.sorted { ($0.month, $0.file) < ($1.month, $1.file) }
  }
}
