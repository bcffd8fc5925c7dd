import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// What tools that know nothing of this program say of one pack of each kind and of the pages of the release.
  struct ThirdParties {
    let month: String
    static let packs = ["commissioners/10H/10H_2015-16_M11", "providers/RQM/RQM_2015-16_M11", "programme/programme_2015-16_M11"]
    static let pages = packs.map { $0 + ".html" } + ["index.html", "referrals.html", "proof.html", "data-quality.html"]

    init() throws { month = try FixtureBuild.thamesValley.get().month }

    @Test(.enabled(if: canRun("qpdf", "--version"), "SKIPPED: no qpdf"), arguments: packs)
    func qpdfFindsNoFault(pack: String) throws {
      let ran = try run("/usr/bin/env", ["qpdf", "--check", "\(month)/\(pack).pdf"])
      #expect(ran.status == 0, "\(ran.said)")
      #expect(!ran.said.lowercased().contains("warning"), "\(ran.said)")
      #expect(ran.output.contains("No syntax or stream encoding errors found"), "\(ran.said)")
    }

    @Test(.enabled(if: canRun("pdffonts", "-v"), "SKIPPED: no pdffonts"), arguments: packs)
    func everyFontIsEmbedded(pack: String) throws {
      let ran = try run("/usr/bin/env", ["pdffonts", "\(month)/\(pack).pdf"])
      #expect(ran.status == 0, "\(ran.said)")
      let fonts = ran.output.split(separator: "\n").dropFirst(2)
      #expect(fonts.count >= 2, "\(ran.output)")
      for font in fonts {
        // … emb sub uni object ID: five words from the end.
        let words = font.split(separator: " ")
        #expect(words.count > 6 && words[words.count - 5] == "yes", "not embedded: \(font)")
        #expect(words.count > 6 && words[words.count - 3] == "yes", "no map to Unicode: \(font)")
      }
    }

    /// The table of positions, read by `pdftotext`, holds each row of the data file in its order, names before numbers.
    @Test(
      .enabled(if: canRun("pdftotext", "-v"), "SKIPPED: no pdftotext"),
      arguments: [(packs[0], "position-by-provider"), (packs[1], "position-by-commissioner"), (packs[2], "position-by-provider")])
    func tablesReadInOrder(pack: String, section: String) throws {
      let ran = try run("/usr/bin/env", ["pdftotext", "-layout", "-enc", "UTF-8", "\(month)/\(pack).pdf", "-"])
      #expect(ran.status == 0, "\(ran.said)")
      let lines = ran.output.split(separator: "\n").map(String.init)
      let folder = pack.split(separator: "/").dropLast().joined(separator: "/")
      let rows = try table(of: "\(month)/\(folder)/data/\(section)-ytd.csv").dropFirst().filter { $0.count > 3 }
      #expect(rows.count > 10)
      var at = lines.startIndex
      for row in rows {
        let (plan, actual) = (grouped(try rounded(row[1])), grouped(try rounded(row[2])))
        let found = lines[at...].firstIndex { line in
          guard let name = line.range(of: row[0]), let first = line[name.upperBound...].range(of: plan) else { return false }
          return line[first.upperBound...].contains(actual)
        }
        let place = try #require(found, "\(row[0]) with \(plan) and \(actual) is not where it should be")
        at = place + 1
      }
    }

    @Test(.enabled(if: canRun("pdfinfo", "-v"), "SKIPPED: no pdfinfo"), arguments: packs)
    func thePDFIsA4WithATitleAndNoDateOfItsMaking(pack: String) throws {
      let ran = try run("/usr/bin/env", ["pdfinfo", "\(month)/\(pack).pdf"])
      #expect(ran.status == 0, "\(ran.said)")
      #expect(ran.output.contains("(A4)"), "\(ran.output)")
      #expect(ran.output.contains("Title: "), "\(ran.output)")
      #expect(!ran.output.contains(" 2026"), "\(ran.output)")
    }

    @Test(.enabled(if: pythonHas("html5lib"), "SKIPPED: no html5lib"), arguments: pages)
    func html5libIsContentInStrictMode(page: String) throws {
      let script = try #require(Bundle.module.path(forResource: "Tools/strict_html", ofType: "py"))
      let ran = try run("/usr/bin/env", [systemPython, script, "\(month)/\(page)"])
      #expect(ran.status == 0, "\(ran.said)")
    }

    @Test(.enabled(if: canRun("xmllint", "--version"), "SKIPPED: no xmllint"), arguments: pages)
    func everyInlineSVGIsXML(page: String) throws {
      let html = try String(contentsOfFile: "\(month)/\(page)", encoding: .utf8)
      var drawings: [Substring] = []
      var rest = html[...]
      while let start = rest.range(of: "<svg"), let end = rest[start.lowerBound...].range(of: "</svg>") {
        drawings.append(rest[start.lowerBound..<end.upperBound])
        rest = rest[end.upperBound...]
      }
      if ThirdParties.packs.contains(where: page.hasPrefix) { #expect(drawings.count > 5, "only \(drawings.count) drawings") }
      let folder = try TemporaryFolder()
      var files: [String] = []
      for (place, drawing) in drawings.enumerated() {
        // HTML needs no namespace; XML does, and SVG alone in a file would be drawn by it.
        var text = String(drawing)
        if !text.prefix(while: { $0 != ">" }).contains("xmlns=") {
          text = text.replacing("<svg", with: "<svg xmlns=\"http://www.w3.org/2000/svg\"", maxReplacements: 1)
        }
        files.append("\(place).svg")
        try text.write(toFile: folder.path + "/\(place).svg", atomically: true, encoding: .utf8)
      }
      guard !files.isEmpty else { return }
      let ran = try run("/usr/bin/env", ["xmllint", "--noout", "--nonet"] + files, in: folder.path)
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.said.prefix(2000))")
    }

    /// Chromium opens each kind of page from disk: its console says nothing, nothing of the page throws, and it asks no host for anything.
    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"), arguments: pages)
    func chromiumsConsoleIsSilentAndNoHostIsAsked(page: String) throws {
      let folder = try TemporaryFolder()
      let arguments = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-extensions", "--user-data-dir=\(folder.path)/profile", "--window-size=1280,900",
        "--virtual-time-budget=4000", "--enable-logging=stderr", "--v=0", "--log-net-log=\(folder.path)/net.json", "--net-log-capture-mode=Default",
        "--dump-dom", "file://\(month)/\(page)",
      ]
      let ran = try run("/usr/bin/env", arguments, environment: ["HOME": folder.path])
      #expect(ran.status == 0, "\(ran.errors.prefix(2000))")
      #expect(ran.output.contains("</html>"))
      let console = ran.errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }
      #expect(console.isEmpty, "\(console.prefix(5))")
      let log = try String(contentsOfFile: "\(folder.path)/net.json", encoding: .utf8)
      // Every request of a page names its address; Chromium's own housekeeping goes to its maker and is switched off above.
      let own = ["google", "gstatic", "gvt1"]
      let hosts = Set(log.matches(of: /"url":"(https?:\/\/[^\/"]+)/).map { String($0.1) }).filter { host in !own.contains { host.contains($0) } }
      #expect(hosts.isEmpty, "\(hosts)")
    }

    /// Chromium prints a pack's page: no number on the paper is smaller than 8 pt, those of charts among them. Most stand in tables, at 8.5 pt, which tells
    /// the height of a point in the machine's font.
    @Test(.enabled(if: chromiumWorks && canRun("pdftotext", "-v"), "SKIPPED: no Chromium or no pdftotext"), arguments: packs)
    func labelsAreLegibleOnPaper(pack: String) throws {
      let folder = try TemporaryFolder()
      let arguments = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-extensions", "--user-data-dir=\(folder.path)/profile", "--no-pdf-header-footer",
        "--print-to-pdf=\(folder.path)/printed.pdf", "file://\(month)/\(pack).html",
      ]
      let ran = try run("/usr/bin/env", arguments, environment: ["HOME": folder.path])
      #expect(ran.status == 0, "\(ran.errors.suffix(1000))")
      let boxes = try run("/usr/bin/env", ["pdftotext", "-bbox", "\(folder.path)/printed.pdf", "-"])
      var words: [Int: [String]] = [:]
      for word in boxes.output.matches(of: /yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]*)</) {
        // The heads of a matrix stand upright, where a word's height is its length: numbers and months always lie.
        guard word.3.contains(where: \.isNumber) || ["Apr", "Sep", "Mar"].contains(word.3) else { continue }
        let height = try #require(Double(word.2)) - #require(Double(word.1))
        words[Int((height * 100).rounded()), default: []].append(String(word.3))
      }
      let common = try #require(words.max { $0.value.count < $1.value.count })
      #expect(common.value.count > 500, "the numbers of tables are not the most")
      let smallest = try #require(words.min { $0.key < $1.key })
      let points = 8.5 * Double(smallest.key) / Double(common.key)
      #expect(points >= 7.99, "\(points) pt: \(smallest.value.prefix(10))")
      // The axes of months are among what was measured.
      #expect(words.contains { $0.value.contains("Apr") && $0.key < common.key }, "no label of a chart was found")
    }

    /// The source of each page names no host either, but for those that name a vocabulary.
    @Test(arguments: pages)
    func noPageRefersToAHost(page: String) throws {
      let html = try String(contentsOfFile: "\(month)/\(page)", encoding: .utf8)
      for attribute in ["src=\"", "href=\"", "url(", "action=\"", "poster=\"", "srcset=\"", "@import"] {
        var rest = html[...]
        while let place = rest.range(of: attribute) {
          rest = rest[place.upperBound...]
          let target = rest.prefix(60)
          #expect(!target.hasPrefix("http") && !target.hasPrefix("//") && !target.hasPrefix("\"http"), "\(page): \(attribute)\(target)")
        }
      }
    }

    /// Every link of every page leads to a file of the release, and every anchor to an element.
    @Test(arguments: pages)
    func everyLinkLeadsSomewhere(page: String) throws {
      let html = try String(contentsOfFile: "\(month)/\(page)", encoding: .utf8)
      let ids = Set(html.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
      let folder = URL(fileURLWithPath: "\(month)/\(page)").deletingLastPathComponent()
      var count = 0
      for match in html.matches(of: /href="([^"]*)"/) {
        let target = match.1.replacing("&amp;", with: "&")
        if target.isEmpty || target.hasPrefix("data:") || target.hasPrefix("mailto:") { continue }
        count += 1
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts[0].isEmpty {
          let anchor = parts[1].removingPercentEncoding ?? parts[1]
          if let choice = anchor.wholeMatch(of: /(commissioner|provider)=(.+)/) {
            // The portal's script shows one organisation: one that has a pack.
            let isThere = FileManager.default.fileExists(atPath: "\(month)/\(choice.1)s/\(choice.2)")
            #expect(isThere, "\(page) chooses \(choice.2), which has no pack")
            continue
          }
          #expect(ids.contains(anchor), "\(page) has no element #\(anchor)")
          continue
        }
        let path = String((parts[0].removingPercentEncoding ?? parts[0]).prefix { $0 != "?" })
        let file = folder.appendingPathComponent(path).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: file), "\(page) links to \(target)")
      }
      #expect(count > 0)
    }
  }
}

/// `1,327,152`.
func grouped(_ number: Int) -> String {
  var digits = String(abs(number))
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits = String(digits.dropLast(3))
  }
  return ([digits] + groups).joined(separator: ",")
}
