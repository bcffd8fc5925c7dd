import HTML
import Mail

/// The ledger as a table: a line a dispatch.
func sentTable(_ histories: [DispatchHistory]) -> String {
  guard !histories.isEmpty else { return "nothing was sent\n" }
  let wide = max(9, histories.map { $0.dispatch.address.utf8.count }.max() ?? 0) + 2
  var lines = [
    "No.".padded(to: 6) + "Release".padded(to: 24) + "Pack".padded(to: 12) + "Recipient".padded(to: wide) + "State".padded(to: 22)
      + "When (UTC)".padded(to: 18)
      + "Reply"
  ]
  for history in histories {
    let dispatch = history.dispatch
    let last = history.events.last { $0.event.kind != .rehearsed && $0.event.kind != .recalled }
    var line = "\(history.id.number)".padded(to: 6) + dispatch.release.padded(to: 24) + dispatch.organisation.padded(to: 12)
    line += dispatch.address.padded(to: wide)
    line += (history.state.rawValue + (history.isRecalled ? ", recalled" : "")).padded(to: 22)
    line += moment(last?.time ?? history.time).padded(to: 18) + (last.map { words($0.event) } ?? "")
    lines.append(line)
  }
  let counts = DispatchState.allCases.compactMap { state in
    let count = histories.count { $0.state == state }
    return count == 0 ? nil : "\(count) \(state.rawValue)"
  }
  lines.append(counts.joined(separator: ", "))
  return lines.joined(separator: "\n") + "\n"
}

/// One dispatch with everything that happened to it.
func sentText(_ history: DispatchHistory) -> String {
  let dispatch = history.dispatch
  var lines = [
    "number \(history.id.number): \(history.state.rawValue)\(history.isRecalled ? ", recalled" : "")",
    "\(dispatch.organisation), \(dispatch.release), \(dispatch.role.rawValue) \(dispatch.name.isEmpty ? "" : dispatch.name + ", ")\(dispatch.address)",
    "Message-ID \(dispatch.messageID)",
  ]
  for file in dispatch.attachments { lines.append("\(file.sha256)  \(file.name)\(dispatch.isEncrypted ? ", before encryption" : "")") }
  if let replaces = dispatch.replaces { lines.append("replaces \(replaces)") }
  lines.append("\(moment(history.time).padded(to: 18))registered")
  for event in history.events {
    lines.append(
      "\(moment(event.time).padded(to: 18))\(event.event.kind.rawValue.padded(to: 11))\(words(event.event))  (\(event.user) at \(event.host))")
  }
  return lines.joined(separator: "\n")
}

/// The ledger as JSON.
func sentJSON(_ histories: [DispatchHistory]) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("messages") { json in
      json.array(histories) { history, json in
        json.newLine()
        json.object { json in
          let dispatch = history.dispatch
          json.field("number") { $0.number(String(history.id.number)) }
          json.field("release") { $0.string(dispatch.release) }
          json.field("organisation") { $0.string(dispatch.organisation) }
          json.field("address") { $0.string(dispatch.address) }
          json.field("name") { $0.string(dispatch.name) }
          json.field("role") { $0.string(dispatch.role.rawValue) }
          json.field("message_id") { $0.string(dispatch.messageID) }
          json.field("pack") { $0.string(dispatch.pack) }
          json.field("encrypted") { $0.number(dispatch.isEncrypted ? "true" : "false") }
          if let replaces = dispatch.replaces { json.field("replaces") { $0.string(replaces) } }
          json.field("state") { $0.string(history.state.rawValue) }
          json.field("recalled") { $0.number(history.isRecalled ? "true" : "false") }
          json.field("attachments") { json in
            json.array(dispatch.attachments) { file, json in
              json.object { json in
                json.field("name") { $0.string(file.name) }
                json.field("sha256") { $0.string(file.sha256) }
              }
            }
          }
          json.field("events") { json in
            json.array(history.events) { event, json in
              json.object { json in
                json.field("at") { $0.string(event.time) }
                json.field("event") { $0.string(event.event.kind.rawValue) }
                json.field("words") { $0.string(words(event.event)) }
                json.field("user") { $0.string(event.user) }
                json.field("host") { $0.string(event.host) }
              }
            }
          }
        }
      }
    }
  }
  json.finish()
  return json.bytes
}

/// `2016-03-14 09:30`.
private func moment(_ time: String) -> String { String(time.prefix(16)).replacing("T", with: " ") }

/// What an event says.
private func words(_ event: DispatchEvent) -> String {
  switch event {
  case .built(let digest): "message \(digest.prefix(12))"
  case .approved(let by): by
  case .queued: ""
  case .requeued(let reason): reason
  case .sending(let server, let attempt): "try \(attempt) by \(server)"
  case .sent(let reply), .deferred(let reply), .failed(let reply): reply
  case .unknown(let reason): reason
  case .settled(let asSent, let by, let reason): "as \(asSent ? "sent" : "not sent") by \(by)\(reason.isEmpty ? "" : ": \(reason)")"
  case .bounced(let status, let diagnostic, _): "\(status) \(diagnostic)"
  case .recalled(let note): "note \(note.prefix(12)) drafted"
  case .rehearsed(let inbox, let reply): "to \(inbox): \(reply)"
  case .withdrawn(let by, let reason): "by \(by)\(reason.isEmpty ? "" : ": \(reason)")"
  }
}
