import Crypto
import Foundation
import Programme
import Quantities
import Storage
import TestSupport
import Testing

@testable import Pipeline
@testable import Releases

/// Sign-offs: who may, what they are bound to, what breaks them.
struct SignOffTests {
  let month: SmallMonth

  init() throws { month = try SmallMonth() }

  private func failure(_ work: () throws -> Void) -> ReleaseFailure? {
    do {
      try work()
    } catch let failure as RunFailure {
      if case .release(let inner) = failure { return inner }
    } catch { return nil }
    return nil
  }

  @Test func itSaysWhoWhereAndWhat() throws {
    let signOff = try month.sign("Ann", .analyst)
    #expect(signOff.user == "tester" && signOff.host == "bench" && signOff.at == "2016-03-14T12:00:00Z")
    #expect(signOff.release == "2015-16/M11-flex-v1")
    #expect(signOff.seal == digestOf(try FileSystem.read(month.month + "/SHA256SUMS")))
    #expect(signOff.files.map(\.path).contains("packs/commissioners/10H/10H.html"))
    #expect(signOff.files.map(\.path).contains("inputs/extracts/slam/2015-16/M11/RQM.csv"))
    #expect(signOff.files.map(\.path).contains("configuration/programme.yaml"))
    #expect(try Approvals(programme: month.programme, period: month.period, cut: .flex).read() == [signOff])
  }

  @Test func onlyApproversInTheirRoleMaySign() throws {
    for (name, role) in [("Nobody", ApproverRole.analyst), ("Len", .analyst), ("Old", .lead)] {
      guard case .notApprover(name, role, let known)? = failure({ try month.sign(name, role) }) else {
        Issue.record("\(name) may sign")
        continue
      }
      #expect(known == (role == .analyst ? ["Ann", "Old"] : ["Ann", "Len"]))
    }
  }

  @Test func theTwoNamesMustDiffer() throws {
    try month.sign("Ann", .analyst)
    guard case .cannotSign(let conditions)? = failure({ try month.sign("Ann", .lead) }) else { throw CocoaError(.featureUnsupported) }
    #expect(conditions.map(\.words) == ["Ann has signed as analyst; the two names must differ"])
    // Written by hand all the same, the gate says no.
    let approvals = Approvals(programme: month.programme, period: month.period, cut: .flex)
    var forged = try approvals.read()[0]
    forged.role = .lead
    try approvals.add(forged)
    #expect(try month.condition(.signOffs).details == ["Ann has signed in both roles; the two names must differ"])
  }

  @Test func oneNameInTwoFormsIsOnePerson() throws {
    try month.put("programme.yaml", SmallMonth.programmeFile + "  - {name: ann , roles: [lead]}\n  - {name: A NN, roles: [lead]}\n")
    try month.build()
    try month.sign("Ann", .analyst)
    try month.sign("A NN", .lead)
    #expect(try month.condition(.signOffs).details == ["Ann and A NN have one name or one public key; the two must be two people"])
    try month.sign("Len", .lead)
    #expect(try month.condition(.signOffs).state == .ok)
  }

  @Test func onePublicKeyIsOnePerson() throws {
    let key = Curve25519.Signing.PrivateKey()
    let path = month.folder.path + "/key"
    try month.write(Array(key.rawRepresentation.base64EncodedString().utf8), path)
    let text = key.publicKey.rawRepresentation.base64EncodedString()
    try month.put(
      "programme.yaml",
      "format: 1\nname: Small\napprovers:\n  - {name: Ann, roles: [analyst], public_key: \"\(text)\"}\n"
        + "  - {name: Bea, roles: [lead], public_key: \"\(text)\"}\n")
    try month.build()
    try month.sign("Ann", .analyst, key: path)
    try month.sign("Bea", .lead, key: path)
    #expect(try month.condition(.signOffs).details == ["Ann and Bea have one name or one public key; the two must be two people"])
  }

  @Test func oneIsNotEnough() throws {
    #expect(try month.condition(.signOffs).details == ["the analyst has not signed", "the lead has not signed"])
    try month.sign("Ann", .analyst)
    #expect(try month.condition(.signOffs).details == ["the lead has not signed"])
    try month.sign("Len", .lead)
    #expect(try month.condition(.signOffs).words == "signed by Ann and Len")
  }

  @Test func aNewOneStandsInPlaceOfTheOld() throws {
    try month.sign("Ann", .analyst)
    try month.sign("Old", .analyst)
    #expect(try Approvals(programme: month.programme, period: month.period, cut: .flex).read().map(\.name) == ["Old"])
  }

  @Test func someoneWhoIsNoApproverAnyMoreDoesNotCount() throws {
    try month.signByTwo()
    try month.put("programme.yaml", SmallMonth.programmeFile.replacing("Len", with: "Lea"))
    #expect(try month.condition(.signOffs).details == ["Len is not among the approvers as lead"])
  }

  @Test func anyLaterChangeBreaksItAndIsNamed() throws {
    try month.signByTwo()
    // The output, built again with other bytes.
    try month.build("second")
    var broken = try month.condition(.signOffs)
    #expect(broken.state == .failed)
    #expect(broken.details.contains("packs/commissioners/10H/10H.html was changed since Ann signed"))
    #expect(broken.details.contains("packs/commissioners/10H/10H.html was changed since Len signed"))
    // An input, built again: named before the packs that follow from it.
    try month.put("extracts/slam/2015-16/M11/RQM.csv", "other rows\n")
    try month.build()
    broken = try month.condition(.signOffs)
    #expect(broken.details.first == "inputs/extracts/slam/2015-16/M11/RQM.csv was changed since Ann signed")
    try month.put("extracts/slam/2015-16/M11/RQM.csv", "rows of extracts/slam/2015-16/M11/RQM.csv\n")
    // The configuration.
    try month.put("programme.yaml", SmallMonth.programmeFile + "phasing: twelfths\n")
    try month.build()
    broken = try month.condition(.signOffs)
    #expect(broken.details.first == "configuration/programme.yaml was changed since Ann signed")
    try month.put("programme.yaml", SmallMonth.programmeFile)
    // A file that came.
    try month.put("registers/waivers.csv", "id,scope,reason,owner,until\n")
    try month.build()
    #expect(try month.condition(.signOffs).details.first == "configuration/registers/waivers.csv is new since Ann signed")
    try FileSystem.remove(month.programme + "/registers")
    // All as it was: it holds again, for the bytes are those that were seen.
    try month.build()
    #expect(try month.condition(.signOffs).state == .ok)
    // One byte of the output, not built again.
    try month.write(Array("<p>First of 10H</p>".utf8), month.month + "/commissioners/10H/10H.html")
    #expect(try month.condition(.built).details == ["commissioners/10H/10H.html was changed after it was built"])
    try month.build()
    // The list of sums itself.
    try month.write(try FileSystem.read(month.month + "/SHA256SUMS") + [0x0A], month.month + "/SHA256SUMS")
    #expect(try month.condition(.signOffs).details == ["SHA256SUMS was changed since Ann signed", "SHA256SUMS was changed since Len signed"])
  }

  @Test func nothingIsSignedThatIsNotAsItWasBuilt() throws {
    try month.put("extracts/slam/2015-16/M11/RQM.csv", "other rows\n")
    guard case .cannotSign(let conditions)? = failure({ try month.sign("Ann", .analyst) }) else {
      Issue.record("it was signed")
      return
    }
    #expect(conditions.map(\.id) == [.inputsUnchanged])
    try FileSystem.remove(month.month)
    guard case .notBuilt? = failure({ try month.sign("Ann", .analyst) }) else {
      Issue.record("it was signed")
      return
    }
  }

  @Test func whereThereIsAPublicKeyTheSignatureMustFit() throws {
    let key = Curve25519.Signing.PrivateKey()
    let other = Curve25519.Signing.PrivateKey()
    let file = month.folder.path + "/ann.key"
    let wrong = month.folder.path + "/other.key"
    try month.write(Array(key.rawRepresentation.base64EncodedString().utf8), file)
    try month.write(Array(other.rawRepresentation.base64EncodedString().utf8), wrong)
    let keyed = SmallMonth.programmeFile.replacing(
      "{name: Ann, roles: [analyst, lead]}",
      with: "{name: Ann, roles: [analyst, lead], public_key: \"\(key.publicKey.rawRepresentation.base64EncodedString())\"}")
    try month.put("programme.yaml", keyed)
    try month.build()
    guard case .cannotSign? = failure({ try month.sign("Ann", .analyst) }) else {
      Issue.record("signed without a key")
      return
    }
    guard case .key(wrong, _)? = failure({ try month.sign("Ann", .analyst, key: wrong) }) else {
      Issue.record("signed with another key")
      return
    }
    var signOff = try month.sign("Ann", .analyst, key: file)
    try month.sign("Len", .lead)
    #expect(try month.condition(.signOffs).state == .ok)
    // What the signature is over cannot be changed, nor can it be left out.
    let approvals = Approvals(programme: month.programme, period: month.period, cut: .flex)
    let good = signOff
    signOff.at = "2016-03-13T12:00:00Z"
    try approvals.add(signOff)
    #expect(try month.condition(.signOffs).details == ["the signature of Ann does not fit"])
    signOff = good
    signOff.signature = nil
    try approvals.add(signOff)
    #expect(try month.condition(.signOffs).details == ["Ann has a public key and gave no signature"])
  }

  /// RFC 8032, test 1, as OpenSSL writes the keys.
  @Test func keysAreReadAsOpenSSLWritesThem() throws {
    let pem = month.folder.path + "/key.pem"
    try month.write(
      Array("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n".utf8), pem)
    let key = try ApproverKey.privateKey(at: pem)
    let publicText = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    #expect(key.publicKey.rawRepresentation.base64EncodedString() == publicText)
    let raw = try #require(ApproverKey.publicKey(base64: publicText))
    let openSSL = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + raw).base64EncodedString()
    #expect(ApproverKey.publicKey(base64: openSSL) == raw)
    let signature = try key.signature(for: Data("said".utf8)).base64EncodedString()
    #expect(ApproverKey.verifies(signature, of: Array("said".utf8), publicKey: raw))
    #expect(!ApproverKey.verifies(signature, of: Array("Said".utf8), publicKey: raw))
    #expect(ApproverKey.publicKey(base64: "AAAA") == nil)
    try month.write(Array("nonsense".utf8), pem)
    #expect(throws: ReleaseFailure.self) { try ApproverKey.privateKey(at: pem) }
  }

  @Test func aListThatCannotBeReadIsSaid() throws {
    try month.put("releases/approvals/2015-16/M11-flex.json", "{")
    guard case .damaged(let path, _)? = failure({ _ = try month.gate() }) else {
      Issue.record("it was taken")
      return
    }
    #expect(path.hasSuffix("M11-flex.json"))
  }
}
