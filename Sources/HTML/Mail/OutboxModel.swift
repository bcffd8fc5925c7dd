/// Who gets what: the summary of an outbox.
package struct OutboxModel: Sendable {
  /// A message.
  package struct Message: Sendable, Hashable {
    /// To whom: name and address.
    package var recipient: String
    /// `to` or `cc`.
    package var role: String
    /// The names of its files.
    package var files: String
    /// Its size in words.
    package var size: String
    /// `encrypted`, `signed`, both or neither.
    package var protection: String
    /// Where the sending stands, in words.
    package var state: String
    /// What a person should look at; empty.
    package var note: String
    /// The message's file beside the page; empty where there is none.
    package var file: String

    /// Makes one.
    package init(recipient: String, role: String, files: String, size: String, protection: String, state: String, note: String, file: String) {
      self.recipient = recipient
      self.role = role
      self.files = files
      self.size = size
      self.protection = protection
      self.state = state
      self.note = note
      self.file = file
    }
  }

  /// A pack with those who get it.
  package struct Pack: Sendable, Hashable {
    /// The organisation's code.
    package var code: String
    /// Its name.
    package var name: String
    /// The first page of its PDF as a PNG; empty where it has none.
    package var picture: [UInt8]
    /// `20 pages, 151 KB`.
    package var facts: String
    /// Who gets it.
    package var messages: [Message]

    /// Makes one.
    package init(code: String, name: String, picture: [UInt8], facts: String, messages: [Message]) {
      self.code = code
      self.name = name
      self.picture = picture
      self.facts = facts
      self.messages = messages
    }
  }

  /// What stands at the top.
  package var heading: ReleaseHeading
  /// The page's title: `Outbox of 2015-16/M11-flex-v1`.
  package var title: String
  /// What there is, in a sentence: `35 messages to 35 recipients, 5.4 MB`.
  package var summary: String
  /// The packs that somebody gets, in order of code.
  package var packs: [Pack]
  /// What is not sent and why, a sentence each.
  package var refusals: [String]
  /// What a person should know, a sentence each: packs that nobody gets, lines that nobody has reviewed.
  package var notes: [String]

  /// Makes a model.
  package init(heading: ReleaseHeading, title: String, summary: String, packs: [Pack], refusals: [String], notes: [String]) {
    self.heading = heading
    self.title = title
    self.summary = summary
    self.packs = packs
    self.refusals = refusals
    self.notes = notes
  }
}

/// The page of an outbox.
struct OutboxView: TemplateModel {
  var head: HeadView
  var model: OutboxModel
  var symbols: [UInt8]

  /// A message.
  struct MessageView: TemplateModel {
    var message: OutboxModel.Message
    static var fields: [TemplateField<Self>] {
      [
        .text("recipient") { $0.message.recipient }, .text("role") { $0.message.role }, .text("files") { $0.message.files },
        .text("size") { $0.message.size }, .text("protection") { $0.message.protection }, .text("state") { $0.message.state },
        .text("note") { $0.message.note }, .text("file") { $0.message.file },
      ]
    }
  }

  /// A pack.
  struct PackView: TemplateModel {
    var pack: OutboxModel.Pack
    static var fields: [TemplateField<Self>] {
      [
        .text("code") { $0.pack.code }, .text("name") { $0.pack.name },
        .text("picture") { $0.pack.picture.isEmpty ? "" : "data:image/png;base64," + base64($0.pack.picture) },
        .text("facts") { $0.pack.facts }, .list("messages") { $0.pack.messages.map(MessageView.init) },
      ]
    }
  }

  /// A sentence.
  struct LineView: TemplateModel {
    var line: String
    static var fields: [TemplateField<Self>] { [.text("line") { $0.line }] }
  }

  static var fields: [TemplateField<Self>] {
    [
      .optional("head") { $0.head }, .optional("top-bar") { $0.model.heading.topBar }, .text("title") { $0.model.title },
      .text("summary") { $0.model.summary }, .list("packs") { $0.model.packs.map(PackView.init) },
      .list("refusals") { $0.model.refusals.map(LineView.init) }, .list("notes") { $0.model.notes.map(LineView.init) },
      .flag("has-refusals") { !$0.model.refusals.isEmpty }, .flag("has-notes") { !$0.model.notes.isEmpty },
      .markup("symbols") { $0.symbols },
    ]
  }
}

/// Writes the page of an outbox: one file that asks no host for anything.
package func renderOutbox(_ model: OutboxModel, templates: PageTemplates) -> [UInt8] {
  templates.outbox(
    OutboxView(
      head: HeadView(title: "\(model.title), \(model.heading.programme)", policy: templates.plainPolicy, style: templates.releaseStyle),
      model: model, symbols: templates.symbols))
}
