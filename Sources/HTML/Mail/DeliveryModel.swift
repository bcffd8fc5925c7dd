/// What a message says of the pack that it brings, or of one that it calls back. Everything is text from outside, and none of it a header.
package struct DeliveryModel: Sendable, Hashable {
  /// A file of the message.
  package struct File: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its size in words: `142 KB`.
    package var size: String

    /// Makes one.
    package init(name: String, size: String) {
      self.name = name
      self.size = size
    }
  }

  /// The programme's name.
  package var programme: String
  /// The organisation's name.
  package var organisation: String
  /// Its code.
  package var code: String
  /// The months that the pack is of: `April 2015 to February 2016`.
  package var span: String
  /// The month: `February 2016`.
  package var month: String
  /// The period: `2015-16/M11`.
  package var period: String
  /// `flex` or `freeze`.
  package var cut: String
  /// The release's name: `2015-16/M11-flex-v1`.
  package var release: String
  /// The day of release: `14 March 2016`.
  package var released: String
  /// The recipient's name; empty where none is given.
  package var recipient: String
  /// The release that this one replaces for the recipient; empty for a first.
  package var replaces: String
  /// Why it is replaced, or called back.
  package var reason: String
  /// The files.
  package var files: [File] = []
  /// Whether the files open with a password.
  package var isEncrypted: Bool
  /// Who publishes the packs; empty where nobody is named.
  package var publisher: String
  /// Whom to ask; empty where nobody is named.
  package var contact: String
  /// Who may read it.
  package var confidentiality: String
  /// `SAMPLE DATA`, `REHEARSAL`; empty.
  package var banner: String

  /// Makes a model without files.
  package init(
    programme: String, organisation: String, code: String, span: String, month: String, period: String, cut: String, release: String,
    released: String, recipient: String, replaces: String, reason: String, isEncrypted: Bool, publisher: String, contact: String,
    confidentiality: String, banner: String
  ) {
    self.programme = programme
    self.organisation = organisation
    self.code = code
    self.span = span
    self.month = month
    self.period = period
    self.cut = cut
    self.release = release
    self.released = released
    self.recipient = recipient
    self.replaces = replaces
    self.reason = reason
    self.isEncrypted = isEncrypted
    self.publisher = publisher
    self.contact = contact
    self.confidentiality = confidentiality
    self.banner = banner
  }
}

/// The model with the names by which a template asks for its parts.
struct DeliveryView: TemplateModel {
  var model: DeliveryModel

  /// A file.
  struct FileView: TemplateModel {
    var file: DeliveryModel.File
    static var fields: [TemplateField<Self>] { [.text("name") { $0.file.name }, .text("size") { $0.file.size }] }
  }

  static var fields: [TemplateField<Self>] {
    [
      .text("programme") { $0.model.programme }, .text("organisation") { $0.model.organisation }, .text("code") { $0.model.code },
      .text("span") { $0.model.span }, .text("month") { $0.model.month }, .text("period") { $0.model.period }, .text("cut") { $0.model.cut },
      .text("release") { $0.model.release }, .text("released") { $0.model.released }, .text("recipient") { $0.model.recipient },
      .text("replaces") { $0.model.replaces }, .text("reason") { $0.model.reason }, .list("files") { $0.model.files.map(FileView.init) },
      .flag("encrypted") { $0.model.isEncrypted }, .text("publisher") { $0.model.publisher }, .text("contact") { $0.model.contact },
      .text("confidentiality") { $0.model.confidentiality }, .text("banner") { $0.model.banner },
    ]
  }
}
