import HTML
import Mail
import MailAddresses
import Programme
import Quantities
import Releases
import Storage

/// The outbox of a release: each message as a file, and a page that says who gets what.
///
/// `outbox/2015-16/M11-flex-v1/` in the programme folder, for the account that runs the program alone. Messages of a rehearsal stand in `test/` beside.
struct Outbox {
  /// Its folder.
  let folder: String

  init(_ material: SendMaterial) throws(RunFailure) {
    let own = "\(material.root)/outbox/\(material.name.text)"
    folder = material.request.testAddress == nil ? own : own + "/test"
    try Self.make(folder, programme: material.root)
  }

  /// Makes a folder of the outbox, for the account that runs the program alone.
  static func make(_ folder: String, programme: String) throws(RunFailure) {
    let top = programme + "/outbox"
    if FileSystem.exists(top), !FileSystem.isOwnFolder(top) { throw .sending(.foreignOutbox(top)) }
    do throws(OutputError) {
      try FileSystem.makeFolder(top)
      try FileSystem.setMode(0o700, of: top)
      try FileSystem.makeFolder(folder)
    } catch {
      throw .output(error)
    }
  }

  /// The path of a recipient's message: `10H_jane.doe@nhs.net.eml`. An address may have characters that a path may not.
  func path(_ recipient: Recipient) -> String { "\(folder)/\(Self.fileName(recipient))" }

  static func fileName(_ recipient: Recipient) -> String {
    var name = ""
    for byte in "\(recipient.organisation)_\(recipient.address.key)".utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "+"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        name += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
      }
    }
    return name + ".eml"
  }

  /// Writes a message, whole or not at all; it is on the disk when the folder is synced.
  func write(_ bytes: [UInt8], for recipient: Recipient) throws(RunFailure) {
    let path = path(recipient)
    do throws(OutputError) {
      try FileSystem.writePrivately(bytes, to: path + ".new")
      try FileSystem.rename(path + ".new", to: path)
    } catch {
      throw .output(error)
    }
  }

  /// The message that was written earlier, where it is the one of that digest.
  func kept(for recipient: Recipient, sha256: String?) -> [UInt8]? {
    guard let sha256, let bytes = try? FileSystem.read(path(recipient)), digestOf(bytes) == sha256 else { return nil }
    return bytes
  }

  /// Writes the page: who gets what, with the first page of each pack.
  func writePage(_ outcome: SendOutcome, _ plan: DeliveryPlan, _ material: SendMaterial, _ templating: Templating) throws(RunFailure) {
    var packs: [OutboxModel.Pack] = []
    let groups = Dictionary(grouping: outcome.deliveries, by: \.organisation).sorted { $0.key < $1.key }
    for (code, deliveries) in groups {
      let pdf = plan.deliveries.first { $0.recipient.organisation == code && $0.files.contains { $0.name.hasSuffix(".pdf") } }?
        .files.first { $0.name.hasSuffix(".pdf") }
      var picture: (png: [UInt8], pageCount: Int)?
      if let pdf {
        // A page that cannot be drawn is left out: what was sent must be told all the same.
        picture = try? firstPagePNG(ofPDF: pdf.bytes, width: 150)
      }
      let facts = picture.map { "\($0.pageCount) \($0.pageCount == 1 ? "page" : "pages"), \(sizeInWords(pdf?.bytes.count ?? 0))" } ?? ""
      packs.append(
        OutboxModel.Pack(
          code: code, name: deliveries.first?.organisationName ?? "", picture: picture?.png ?? [], facts: facts, messages: deliveries.map(row)))
    }
    let banner = material.request.testAddress != nil ? "TEST" : material.papers.banner.isEmpty ? nil : material.papers.banner
    let model = OutboxModel(
      heading: ReleaseHeading(programme: material.programme.name, release: "Release \(material.name.text)", banner: banner, links: []),
      title: "Outbox",
      summary: summary(outcome),
      packs: packs,
      refusals: outcome.refusals.map { "\($0.organisation), \($0.address): \($0.reason)" }, notes: outcome.notes)
    do throws(OutputError) {
      try FileSystem.writePrivately(renderOutbox(model, templates: templating.pages), to: folder + "/index.html.new")
      try FileSystem.rename(folder + "/index.html.new", to: folder + "/index.html")
    } catch {
      throw .output(error)
    }
  }

  /// `35 messages to 35 addresses: 34 sent, 1 deferred; 9.9 MB together`.
  private func summary(_ outcome: SendOutcome) -> String {
    let (count, people) = (outcome.deliveries.count, Set(outcome.deliveries.map(\.recipient.address)).count)
    let sum = outcome.deliveries.reduce(0) { $0 + $1.byteCount }
    let states = Delivery.Outcome.allCases.compactMap { one in outcome.count(one) == 0 ? nil : "\(outcome.count(one)) \(one.rawValue)" }
    return "\(count) \(count == 1 ? "message" : "messages") to \(people) \(people == 1 ? "address" : "addresses")"
      + (states.isEmpty ? "" : ": \(states.joined(separator: ", "))") + (sum == 0 ? "" : "; \(sizeInWords(sum)) together")
  }

  private func row(_ delivery: Delivery) -> OutboxModel.Message {
    let recipient = delivery.recipient
    let protection = [delivery.isEncrypted ? "encrypted" : nil, delivery.isSigned ? "signed" : nil].compactMap { $0 }
    return OutboxModel.Message(
      recipient: recipient.name.isEmpty ? recipient.address.text : "\(recipient.name), \(recipient.address.text)", role: recipient.role.rawValue,
      files: delivery.files.joined(separator: ", "), size: delivery.byteCount == 0 ? "–" : sizeInWords(delivery.byteCount),
      protection: protection.isEmpty ? "–" : protection.joined(separator: ", "),
      state: delivery.outcome.rawValue + (delivery.reply.isEmpty ? "" : ": " + delivery.reply), note: delivery.note,
      file: delivery.byteCount == 0 ? "" : Self.fileName(recipient).replacing("%", with: "%25"))
  }
}
