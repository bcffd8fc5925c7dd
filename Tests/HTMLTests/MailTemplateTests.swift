import BuiltInTemplates
import Findings
import Foundation
import Testing

@testable import HTML

/// The words of messages, from the built-in templates and from others.
struct MailTemplateTests {
  private var model: DeliveryModel {
    var model = DeliveryModel(
      programme: "Thames & Wessex", organisation: "NHS Chiltern <CCG>", code: "10H", span: "April 2015 to February 2016", month: "February 2016",
      period: "2015-16/M11", cut: "flex", release: "2015-16/M11-flex-v2", released: "14 March 2016", recipient: "Jane O’Neill", replaces: "",
      reason: "", isEncrypted: false, publisher: "The team", contact: "contracts@example.nhs.uk", confidentiality: "Restricted.", banner: "")
    model.files = [.init(name: "10H_2015-16_M11.pdf", size: "142 KB")]
    return model
  }

  @Test func aMessageSaysWhatItBrings() throws {
    let written = try MailTemplates(folders: .builtIn).message(model)
    #expect(written.subject == "10H NHS Chiltern <CCG>: contract monitoring, February 2016 (flex)")
    #expect(
      written.text == """
        Dear Jane O’Neill,

        Attached is the contract monitoring pack of NHS Chiltern <CCG> (10H), April 2015 to February 2016, flex position, released on 14 March 2016.

          10H_2015-16_M11.pdf, 142 KB

        If this pack is not for you, please do not open it: tell us and delete it. Questions: contracts@example.nhs.uk.

        The team
        Thames & Wessex
        Restricted.
        Release 2015-16/M11-flex-v2

        """)
    // The same in HTML, where what comes from outside is escaped.
    #expect(written.html.contains("<b>NHS Chiltern &lt;CCG&gt;</b> (10H)") && written.html.contains("Thames &amp; Wessex"))
    #expect(!written.html.contains("correction") && !written.text.contains("password"))
  }

  @Test func aCorrectionSaysWhatItReplacesAndWhy() throws {
    var model = model
    model.replaces = "2015-16/M11-flex-v1"
    model.reason = "RQM sent its return again"
    model.isEncrypted = true
    model.banner = "REHEARSAL"
    let written = try MailTemplates(folders: .builtIn).message(model)
    #expect(written.subject == "REHEARSAL: 10H NHS Chiltern <CCG>: contract monitoring, February 2016 (flex), corrected")
    for text in [written.text, written.html] {
      #expect(text.contains("it replaces 2015-16/M11-flex-v1") && text.contains("RQM sent its return again") && text.contains("password"))
    }
    let recall = try MailTemplates(folders: .builtIn).recall(model)
    #expect(recall.subject.hasPrefix("REHEARSAL: Please delete: 10H "))
    #expect(
      recall.text.contains("delete these files") && recall.text.contains("  10H_2015-16_M11.pdf\n")
        && recall.html.contains("<li>10H_2015-16_M11.pdf</li>"))
  }

  @Test func aSubjectIsOneLineWhateverItsParts() throws {
    var model = model
    model.organisation = "Evil\r\nBcc: all@example.com\n"
    let written = try MailTemplates(folders: .builtIn).message(model)
    #expect(!written.subject.contains { $0.isNewline })
  }

  @Test func anUnknownNameIsAnErrorWithTheNearest() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "outturn-mail-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder.appending(path: "mail"), withIntermediateDirectories: true)
    try "Hello {{recipent}}\n{{{html}}}\n".write(to: folder.appending(path: "mail/message.txt.mustache"), atomically: true, encoding: .utf8)
    let folders = TemplateFolders(folders: [folder.path()] + TemplateFolders.builtIn.folders)
    #expect {
      _ = try MailTemplates(folders: folders)
    } throws: { error in
      guard case RenderingError.templates(let findings)? = error as? RenderingError else { return false }
      let lines = findings.map { "\($0.origin.description) \($0.code.text) \($0.hint ?? "")" }
      return lines.count == 2 && lines[0].hasPrefix("mail/message.txt.mustache:1:7 HTML-001 did you mean “recipient”?")
        && lines[1].hasPrefix("mail/message.txt.mustache:2:1 HTML-001")
    }
  }
}
