import HTML
import Mail
import MailAddresses
import Pipeline
import Programme
import Releases

/// What a run of `send` came to, for people: the result, and what somebody must look at.
func sendText(_ outcome: SendOutcome, isQuiet: Bool = false) -> (result: String, complaint: String) {
  guard outcome.opens else {
    let lines = outcome.conditions.flatMap { condition in
      [(condition.holds ? "ok" : "failed").padded(to: 8) + condition.id.rawValue.padded(to: 12) + condition.words]
        + (condition.holds ? [] : shownDetails(condition.details).map { String(repeating: " ", count: 20) + $0 })
    }
    return ("", lines.joined(separator: "\n") + "\noutturn: nothing of \(outcome.release.text) is sent")
  }
  let wide = max(9, outcome.deliveries.map { $0.recipient.address.text.utf8.count }.max() ?? 0) + 2
  var lines = outcome.deliveries.map { delivery in
    var line =
      delivery.organisation.padded(to: 12) + delivery.recipient.address.text.padded(to: wide) + delivery.recipient.role.rawValue.padded(to: 4)
    line += delivery.outcome.rawValue.padded(to: 14) + delivery.files.joined(separator: ", ")
    if delivery.byteCount > 0 { line += ", \(sizeInWords(delivery.byteCount))" }
    if delivery.isEncrypted { line += ", encrypted" }
    if let replaces = delivery.replaces { line += ", replaces \(replaces)" }
    if !delivery.reply.isEmpty { line += ": \(delivery.reply)" }
    return line
  }
  let counts = Delivery.Outcome.allCases.compactMap { one in outcome.count(one) == 0 ? nil : "\(outcome.count(one)) \(one.rawValue)" }
  lines.append("\(outcome.release.text): " + (counts.isEmpty ? "nothing to send" : counts.joined(separator: ", ")))
  if !outcome.deliveries.isEmpty { lines.append("\(outcome.outbox)/index.html") }
  var complaints = outcome.refusals.map { "refused: \($0.organisation), \($0.address) (line \($0.line)): \($0.reason)" }
  complaints += outcome.deliveries.filter { !$0.note.isEmpty }.map {
    "\($0.organisation), \($0.recipient.address.text): \($0.outcome.rawValue); \($0.note)"
  }
  if !isQuiet { complaints += shownDetails(outcome.notes, most: 20).map { "note: \($0)" } }
  if let stop = outcome.stop { complaints.append("outturn: \(stop.words)") }
  return (lines.joined(separator: "\n"), complaints.joined(separator: "\n"))
}

/// The same as JSON.
func sendJSON(_ outcome: SendOutcome) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("release") { $0.string(outcome.release.text) }
    json.field("opens") { $0.number(outcome.opens ? "true" : "false") }
    if let stop = outcome.stop { json.field("stopped") { $0.string(stop.words) } }
    json.field("outbox") { $0.string(outcome.outbox) }
    json.field("conditions") { json in
      json.array(outcome.conditions) { condition, json in
        json.newLine()
        json.object { json in
          json.field("id") { $0.string(condition.id.rawValue) }
          json.field("state") { $0.string(condition.holds ? "ok" : "failed") }
          json.field("words") { $0.string(condition.words) }
          json.field("details") { json in json.array(condition.details) { $1.string($0) } }
        }
      }
    }
    json.field("messages") { json in
      json.array(outcome.deliveries) { delivery, json in
        json.newLine()
        json.object { json in
          json.field("organisation") { $0.string(delivery.organisation) }
          json.field("address") { $0.string(delivery.recipient.address.text) }
          json.field("role") { $0.string(delivery.recipient.role.rawValue) }
          json.field("files") { json in json.array(delivery.files) { $1.string($0) } }
          json.field("bytes") { $0.number(String(delivery.byteCount)) }
          json.field("encrypted") { $0.number(delivery.isEncrypted ? "true" : "false") }
          json.field("signed") { $0.number(delivery.isSigned ? "true" : "false") }
          if let replaces = delivery.replaces { json.field("replaces") { $0.string(replaces) } }
          json.field("outcome") { $0.string(delivery.outcome.rawValue) }
          json.field("reply") { $0.string(delivery.reply) }
          json.field("note") { $0.string(delivery.note) }
          json.field("message") { $0.string(delivery.byteCount == 0 ? "" : delivery.path) }
        }
      }
    }
    json.field("refusals") { json in
      json.array(outcome.refusals) { refusal, json in
        json.newLine()
        json.object { json in
          json.field("organisation") { $0.string(refusal.organisation) }
          json.field("address") { $0.string(refusal.address) }
          json.field("line") { $0.number(String(refusal.line)) }
          json.field("reason") { $0.string(refusal.reason) }
        }
      }
    }
    json.field("notes") { json in json.array(outcome.notes) { $1.string($0) } }
  }
  json.finish()
  return json.bytes
}
