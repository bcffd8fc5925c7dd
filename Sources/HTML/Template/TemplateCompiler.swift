import Findings

/// Turns parsed templates into steps that write a model, and finds every name that the model does not have. A template is checked whole before
/// anything is written, so a page never lacks a part in silence.
struct TemplateCompiler {
  /// The parsed templates by name (`pack`, `table`).
  let library: [String: [TemplateNode]]
  private(set) var findings: [Finding] = []
  private var openPartials: [String] = []

  init(library: [String: [TemplateNode]]) { self.library = library }

  /// The steps of a template for a kind of model.
  mutating func compile<Model: TemplateModel>(_ nodes: [TemplateNode], for model: Model.Type) -> [TemplateStep<Model>] {
    let fields = Dictionary(Model.fields.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
    return nodes.flatMap { steps($0, fields: fields, for: model) }
  }

  private mutating func steps<Model: TemplateModel>(
    _ node: TemplateNode, fields: [String: TemplateField<Model>.Content], for model: Model.Type
  ) -> [TemplateStep<Model>] {
    switch node {
    case .literal(let bytes): return [{ _, out in out.raw(bytes: bytes) }]
    case .variable(let tag, let raw):
      guard let content = fields[tag.name] else { return unknown(tag, for: model) }
      return variable(tag, content, raw: raw).map { [$0] } ?? []
    case .section(let tag, let inverted, let body):
      guard let content = fields[tag.name] else { return unknown(tag, for: model) }
      return [section(content, inverted: inverted, body, for: model)]
    case .partial(let tag): return partial(tag, for: model)
    }
  }

  private mutating func variable<Model>(_ tag: TemplateTag, _ content: TemplateField<Model>.Content, raw: Bool) -> TemplateStep<Model>? {
    switch (content, raw) {
    case (.text(let get), false): return { model, out in out.text(get(model)) }
    case (.markup(let get), true): return { model, out in out.raw(bytes: get(model)) }
    case (.text, true): misuse(tag, "“\(tag.name)” is text, which is always escaped", "write {{\(tag.name)}}")
    case (.markup, false): misuse(tag, "“\(tag.name)” is finished markup", "write {{{\(tag.name)}}}")
    case (.flag, _): misuse(tag, "“\(tag.name)” is a yes or no, which has no text", "write {{#\(tag.name)}}…{{/\(tag.name)}}")
    case (.nested, _): misuse(tag, "“\(tag.name)” has parts, and no text of its own", "write {{#\(tag.name)}}…{{/\(tag.name)}}")
    }
    return nil
  }

  private mutating func section<Model: TemplateModel>(
    _ content: TemplateField<Model>.Content, inverted: Bool, _ body: [TemplateNode], for model: Model.Type
  ) -> TemplateStep<Model> {
    let isEmpty: @Sendable (Model) -> Bool
    switch content {
    case .nested(let part):
      if !inverted { return part.compile(body, &self) }
      isEmpty = part.isEmpty
    case .text(let get): isEmpty = { get($0).isEmpty }
    case .markup(let get): isEmpty = { get($0).isEmpty }
    case .flag(let get): isEmpty = { !get($0) }
    }
    let steps = compile(body, for: model)
    return { model, out in
      guard isEmpty(model) == inverted else { return }
      for step in steps { step(model, &out) }
    }
  }

  private mutating func partial<Model: TemplateModel>(_ tag: TemplateTag, for model: Model.Type) -> [TemplateStep<Model>] {
    guard let nodes = library[tag.name] else {
      let nearest = nearestName(to: tag.name, among: library.keys.sorted())
      findings.append(
        Finding(
          "HTML-002", .error, at: tag.origin, value: tag.name, "there is no template “\(tag.name).mustache”",
          hint: nearest.map { "did you mean {{>\($0)}}?" } ?? "the templates are \(library.keys.sorted().joined(separator: ", "))"))
      return []
    }
    guard !openPartials.contains(tag.name) else {
      misuse(tag, "the template “\(tag.name)” contains itself", "take {{>\(tag.name)}} out of one of \(openPartials.joined(separator: ", "))")
      return []
    }
    openPartials.append(tag.name)
    defer { openPartials.removeLast() }
    return compile(nodes, for: model)
  }

  private mutating func unknown<Model: TemplateModel>(_ tag: TemplateTag, for model: Model.Type) -> [TemplateStep<Model>] {
    let names = Model.fields.map(\.name)
    findings.append(
      Finding(
        "HTML-001", .error, at: tag.origin, value: tag.name, "“\(tag.name)” is not a name that this place knows",
        hint: (nearestName(to: tag.name, among: names).map { "did you mean “\($0)”? " } ?? "") + "known here: \(names.joined(separator: ", "))"))
    return []
  }

  private mutating func misuse(_ tag: TemplateTag, _ message: String, _ hint: String) {
    findings.append(Finding("HTML-004", .error, at: tag.origin, value: tag.name, message, hint: hint))
  }
}

/// A template made ready for one kind of model.
struct Template<Model: TemplateModel>: Sendable {
  private let steps: [TemplateStep<Model>]

  /// Compiles the named template of a folder; what is wrong with it is added to the compiler's findings.
  init(_ name: String, in folder: String = "html", _ compiler: inout TemplateCompiler) {
    steps = compiler.compile([.partial(TemplateTag(name: name, origin: Origin(file: "\(folder)/\(name).mustache")))], for: Model.self)
  }

  /// Writes the model.
  func write(_ model: Model, to out: inout HTMLWriter) {
    for step in steps { step(model, &out) }
  }

  /// The model as plain text.
  func plainText(_ model: Model) -> String {
    var out = HTMLWriter(isPlain: true)
    write(model, to: &out)
    return String(decoding: out.bytes, as: UTF8.self)
  }

  /// The model as markup.
  func callAsFunction(_ model: Model) -> [UInt8] {
    var out = HTMLWriter()
    write(model, to: &out)
    return out.bytes
  }
}
