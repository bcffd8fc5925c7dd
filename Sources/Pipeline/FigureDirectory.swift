import Analysis
import Figures
import Ledger
import Packs
import Report

/// Every figure of a period by its id, and for totals and "others" of printed tables the figures that they are made of.
struct FigureDirectory {
  private(set) var values: [String: FigureValue] = [:]
  /// The ids that a table's total, group or "others" row is made of, where its measure is not a sum of rows.
  private(set) var tableParts: [String: [String]] = [:]

  init(_ context: PackContext, _ definitions: [PackKind: PackDefinition]) {
    for figure in figuresOfPeriod(context) { values[figure.id.text] = figure.value }
    for figure in leafFigures(context) { values[figure.id.text] = figure.value }
    for target in PackTarget.all(of: context) {
      guard let definition = definitions[target.kind], let report = buildPack(definition, kind: target.kind, code: target.code, context: context)
      else {
        continue
      }
      for figure in report.figures { values[figure.id.text] = figure.value }
      for section in report.sections {
        for block in section.blocks {
          switch block {
          case .table(let table): collect(table)
          case .chart(let chart): if let table = chart.data { collect(table) }
          default: break
          }
        }
      }
    }
    for scope in Self.scopes(context) { collectLists(scope, context) }
  }

  /// The figures of every leaf, commissioner × provider × POD group, from which annual plans and forecasts are added up.
  private func leafFigures(_ context: PackContext) -> [Figure] {
    let positions = context.positions
    var figures: [Figure] = []
    for c in 0..<positions.commissionerCount {
      for p in 0..<positions.providerCount where positions.pair(commissioner: c, provider: p) != .zero {
        for (g, group) in positions.groups.enumerated() {
          let leaf = positions.leaf(commissioner: c, provider: p, group: g)
          if leaf == .zero { continue }
          let stem = FigureStem(
            "position", commissioner: context.input.ledger.commissioners.codes[c], provider: context.input.ledger.providers.codes[p]
          )
          .with("pod_group", group)
          let (ytd, year) = (leaf.ytd, leaf.fullYear)
          figures += [
            stem.figure(Measure.ytdPlan, ytd.planCost), stem.figure(Measure.ytdActual, ytd.actualCost),
            stem.figure(Measure.annualPlan, year.planCost),
            stem.figure(Measure.forecastOutturn, year.actualCost), stem.figure(Measure.ytdPlan + Measure.activitySuffix, ytd.planActivity),
            stem.figure(Measure.ytdActual + Measure.activitySuffix, ytd.actualActivity),
            stem.figure(Measure.annualPlan + Measure.activitySuffix, year.planActivity),
            stem.figure(Measure.forecastOutturn + Measure.activitySuffix, year.actualActivity),
          ]
        }
      }
    }
    return figures
  }

  /// What each total, group and "others" row of a table is made of.
  private mutating func collect(_ table: ReportTable) {
    for column in table.columns.indices {
      var parts: [String] = []
      var group: String?
      var details: [String] = []
      func id(_ row: ReportTable.Row) -> String? {
        guard row.cells.indices.contains(column) else { return nil }
        switch row.cells[column] {
        case .figure(let printed), .variance(let printed), .barred(let printed, _, _): return printed.figure.id.text
        default: return nil
        }
      }
      func close() {
        if let group, !details.isEmpty { keep(group, details) }
        group = nil
        details = []
      }
      for row in table.rows {
        guard let id = id(row) else { continue }
        switch row.kind {
        case .group:
          close()
          group = id
          parts.append(id)
        case .detail: if group == nil { parts.append(id) } else { details.append(id) }
        case .body:
          close()
          parts.append(id)
        case .subtotal, .total: break
        }
      }
      close()
      if let total = table.total.flatMap(id) { keep(total, parts) }
    }
  }

  private mutating func keep(_ whole: String, _ parts: [String]) {
    if tableParts[whole] == nil { tableParts[whole] = parts.filter { $0 != whole } }
    // The rest of a table is its whole without the rows that are shown.
    for others in parts where others.contains(SeveralOrganisations.others) && tableParts[others] == nil {
      tableParts[others] = [whole] + parts.filter { $0 != others }
    }
  }

  /// The lines behind the top-ten lists and behind the sums of all lines that qualify.
  private mutating func collectLists(_ scope: Scope, _ context: PackContext) {
    let lists = TopTen(context.input.ledger, scope: scope, limit: max(context.input.ledger.lines.count, 1))
    for (name, list) in [("overspend", lists.overspend), ("zero-plan", lists.zeroPlan)] {
      let base = Self.stem(scope, context)
      for measure in [Measure.ytdPlan, Measure.ytdActual, Measure.ytdVariance] {
        let id = base.with("list", "\(name)-all").id(measure).text
        guard values[id] != nil else { continue }
        tableParts[id] = list.lines.map { line in
          let figure = context.lineStem(line).id(measure).text
          if values[figure] == nil {
            values[figure] = .money(
              measure == Measure.ytdPlan ? line.ytd.planCost : measure == Measure.ytdActual ? line.ytd.actualCost : line.ytd.variance)
          }
          return figure
        }
      }
    }
  }

  private static func scopes(_ context: PackContext) -> [Scope] {
    [.programme] + (0..<context.positions.ownCommissionerCount).map { .commissioner($0) }
      + (0..<context.positions.ownProviderCount).map { .provider($0) }
  }

  private static func stem(_ scope: Scope, _ context: PackContext) -> FigureStem {
    let ledger = context.input.ledger
    return FigureStem(
      "position", commissioner: scope.commissioner.map { ledger.commissioners.codes[$0] } ?? SeveralOrganisations.all,
      provider: scope.provider.map { ledger.providers.codes[$0] } ?? SeveralOrganisations.all)
  }
}
