import Analysis
import Figures
import Findings
import HTML
import Ledger
import Quantities

/// What can be challenged, two files for each provider: the challenges, in the columns of the log and ready to be put there, and the lines that they rest on.
func challengeFiles(_ matching: ChallengeMatching, on date: CalendarDate) -> [PackFile] {
  let providers = Set(matching.toRaise.map(\.candidate.provider)).sorted()
  return providers.flatMap { provider in
    let own = matching.toRaise.filter { $0.candidate.provider == provider }
    return [
      PackFile(path: "challenges/\(encodedCode(provider)).csv", bytes: challengeList(own, on: date)),
      PackFile(path: "challenges/\(encodedCode(provider))-rows.csv", bytes: challengeRows(own)),
    ]
  }
}

private func challengeList(_ challenges: [ChallengeToRaise], on date: CalendarDate) -> [UInt8] {
  var csv = CSVWriter()
  for head in [
    "id", "raised", "provider", "commissioner", "category", "value", "status", "recovered", "check", "found", "month", "raised_before", "lines",
    "evidence",
  ] {
    csv.text(head)
  }
  csv.endRow()
  for challenge in challenges {
    let candidate = challenge.candidate
    csv.text(challenge.id)
    csv.value(date.iso)
    csv.text(candidate.provider)
    csv.text(candidate.commissioner)
    csv.text(candidate.category)
    csv.value(challenge.value.decimal)
    csv.text("Open")
    csv.value("0")
    csv.text(candidate.code.text)
    csv.text(candidate.message)
    csv.text(candidate.month.description)
    csv.value(challenge.raisedBefore.decimal)
    csv.value(String(candidate.rows.count))
    csv.text(evidence(candidate.rows))
    csv.endRow()
  }
  return csv.bytes
}

/// `extracts/slam/2015-16/M11/RQM.csv: 214, 305; extracts/slam/2015-16/M11/R1H.xlsx: Activity!L214, Activity!L305; …`
private func evidence(_ rows: [ChallengeCandidate.Row]) -> String {
  var files: [(name: String, lines: [String])] = []
  for row in rows {
    let line = row.origin.sheet == nil ? String(row.origin.line ?? 0) : row.origin.cell
    if files.last?.name == row.origin.file { files[files.count - 1].lines.append(line) } else { files.append((row.origin.file, [line])) }
  }
  return files.map { "\($0.name): \($0.lines.joined(separator: ", "))" }.joined(separator: "; ")
}

private func challengeRows(_ challenges: [ChallengeToRaise]) -> [UInt8] {
  var csv = CSVWriter()
  for head in ["id", "file", "line", "cell", "pod", "treatment_function", "hrg", "practice", "activity", "price", "at_stake"] { csv.text(head) }
  csv.endRow()
  for challenge in challenges {
    for row in challenge.candidate.rows {
      csv.text(challenge.id)
      csv.text(row.origin.file)
      csv.value(String(row.origin.line ?? 0))
      csv.text(row.origin.cell)
      for code in [row.pod, row.treatmentFunction, row.hrg, row.practice] { csv.text(code) }
      csv.value(decimalText(ofParts: row.activity.parts))
      csv.value(row.price.decimal)
      csv.value(row.stake.decimal)
      csv.endRow()
    }
  }
  return csv.bytes
}
