/// What a template shows: a value with the names under which the template may ask for its parts.
protocol TemplateModel: Sendable {
  /// The names, in the order in which an error message lists them.
  static var fields: [TemplateField<Self>] { get }
}

/// Writes one part of a model.
typealias TemplateStep<Model> = @Sendable (Model, inout HTMLWriter) -> Void

/// A name that a template may use, and what stands behind it.
struct TemplateField<Model: Sendable>: Sendable {
  enum Content: Sendable {
    /// Untrusted text: `{{name}}` escapes it; `{{#name}}` asks whether there is any.
    case text(@Sendable (Model) -> String)
    /// Markup that a writer made: `{{{name}}}`; `{{#name}}` asks whether there is any.
    case markup(@Sendable (Model) -> [UInt8])
    /// `{{#name}}` and `{{^name}}` only.
    case flag(@Sendable (Model) -> Bool)
    /// A list or an optional part, whose own names hold inside `{{#name}}`.
    case nested(Nested)
  }

  /// A list or an optional part.
  struct Nested: Sendable {
    /// Compiles what stands inside `{{#name}}`.
    let compile: @Sendable (_ body: [TemplateNode], inout TemplateCompiler) -> TemplateStep<Model>
    /// Whether there is no part.
    let isEmpty: @Sendable (Model) -> Bool
    /// Whether there can be several.
    let isList: Bool
    /// The rows of the reference for the names inside, after an indent.
    let reference: @Sendable (_ indent: String) -> String
  }

  let name: String
  let content: Content

  static func text(_ name: String, _ get: @escaping @Sendable (Model) -> String) -> Self { Self(name: name, content: .text(get)) }
  static func markup(_ name: String, _ get: @escaping @Sendable (Model) -> [UInt8]) -> Self { Self(name: name, content: .markup(get)) }
  static func flag(_ name: String, _ get: @escaping @Sendable (Model) -> Bool) -> Self { Self(name: name, content: .flag(get)) }

  static func list<Part: TemplateModel>(_ name: String, _ get: @escaping @Sendable (Model) -> [Part]) -> Self {
    nested(name, isList: true, get)
  }

  static func optional<Part: TemplateModel>(_ name: String, _ get: @escaping @Sendable (Model) -> Part?) -> Self {
    nested(name, isList: false) { get($0).map { [$0] } ?? [] }
  }

  private static func nested<Part: TemplateModel>(_ name: String, isList: Bool, _ get: @escaping @Sendable (Model) -> [Part]) -> Self {
    let parts = Nested(
      compile: { body, compiler in
        let steps = compiler.compile(body, for: Part.self)
        return { model, out in
          for part in get(model) {
            for step in steps { step(part, &out) }
          }
        }
      }, isEmpty: { get($0).isEmpty }, isList: isList, reference: referenceRows(Part.self))
    return Self(name: name, content: .nested(parts))
  }
}
