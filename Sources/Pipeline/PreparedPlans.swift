package import Figures
package import Packs
package import Programme
import Report

/// The documents of a month's packs before anything is held back, made once so that a benchmark can plan again and again what their readers may see.
package struct PreparedPlans {
  /// Packs that are judged together.
  package struct Release {
    /// Whose packs they are: a code, or the kind of pack.
    package let name: String
    let documents: [ReportDocument]
    /// Whether it is a pack by practice.
    package let isByPractice: Bool
  }

  /// The packs by practice, each by itself, then those of each other kind together.
  package let releases: [Release]
  private let localities: [String: String]

  /// Reads the programme and makes the documents.
  ///
  /// - Throws: `RunFailure`, as a build would.
  package init(_ request: RunRequest) throws(RunFailure) {
    let inputs = try readInputs(request)
    let templating = try Templating(request, definitions: nil)
    let context = PackContext(packInput(inputs, rules: templating.rules))
    localities = Dictionary(context.input.practices.map { ($0.code, $0.locality ?? "") }, uniquingKeysWith: { first, _ in first })
    var releases: [Release] = []
    for kind in [PackKind.practice, .commissioner, .provider, .programme] {
      guard let definition = templating.definitions[kind] else { continue }
      let codes = context.codes(of: kind)
      let documents = codes.compactMap { buildPack(definition, kind: kind, code: $0, context: context) }
      if kind == .practice {
        for (code, document) in zip(codes, documents) { releases.append(Release(name: code, documents: [document], isByPractice: true)) }
      } else {
        releases.append(Release(name: "\(kind)", documents: documents, isByPractice: false))
      }
    }
    self.releases = releases
  }

  /// Works out what the readers of a release may see.
  package func plan(_ release: Release, _ rule: SmallNumberRule) -> SmallNumberPlan {
    SmallNumberPlan(rule, release.documents, localities: localities)
  }

  /// What a plan makes of each figure of a release that it changes, in id order: the figure as its readers see it.
  package func changed(_ plan: SmallNumberPlan, in release: Release) -> [(exact: FigureID, shown: Figure)] {
    var found: [FigureID: Figure] = [:]
    for document in release.documents {
      document.forEachFigure { figure in
        let shown = plan.shown(figure)
        if shown != figure { found[figure.id] = shown }
      }
    }
    return found.sorted { $0.key < $1.key }.map { (exact: $0.key, shown: $0.value) }
  }
}
