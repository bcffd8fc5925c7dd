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
  let isOld = { (provider: Int) in context.input.updates[context.providerCode(provider)]?.earlier != nil }
  let older = providers.count(where: isOld)
  let count = stem.figure(Measure.providersWithUpdate, count: providers.count - older)
  let carried = stem.figure(Measure.providersWithOlderUpdate, count: older)
  let all = stem.figure(Measure.providersInProgramme, count: context.positions.ownProviderCount)
  let headline =
    older > 0
    ? context.sentence("local-updates.carried", ["count": .figure(count), "all": .figure(all), "older": .figure(carried)])
    : providers.count == context.positions.ownProviderCount
      ? context.sentence("local-updates.all") : context.sentence("local-updates.some", ["count": .figure(count), "all": .figure(all)])
  let texts = providers.map { provider -> Block in
    .aside(title: context.providerShortName(provider), context.update(ofProvider: provider))
  }
  let silent = (0..<context.positions.ownProviderCount).filter { !providers.contains($0) }.map(context.providerShortName)
  let missing = silent.isEmpty ? [] : [context.sentence("local-updates.missing", ["names": .words(listed(silent))])]
  let note = context.sentence("local-updates.source", ["folder": .words("commentary/\(context.period.identifier)")])
  return [request.section(headline, texts + [.notes(missing + [note])])]
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
  SentenceRule("local-updates.missing", .words("names")),
  SentenceRule("local-updates.carried", .count("count"), .several("all"), .count("older")),
]
