import ArgumentParser
import HTML
import Pipeline
import Programme
import Releases

/// `outturn approve`: a named sign-off of a built month.
struct ApproveVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Signs a built month, for its release.",
    discussion: """
      A release needs two sign-offs: of an analyst and of a lead, of different names,
      both in programme.yaml under approvers. A sign-off is bound to the digests of
      every pack, input and configuration file that was seen; whatever changes after
      it breaks it. Where an approver has a public_key, the private key signs.

      EXAMPLES
        outturn approve --as "A. Analyst" --role analyst
        outturn approve --as "L. Lead" --role lead --key lead.pem
      """)

  @OptionGroup var options: CommonOptions

  @Option(help: ArgumentHelp("The folder of the output.", valueName: "DIR"))
  var output = "Output"

  @Option(name: .customLong("as"), help: ArgumentHelp("Who signs: a name among the approvers.", valueName: "NAME"))
  var name: String

  @Option(help: "In which role: analyst or lead.")
  var role: ApproverRole

  @Option(help: ArgumentHelp("The file of the private key, Ed25519 in PEM or base64.", valueName: "FILE"))
  var key: String?

  func run() throws {
    try perform("approve", options) { console throws(RunFailure) in
      let signOff = try approveJob(
        ApprovalRequest(name: name, role: role, keyFile: key.map(absolute)), ReleasingRequest(run: try options.request(), output: absolute(output)))
      if options.json {
        console.result(bytes: json(signOff))
      } else if !options.quiet {
        console.result(
          """
          \(signOff.release) signed by \(signOff.name) as \(signOff.role.rawValue)\(signOff.signature == nil ? "" : ", with a key")
          \(signOff.files.count) files, seal \(signOff.seal)
          """)
      }
      return .done
    }
  }

  private func json(_ signOff: SignOff) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("schema") { $0.number("1") }
      json.field("release") { $0.string(signOff.release) }
      json.field("name") { $0.string(signOff.name) }
      json.field("role") { $0.string(signOff.role.rawValue) }
      json.field("at") { $0.string(signOff.at) }
      json.field("user") { $0.string(signOff.user) }
      json.field("host") { $0.string(signOff.host) }
      json.field("seal") { $0.string(signOff.seal) }
      json.field("files") { $0.number(String(signOff.files.count)) }
      json.field("signed") { $0.number(signOff.signature == nil ? "false" : "true") }
    }
    json.finish()
    return json.bytes
  }
}

extension ApproverRole: ExpressibleByArgument {}
