import Extracts
import Figures
package import Findings
package import HTML
import Ledger
import Packs
import Programme
import Proof
import Quantities
import Report
import Storage

/// The version of the program, as `run.json`, the man page and `--version` state it.
package let outturnVersion = "0.1.0"

/// What a run was made from, as a digest: equal for equal inputs, configuration, templates and program, whatever the machine.
struct RunIdentity: Sendable {
  /// Files of the programme besides the extracts, with their digests.
  let programmeFiles: [WrittenFile]
  /// Templates, with their digests.
  let templateFiles: [WrittenFile]
  /// The kinds of files made.
  let formats: [String]
  /// The digest of all of it.
  let digest: String

  init(_ inputs: RunInputs, programme root: String, templates: [(name: String, path: String)], formats: Set<OutputFormat>) throws(RunFailure) {
    var programmeFiles: [WrittenFile] = []
    for file in inputs.programme.files { programmeFiles.append(try Self.digest(of: root + "/" + file, as: file)) }
    var templateFiles: [WrittenFile] = []
    for template in templates { templateFiles.append(try Self.digest(of: template.path, as: template.name)) }
    self.programmeFiles = programmeFiles
    self.templateFiles = templateFiles
    self.formats = formats.map(\.rawValue).sorted()
    var text = "outturn \(outturnVersion)\n\(inputs.period.description) \(inputs.cut.rawValue) \(inputs.date.iso)\n"
    text += self.formats.joined(separator: ",") + "\n"
    for file in programmeFiles + templateFiles { text += "\(file.sha256)  \(file.path)\n" }
    for source in inputs.ledger.sources { text += "\(source.sha256)  \(source.path)\n" }
    digest = hexadecimal(Array(text.utf8).withUnsafeBytes { sha256($0) })
  }

  private static func digest(of path: String, as name: String) throws(RunFailure) -> WrittenFile {
    do {
      let bytes = try FileSystem.read(path)
      return WrittenFile(path: name, sha256: hexadecimal(bytes.withUnsafeBytes { sha256($0) }), byteCount: bytes.count)
    } catch {
      throw .output(error)
    }
  }
}

/// `run.json`: inputs, digests, versions, counts and findings of a build; no time, path of the machine, host or number of jobs.
func runFile(_ inputs: RunInputs, _ identity: RunIdentity, packs: [MadePack], proof: ProofResult) -> [UInt8] {
  var json = JSONWriter()
  func file(_ file: WrittenFile, _ json: inout JSONWriter) {
    json.newLine()
    json.object { json in
      json.field("path") { $0.string(file.path) }
      json.field("bytes") { $0.number(String(file.byteCount)) }
      json.field("sha256") { $0.string(file.sha256) }
    }
  }
  json.object { json in
    json.field("schema") { $0.number("1") }
    json.field("outturn") { $0.string(outturnVersion) }
    json.field("programme") { $0.string(inputs.programme.name) }
    json.field("period") { $0.string(inputs.period.description) }
    json.field("cut") { $0.string(inputs.cut.rawValue) }
    json.field("date") { $0.string(inputs.date.iso) }
    json.field("formats") { json in json.array(identity.formats) { $1.string($0) } }
    json.field("inputs_digest") { $0.string(identity.digest) }
    json.newLine()
    json.field("extracts") { json in
      json.array(inputs.ledger.sources) { source, json in
        json.newLine()
        json.object { json in
          json.field("path") { $0.string(source.path) }
          json.field("kind") { $0.string(source.kind) }
          if let provider = source.provider { json.field("provider") { $0.string(provider) } }
          if let submission = source.submission { json.field("submission") { $0.string(submission.description) } }
          json.field("bytes") { $0.number(String(source.byteCount)) }
          json.field("sha256") { $0.string(source.sha256) }
          json.field("rows") { $0.number(String(source.rowCount)) }
          json.field("counted_rows") { $0.number(String(source.countedRows)) }
          json.field("quarantined_rows") { $0.number(String(source.quarantinedRows)) }
          if source.refused { json.field("refused") { $0.number("true") } }
          if source.kind == ExtractKindName.slam {
            json.field("actual_price") { json in
              json.object { json in
                for (name, amount) in [
                  ("raw", source.rawTotal), ("counted", source.countedTotal), ("replaced", source.replacedTotal),
                  ("outside_window", source.outsideWindowTotal), ("left_out", source.leftOutTotal), ("quarantined", source.quarantinedTotal),
                  ("rounding", source.roundingDifference),
                ] where name == "raw" || name == "counted" || !amount.actualCost.isZero {
                  json.field(name) { $0.string(amount.actualCost.decimal) }
                }
              }
            }
          }
        }
      }
    }
    json.newLine()
    json.field("programme_files") { $0.array(identity.programmeFiles, file) }
    json.newLine()
    json.field("templates") { $0.array(identity.templateFiles, file) }
    json.newLine()
    json.field("packs") { json in
      json.array(packs) { pack, json in
        json.newLine()
        json.object { json in
          json.field("kind") { $0.string(pack.target.kind.rawValue) }
          json.field("code") { $0.string(pack.target.code) }
          json.field("figures") { $0.number(String(pack.figureCount)) }
          json.field("pages") { $0.number(String(pack.pageCount)) }
          json.field("files") { $0.number(String(pack.files.count)) }
          if !pack.notes.isEmpty { json.field("notes") { json in json.array(pack.notes) { $1.string($0) } } }
        }
      }
    }
    json.newLine()
    json.field("proof") { json in
      json.array(proof.checks) { check, json in
        json.newLine()
        json.object { json in
          json.field("check") { $0.string(check.id) }
          json.field("compared") { $0.number(String(check.compared)) }
          json.field("violations") { $0.number(String(check.violations.count)) }
        }
      }
    }
    json.newLine()
    json.field("findings") { json in json.array(inputs.findings) { writeFinding($0, &$1) } }
  }
  json.finish()
  return json.bytes
}

/// The fields of an object that say where something stands; of a workbook its cell too, `Activity!C214`.
package func writePlace(_ origin: Origin, _ json: inout JSONWriter) {
  json.field("file") { $0.string(origin.file) }
  if let sheet = origin.sheet { json.field("sheet") { $0.string(sheet) } }
  if let line = origin.line { json.field("line") { $0.number(String(line)) } }
  if let column = origin.column { json.field("column") { $0.number(String(column)) } }
  if origin.sheet != nil { json.field("cell") { $0.string(origin.cell) } }
}

/// One finding as JSON.
func writeFinding(_ finding: Finding, _ json: inout JSONWriter) {
  json.newLine()
  json.object { json in
    json.field("code") { $0.string(finding.code.text) }
    json.field("severity") { $0.string(finding.severity.rawValue) }
    writePlace(finding.origin, &json)
    if let field = finding.origin.field { json.field("field") { $0.string(field) } }
    if let value = finding.value { json.field("value") { $0.string(value) } }
    json.field("message") { $0.string(finding.message) }
    if let hint = finding.hint { json.field("hint") { $0.string(hint) } }
    json.field("count") { $0.number(String(finding.count)) }
    if let provider = finding.provider { json.field("provider") { $0.string(provider) } }
    if let commissioner = finding.commissioner { json.field("commissioner") { $0.string(commissioner) } }
    if let detail = finding.detail { json.field("detail") { $0.string(detail) } }
    if let stake = finding.stake {
      json.field("may_be_too_much_gbp") { $0.number(stake.tooMuch.decimal) }
      json.field("may_be_too_little_gbp") { $0.number(stake.tooLittle.decimal) }
    }
  }
}
