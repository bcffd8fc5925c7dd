import BuiltInTemplates
import Findings
import HTML
import Packs
import Report
import Storage
import Styling
import Typesetting

/// The templates, theme, fonts, pack definitions and rules of sentences of a run, read once.
struct Templating: Sendable {
  let pages: PageTemplates
  let theme: Theme
  let measure: FontMetrics
  let definitions: [PackKind: PackDefinition]
  let rules: NarrativeRules
  /// Every template file by its name, for `run.json`.
  let files: [(name: String, path: String)]

  /// Reads them.
  ///
  /// - Parameter definitionsFolder: a folder whose pack definitions go before those of the templates, nil for none.
  /// - Throws: `RunFailure.templates` with every mistake by file and line.
  init(_ request: RunRequest, definitions definitionsFolder: String?) throws(RunFailure) {
    let folders = TemplateFolders(programme: request.programme + "/templates", share: request.share, executable: request.executable)
    var findings: [Finding] = []
    var files: [(name: String, path: String)] = []

    func bytes(_ name: String, at path: String?) throws(RunFailure) -> [UInt8] {
      guard let path else {
        throw .templates([
          Finding(
            "TMPL-001", .error, at: Origin(file: name), "the file is needed and is not in any template folder",
            hint: "install the program's templates anew")
        ])
      }
      files.append((name, path))
      do {
        return try FileSystem.read(path)
      } catch {
        throw .output(error)
      }
    }

    let (theme, themeFindings) = readTheme(try bytes("theme.yaml", at: folders.path(of: "theme.yaml")), file: "theme.yaml")
    findings += themeFindings
    var definitions: [PackKind: PackDefinition] = [:]
    // One file of that folder may serve several kinds of pack, under any name.
    if let definitionsFolder {
      for name in FileSystem.names(in: definitionsFolder) where name.hasSuffix(".yaml") {
        let (definition, found) = readPackDefinition(try bytes("packs/" + name, at: definitionsFolder + "/" + name), file: name)
        findings += found
        if let definition { for kind in definition.kinds { definitions[kind] = definition } }
      }
    }
    for kind in [PackKind.commissioner, .provider, .programme, .practice] where definitions[kind] == nil {
      let name = "packs/\(kind.rawValue).yaml"
      let (definition, found) = readPackDefinition(try bytes(name, at: folders.path(of: name)), file: name)
      findings += found
      if let definition { definitions[kind] = definition }
    }
    var narrative: [NarrativeFile] = []
    for name in folders.names(in: "narrative", ending: ".yaml") {
      narrative.append(NarrativeFile(name: "narrative/" + name, bytes: try bytes("narrative/" + name, at: folders.path(of: "narrative/" + name))))
    }
    let (rules, ruleFindings) = readNarrativeRules(narrative)
    findings += ruleFindings
    guard let theme, let rules, !findings.contains(where: { $0.severity == .error }) else { throw .templates(findings) }
    do {
      pages = try PageTemplates(folders: folders, theme: theme)
    } catch {
      throw RunFailure(error, pack: "every organisation")
    }
    do {
      measure = try FontMetrics(fontFiles: theme.fontFiles)
    } catch {
      throw .rendering(pack: "every organisation", reason: error.description)
    }
    for (folder, ending) in [("html", ".mustache"), ("assets", "")] {
      for name in folders.names(in: folder, ending: ending) {
        if let path = folders.path(of: folder + "/" + name) { files.append((folder + "/" + name, path)) }
      }
    }
    self.theme = theme
    self.definitions = definitions
    self.rules = rules
    self.files = files.sorted { $0.name < $1.name }
  }
}
