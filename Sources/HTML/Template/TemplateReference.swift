/// What every template may ask for, in Markdown, made from the declarations that check them: one table a template of a page or a block, names of the
/// parts of a list indented under it.
///
/// - Parameter level: the level of the headings.
package func templateReference(level: Int = 2) -> String {
  let heading = String(repeating: "#", count: level)
  var text = """
    \(heading) HTML templates

    A file of the same name in the programme’s `templates/html/` takes the place of a built-in one. `{{name}}` prints text, escaped; `{{{name}}}` prints
    finished markup; `{{#name}}…{{/name}}` repeats for each part of a list, or stands only where there is something; `{{^name}}…{{/name}}` stands only where
    there is nothing; `{{>file}}` puts another template in. A name that is not listed here is an error.


    """
  func add<Model: TemplateModel>(_ file: String, _ meaning: String, _ model: Model.Type) {
    text += "\(heading)# `\(file).mustache`\n\n\(meaning)\n\n| name | is |\n|---|---|\n"
    text += rows(model, indent: "")
    text += "\n"
  }
  add("pack", "A whole pack.", PackView.self)
  add("portal", "`index.html`.", PortalView.self)
  add("release", "`proof.html` and `data-quality.html`.", ReleaseView.self)
  add("outbox", "The summary of what a run would send, or sent.", OutboxView.self)
  add("tiles", "A row of tiles.", TilesView.self)
  add("key-findings", "The things to know.", KeyFindingsView.self)
  add("contents", "The contents by question.", ContentsView.self)
  add("table", "A table; its rows come ready.", TableView.self)
  add("chart", "A chart with its table.", ChartView.self)
  add("definitions", "Terms and their meanings.", DefinitionsView.self)
  text += """
    \(heading) Messages

    `templates/mail/`: `message.subject`, `message.txt` and `message.html` of the mail that brings a pack, `recall.subject`, `recall.txt` and `recall.html` of the
    note that calls one back, each with the ending `.mustache`. Subject and text are plain: nothing is escaped in them, and markup has no place.


    """
  add("message.txt", "All six know the same names.", DeliveryView.self)
  return text
}

private func rows<Model: TemplateModel>(_ model: Model.Type, indent: String) -> String {
  Model.fields.map { field in
    let name = "| \(indent)`\(field.name)` | "
    switch field.content {
    case .text: return name + "text |\n"
    case .markup: return name + "markup |\n"
    case .flag: return name + "yes or no |\n"
    case .nested(let part):
      return name + (part.isList ? "list of |\n" : "part, where there is one |\n") + part.reference(indent + "— ")
    }
  }.joined()
}

extension TemplateField {
  /// The names inside a nested field, for the reference.
  static func referenceRows<Part: TemplateModel>(_ part: Part.Type) -> @Sendable (String) -> String {
    { rows(Part.self, indent: $0) }
  }
}
