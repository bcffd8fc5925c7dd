package import BuiltInTemplates
import Findings
import FoundationEssentials

/// What a message says, written.
package struct WrittenMessage: Sendable, Hashable {
  /// The subject, one line.
  package var subject: String
  /// The plain text.
  package var text: String
  /// The same as simple HTML.
  package var html: String
}

/// The templates of messages in `templates/mail/`, checked and compiled.
package struct MailTemplates: Sendable {
  /// A message in its three parts.
  private struct Parts: Sendable {
    let subject: Template<DeliveryView>
    let text: Template<DeliveryView>
    let html: Template<DeliveryView>

    init(_ name: String, _ compiler: inout TemplateCompiler) {
      subject = Template("\(name).subject", in: "mail", &compiler)
      text = Template("\(name).txt", in: "mail", &compiler)
      html = Template("\(name).html", in: "mail", &compiler)
    }

    func write(_ model: DeliveryModel) -> WrittenMessage {
      let view = DeliveryView(model: model)
      // A template's line end is no part of a subject.
      let subject = subject.plainText(view).split(whereSeparator: \.isNewline).joined(separator: " ")
      return WrittenMessage(subject: subject, text: text.plainText(view), html: String(decoding: html(view), as: UTF8.self))
    }
  }

  private let message: Parts
  private let recall: Parts

  /// Reads and checks them.
  ///
  /// - Throws: `RenderingError.templates` with every mistake by file and line.
  package init(folders: TemplateFolders) throws(RenderingError) {
    var findings: [Finding] = []
    var library: [String: [TemplateNode]] = [:]
    for file in folders.names(in: "mail", ending: ".mustache") {
      let name = "mail/" + file
      guard let path = folders.path(of: name), let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        findings.append(Finding("HTML-005", .error, at: Origin(file: name), "the template cannot be read"))
        continue
      }
      var parser = TemplateParser([UInt8](bytes), file: name)
      library[String(file.dropLast(".mustache".count))] = parser.parse()
      findings += parser.findings
    }
    var compiler = TemplateCompiler(library: library)
    message = Parts("message", &compiler)
    recall = Parts("recall", &compiler)
    for name in ["message.subject", "recall.subject"] where library[name]?.isEmpty ?? false {
      findings.append(
        Finding("HTML-005", .error, at: Origin(file: "mail/\(name).mustache"), "the template of a subject is empty", hint: "write a line"))
    }
    let all = Set(findings + compiler.findings)
    if !all.isEmpty { throw .templates(all.sorted { ($0.origin, $0.message) < ($1.origin, $1.message) }) }
  }

  /// The message that brings a pack.
  package func message(_ model: DeliveryModel) -> WrittenMessage { message.write(model) }

  /// The note that calls one back.
  package func recall(_ model: DeliveryModel) -> WrittenMessage { recall.write(model) }
}
