import Extracts
import Quantities

/// What becomes of a statement at this period and cut.
enum Standing: UInt8, Sendable {
  /// It counts, and its month is within the window.
  case counts
  /// A later submission has stated the month again.
  case replaced
  /// Its month is before or after the window.
  case outsideWindow
}

/// A provider's month as one submission stated it.
struct StatedMonth: Hashable {
  var provider: String
  var month: MonthIndex
}

/// Which statements count: for each provider, year and month the latest submission that speaks of it, whole.
///
/// Where a provider sends a file for each commissioner (`RQM_10H.csv`) such a file speaks for its rows' commissioners alone; any other file speaks
/// for all, so that a commissioner of whom the latest says nothing has nothing.
struct StatementResolution {
  /// For each file, the standing of each of its statements.
  var standings: [[Standing]]
  /// For each file, whether each of its statements counted before the last submission came.
  var countedBefore: [[Bool]]
  /// For each provider and month, the submissions that stated it, in order, with the rows and money of each.
  var history: [StatedMonth: [MonthIndex: (rows: Int, sums: FourSums)]] = [:]
  /// Provider and month pairs that count.
  var stated: Set<StatedMonth> = []
  /// For each file that is a half of a return, for each of its statements, the submissions at which it stood, in order; nil for whole returns.
  var turns: [[[HalfTurn]]?]
  /// Months of which one half is there and the other not.
  var gaps: [HalfGap] = []
  /// Files of one submission that state the same commissioner and month: places in `files`.
  var overlaps: [(first: Int, second: Int, provider: String, commissioner: String, month: MonthIndex)] = []

  private struct Slice: Hashable {
    var provider: String
    var commissioner: String
    var month: MonthIndex
  }

  /// - Parameter files: the contract returns up to the last submission, in path order, each with its segment.
  init(files: [(file: ExtractFile, segment: ContractSegment)], firstMonth: MonthIndex, lastMonth: MonthIndex, lastSubmission: MonthIndex) {
    countedBefore = files.map { Array(repeating: false, count: $0.segment.statements.count) }
    standings = files.map { Array(repeating: .outsideWindow, count: $0.segment.statements.count) }
    turns = files.map { file, segment in file.part == nil ? nil : segment.statements.map { _ in [] } }
    // Where a provider sends plan and actuals in files of their own, what counts is told for each half.
    var halved: Set<String> = []
    for (file, segment) in files where file.part != nil { halved.formUnion(segment.providers) }
    var whole: [StatedMonth: MonthIndex] = [:]
    var single: [Slice: MonthIndex] = [:]
    // The same without the last submission.
    var wholeBefore: [StatedMonth: MonthIndex] = [:]
    var singleBefore: [Slice: MonthIndex] = [:]
    for (file, segment) in files {
      guard let submission = file.submission?.index else { continue }
      for statement in segment.statements {
        let provider = segment.providers[statement.provider]
        if halved.contains(provider) { continue }
        if file.commissioner == nil {
          let key = StatedMonth(provider: provider, month: statement.month)
          whole[key] = max(whole[key] ?? submission, submission)
          if submission < lastSubmission { wholeBefore[key] = max(wholeBefore[key] ?? submission, submission) }
        } else {
          let key = Slice(provider: provider, commissioner: segment.commissioners[statement.commissioner], month: statement.month)
          single[key] = max(single[key] ?? submission, submission)
          if submission < lastSubmission { singleBefore[key] = max(singleBefore[key] ?? submission, submission) }
        }
      }
    }
    var counted: [Slice: Int] = [:]
    for (index, (file, segment)) in files.enumerated() {
      guard let submission = file.submission?.index else { continue }
      for (place, statement) in segment.statements.enumerated() {
        let provider = segment.providers[statement.provider]
        if halved.contains(provider) { continue }
        let commissioner = segment.commissioners[statement.commissioner]
        let key = StatedMonth(provider: provider, month: statement.month)
        let slice = Slice(provider: provider, commissioner: commissioner, month: statement.month)
        var sofar = history[key]?[submission] ?? (0, FourSums())
        sofar.rows += statement.rows
        sofar.sums += statement.sums
        history[key, default: [:]][submission] = sofar
        let latest = max(whole[key] ?? submission, single[slice] ?? submission)
        countedBefore[index][place] =
          submission < lastSubmission && max(wholeBefore[key] ?? submission, singleBefore[slice] ?? submission) == submission
        if latest > submission {
          standings[index][place] = .replaced
        } else if statement.month < firstMonth || statement.month > lastMonth {
          standings[index][place] = .outsideWindow
        } else {
          standings[index][place] = .counts
          stated.insert(key)
          if let other = counted[slice], other != index {
            overlaps.append((other, index, provider, commissioner, statement.month))
          } else {
            counted[slice] = index
          }
        }
      }
    }
    for provider in halved.sorted() {
      resolveHalves(of: provider, files, window: firstMonth...lastMonth, lastSubmission: lastSubmission)
    }
  }
}
