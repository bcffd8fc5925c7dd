import Analysis
import Figures
import Quantities
import Report

/// `local-updates`: written intelligence by provider, from `commentary/<period>/<PROVIDER>-updates.md`.
let localUpdates = SectionBuilder(
  "local-updates", [.programme], title: { _ in "Local updates" }, question: Question.inHand,
  absence: { context, _ in
    providersWithUpdate(context).isEmpty
      ? context.sentence(
        "absent.updates",
        [
          "month": .words(context.period.monthName),
          "file": .words("commentary/\(context.period.identifier)/<\(context.words.provider)>-updates.md"),
        ])
      : nil
  }
) { request in
  let context = request.context
  let providers = providersWithUpdate(context)
  let stem = FigureStem("update")
  let older = providers.count { context.input.updates[context.providerCode($0)]?.earlier != nil }
  let count = RuleValue.figure(stem.figure(Measure.providersWithUpdate, count: providers.count - older))
  let carried = RuleValue.figure(stem.figure(Measure.providersWithOlderUpdate, count: older))
  let all = RuleValue.figure(stem.figure(Measure.providersInProgramme, count: context.positions.ownProviderCount))
  let headline =
    switch (providers.count - older, older) {
    case (context.positions.ownProviderCount, _): context.sentence("local-updates.all")
    case (_, 0): context.sentence("local-updates.some", ["count": count, "all": all])
    case (0, _): context.sentence("local-updates.older", ["older": carried])
    default: context.sentence("local-updates.some-older", ["count": count, "all": all, "older": carried])
    }
  let texts = providers.map { provider -> Block in
    .aside(title: context.providerShortName(provider), context.update(ofProvider: provider))
  }
  let note = context.sentence("local-updates.source", ["folder": .words("commentary/\(context.period.identifier)")])
  return [request.section(headline, texts + [.notes([note])])]
}

/// The providers on which something has been written, in code order.
private func providersWithUpdate(_ context: PackContext) -> [Int] {
  (0..<context.positions.ownProviderCount).filter { !context.update(ofProvider: $0).isEmpty }
}

extension PackContext {
  /// The written update of a provider without a first heading that repeats its name.
  fileprivate func update(ofProvider provider: Int) -> [Block] {
    guard let update = input.updates[providerCode(provider)] else { return [] }
    var blocks = update.blocks
    if case .heading(let text)? = blocks.first, text == providerName(provider) || text == providerShortName(provider) { blocks.removeFirst() }
    return blocks.isEmpty ? [] : carriedNote(update) + blocks
  }
}

let updateRules: [SentenceRule] = [
  SentenceRule("local-updates.all"), SentenceRule("local-updates.some", .count("count"), .several("all")),
  SentenceRule("local-updates.older", .count("older")), SentenceRule("local-updates.some-older", .count("count"), .several("all"), .count("older")),
]
