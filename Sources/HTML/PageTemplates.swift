package import BuiltInTemplates
import Findings
import FoundationEssentials
package import Styling

/// Everything that pages are made of but their contents: the templates, checked and compiled, the style sheet and the scripts. Made once a run and
/// shared by all packs.
package struct PageTemplates: Sendable {
  let blocks: BlockTemplates
  let pack: Template<PackView>
  let release: Template<ReleaseView>
  let portal: Template<PortalView>
  let referrals: Template<ReferralsView>
  let outbox: Template<OutboxView>
  let style: [UInt8]
  /// The style of portal, proof and data quality.
  let releaseStyle: [UInt8]
  let packScript: [UInt8]
  let portalScript: [UInt8]
  let referralsScript: [UInt8]
  let symbols: [UInt8]
  /// The content security policy of a pack.
  let packPolicy: String
  /// The policy of a page without a script.
  let plainPolicy: String
  /// The policy of the portal.
  let portalPolicy: String
  /// The policy of the page of referrals.
  let referralsPolicy: String

  /// Reads and checks all templates.
  ///
  /// - Throws: `RenderingError.templates` with every mistake found, each with file, line and the nearest valid name.
  package init(folders: TemplateFolders, theme: Theme) throws(RenderingError) {
    var files = TemplateFiles(folders: folders)
    var compiler = TemplateCompiler(library: files.templates())
    blocks = BlockTemplates(&compiler)
    pack = Template("pack", &compiler)
    release = Template("release", &compiler)
    portal = Template("portal", &compiler)
    referrals = Template("referrals", &compiler)
    outbox = Template("outbox", &compiler)
    let common = files.asset("outturn.css", notContaining: "</style")
    style = stylesheet(theme: theme, file: common)
    releaseStyle = stylesheet(theme: theme, file: common + files.asset("release.css", notContaining: "</style"))
    packScript = files.script(["pack.js", "figures.js", "tables.js", "passport.js"])
    portalScript = files.script(["exact.js", "dashboard.js", "portal-choice.js", "portal-matrix.js", "portal-details.js", "portal.js"])
    referralsScript = files.script(["exact.js", "xmr.js", "referrals-data.js", "referrals.js"])
    symbols = markSymbols()
    packPolicy = contentPolicy(style: style, script: packScript)
    plainPolicy = contentPolicy(style: releaseStyle, script: [])
    portalPolicy = contentPolicy(style: releaseStyle, script: portalScript)
    referralsPolicy = contentPolicy(style: releaseStyle, script: referralsScript)
    let findings = Set(files.findings + compiler.findings)
    if !findings.isEmpty { throw .templates(findings.sorted { ($0.origin, $0.message) < ($1.origin, $1.message) }) }
  }
}

/// Reads the files of the templates.
private struct TemplateFiles {
  let folders: TemplateFolders
  var findings: [Finding] = []

  init(folders: TemplateFolders) { self.folders = folders }

  /// Every `html/*.mustache`, parsed, by its name.
  mutating func templates() -> [String: [TemplateNode]] {
    var library: [String: [TemplateNode]] = [:]
    for file in folders.names(in: "html", ending: ".mustache") {
      guard let bytes = read("html/" + file) else { continue }
      var parser = TemplateParser(bytes, file: "html/" + file)
      library[String(file.dropLast(".mustache".count))] = parser.parse()
      findings += parser.findings
    }
    return library
  }

  /// A style sheet or script, which may not end the element that it stands in.
  mutating func asset(_ name: String, notContaining end: String) -> [UInt8] {
    guard let bytes = read("assets/" + name) else { return [] }
    if String(decoding: bytes, as: UTF8.self).lowercased().contains(end) {
      findings.append(
        Finding(
          "HTML-006", .error, at: Origin(file: "assets/" + name), value: end,
          "the file contains “\(end)”, which would end it in the middle of the page",
          hint: "write it another way, or leave it out"))
    }
    return bytes
  }

  /// Scripts one after another, as one.
  mutating func script(_ names: [String]) -> [UInt8] {
    names.flatMap { compacted(script: asset($0, notContaining: "</script")) }
  }

  private mutating func read(_ name: String) -> [UInt8]? {
    guard let path = folders.path(of: name) else {
      findings.append(
        Finding(
          "HTML-005", .error, at: Origin(file: name), "the file is in none of the folders of templates",
          hint: "put it back in one of \(folders.folders.joined(separator: ", "))"))
      return nil
    }
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      findings.append(
        Finding("HTML-005", .error, at: Origin(file: name), value: path, "the file can't be read", hint: "check its permissions"))
      return nil
    }
  }
}
