import Programme
import Quantities

/// Asks every condition of a release, in order. All are asked, whatever the first says, so that a person sees at once what is left to do.
package func askGate(_ evidence: GateEvidence) -> GateAnswer {
  let conditions = ReleaseCondition.ID.allCases.map { id in
    switch id {
    case .dayReached: dayReached(evidence)
    case .built: built(evidence)
    case .inputsUnchanged: inputsUnchanged(evidence)
    case .returnsIn: returnsIn(evidence)
    case .findings: noOpenError(evidence)
    case .proof: proofHolds(evidence)
    case .leaks: nothingLeaks(evidence)
    case .signOffs: signedByTwo(evidence)
    case .version: versionIsNext(evidence)
    }
  }
  return GateAnswer(release: evidence.name.text, day: evidence.day.iso, conditions: conditions)
}

private func dayReached(_ evidence: GateEvidence) -> ReleaseCondition {
  if evidence.day > evidence.today, !evidence.isRehearsal {
    return ReleaseCondition(
      .dayReached, .failed, "\(evidence.day.longText) is later than today, \(evidence.today.longText)",
      details: ["a day to come is for rehearsals alone: rehearsal: true in programme.yaml"])
  }
  if evidence.day < evidence.firstDay {
    return ReleaseCondition(
      .dayReached, .failed,
      "\(evidence.period.description) \(evidence.cut.rawValue) may be released from \(evidence.firstDay.longText); it is \(evidence.day.longText)")
  }
  let provisional =
    evidence.isProvisional
    ? evidence.lastDataDay.map { "; provisional, and its cover says so: \(evidence.cut.rawValue) data are taken up to \($0.longText)" } : nil
  return ReleaseCondition(.dayReached, .ok, "\(evidence.day.longText); the release day was \(evidence.firstDay.longText)\(provisional ?? "")")
}

private func built(_ evidence: GateEvidence) -> ReleaseCondition {
  switch evidence.month {
  case .failure(.notBuilt(_, let folder, let reason)):
    return ReleaseCondition(.built, .failed, "\(evidence.period.description) is not built: \(reason)", details: [folder])
  case .failure(let failure):
    return ReleaseCondition(.built, .failed, "\(evidence.period.description) cannot be read", details: ["\(failure)"])
  case .success(let month):
    var wrong: [String] = []
    if month.run.period != evidence.period.description { wrong.append("it was built for \(month.run.period)") }
    if month.run.cut != evidence.cut.rawValue { wrong.append("it was built as \(month.run.cut), not as \(evidence.cut.rawValue)") }
    if month.run.outturn != evidence.program { wrong.append("it was built by outturn \(month.run.outturn), and this is \(evidence.program)") }
    wrong += month.problems
    if !wrong.isEmpty {
      return ReleaseCondition(.built, .failed, "the built month is not one that can be released; build it again", details: wrong)
    }
    return ReleaseCondition(.built, .ok, "\(month.files.count) files, all as they were built")
  }
}

private func inputsUnchanged(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let month = evidence.built else { return ReleaseCondition(.inputsUnchanged, .failed, "there is no build to hold the inputs against") }
  if !evidence.inputChanges.isEmpty {
    return ReleaseCondition(.inputsUnchanged, .failed, "what the packs were made from has changed; build them again", details: evidence.inputChanges)
  }
  return ReleaseCondition(.inputsUnchanged, .ok, "\(month.run.sealed.count) inputs, all as the build read them")
}

extension GateEvidence {
  /// The waivers for a provider's return or a check, that hold on the day and those that have run out.
  fileprivate func waivers(for scopes: [String]) -> (holding: [Waiver], past: [Waiver]) {
    let mine = waivers.filter { scopes.contains($0.scope) }
    // Outside a rehearsal a day that has passed brings no waiver back.
    let day = isRehearsal ? self.day : max(self.day, today)
    return (mine.filter { $0.until >= day }, mine.filter { $0.until < day })
  }
}

private func runOut(_ waivers: [Waiver]) -> String {
  waivers.first.map { "; its waiver \($0.id) ran out on \($0.until.longText)" } ?? ""
}

private func returnsIn(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let month = evidence.built else { return ReleaseCondition(.returnsIn, .failed, "there is no build to look for returns in") }
  // A final cut may rest on the next month's submission, which states the month again.
  let wanted = [evidence.period.description] + (evidence.cut == .freeze ? [evidence.period.index.advanced(by: 1).period.description] : [])
  let sent = Set(
    month.run.extracts.filter { $0.kind == "slam" && $0.refused != true && $0.submission.map(wanted.contains) == true && $0.rows ?? 0 > 0 }
      .compactMap(\.provider))
  let missing = evidence.providers.filter { !sent.contains($0) }
  var failed: [String] = []
  var waived: [String] = []
  var used: [String] = []
  for provider in missing {
    let (holding, past) = evidence.waivers(for: ["returns/\(provider)"])
    if let waiver = holding.first {
      waived.append("\(provider) has not sent its return: waiver \(waiver.id), \(waiver.reason) (\(waiver.owner), until \(waiver.until.longText))")
      used.append(waiver.id)
    } else {
      failed.append("\(provider) has not sent its return for \(evidence.period.description)\(runOut(past))")
    }
  }
  return answer(
    .returnsIn, failed, waived, used, ok: "all \(evidence.providers.count) returns are in",
    failure: "\(failed.count) of \(evidence.providers.count) returns \(failed.count == 1 ? "is" : "are") not in", waiver: "\(waived.count) missing")
}

private func noOpenError(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let month = evidence.built else { return ReleaseCondition(.findings, .failed, "there is no build to look for findings in") }
  var failed: [String] = []
  var waived: [String] = []
  var used: Set<String> = []
  let errors = month.run.findings.filter { $0.severity == "error" }
  for finding in errors {
    let scopes = [finding.code] + (finding.provider.map { ["\(finding.code)/\($0)"] } ?? [])
    let (holding, past) = evidence.waivers(for: scopes)
    let words = "\(finding.code) \(finding.file)\(finding.line.map { ":\($0)" } ?? ""): \(finding.message)"
    if let waiver = holding.first {
      waived.append("\(words): waiver \(waiver.id), \(waiver.reason) (\(waiver.owner), until \(waiver.until.longText))")
      used.insert(waiver.id)
    } else {
      failed.append(words + runOut(past))
    }
  }
  return answer(
    .findings, failed, waived, used.sorted(), ok: "no finding is an error",
    failure: "\(failed.count) finding\(failed.count == 1 ? " is an error" : "s are errors") without a waiver",
    waiver: "\(waived.count) error\(waived.count == 1 ? "" : "s")")
}

private func answer(
  _ id: ReleaseCondition.ID, _ failed: [String], _ waived: [String], _ used: [String], ok: String, failure: String, waiver: String
) -> ReleaseCondition {
  if !failed.isEmpty { return ReleaseCondition(id, .failed, failure, details: failed + waived, waivers: used) }
  if !waived.isEmpty { return ReleaseCondition(id, .waived, "\(waiver), waived by \(used.joined(separator: ", "))", details: waived, waivers: used) }
  return ReleaseCondition(id, .ok, ok)
}

private func proofHolds(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let month = evidence.built else { return ReleaseCondition(.proof, .failed, "there is no build to prove") }
  let broken = month.run.proof.filter { $0.violations > 0 }
  let compared = month.run.proof.reduce(0) { $0 + $1.compared }
  if !broken.isEmpty {
    return ReleaseCondition(
      .proof, .failed, "the packs contradict themselves", details: broken.map { "\($0.check): \($0.violations) of \($0.compared) comparisons" })
  }
  if compared == 0 { return ReleaseCondition(.proof, .failed, "the build compared nothing") }
  return ReleaseCondition(.proof, .ok, "\(compared) comparisons agree")
}

private func nothingLeaks(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let leaks = evidence.leaks else { return ReleaseCondition(.leaks, .failed, "the leak test has nothing to look at") }
  if !leaks.isEmpty {
    return ReleaseCondition(
      .leaks, .failed, "\(leaks.count) \(leaks.count == 1 ? "place says" : "places say") what the reader may not see", details: leaks)
  }
  return ReleaseCondition(.leaks, .ok, "no file says what its reader may not see")
}

private func signedByTwo(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let month = evidence.built else { return ReleaseCondition(.signOffs, .failed, "there is nothing to sign") }
  var wrong: [String] = []
  var names: [String] = []
  for role in ApproverRole.allCases {
    guard let signOff = evidence.signOffs.first(where: { $0.role == role && $0.release == evidence.name.text }) else {
      let other = evidence.signOffs.first { $0.role == role }
      wrong.append(other.map { "the sign-off of the \(role.rawValue), \($0.name), is for \($0.release)" } ?? "the \(role.rawValue) has not signed")
      continue
    }
    names.append(signOff.name)
    wrong += problems(of: signOff, month, evidence.approvers)
  }
  if names.count == 2, names[0] == names[1] {
    wrong.append("\(names[0]) has signed in both roles; the two names must differ")
  } else if names.count == 2, isOnePerson(names[0], names[1], evidence.approvers) {
    wrong.append("\(names[0]) and \(names[1]) have one name or one public key; the two must be two people")
  }
  if !wrong.isEmpty { return ReleaseCondition(.signOffs, .failed, "it is not signed by two", details: wrong) }
  return ReleaseCondition(.signOffs, .ok, "signed by \(names.joined(separator: " and "))")
}

/// Whether two names of the approvers' list stand for one person: they differ in letter case or spaces alone, or have one public key.
private func isOnePerson(_ first: String, _ second: String, _ approvers: [Approver]) -> Bool {
  func folded(_ name: String) -> String { name.lowercased().filter { !$0.isWhitespace } }
  func key(_ name: String) -> [UInt8]? {
    approvers.first { $0.name == name }?.publicKey.flatMap { ApproverKey.publicKey(base64: $0) }
  }
  if folded(first) == folded(second) { return true }
  guard let one = key(first), let other = key(second) else { return false }
  return one == other
}

/// Why a sign-off does not count, a sentence each.
func problems(of signOff: SignOff, _ month: BuiltMonth, _ approvers: [Approver]) -> [String] {
  guard let approver = approvers.first(where: { $0.name == signOff.name && $0.roles.contains(signOff.role) }) else {
    return ["\(signOff.name) is not among the approvers as \(signOff.role.rawValue)"]
  }
  if let text = approver.publicKey {
    guard let key = ApproverKey.publicKey(base64: text) else { return ["the public key of \(signOff.name) is not an Ed25519 key in base64"] }
    guard let signature = signOff.signature else { return ["\(signOff.name) has a public key and gave no signature"] }
    guard ApproverKey.verifies(signature, of: signOff.message, publicKey: key) else { return ["the signature of \(signOff.name) does not fit"] }
  }
  return signOff.broken(by: month)
}

private func versionIsNext(_ evidence: GateEvidence) -> ReleaseCondition {
  guard let last = evidence.versions.max() else { return ReleaseCondition(.version, .ok, "the first of its name") }
  let before = ReleaseName.month(evidence.period, evidence.cut, version: last).text
  guard let reason = evidence.reason, !reason.isEmpty else {
    return ReleaseCondition(.version, .failed, "\(before) is released; another version needs a reason", details: ["give it with --reason"])
  }
  return ReleaseCondition(.version, .ok, "replaces \(before): \(reason)")
}
