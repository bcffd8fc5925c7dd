import Figures
import Packs
import Programme
import Report

/// One pack to be made: whose it is and where its files stand in the month's folder.
struct PackTarget: Sendable, Hashable {
  var kind: PackKind
  var code: String

  /// The folder of a kind in the month's folder.
  var kindFolder: String {
    switch kind {
    case .commissioner: "commissioners"
    case .provider: "providers"
    case .practice: "practices"
    case .programme: "programme"
    }
  }

  /// The pack's folder: `commissioners/10H`, `programme`. A code comes from a file and is written so that it can be no other path.
  var folder: String { kind == .programme ? kindFolder : kindFolder + "/" + folderName }

  /// The name by which a run asks for it and by which its part's folder is called: `10H`, `10H-practices`.
  var name: String { kind == .practice ? PackName(.practice, code).text : code }

  /// The stem of its files before the period: `10H`, `10H-practices`, `programme`.
  var fileStem: String { encodedCode(kind == .programme ? "programme" : name) }

  /// The last part of the folder.
  var folderName: String {
    let name = encodedCode(code)
    return name.allSatisfy { $0 == "." } ? name.replacing(".", with: "%2E") : name
  }

  init(kind: PackKind, code: String) {
    self.kind = kind
    self.code = code
  }

  /// The pack of a name.
  init(_ pack: PackName) {
    code = pack.organisation
    switch pack.audience {
    case .commissioner: kind = .commissioner
    case .provider: kind = .provider
    case .practice: kind = .practice
    case .programme: kind = .programme
    }
  }

  /// Every pack of a programme, in print order.
  static func all(of context: PackContext) -> [PackTarget] {
    context.input.commissioners.map { PackTarget(kind: .commissioner, code: $0.code) }
      + context.input.providers.map { PackTarget(kind: .provider, code: $0.code) }
      + context.input.commissioners.filter { context.hasPracticePack($0.code) }.map { PackTarget(kind: .practice, code: $0.code) }
      + [PackTarget(kind: .programme, code: "programme")]
  }
}

/// A file of a pack, by its path in the month's folder.
struct PackFile: Sendable {
  var path: String
  var bytes: [UInt8]
}
