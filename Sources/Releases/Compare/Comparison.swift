import Figures
import Ledger
package import Quantities

/// A figure whose value differs between two sets.
package struct FigureMove: Sendable, Hashable {
  /// The id, its period written out.
  package var id: String
  /// Its value on the older side.
  package var old: ComparedValue
  /// Its value on the newer side.
  package var new: ComparedValue
  /// New − old in parts of 10⁻⁸; nil where one of them is missing.
  package var difference: Int128?
  /// Why.
  package var reasons: [MoveReason]

  /// How large the move is, for putting moves in order: pounds before other units, then by size.
  package var size: Int128 { difference.map { Int128($0.magnitude) } ?? 0 }
}

/// Why a figure moved.
package enum MoveReason: Sendable, Hashable, Comparable {
  /// Returns of a provider restated months that the figure holds.
  case restated(provider: String, months: [Period], files: [String], rows: Int)
  /// The plan in the returns of a provider changed.
  case planInReturns(provider: String, months: [Period])
  /// A plan file changed.
  case planFile(String)
  /// An attendance file changed.
  case attendances(String)
  /// A file of the programme or a template changed.
  case configuration(String)
  /// The measure is worked out in another way.
  case formula(measure: String)
  /// Another version of the program made it.
  case program(old: String, new: String)
  /// Nothing that it was made from is known to differ: it follows from figures of other organisations that moved.
  case otherFigures

  private var rank: Int {
    switch self {
    case .restated: 0
    case .planInReturns: 1
    case .planFile: 2
    case .attendances: 3
    case .configuration: 4
    case .formula: 5
    case .program: 6
    case .otherFigures: 7
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.rank != b.rank ? a.rank < b.rank : a.text < b.text }

  /// The reason in words.
  package var text: String {
    switch self {
    case .restated(let provider, let months, let files, let rows):
      "restated data: \(provider) \(Self.span(months)), \(rows) rows of \(files.joined(separator: " "))"
    case .planInReturns(let provider, let months): "changed plan: \(provider) \(Self.span(months)) in the returns"
    case .planFile(let path): "changed plan: \(path)"
    case .attendances(let path): "changed attendances: \(path)"
    case .configuration(let path): "changed configuration: \(path)"
    case .formula(let measure): "changed formula: \(measure)"
    case .program(let old, let new): "changed program: \(old) to \(new)"
    case .otherFigures: "follows from other figures that moved"
    }
  }

  private static func span(_ months: [Period]) -> String {
    guard let first = months.first, let last = months.last else { return "" }
    return first == last ? first.description : "\(first.description) to \(last.description)"
  }
}

/// A file that differs between two sets.
package struct FileChange: Sendable, Hashable {
  /// How it differs.
  package enum What: String, Sendable, Hashable {
    /// Only the newer side has it.
    case added
    /// Only the older side has it.
    case removed
    /// Its bytes differ.
    case changed
    /// Its bytes are the same, and another number of its rows counts: a later submission replaced the rest.
    case replaced
  }
  /// The file, as the newer side has it where it has it.
  package var file: ComparedFile
  /// How it differs.
  package var what: What
  /// Its rows that count on the older side.
  package var oldRows: Int
  /// Its rows that count on the newer side.
  package var newRows: Int
}

/// A measure that is worked out in another way.
package struct FormulaChange: Sendable, Hashable {
  /// The measure.
  package var measure: String
  /// The older formula in words.
  package var old: String
  /// The newer formula in words.
  package var new: String
}

/// Two sets of figures side by side: every figure that moved, by how much and why.
package struct Comparison: Sendable {
  /// The older side's name.
  package let old: String
  /// The newer side's name.
  package let new: String
  /// Figures whose value differs, in the order of ids.
  package let moves: [FigureMove]
  /// Ids that only the newer side has, of a period that both state.
  package let appeared: [String]
  /// Ids that only the older side has, of a period that both state.
  package let vanished: [String]
  /// How many figures both sides have.
  package let comparedCount: Int
  /// How many figures only one side has because they are of its own month.
  package let ofOwnMonthCount: Int
  /// Files that differ, extracts first, in path order.
  package let files: [FileChange]
  /// Measures that are worked out in another way.
  package let formulas: [FormulaChange]
  /// The provider's months of which the two sides hold different statements.
  package let returns: [ReturnMove]

  /// Compares.
  ///
  /// - Parameter returns: what the ledger knows of restated months between the two cuts; empty where it is not known.
  package init(old: FigureSet, new: FigureSet, returns: [ReturnMove] = []) {
    self.old = old.name
    self.new = new.name
    self.returns = returns
    files =
      Self.changes(old.inputs, new.inputs) + Self.changes(old.configuration, new.configuration)
    formulas = old.formulas.keys.sorted().compactMap { measure in
      guard let before = old.formulas[measure], let after = new.formulas[measure], before != after else { return nil }
      return FormulaChange(measure: measure, old: before, new: after)
    }
    let causes = MoveCauses(
      files: files, formulas: Set(formulas.map(\.measure)), returns: returns, programs: old.program == new.program ? nil : (old.program, new.program))
    var moves: [FigureMove] = []
    var appeared: [String] = []
    var vanished: [String] = []
    var compared = 0
    var ofOwnMonth = 0
    // A figure of the month that only one side is about is neither new nor gone.
    func isOwn(_ id: String, _ side: FigureSet, _ other: FigureSet) -> Bool {
      side.period != other.period && periodOfID(id) == side.period.identifier[...]
    }
    for (id, before) in old.figures {
      guard let after = new.figures[id] else {
        if isOwn(id, old, new) { ofOwnMonth += 1 } else { vanished.append(id) }
        continue
      }
      compared += 1
      if before.text == after.text { continue }
      let difference = before.parts.flatMap { a in after.parts.map { $0 - a } }
      if difference == 0 { continue }
      moves.append(FigureMove(id: id, old: before, new: after, difference: difference, reasons: causes.reasons(for: id)))
    }
    for id in new.figures.keys where old.figures[id] == nil {
      if isOwn(id, new, old) { ofOwnMonth += 1 } else { appeared.append(id) }
    }
    self.moves = moves.sorted { $0.id < $1.id }
    self.appeared = appeared.sorted()
    self.vanished = vanished.sorted()
    comparedCount = compared
    ofOwnMonthCount = ofOwnMonth
  }

  /// The moves with the largest first: money, then activity and counts, then shares and rates; ties by id.
  package var largestFirst: [FigureMove] {
    func rank(_ move: FigureMove) -> Int {
      switch move.new.unit {
      case FigureUnit.pounds.rawValue: 0
      case FigureUnit.activity.rawValue, FigureUnit.count.rawValue: 1
      default: 2
      }
    }
    return moves.sorted { a, b in
      if rank(a) != rank(b) { return rank(a) < rank(b) }
      return a.size != b.size ? a.size > b.size : a.id < b.id
    }
  }

  /// The change of cost and plan by provider and month, from the returns.
  package var moneyByProviderAndMonth: [(provider: String, month: Period, cost: Money, plan: Money)] {
    returns.filter { !$0.change.isZero }.map { ($0.provider, $0.month, $0.change.actualCost, $0.change.planCost) }
  }

  private static func changes(_ old: [ComparedFile], _ new: [ComparedFile]) -> [FileChange] {
    let before = Dictionary(old.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return Set(before.keys).union(after.keys).sorted().compactMap { path in
      switch (before[path], after[path]) {
      case (let a?, let b?):
        if a.sha256 != b.sha256 { return FileChange(file: b, what: .changed, oldRows: a.countedRows, newRows: b.countedRows) }
        return a.countedRows == b.countedRows ? nil : FileChange(file: b, what: .replaced, oldRows: a.countedRows, newRows: b.countedRows)
      case (nil, let b?): return FileChange(file: b, what: .added, oldRows: 0, newRows: b.countedRows)
      case (let a?, nil): return FileChange(file: a, what: .removed, oldRows: a.countedRows, newRows: 0)
      case (nil, nil): return nil
      }
    }
  }
}

/// The period that an id writes out: `2015-16-M11` of `…/ytd_actual@2015-16-M11~flex`.
func periodOfID(_ id: String) -> Substring? {
  guard let at = id.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
  let rest = id[id.utf8.index(after: at)...]
  return rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "~")) ?? rest.endIndex)]
}
