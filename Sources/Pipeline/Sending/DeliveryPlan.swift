import Extracts
import Findings
import Mail
import MailAddresses
import Programme
import Quantities
import Releases
import Storage

/// A file that goes to a recipient, as it was released.
struct PlannedFile: Sendable, Hashable {
  var name: String
  var bytes: [UInt8]
  var sha256: String
}

/// Somebody who is to get a pack.
struct PlannedDelivery: Sendable {
  var recipient: Recipient
  var organisationName: String
  var files: [PlannedFile]
  /// The SHA-256 over names and digests of the files: what the ledger knows a pack by.
  var packDigest: String
  /// Whether the line was in the recipients that were signed with the release.
  var isReviewed: Bool
  /// The level of rows in the files; a recipient without clearance for it is no planned one.
  var level: Clearance
}

/// Who gets what, decided before a message is written.
struct DeliveryPlan: Sendable {
  private(set) var deliveries: [PlannedDelivery] = []
  private(set) var refusals: [Refusal] = []
  private(set) var notes: [String] = []

  /// Decides for each line of the recipients' file.
  ///
  /// A line is refused, never widened or guessed: a domain that is not the organisation's, a day outside its dates, a file that the pack has not, rows that
  /// the recipient is not cleared for, a line that nobody has reviewed.
  init(_ material: SendMaterial, progress: ProgressReport) throws(RunFailure) {
    let (programme, signed, request) = (material.programme, material.signed, material.request)
    let mail = programme.configuration.mail
    let reviewed = Set(signed.recipients.map(\.meaning))
    refusals = material.papers.unreadable.map { finding in
      Refusal(organisation: "–", address: finding.value ?? "", line: finding.origin.line ?? 0, reason: finding.message)
    }
    let chosen = programme.recipients.filter { request.only.isEmpty || request.only.contains($0.organisation) }
      .sorted { ($0.organisation, $0.address.key) < ($1.organisation, $1.address.key) }
    var levels: RowLevels?
    var known: [String: PlannedFile] = [:]
    for (index, recipient) in chosen.enumerated() {
      progress("Choosing what goes to whom", index, chosen.count)
      func refuse(_ reason: String) {
        refusals.append(
          Refusal(organisation: recipient.organisation, address: recipient.address.text, line: recipient.line, reason: reason))
      }
      guard recipient.isActive(on: material.today) else {
        notes.append("\(recipient.organisation), \(recipient.address.text): not sent on this day by its dates (\(mail.recipients):\(recipient.line))")
        continue
      }
      // As it was signed: a code that means another organisation by now would put one's pack under the other's name.
      let (then, now) = (signed.organisations.packs(named: recipient.organisation), programme.organisations.packs(named: recipient.organisation))
      guard let pack = then.first, now.first == pack, let name = signed.name(of: pack), programme.name(of: pack) == name else {
        let nameNow = now.first.flatMap(programme.name(of:)) ?? "no organisation of the programme"
        let nameThen = then.first.flatMap(signed.name(of:)) ?? "none"
        refuse("\(recipient.organisation) is \(nameNow) now, and was \(nameThen) when \(material.name.text) was signed")
        continue
      }
      guard then.count == 1, signed.organisations.packs(named: pack.organisation).count == 1 else {
        refuse("\(pack.organisation) is the code of a commissioner and of a provider: which pack is meant cannot be told")
        continue
      }
      guard mail.allows(recipient.address.domain.text, for: pack) else {
        refuse("\(recipient.address.domain.text) is not among the domains of \(recipient.organisation) in programme.yaml, mail.domains")
        continue
      }
      let isReviewed = reviewed.contains(recipient.meaning) && signed.configuration.mail.allows(recipient.address.domain.text, for: pack)
      if !isReviewed, request.reviewer == nil {
        refuse("this line was not in the recipients that were signed with \(material.name.text); let an approver answer for it: --reviewed-by NAME")
        continue
      }
      if let test = request.testAddress, !Self.mayRehearse(test, pack, mail) {
        refuse(
          "the test inbox is at \(test.domain.text), which is not among the domains of \(recipient.organisation): packs go nowhere else, in a test either"
        )
        continue
      }
      let target = PackTarget(pack)
      let files: [PlannedFile]
      switch try Self.files(recipient, target, material, &known) {
      case .success(let found): files = found
      case .failure(let missing):
        refuse("\(material.name.text) has no \(missing.name) for \(recipient.organisation)")
        continue
      }
      if levels == nil { levels = try RowLevels(material) }
      let found = levels?.look(files) ?? .init(level: .patient, place: nil)
      if found.level > recipient.clearance || (found.level != .none && recipient.encryption == .none) {
        let rows = found.level == .patient ? "rows of patients" : "rows of practices"
        let place = found.place.map { " (\($0))" } ?? ""
        refuse(
          found.level > recipient.clearance
            ? "the files show \(rows)\(place), and the recipient is not cleared for them"
            : "the files show \(rows)\(place), which go encrypted alone")
        continue
      }
      if let leak = levels?.leak(in: files, of: target) {
        refuse("the files hold what its readers may not see: \(leak.words)")
        continue
      }
      let digest = Dispatch.packDigest(of: files.map { Dispatch.Attachment(name: $0.name, sha256: $0.sha256) })
      deliveries.append(
        PlannedDelivery(recipient: recipient, organisationName: name, files: files, packDigest: digest, isReviewed: isReviewed, level: found.level))
    }
    let answered = deliveries.filter { !$0.isReviewed }.map { "\($0.recipient.organisation), \($0.recipient.address.text)" }
    if let reviewer = request.reviewer, !answered.isEmpty {
      let shown = answered.prefix(5).joined(separator: "; ") + (answered.count > 5 ? " and \(answered.count - 5) more" : "")
      notes.append("\(reviewer) answers for \(answered.count) \(answered.count == 1 ? "recipient" : "recipients") not in the signed list: \(shown)")
    }
    if request.only.isEmpty {
      let served = Set(deliveries.map(\.recipient.organisation))
      let nobody = Self.packs(in: material).filter { !served.contains($0) }
      if !nobody.isEmpty { notes.append("nobody gets the pack of \(nobody.joined(separator: ", "))") }
    }
  }

  /// Whether a pack may go to a test inbox: at a domain to which it may go in earnest, or on a host on this machine to nobody's domain.
  private static func mayRehearse(_ test: MailAddress, _ pack: PackName, _ mail: MailSettings) -> Bool {
    if test.domain.text == "localhost" { return mail.host.map { SMTPServer(host: $0).isOnThisMachine } ?? false }
    return mail.allows(test.domain.text, for: pack)
  }

  /// The names of the packs of a release, in order.
  private static func packs(in material: SendMaterial) -> [String] {
    let folders = Set(material.manifest.packs.map { $0.path.split(separator: "/").dropLast().dropFirst().prefix(2).joined(separator: "/") })
    return material.signed.organisations.packNames.filter { folders.contains(PackTarget($0).folder) }.map(\.text)
  }

  private struct MissingFile: Error { var name: String }

  /// The files of a recipient, their bytes held against the manifest once more.
  private static func files(
    _ recipient: Recipient, _ target: PackTarget, _ material: SendMaterial, _ known: inout [String: PlannedFile]
  ) throws(RunFailure) -> Result<[PlannedFile], MissingFile> {
    let stem = "\(target.fileStem)_\(material.name.period.fileLabel)"
    var files: [PlannedFile] = []
    for format in recipient.formats {
      let name = format.fileName(stem)
      let path = "packs/\(target.folder)/\(name)"
      if let file = known[path] {
        files.append(file)
        continue
      }
      guard let listed = material.manifest.packs.first(where: { $0.path == path }) else { return .failure(MissingFile(name: name)) }
      let bytes: [UInt8]
      do throws(OutputError) { bytes = try FileSystem.read(material.folder + "/" + path) } catch { throw .output(error) }
      guard digestOf(bytes) == listed.sha256 else { throw .release(.changed(path: path)) }
      let file = PlannedFile(name: name, bytes: bytes, sha256: listed.sha256)
      known[path] = file
      files.append(file)
    }
    return .success(files)
  }
}
