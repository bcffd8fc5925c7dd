import Crypto
import Foundation
package import Programme
import Quantities

/// What is asked of somebody who signs.
package struct ApprovalRequest: Sendable {
  /// The name.
  package var name: String
  /// The role.
  package var role: ApproverRole
  /// The file of the private key; nil without one.
  package var keyFile: String?

  /// Makes a request.
  package init(name: String, role: ApproverRole, keyFile: String? = nil) {
    self.name = name
    self.role = role
    self.keyFile = keyFile
  }
}

/// Signs a built month: keeps the sign-off with the programme until the month is released.
///
/// - Throws: `ReleaseFailure` where the person may not sign, or there is nothing whole to sign.
package func approve(
  _ request: ApprovalRequest, _ evidence: GateEvidence, programme: String, clock: ReleaseClock, workplace: Workplace
) throws(ReleaseFailure) -> SignOff {
  guard let approver = evidence.approvers.first(where: { $0.name == request.name && $0.roles.contains(request.role) }) else {
    throw .notApprover(
      name: request.name, role: request.role, known: evidence.approvers.filter { $0.roles.contains(request.role) }.map(\.name).sorted())
  }
  let month = try evidence.month.get()
  let needed: Set<ReleaseCondition.ID> = [.built, .inputsUnchanged, .proof]
  var failing = askGate(evidence).conditions.filter { needed.contains($0.id) && $0.state == .failed }
  if let other = evidence.signOffs.first(where: { $0.role != request.role && $0.name == request.name && $0.release == evidence.name.text }) {
    failing.append(
      ReleaseCondition(.signOffs, .failed, "\(request.name) has signed as \(other.role.rawValue); the two names must differ"))
  }
  if approver.publicKey != nil, request.keyFile == nil {
    failing.append(
      ReleaseCondition(.signOffs, .failed, "\(request.name) has a public key, and signs with the private one", details: ["give it with --key FILE"]))
  }
  guard failing.isEmpty else { throw .cannotSign(failing) }
  var signOff = SignOff(
    name: request.name, role: request.role, release: evidence.name, month: month, at: clock.timestamp, user: workplace.user, host: workplace.host)
  if let path = request.keyFile {
    let key = try ApproverKey.privateKey(at: path)
    if let text = approver.publicKey, ApproverKey.publicKey(base64: text) != [UInt8](key.publicKey.rawRepresentation) {
      throw .key(path: path, reason: "it is not the key whose public half programme.yaml gives for \(request.name)")
    }
    do {
      signOff.signature = try key.signature(for: signOff.message).base64EncodedString()
    } catch {
      throw .key(path: path, reason: "\(error)")
    }
  }
  try Approvals(programme: programme, period: evidence.period, cut: evidence.cut).add(signOff)
  return signOff
}
