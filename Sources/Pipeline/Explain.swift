import Analysis
import Figures
import Findings
import HTML
import Ledger
import Packs
import Programme
import Quantities
import Report

/// Where figures of one period come from: reads the inputs once and explains any number of them.
package struct Explainer: Sendable {
  private let request: RunRequest
  private let inputs: RunInputs
  private let values: [String: FigureValue]
  private let tableParts: [String: [String]]
  private let facts: FactsOfFigures
  private let positions: Positions
  private let assembly: PackAssembly

  /// Reads a period.
  ///
  /// - Throws: `RunFailure`.
  package init(_ request: RunRequest, progress: ProgressReport = { _, _, _ in }) throws(RunFailure) {
    inputs = try readInputs(request, progress: progress)
    self.request = request
    let templating = try Templating(request, definitions: nil)
    let context = PackContext(packInput(inputs, rules: templating.rules))
    let directory = FigureDirectory(context, templating.definitions)
    assembly = PackAssembly(context, templating.definitions)
    values = directory.values
    tableParts = directory.tableParts
    facts = FactsOfFigures(context)
    positions = context.positions
  }

  /// The ids of all figures, in order.
  package var ids: [String] { values.keys.sorted() }

  /// Explains one figure: its formula, and the files or figures that it is made of.
  ///
  /// Whoever asks has the extracts, so that an exact count is explained with its rows though a pack holds it back; which packs do is said. The id of a rounded
  /// count, as those have it who read the pack, is answered with the rounded count alone: the answer can be handed on to them.
  ///
  /// - Parameter withRows: whether the source rows are listed, for a figure that is a sum of rows.
  /// - Throws: `RunFailure.unknownFigure` with the nearest ids, when the period has no such figure.
  package func explain(_ id: String, withRows: Bool = false) throws(RunFailure) -> Explanation {
    if let rounded = roundedCount(id) { return rounded }
    let name: FigureName
    do {
      name = try FigureName(parsing: id)
    } catch {
      throw .unknownFigure(id, reason: error.reason, nearest: nearest(to: id))
    }
    // The pack's own period may be written or left out.
    var own = name
    if own.period == inputs.period { own.period = nil }
    guard let value = values[own.id.text] ?? assembly.value(ofSeen: own.id) else {
      throw .unknownFigure(id, reason: "no pack of \(inputs.period.description) prints it", nearest: nearest(to: id))
    }
    let figure = Figure(own.id, value)
    let known = facts.facts(figure)
    let definition = measureDefinition(own.measure)
    var explanation = Explanation(
      figure: figure, label: known.label, unit: known.unit, formula: definition?.formula ?? "", origin: .source("not known"))
    if let formula = forecastFormula(own) { explanation.formula = formula }
    explanation.heldBackIn = assembly.holdingBack(own.id).map(\.rawValue)
    if let query = RowQuery(own, inputs) {
      explanation.origin = try rows(query, listed: withRows)
      return explanation
    }
    if let file = planFile(of: own) {
      explanation.origin = .source("the plan file \(file): its twelve months for this commissioner and these points of delivery, added")
      return explanation
    }
    let parts = ingredients(own, definition?.derivation)
    if !parts.isEmpty {
      explanation.origin = .figures(parts.map { Explanation.Input(figure: $0, label: facts.facts($0).label) })
      if own.id.text.contains(SeveralOrganisations.others) {
        explanation.formula = "the first figure, less those after it: what the table does not list by itself"
      }
      return explanation
    }
    explanation.origin = .source(source(own, definition?.derivation))
    return explanation
  }

  /// A count that the small-number policy rounds: what it is of, and by which rule; never the exact count.
  private func roundedCount(_ id: String) -> Explanation? {
    guard let exact = FigureID(wellFormed: id).exactOfRounded, var name = try? FigureName(parsing: exact.text) else { return nil }
    if name.period == inputs.period { name.period = nil }
    guard let (value, kinds) = assembly.rounding(of: name.id.roundedByPolicy) else { return nil }
    let figure = Figure(name.id.roundedByPolicy, value)
    let known = facts.facts(Figure(name.id, value))
    let packs = kinds.map(\.rawValue).joined(separator: ", ")
    let formula = measureDefinition(name.measure)?.formula ?? ""
    return Explanation(
      figure: figure, label: known.label + ", rounded", unit: known.unit,
      formula:
        "\(formula); then by the small-number rule hes2018: counts to the nearest five, and what is worked out from counts from the rounded ones",
      origin: .source("small_numbers in programme.yaml, for these packs: \(packs); \(name.id.text) is the exact one"))
  }

  /// How the forecast of a leaf, or another method's of a group, was worked out.
  private func forecastFormula(_ name: FigureName) -> String? {
    let measures = [Measure.forecastOutturn, Measure.forecastOutturn + Measure.activitySuffix]
    guard measures.contains(name.measure), let group = name.dimensions.first, group.name == "pod_group" else { return nil }
    if let method = name.qualifier.flatMap(ForecastMethod.init(rawValue:)) {
      return "\(method.name): \(method.meaning); by commissioner × provider, added"
    }
    guard let c = inputs.ledger.commissioners.index(of: name.commissioner), let p = inputs.ledger.providers.index(of: name.provider),
      let place = positions.groups.firstIndex(of: group.code),
      let applied = positions.appliedForecast(commissioner: c, provider: p, group: place)
    else { return nil }
    let chosen = inputs.programme.configuration.forecast.method(forGroup: group.code)
    var text = "\(applied.method.name): \(applied.method.meaning)"
    if applied.method != chosen { text += "; \(chosen.name), which is chosen, could not be used" }
    if let reason = applied.reason { text += " (\(reason.meaning))" }
    if applied.hasCorrection { text += "; a month below nought is a correction, which counts once and is not run on" }
    return text
  }

  /// The plan file behind a leaf's annual plan, where its pair has one.
  private func planFile(of name: FigureName) -> String? {
    let ledger = inputs.ledger
    guard name.measure.hasPrefix(Measure.annualPlan), name.dimensions.first?.name == "pod_group",
      let c = ledger.commissioners.index(of: name.commissioner), let p = ledger.providers.index(of: name.provider),
      positions.planSource(commissioner: c, provider: p) == .planFile
    else { return nil }
    return ledger.sources.first {
      $0.kind == ExtractKindName.plan && $0.provider == name.provider && $0.path.contains("/\(inputs.period.year.label)/")
    }?.path
  }

  private func rows(_ query: RowQuery, listed: Bool) throws(RunFailure) -> Explanation.Origin {
    let ledgerRequest = LedgerRequest(
      folder: request.programme, definition: inputs.programme, period: inputs.period, cut: inputs.cut, usesCache: request.usesCache,
      jobs: request.jobs)
    var found: [SourceRow] = []
    for filter in query.filters {
      do {
        found += try sourceRows(filter, ledgerRequest)
      } catch {
        throw .ledger(error, inputs.period)
      }
    }
    found.sort { ($0.origin, $0.parts) < ($1.origin, $1.parts) }
    var files: [Explanation.FilePart] = []
    for row in found {
      if let last = files.indices.last, files[last].path == row.origin.file {
        files[last].rowCount += 1
        files[last].parts += row.parts
      } else {
        files.append(Explanation.FilePart(path: row.origin.file, rowCount: 1, parts: row.parts))
      }
    }
    return .rows(files: files, rows: listed ? found : [])
  }

  /// The figures that a figure is worked out from, those that exist.
  private func ingredients(_ name: FigureName, _ derivation: MeasureDerivation?) -> [Figure] {
    // The rest of a table is its total less the rows shown: the total must then be told by its formula, or each would lead to the other.
    let isRest = name.id.text.contains(SeveralOrganisations.others)
    if let parts = tableParts[name.id.text], !parts.isEmpty, isAddedUp(name),
      isRest || !parts.contains(where: { $0.contains(SeveralOrganisations.others) })
    {
      return parts.compactMap(figure)
    }
    guard case .figures(let inputs)? = derivation else { return [] }
    var list: [Figure] = []
    for input in inputs { for figure in figures(input, of: name) where !list.contains(figure) { list.append(figure) } }
    return list.filter { $0.id != name.id }
  }

  /// Whether a table's rows, added, are the figure: money, activity and counts are, shares and ratios are not.
  private func isAddedUp(_ name: FigureName) -> Bool {
    switch values[name.id.text] {
    case .money?, .activity?, .count?: !name.measure.contains("_per_")
    default: false
    }
  }

  private func figure(_ id: String) -> Figure? { values[id].map { Figure(FigureID(wellFormed: id), $0) } }

  private func figures(_ input: MeasureInput, of name: FigureName) -> [Figure] {
    var other = name
    switch input {
    case .same(let measure):
      other.measure = measure
      return [other].compactMap { figure($0.id.text) }
    case .monthBefore(let measure):
      other.measure = measure
      other.period = (name.period ?? inputs.period).index.advanced(by: -1).period
      return [other].compactMap { figure($0.id.text) }
    case .yearBefore(let measure):
      other.measure = measure
      other.period = (name.period ?? inputs.period).index.advanced(by: -12).period
      return [other].compactMap { figure($0.id.text) }
    case .eachMonth(let measure):
      other.measure = measure
      let last = name.period ?? inputs.period
      let months = MonthIndex(year: last.year, month: 1)...last.index
      let window = name.family == "sus" ? inputs.ledger.sus.firstMonth...inputs.period.index : months
      return window.compactMap { month in
        other.period = month == inputs.period.index ? nil : month.period
        return figure(other.id.text)
      }
    case .eachProvider(let measure): return each(measure, name, commissioners: [name.commissioner], providers: inputs.ledger.providers.codes)
    case .eachCommissioner(let measure): return each(measure, name, commissioners: inputs.ledger.commissioners.codes, providers: [name.provider])
    case .eachContract(let measure):
      return each(measure, name, commissioners: inputs.ledger.commissioners.codes, providers: inputs.ledger.providers.codes)
    case .leaves(let measure): return leaves(measure, of: name)
    case .programme(let measure):
      other.measure = measure
      other.commissioner = SeveralOrganisations.all
      other.provider = SeveralOrganisations.all
      let whole = [other].compactMap { figure($0.id.text) }
      if !whole.isEmpty { return whole }
      other.dimensions = []
      return [other].compactMap { figure($0.id.text) }
    case .series:
      guard var month = name.charted else { return [] }
      // No series is longer than the years that a pack can show; months that nothing prints are passed over.
      let last = inputs.period.index
      return (last.advanced(by: -239)...last).compactMap { index in
        month.period = index == last ? nil : index.period
        return figure(month.id.text)
      }
    case .whole(let measure):
      other.measure = measure
      other.dimensions = Array(name.dimensions.dropLast())
      return [other].compactMap { figure($0.id.text) }
    }
  }

  private func each(_ measure: String, _ name: FigureName, commissioners: [String], providers: [String]) -> [Figure] {
    var found: [Figure] = []
    for dimensions in [name.dimensions, []] where found.isEmpty {
      for commissioner in commissioners {
        for provider in providers {
          let id = FigureName(name.family, commissioner: commissioner, provider: provider, dimensions, measure, at: name.period).id.text
          if let figure = figure(id) { found.append(figure) }
        }
      }
    }
    return found
  }

  /// One level down from a total of leaves: the organisations, then the pairs, then the POD groups, then the measure that a leaf is worked out from.
  private func leaves(_ measure: String, of name: FigureName) -> [Figure] {
    if name.dimensions.contains(where: { $0.name == "pod_group" }) {
      var leaf = name
      leaf.measure = measure
      // Another method's forecast rests on the same months.
      leaf.qualifier = nil
      return [leaf].compactMap { figure($0.id.text) }
    }
    if name.commissioner == SeveralOrganisations.all {
      return each(name.measure, name, commissioners: inputs.ledger.commissioners.codes, providers: [name.provider])
    }
    if name.provider == SeveralOrganisations.all {
      return each(name.measure, name, commissioners: [name.commissioner], providers: inputs.ledger.providers.codes)
    }
    if name.commissioner == SeveralOrganisations.outside || name.provider == SeveralOrganisations.outside {
      let axes = inputs.ledger
      return each(
        name.measure, name,
        commissioners: name.commissioner == SeveralOrganisations.outside
          ? Array(axes.commissioners.codes.dropFirst(axes.commissioners.ownCount)) : [name.commissioner],
        providers: name.provider == SeveralOrganisations.outside ? Array(axes.providers.codes.dropFirst(axes.providers.ownCount)) : [name.provider])
    }
    let prefix = "position/\(encodedCode(name.commissioner))/\(encodedCode(name.provider))/pod_group="
    return values.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix("/" + name.measure) }.sorted().compactMap(figure)
  }

  private func source(_ name: FigureName, _ derivation: MeasureDerivation?) -> String {
    if case .source(let text)? = derivation { return text }
    return "the rows of the returns, line by line: see the formula"
  }

  /// The ids most like a mistyped one: the same beginning, then the least different.
  private func nearest(to id: String) -> [String] {
    let parts = id.split(separator: "/")
    let alike = values.keys.filter { candidate in
      parts.count >= 3 && candidate.hasPrefix(parts.prefix(3).joined(separator: "/")) && !candidate.contains("@")
    }
    if let best = nearestName(to: id, among: alike) { return [best] }
    return Array(alike.sorted().prefix(3))
  }
}
