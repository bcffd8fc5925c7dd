import BuiltInTemplates
import Findings
import HTML
package import Mail
import Programme
import Quantities
import Releases
import Storage

/// Sends the packs of a release, each to its own recipients, once:
///
/// 1. read the release, what it was signed with and the recipients, and ask the conditions;
/// 2. decide who gets what (`DeliveryPlan`);
/// 3. write each message into the outbox, or take the one that was written before;
/// 4. hand them to the host one after the other, with the ledger's record before and after each (`Dispatcher`);
/// 5. write the page of who got what.
///
/// A dry run ends after the messages are written: the ledger stays as it was.
///
/// - Parameters:
///   - ask: asks the person at the terminal for a secret.
///   - confirm: asks whether so many messages are to go; false ends the run before the first.
/// - Throws: `RunFailure`.
package func sendJob(
  _ request: SendRequest, patience: any Patience = RealPatience(), ask: (_ what: String) throws(SecretError) -> Secret,
  confirm: (_ messages: Int, _ addresses: Int) -> Bool = { _, _ in true }, progress: ProgressReport = { _, _, _ in }
) throws(RunFailure) -> SendOutcome {
  let material = try SendMaterial(request, progress: progress)
  var outcome = SendOutcome(
    release: request.release, conditions: material.conditions, deliveries: [], refusals: [], notes: [], outbox: "", stop: nil)
  guard outcome.opens else { return outcome }
  let plan = try DeliveryPlan(material, progress: progress)
  outcome.refusals = plan.refusals
  outcome.notes = plan.notes
  let keys = try SendKeys(material, needsServer: !request.isDryRun, ask: ask)
  let folders = TemplateFolders(
    programme: request.run.programme + "/templates", share: request.run.share, executable: request.run.executable)
  let maker: MessageMaker
  do throws(RenderingError) {
    maker = MessageMaker(material: material, plan: plan, templates: try MailTemplates(folders: folders), keys: keys, time: request.clock.now())
  } catch {
    throw RunFailure(error, pack: "the messages")
  }
  let outbox = try Outbox(material)
  outcome.outbox = outbox.folder
  var dispatcher = Dispatcher(material: material, plan: plan, maker: maker, outbox: outbox)
  if request.isDryRun {
    try dispatcher.writeOnly(&outcome, progress: progress)
  } else {
    try dispatcher.send(&outcome, keys: keys, patience: patience, confirm: confirm, progress: progress)
  }
  do throws(RunFailure) {
    try outbox.writePage(outcome, plan, material, try Templating(request.run, definitions: nil))
  } catch {
    // What became of the messages is told whatever becomes of the page.
    outcome.notes.append("the page of who got what could not be written: \(pageFault(error))")
  }
  return outcome
}

private func pageFault(_ failure: RunFailure) -> String {
  switch failure {
  case .output(let error): "cannot \(error.operation) \(error.path): \(error.reason)"
  case .templates(let findings): findings.map { "\($0.origin.description): \($0.message)" }.joined(separator: "; ")
  default: "\(failure)"
  }
}
