import BuiltInTemplates
import Findings
import Foundation
import HTML
import Report
import Testing

@Suite("Templates of a programme")
struct TemplateTests {
  /// What is said of a template that stands in place of the built-in one.
  private func findings(_ name: String, _ template: String) throws -> [String] {
    let folder = URL.temporaryDirectory.appending(path: "outturn-templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "html"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(template.utf8).write(to: folder.appending(path: "html/\(name).mustache"))
    let folders = TemplateFolders(folders: [folder.path] + TemplateFolders.builtIn.folders)
    let result = Result { () throws(RenderingError) in try PageTemplates(folders: folders, theme: sampleTheme) }
    guard case .failure(.templates(let findings)) = result else { return [] }
    return findings.map { "\($0.code.text) \($0.origin.description): \($0.message) [\($0.hint ?? "")]" }
  }

  @Test("the built-in ones are without fault")
  func builtIn() throws { #expect(throws: Never.self) { try sampleTemplates() } }

  @Test(
    "each mistake is named with its file, line and remedy",
    arguments: [
      (
        "tiles", "<ul>\n{{#tiles}}\n<li>{{lable}}</li>\n{{/tiles}}\n</ul>",
        "HTML-001 html/tiles.mustache:3:5: “lable” is not a name that this place knows [did you mean “label”? known here: label, value, context, graphic]"
      ),
      (
        "tiles", "{{#tile}}{{/tile}}",
        "HTML-001 html/tiles.mustache:1:1: “tile” is not a name that this place knows [did you mean “tiles”? known here: tiles]"
      ),
      (
        "section", "<h2>{{title}}</h2>\n\n  {{>tabel}}",
        "HTML-002 html/section.mustache:3:3: there is no template “tabel.mustache” [did you mean {{>table}}?]"
      ),
      ("tiles", "{{#tiles}}", "HTML-003 html/tiles.mustache:1:1: the section {{#tiles}} is not closed [add {{/tiles}}]"),
      (
        "tiles", "a\n{{/tiles}}", "HTML-003 html/tiles.mustache:2:1: {{/tiles}} closes no section that is open [no section is open here]"
      ),
      ("tiles", "ab {{tiles", "HTML-003 html/tiles.mustache:1:4: a tag is opened and not closed [end it with }}]"),
      (
        "section", "{{{title}}}", "HTML-004 html/section.mustache:1:1: “title” is text, which is always escaped [write {{title}}]"
      ),
      ("section", "{{blocks}}", "HTML-004 html/section.mustache:1:1: “blocks” is finished markup [write {{{blocks}}}]"),
      (
        "table", "{{wide}}",
        "HTML-004 html/table.mustache:1:1: “wide” is a yes or no, which has no text [write {{#wide}}…{{/wide}}]"
      ),
      (
        "tiles", "{{tiles}}",
        "HTML-004 html/tiles.mustache:1:1: “tiles” has parts, and no text of its own [write {{#tiles}}…{{/tiles}}]"
      ),
      (
        "tiles", "{{>tiles}}", "HTML-004 html/tiles.mustache:1:1: the template “tiles” contains itself [take {{>tiles}} out of one of tiles]"
      ),
      (
        "tiles", "{{=<% %>=}}",
        "HTML-003 html/tiles.mustache:1:1: “{{=<% %>=}}” is not a tag that these templates know [{{name}}, {{{markup}}}, {{#section}}, {{^section}}, {{/section}}, {{>partial}} and {{! comment }} are]"
      ),
    ])
  func mistakes(_ name: String, _ template: String, _ expected: String) throws { #expect(try findings(name, template) == [expected]) }

  @Test("all mistakes are named at once")
  func several() throws { #expect(try findings("tiles", "{{a}}{{b}}").count == 2) }

  @Test("the reference lists every name, those of parts under their list")
  func reference() {
    let text = templateReference()
    #expect(
      text.contains(
        "### `tiles.mustache`\n\nA row of tiles.\n\n| name | is |\n|---|---|\n| `tiles` | list of |\n| — `label` | text |\n| — `value` | markup |"))
    #expect(text.contains("| `cover` | part, where there is one |\n| — `document` | text |"))
    #expect(text.contains("| — `drawings` | part, where there is one |\n| — — `wide` | markup |"))
  }

  @Test("folders are searched nearest first, and those that do not exist are left out")
  func folders() throws {
    let root = URL.temporaryDirectory.appending(path: "outturn-folders-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for folder in ["programme/html", "prefix/share/outturn/html", "prefix/bin", "share/html"] {
      try FileManager.default.createDirectory(at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    for file in ["programme/html/a.mustache", "share/html/a.mustache", "share/html/b.mustache", "prefix/share/outturn/html/c.mustache"] {
      try Data(file.utf8).write(to: root.appending(path: file))
    }
    let path = root.path
    let folders = TemplateFolders(programme: path + "/programme", share: path + "/share", executable: path + "/prefix/bin/outturn")
    #expect(folders.folders == [path + "/programme", path + "/share", path + "/prefix/share/outturn"])
    #expect(folders.path(of: "html/a.mustache") == path + "/programme/html/a.mustache")
    #expect(folders.path(of: "html/b.mustache") == path + "/share/html/b.mustache")
    #expect(folders.path(of: "html/d.mustache") == nil)
    #expect(folders.names(in: "html", ending: ".mustache") == ["a.mustache", "b.mustache", "c.mustache"])
    let none = TemplateFolders(programme: path + "/absent", share: "", executable: nil)
    #expect(none.folders == TemplateFolders.builtIn.folders)
  }

  @Test("a folder without a template says which is missing")
  func missing() throws {
    #expect {
      try PageTemplates(folders: TemplateFolders(folders: ["/nonexistent"]), theme: sampleTheme)
    } throws: { error in
      guard case RenderingError.templates(let findings) = error else { return false }
      return findings.contains { $0.code == "HTML-005" && $0.origin.file == "assets/outturn.css" }
        && findings.contains { $0.code == "HTML-002" && $0.message == "there is no template “pack.mustache”" }
    }
  }

  @Test("the programme's template is used in place of the built-in one; comments and lone tags leave no line")
  func override() throws {
    let folder = URL.temporaryDirectory.appending(path: "outturn-templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "html"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let template =
      "{{! Ours. }}\n<section id=\"{{anchor}}\">\n  {{#headline}}\n<h2>{{{headline}}}</h2>\n  {{/headline}}\n{{^headline}}<h2>{{title}}</h2>{{/headline}}\n</section>\n"
    try Data(template.utf8).write(to: folder.appending(path: "html/section.mustache"))
    let templates = try PageTemplates(folders: TemplateFolders(folders: [folder.path] + TemplateFolders.builtIn.folders), theme: sampleTheme)
    let report = ReportDocument(
      identity: sampleIdentity(finding: Sentence("Finding")),
      sections: [
        ReportSection(id: "one", title: "One", question: "", headline: Sentence("A finding"), blocks: []),
        ReportSection(id: "two", title: "Two", question: "", headline: nil, blocks: []),
      ])
    let page = try renderHTML(report, templates: templates, links: PackLinks(), measure: FixedMeasure())
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(text.contains("\n<section id=\"one\">\n<h2>A finding</h2>\n\n</section>\n<section id=\"two\">\n<h2>Two</h2>\n</section>\n"))
  }
}
