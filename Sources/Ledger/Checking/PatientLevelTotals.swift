import Extracts
import Quantities

/// What the patient-level returns state of the period's month, added up by provider and commissioner.
struct PatientLevelTotals: Sendable {
  private struct Pair: Hashable {
    var kind: ExtractKind
    var provider: String
    var commissioner: String
  }
  private var sums: [Pair: Int128] = [:]
  private var sent: Set<Pair> = []

  /// Adds up, of each provider and kind, the latest submission that states the period's month.
  init(_ files: [(file: ExtractFile, segment: ContractSegment)], period: Period) {
    var latest: [Pair: MonthIndex] = [:]
    for pass in 0...1 {
      for (file, segment) in files {
        guard let submission = file.submission?.index else { continue }
        for statement in segment.statements where statement.month == period.index {
          let provider = segment.providers[statement.provider]
          let whole = Pair(kind: file.kind, provider: provider, commissioner: "")
          if pass == 0 {
            latest[whole] = max(latest[whole] ?? submission, submission)
          } else if latest[whole] == submission {
            sent.insert(whole)
            let pair = Pair(kind: file.kind, provider: provider, commissioner: segment.commissioners[statement.commissioner])
            sums[pair, default: 0] += statement.sums.actualPrice
          }
        }
      }
    }
  }

  /// What was stated of a pair; nil where the provider sent no such return, nought where it says nothing of the commissioner.
  subscript(_ kind: ExtractKind, _ provider: String, _ commissioner: String) -> Int128? {
    guard sent.contains(Pair(kind: kind, provider: provider, commissioner: "")) else { return nil }
    return sums[Pair(kind: kind, provider: provider, commissioner: commissioner)] ?? 0
  }
}
