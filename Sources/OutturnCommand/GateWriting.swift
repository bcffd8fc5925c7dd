import HTML
import Releases

/// The gate's answer as lines: the release, the day and the answer in words; then one for each condition, what is wrong or waived under it.
func gateText(_ gate: GateAnswer, _ answer: String) -> String {
  let lines = gate.conditions.flatMap { condition -> [String] in
    let state = condition.state.rawValue.padded(to: 8)
    return [state + condition.id.rawValue.padded(to: 18) + condition.words]
      + (condition.state == .ok ? [] : shownDetails(condition.details).map { String(repeating: " ", count: 26) + $0 })
  }
  return (["\(gate.release) on \(gate.day): \(answer)"] + lines).joined(separator: "\n")
}

/// The gate's answer as JSON, with what was made.
///
/// - Parameter verb: what the release is where it was made: `released`, `frozen`.
func gateJSON(_ gate: GateAnswer, _ verb: String, _ made: Released?) -> [UInt8] {
  var json = JSONWriter()
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("release") { $0.string(gate.release) }
    json.field("day") { $0.string(gate.day) }
    json.field("opens") { $0.number(gate.opens ? "true" : "false") }
    json.field(verb) { $0.number(made == nil ? "false" : "true") }
    if let made {
      json.field("folder") { $0.string(made.folder) }
      json.field("entry") { $0.string(made.entry.hash) }
    }
    json.field("conditions") { json in
      json.array(gate.conditions) { condition, json in
        json.newLine()
        json.object { json in
          json.field("id") { $0.string(condition.id.rawValue) }
          json.field("state") { $0.string(condition.state.rawValue) }
          json.field("words") { $0.string(condition.words) }
          json.field("details") { json in json.array(condition.details) { $1.string($0) } }
          json.field("waivers") { json in json.array(condition.waivers) { $1.string($0) } }
        }
      }
    }
  }
  json.finish()
  return json.bytes
}
