import Findings
import Foundation
import Programme
import Quantities
import Releases
import Storage

/// A release with what it was signed with, and the programme of today.
struct ReleasePapers {
  let root: String
  let name: ReleaseName
  /// The release's folder.
  let folder: String
  let manifest: Manifest
  /// The programme as it is now: recipients, mail settings, words.
  let programme: ProgrammeDefinition
  /// The programme as it was released: what two people signed.
  let signed: ProgrammeDefinition
  /// Who signed the release.
  let signers: [String]
  /// Lines of today's recipients that cannot be read: each is somebody who may be waiting for a pack.
  let unreadable: [Finding]

  /// Reads them.
  ///
  /// - Throws: `RunFailure`: no such release, a configuration that cannot be used.
  init(_ name: ReleaseName, programme root: String) throws(RunFailure) {
    self.root = root
    self.name = name
    folder = root + "/" + name.folder
    let path = folder + "/manifest.json"
    guard FileSystem.exists(path) else { throw .release(.noRelease(name.text, available: releases(of: root).map(\.text))) }
    manifest = try releasing { () throws(ReleaseFailure) in
      do { return try Manifest(reading: try FileSystem.read(path), path: path) } catch { throw ReleaseFailure(any: error) }
    }
    let (definition, findings) = loadProgramme(at: root, commentary: .none)
    guard let definition else { throw .configuration(findings) }
    programme = definition
    unreadable = findings.filter { $0.origin.file == definition.configuration.mail.recipients && $0.severity == .error }
    let (then, signedFindings) = loadProgramme(at: folder + "/configuration", commentary: .none)
    guard let then else { throw .configuration(signedFindings) }
    signed = then
    // Without a list nobody is named; the file is verified with the release.
    let list = (try? FileSystem.read(folder + "/signoffs.json")).flatMap { try? JSONDecoder().decode([SignOff].self, from: Data($0)) }
    signers = list?.map(\.name) ?? []
  }

  /// Whether the packs rehearse, or the programme does.
  var isRehearsal: Bool { programme.configuration.isRehearsal || signed.configuration.isRehearsal }

  /// What the packs say of themselves: `REHEARSAL`, `SAMPLE DATA`, or nothing.
  var banner: String { signed.configuration.isRehearsal ? "REHEARSAL" : signed.configuration.isSampleData ? "SAMPLE DATA" : "" }
}

/// What is read before anything is sent, and the conditions of sending.
struct SendMaterial {
  let request: SendRequest
  let papers: ReleasePapers
  let conditions: [SendCondition]
  let today: CalendarDate

  var root: String { papers.root }
  var name: ReleaseName { papers.name }
  var folder: String { papers.folder }
  var manifest: Manifest { papers.manifest }
  var programme: ProgrammeDefinition { papers.programme }
  var signed: ProgrammeDefinition { papers.signed }

  /// Reads it and asks the conditions.
  ///
  /// - Throws: `RunFailure`: no such release, a configuration that cannot be used.
  init(_ request: SendRequest, progress: ProgressReport) throws(RunFailure) {
    self.request = request
    papers = try ReleasePapers(request.release, programme: request.run.programme)
    // Outside a rehearsal the day of sending is today: a recipient's dates are not to be talked round.
    today = papers.isRehearsal ? request.run.asAt ?? request.clock.today : request.clock.today
    conditions = try Self.conditions(request, programme: papers.programme, signed: papers.signed, progress: progress)
  }

  private static func conditions(
    _ request: SendRequest, programme: ProgrammeDefinition, signed: ProgrammeDefinition, progress: ProgressReport
  ) throws(RunFailure) -> [SendCondition] {
    var conditions: [SendCondition] = []
    let root = request.run.programme
    progress("Verifying the release", 0, 1)
    let report: ArchiveReport
    do throws(ArchiveError) {
      report = try ArchiveVerification(programme: root, trust: .sinceAdopted(programme.configuration.archiveKeys)).run(only: request.release)
    } catch {
      throw .archive(error)
    }
    conditions.append(
      report.isWhole
        ? SendCondition(.verified, true, "the archive and \(request.release.text) are as they were released")
        : SendCondition(.verified, false, "the archive or \(request.release.text) is not as it was released", details: report.problems.map(\.text)))
    conditions.append(newest(request, root))
    conditions.append(leakTested(root + "/" + request.release.folder))
    let isRehearsal = programme.configuration.isRehearsal || signed.configuration.isRehearsal
    conditions.append(
      !isRehearsal
        ? SendCondition(.inEarnest, true, "the packs are no rehearsal")
        : request.testAddress != nil || request.isDryRun
          ? SendCondition(.inEarnest, true, "the packs say REHEARSAL, and go to a test inbox or nowhere")
          : SendCondition(.inEarnest, false, "the packs say REHEARSAL and are not sent", details: ["send them to a test inbox: --to-test ADDRESS"]))
    if let day = request.run.asAt, day != request.clock.today, !isRehearsal {
      conditions.append(
        SendCondition(
          .inEarnest, false, "packs are sent today, \(request.clock.today.longText), and not on \(day.longText)",
          details: ["another day is for rehearsals alone: rehearsal: true in programme.yaml"]))
    }
    conditions.append(host(request, programme.configuration.mail))
    conditions.append(recipients(request, programme, signed))
    return conditions
  }

  private static func newest(_ request: SendRequest, _ root: String) -> SendCondition {
    guard case .month(let period, let cut, let version) = request.release else {
      return SendCondition(
        .newest, false, "\(request.release.text) keeps a position; what is sent is its month’s release",
        details: ["send \(ReleaseName.month(request.release.period, .freeze, version: 1).text)"])
    }
    let last = releasedVersions(programme: root, period: period, cut: cut).last ?? version
    return last == version
      ? SendCondition(.newest, true, "no later version was released")
      : SendCondition(.newest, false, "\(ReleaseName.month(period, cut, version: last).text) replaces it", details: ["send that one"])
  }

  /// The leak test was part of the gate, whose answer is kept with the release and verified with it.
  private static func leakTested(_ folder: String) -> SendCondition {
    guard let bytes = try? FileSystem.read(folder + "/gate.json"), let gate = try? JSONDecoder().decode(GateAnswer.self, from: Data(bytes)),
      let leaks = gate.conditions.first(where: { $0.id == .leaks })
    else { return SendCondition(.leaks, false, "the release does not say that its leak test passed") }
    return leaks.state == .ok
      ? SendCondition(.leaks, true, "the leak test passed when it was released") : SendCondition(.leaks, false, "the leak test did not pass")
  }

  private static func host(_ request: SendRequest, _ mail: MailSettings) -> SendCondition {
    var wrong: [String] = []
    if mail.from == nil { wrong.append("mail.from gives no sender") }
    if mail.host == nil, !request.isDryRun { wrong.append("mail.host gives no mail host") }
    if mail.large > mail.largest { wrong.append("mail.large_megabytes is above mail.largest_megabytes") }
    return wrong.isEmpty
      ? SendCondition(.host, true, mail.host.map { "by \($0), port \(mail.port)" } ?? "messages are written, and there is no host to send them by")
      : SendCondition(.host, false, "programme.yaml does not say how mail is sent", details: wrong)
  }

  private static func recipients(_ request: SendRequest, _ programme: ProgrammeDefinition, _ signed: ProgrammeDefinition) -> SendCondition {
    let unknown = request.only.filter { programme.organisations.packs(named: $0).isEmpty }
    if !unknown.isEmpty {
      let names = programme.organisations.packNames.map(\.text)
      return SendCondition(
        .recipients, false, "--only names no organisation of the programme: \(unknown.joined(separator: ", "))",
        details: unknown.compactMap { nearestName(to: $0, among: names) }.map { "did you mean \($0)?" })
    }
    if let reviewer = request.reviewer, !signed.configuration.approvers.contains(where: { $0.name == reviewer }) {
      return SendCondition(
        .recipients, false, "\(reviewer) is not among the approvers of the release",
        details: ["approvers: \(signed.configuration.approvers.map(\.name).joined(separator: ", "))"])
    }
    return programme.recipients.isEmpty
      ? SendCondition(
        .recipients, false, "\(programme.configuration.mail.recipients) names nobody", details: ["its columns stand in docs/configuration.md"])
      : SendCondition(.recipients, true, "\(programme.recipients.count) lines in \(programme.configuration.mail.recipients)")
  }
}
