import Analysis
import Charts
import Figures
import Programme
import Quantities
import Report

/// `quality-self-certification`: each provider's statements and answers by quarter, with evidence and owner, for board reporting.
let qualitySelfCertification = SectionBuilder(
  "quality-self-certification", [.commissioner, .programme], title: { _ in "Quality self-certification" },
  shortTitle: { _ in "Self-certification" }, question: Question.rely,
  absence: { context, _ in
    context.input.registers.selfCertifications.isEmpty ? context.sentence("absent.certification") : nil
  }
) { request in
  let context = request.context
  let codes = qualityProviders(request).map(context.providerCode)
  let quarters = shownQuarters(context, Set(codes))
  let groups = qualityProviders(request).compactMap { certifications(context, $0, quarters) }
  return [request.section(certificationHeadline(request, groups, quarters), [.table(certificationTable(context, groups, quarters))])]
}

/// A provider's statements.
private struct Certified {
  var name: String
  var statements: [Statement]

  struct Statement {
    var text: String
    /// The answer of each quarter shown.
    var answers: [SelfCertification?]
    /// The latest answer, and the one before it.
    var latest: SelfCertification? { answers.last { $0 != nil } ?? nil }
    var previous: SelfCertification? { answers.filter { $0 != nil }.dropLast().last ?? nil }
    var hasChanged: Bool {
      guard let latest, let previous else { return false }
      return AnswerKind(latest.answer) != AnswerKind(previous.answer) || latest.answer.lowercased() != previous.answer.lowercased()
    }
  }
}

/// How an answer is marked.
private enum AnswerKind {
  case yes, partly, no, other

  init(_ answer: String) {
    switch answer.lowercased() {
    case "yes", "met", "compliant", "confirmed": self = .yes
    case "partly", "partial", "partially", "at risk": self = .partly
    case "no", "not met", "not confirmed", "non-compliant": self = .no
    default: self = .other
    }
  }

  var mark: ReportMark {
    switch self {
    case .yes: .met
    case .partly: .warning
    case .no: .notMet
    case .other: .note
    }
  }
}

/// The last four quarters up to the period of which the pack's providers have an answer.
private func shownQuarters(_ context: PackContext, _ codes: Set<String>) -> [Quarter] {
  let current = Quarter(year: context.period.year, number: (min(context.period.month, 12) + 2) / 3)
  return Set(context.input.registers.selfCertifications.filter { codes.contains($0.provider) && $0.quarter <= current }.map(\.quarter)).sorted()
    .suffix(4)
}

private func certifications(_ context: PackContext, _ provider: Int, _ quarters: [Quarter]) -> Certified? {
  let code = context.providerCode(provider)
  let own = context.input.registers.selfCertifications.filter { $0.provider == code && quarters.contains($0.quarter) }
  if own.isEmpty { return nil }
  // Statements in the order in which the register first names them.
  var texts: [String] = []
  for row in own where !texts.contains(row.statement) { texts.append(row.statement) }
  return Certified(
    name: context.providerShortName(provider),
    statements: texts.map { text in
      Certified.Statement(text: text, answers: quarters.map { quarter in own.first { $0.quarter == quarter && $0.statement == text } })
    })
}

private func certificationTable(_ context: PackContext, _ groups: [Certified], _ quarters: [Quarter]) -> ReportTable {
  let isOneYear = Set(quarters.map(\.year)).count <= 1
  let columns: [ReportTable.Column] =
    [.init("Statement", .name)] + quarters.map { .init(isOneYear ? "Q\($0.number)" : $0.description, .mark) } + [
      .init("Change", .words), .init("Evidence", .words), .init("Owner", .words),
    ]
  var rows: [ReportTable.Row] = []
  for group in groups {
    rows.append(ReportTable.Row(.group, [.text(group.name)] + Array(repeating: .none, count: columns.count - 1)))
    for statement in group.statements {
      let answers = statement.answers.map { row -> ReportTable.Cell in
        row.map { .mark(AnswerKind($0.answer).mark, word: $0.answer) } ?? .mark(.noValue, word: "none")
      }
      let latest = statement.latest
      rows.append(
        ReportTable.Row(
          .detail,
          [.text(statement.text)] + answers + [
            .text(change(statement)), .text(latest.map { $0.evidence.isEmpty ? "none given" : $0.evidence } ?? ""),
            .text(latest.map { $0.owner.isEmpty ? "none given" : $0.owner } ?? ""),
          ]))
    }
  }
  let span = quarters.last.map { last in quarters.count == 1 ? last.description : "\(quarters[0].description) to \(last.description)" }
  return ReportTable(
    id: "quality-self-certification", title: "Statements and answers", caption: span ?? "no quarter", columns: columns, rows: rows,
    notes: [
      context.sentence("self-certification.as-certified")
    ],
    empty: context.sentence("empty.certification", ["month": .words(context.period.monthName)]))
}

/// `from Yes to Partly` where the latest answer differs from the one before, `new` for a statement answered for the first time.
private func change(_ statement: Certified.Statement) -> String {
  guard let latest = statement.latest else { return "" }
  guard let previous = statement.previous else { return statement.answers.count > 1 ? "new" : "" }
  return statement.hasChanged ? "from \(previous.answer) to \(latest.answer)" : "–"
}

/// `Five of 48 answers for 2015-16 Q3 are “no”; seven changed`.
private func certificationHeadline(_ request: SectionRequest, _ groups: [Certified], _ quarters: [Quarter]) -> Sentence? {
  guard let last = quarters.last else { return nil }
  let answers = groups.flatMap(\.statements).filter { $0.answers.last.map { $0 != nil } ?? false }
  guard !answers.isEmpty else { return nil }
  let stem = request.context.stem("certification", request.frame.scope).with("quarter", "\(last.year.label)-Q\(last.number)")
  let refused = answers.count { AnswerKind($0.latest?.answer ?? "") == .no }
  let moved = answers.count(where: \.hasChanged)
  let all = stem.figure(Measure.answersGiven, count: answers.count)
  let no = stem.figure(Measure.answersNo, count: refused)
  let changed = stem.figure(Measure.answersChanged, count: moved)
  let context = request.context
  let quarter = RuleValue.words(last.description)
  let opening =
    answers.count == 1
    ? context.sentence(refused == 0 ? "self-certification.one-not-no" : "self-certification.one-no", ["quarter": quarter])
    : refused == 0
      ? context.sentence("self-certification.none-no", ["count": .figure(all), "quarter": quarter])
      : context.sentence("self-certification.no", ["no": .figure(no), "count": .figure(all), "quarter": quarter])
  return moved == 0
    ? context.sentence("self-certification.unchanged", ["opening": .clause(opening)])
    : context.sentence("self-certification.changed", ["opening": .clause(opening), "count": .figure(changed)])
}

let certificationRules: [SentenceRule] = [
  SentenceRule("self-certification.none-no", .several("count"), .words("quarter")),
  SentenceRule("self-certification.one-not-no", .words("quarter")), SentenceRule("self-certification.one-no", .words("quarter")),
  SentenceRule("self-certification.no", .count("no"), .several("count"), .words("quarter")),
  SentenceRule("self-certification.unchanged", .clause("opening")), SentenceRule("self-certification.changed", .clause("opening"), .count("count")),
]
