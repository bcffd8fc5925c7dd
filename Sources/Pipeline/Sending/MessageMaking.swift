import Figures
import HTML
import Mail
import MailAddresses
import Programme
import Quantities
import Releases

/// Makes the messages of a release: words from the templates, files as they were released or encrypted, signed where a key is configured.
struct MessageMaker {
  let material: SendMaterial
  let plan: DeliveryPlan
  let templates: MailTemplates
  let keys: SendKeys
  /// When the messages are made, in seconds since 1970.
  let time: Int

  /// A message as it goes out.
  struct Made {
    var bytes: [UInt8]
    var files: [String]
    var isSigned: Bool
  }

  /// The sender, which a condition of sending has found to be there.
  private var sender: MailAddress? { material.programme.configuration.mail.from }

  /// What the ledger knows a delivery by.
  ///
  /// - Parameter replaces: the release that the recipient had before.
  func dispatch(_ delivery: PlannedDelivery, replaces: String?) -> Dispatch {
    Dispatch(
      release: material.name.text, organisation: delivery.recipient.organisation, address: delivery.recipient.address.text,
      name: delivery.recipient.name, role: delivery.recipient.role == .to ? .to : .cc,
      attachments: delivery.files.map { Dispatch.Attachment(name: $0.name, sha256: $0.sha256) },
      messageID: identity("pack", delivery).text, isEncrypted: delivery.recipient.encryption == .password, replaces: replaces)
  }

  /// Writes the message of a delivery.
  ///
  /// - Parameters:
  ///   - dispatch: what the ledger knows it by.
  ///   - earlier: the dispatch that the recipient had before and that this one replaces; nil for a first.
  /// - Throws: `RunFailure`: a password is missing, a file could not be encrypted, the key does not sign.
  func make(_ delivery: PlannedDelivery, as dispatch: Dispatch, earlier: DispatchHistory?) throws(RunFailure) -> Made {
    let attachments = try attachments(delivery)
    let recipient = delivery.recipient
    var model = deliveryModel(material.papers, code: recipient.organisation, name: delivery.organisationName, recipient: recipient.name)
    model.isEncrypted = recipient.encryption == .password
    model.files = attachments.map { DeliveryModel.File(name: $0.fileName, size: sizeInWords($0.bytes.count)) }
    if let earlier {
      model.replaces = earlier.dispatch.release
      model.reason = material.manifest.reason ?? ""
    }
    let words = templates.message(model)
    var message = envelope(recipient, words, identity(dispatch, delivery))
    message.attachments = attachments
    if let identity = earlier.flatMap({ MessageID($0.dispatch.messageID) }) { message.references = [identity] }
    if let header = ExtraHeader("X-Outturn-Release", material.name.text) { message.extraHeaders.append(header) }
    if let header = ExtraHeader("X-Outturn-Pack", String(delivery.packDigest.prefix(40))) { message.extraHeaders.append(header) }
    let finished = message
    guard let signer = keys.signer else { return Made(bytes: finished.bytes(), files: attachments.map(\.fileName), isSigned: false) }
    do throws(ProtectionError) {
      let bytes = try finished.bytes(signed: { entity throws(ProtectionError) in try signer.signature(over: entity) })
      return Made(bytes: bytes, files: attachments.map(\.fileName), isSigned: true)
    } catch {
      throw .sending(.protection(error, organisation: delivery.recipient.organisation, address: delivery.recipient.address.text))
    }
  }

  private func identity(_ dispatch: Dispatch, _ delivery: PlannedDelivery) -> MessageID {
    if material.request.testAddress == nil, let known = MessageID(dispatch.messageID) { return known }
    return identity("test", delivery)
  }

  private func identity(_ purpose: String, _ delivery: PlannedDelivery) -> MessageID {
    MessageID(
      purpose: "\(purpose) \(delivery.recipient.organisation)", release: material.name.text, recipient: delivery.recipient.address,
      packDigest: delivery.packDigest, domain: sender?.domain ?? delivery.recipient.address.domain)
  }

  /// Sender, addressees and subject. Each recipient is sent a message of their own; its head names nobody else, unless `mail.addressees` says so.
  private func envelope(_ recipient: Recipient, _ words: WrittenMessage, _ identity: MessageID) -> MailMessage {
    let mail = material.programme.configuration.mail
    let from = Mailbox(name: mail.fromName ?? material.programme.name, address: sender ?? recipient.address)
    var (to, cc, subject) = ([Mailbox](), [Mailbox](), words.subject)
    if let test = material.request.testAddress {
      to = [Mailbox(name: "", address: test)]
      subject = "[For \(recipient.address.text), \(recipient.role.rawValue)] \(subject)"
    } else if mail.addressees == .own {
      to = [Mailbox(name: recipient.name, address: recipient.address)]
    } else {
      let all = plan.deliveries.map(\.recipient).filter { $0.organisation == recipient.organisation }
      to = all.filter { $0.role == .to }.map { Mailbox(name: $0.name, address: $0.address) }
      cc = all.filter { $0.role == .cc }.map { Mailbox(name: $0.name, address: $0.address) }
      if to.isEmpty { (to, cc) = (cc, []) }
    }
    var message = MailMessage(
      from: from, to: to, cc: cc, subject: subject, date: time, messageID: identity, text: words.text, html: words.html)
    message.replyTo = mail.replyTo.map { Mailbox(name: "", address: $0) }
    return message
  }

  /// The files, those of a recipient with a password encrypted: a PDF by itself, all else in one zip file.
  private func attachments(_ delivery: PlannedDelivery) throws(RunFailure) -> [MailAttachment] {
    let recipient = delivery.recipient
    guard recipient.encryption == .password else {
      return delivery.files.map { MailAttachment(fileName: $0.name, mediaType: mediaType($0.name), bytes: $0.bytes) }
    }
    guard let password = keys.password(for: recipient) else {
      throw .sending(.noPassword(organisation: recipient.organisation, address: recipient.address.text))
    }
    var attachments: [MailAttachment] = []
    do throws(ProtectionError) {
      for file in delivery.files where file.name.hasSuffix(".pdf") {
        attachments.append(MailAttachment(fileName: file.name, mediaType: .pdf, bytes: try encryptedPDF(file.bytes, password: password)))
      }
      let others = delivery.files.filter { !$0.name.hasSuffix(".pdf") }
      if let first = others.first {
        let zip = try encryptedZip(others.map { ZipEntry(name: $0.name, bytes: $0.bytes) }, password: password)
        attachments.append(MailAttachment(fileName: zipName(first.name), mediaType: .zip, bytes: zip))
      }
    } catch {
      throw .sending(.protection(error, organisation: recipient.organisation, address: recipient.address.text))
    }
    return attachments
  }

  /// The names of the files that a delivery's message has, without making it.
  func fileNames(_ delivery: PlannedDelivery) -> [String] {
    guard delivery.recipient.encryption == .password else { return delivery.files.map(\.name) }
    let others = delivery.files.filter { !$0.name.hasSuffix(".pdf") }
    return delivery.files.map(\.name).filter { $0.hasSuffix(".pdf") } + (others.first.map { [zipName($0.name)] } ?? [])
  }

  private func zipName(_ first: String) -> String { (first.split(separator: ".").first.map(String.init) ?? first) + ".zip" }

  private func mediaType(_ name: String) -> MediaType {
    switch name.split(separator: ".").last {
    case "pdf": .pdf
    case "html": .html
    case "xlsx": .workbook
    default: .bytes
    }
  }
}

/// What a message says of a pack, without its files.
///
/// - Parameters:
///   - code: the organisation whose pack it is.
///   - name: its name.
///   - recipient: the recipient's name; empty where none is given.
func deliveryModel(_ papers: ReleasePapers, code: String, name: String, recipient: String) -> DeliveryModel {
  let (period, branding) = (papers.name.period, papers.programme.configuration.branding)
  let (first, last) = (Period(year: period.year, month: 1).monthName, period.index.period.monthName)
  return DeliveryModel(
    programme: papers.programme.name, organisation: name, code: code, span: period.month == 1 ? first : "\(first) to \(last)", month: last,
    period: period.description, cut: papers.name.cut.rawValue, release: papers.name.text,
    released: CalendarDate(iso: papers.manifest.day)?.longText ?? papers.manifest.day, recipient: recipient, replaces: "", reason: "",
    isEncrypted: false, publisher: branding.publisher ?? "", contact: branding.contact ?? "", confidentiality: branding.confidentiality,
    banner: papers.banner)
}

/// A size in words: `142 KB`, `1.4 MB` (10³ and 10⁶ bytes).
package func sizeInWords(_ count: Int) -> String {
  if count < 1_000 { return "\(count) bytes" }
  if count < 999_500 { return "\((count + 500) / 1_000) KB" }
  let tenths = (count + 50_000) / 100_000
  return "\(tenths / 10).\(tenths % 10) MB"
}
