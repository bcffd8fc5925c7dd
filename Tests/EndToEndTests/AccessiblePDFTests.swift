import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The packs' PDF files are built to PDF/UA-1 and to PDF/A-2a, as far as programs can tell: `Tools/tagged_pdf.py` decides what a machine can, pikepdf
  /// validates level B of PDF/A, poppler reads the structure aloud.
  struct AccessiblePDFs {
    let month: String
    static let packs = ThirdParties.packs + ["practices/10H/10H-practices_2015-16_M11"]

    init() throws { month = try FixtureBuild.thamesValley.get().month }

    private func check(_ script: String, _ pack: String) throws {
      let path = try #require(Bundle.module.path(forResource: "Tools/" + script, ofType: "py"))
      let ran = try run(
        "/usr/bin/env", [systemPython, path, "\(month)/\(pack).pdf"],
        environment: ["PYTHONPATH": pikepdfFolder, "PYTHONDONTWRITEBYTECODE": "1"])
      #expect(ran.status == 0, "\(ran.said.prefix(4000))")
    }

    @Test(.enabled(if: pikepdfIsThere, "SKIPPED: no pikepdf"), arguments: packs)
    func theStructureIsWhole(pack: String) throws { try check("tagged_pdf", pack) }

    @Test(.enabled(if: pikepdfIsThere, "SKIPPED: no pikepdf"), arguments: packs)
    func theValidatorOfPDFAFindsNoFault(pack: String) throws { try check("archive_pdf", pack) }

    /// The checker itself: one thing after the other is taken away from a good file, and each is found.
    @Test(.enabled(if: pikepdfIsThere, "SKIPPED: no pikepdf"))
    func whatIsTakenAwayIsFound() throws { try check("broken_pdf", Self.packs[1]) }

    /// Poppler reads the structure: the cover's name, its finding and its contents, then each section's heading, title, heads and first rows, in the order
    /// of the data. It takes time that grows with the square of a file's length, so that packs of two sections are built for it.
    @Test(
      .enabled(if: canRun("pdfinfo", "-v"), "SKIPPED: no pdfinfo"),
      arguments: [("commissioner", "10H", "position-by-provider"), ("provider", "RQM", "position-by-commissioner")])
    func aPackIsReadInOrder(kind: String, code: String, section: String) throws {
      let folder = try TemporaryFolder()
      let definitions = folder.path + "/definitions"
      try FileManager.default.createDirectory(atPath: definitions, withIntermediateDirectories: true)
      try "format: 1\npack: \(kind)\ntitle: Contract monitoring pack\nsections:\n  - \(section)\n  - cumulative\n"
        .write(toFile: definitions + "/\(kind).yaml", atomically: true, encoding: .utf8)
      let programme = try FixtureBuild.thamesValley.get().programme
      let built = try outturn("build", "--programme", programme, "--output", folder.path, "--packs", definitions, "--only", code, "--formats", "pdf")
      #expect(built.status == 0, "\(built.said.prefix(2000))")
      let pack = folder.path + "/2015-16/M11.parts/\(code)"
      let ran = try run("/usr/bin/env", ["pdfinfo", "-struct-text", "\(pack)/\(code)_2015-16_M11.pdf"])
      #expect(ran.status == 0, "\(ran.said.prefix(2000))")
      let read = StructureText(ran.output)
      #expect(read.lines.first?.role == "Document")
      #expect(read.roles("H1").count == 1)
      // The contents and two sections, and the tables and charts in them.
      #expect(read.roles("H2").count == 3 && read.roles("H3").count > 3)
      let contents = try #require(read.lines.firstIndex { $0.role == "H2" && $0.text == "Contents" })
      #expect(read.lines[..<contents].contains { $0.role == "H1" } && read.lines[contents...].contains { $0.role == "TOCI" })
      let rows = try table(of: "\(pack)/data/\(section)-ytd.csv").filter { $0.count > 3 }
      var at = contents
      for row in rows.dropFirst().prefix(8) {
        let (plan, actual) = (grouped(try rounded(row[1])), grouped(try rounded(row[2])))
        let found = read.lines.indices[at...].first { place in
          let cells = read.lines[place...].prefix(4).map(\.text)
          return read.lines[place].role == "TH" && cells.count == 4 && cells[0] == row[0] && cells.contains(plan) && cells.contains(actual)
        }
        let place = try #require(found, "\(row[0]) with \(plan) and \(actual) is not read where it should be")
        at = place + 1
      }
    }
  }
}

/// What `pdfinfo -struct-text` says: elements, one a line, each with the text in it that is in no element below.
private struct StructureText {
  private(set) var lines: [(role: String, text: String)] = []

  init(_ output: String) {
    for line in output.split(separator: "\n") {
      let plain = line.trimmingCharacters(in: .whitespaces)
      if plain.hasPrefix("\"") {
        if let last = lines.indices.last { lines[last].text += plain.dropFirst().dropLast() }
      } else if !plain.hasPrefix("/"), let role = plain.split(whereSeparator: { $0 == " " || $0 == ":" }).first {
        // A colon stands before attributes, each of which has a line that begins with its name.
        lines.append((String(role), ""))
      }
    }
  }

  func roles(_ role: String) -> [String] { lines.filter { $0.role == role }.map(\.text) }
}

/// pikepdf, where `scripts/dependencies.sh test` puts it.
private let pikepdfFolder = repository + "/.build/pikepdf"

/// Continuous integration has it, or the test fails.
private let pikepdfIsThere =
  FileManager.default.fileExists(atPath: pikepdfFolder + "/pikepdf/pdfa") || ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false
