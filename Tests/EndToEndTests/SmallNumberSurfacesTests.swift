import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The practice packs of the sample programme as files: nothing that is held back stands in any of them.
  struct SmallNumberSurfaces {
    /// The folders of the practice packs.
    private func packs() throws -> [String] {
      let month = try FixtureBuild.thamesValley.get().month
      return try FileManager.default.contentsOfDirectory(atPath: month + "/practices").sorted().map { month + "/practices/" + $0 }
    }

    private func figures(_ folder: String) throws -> [String: String] {
      let data = try Data(contentsOf: URL(filePath: folder + "/figures.json"))
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let list = try #require(object["figures"] as? [[String: Any]])
      return Dictionary(
        list.compactMap { figure in
          (figure["id"] as? String).map { ($0, figure["value"] as? String ?? figure["missing"] as? String ?? "") }
        }, uniquingKeysWith: { first, _ in first })
    }

    @Test func everyCommissionerHasAPackByPracticeAndSomeNumbersAreHeldBack() throws {
      let packs = try packs()
      #expect(packs.count == 18)
      for pack in packs {
        let code = (pack as NSString).lastPathComponent
        #expect(FileManager.default.fileExists(atPath: "\(pack)/\(code)-practices_2015-16_M11.html"))
        #expect(FileManager.default.fileExists(atPath: "\(pack)/\(code)-practices_2015-16_M11.pdf"))
        let values = try figures(pack)
        #expect(values.values.contains("*"), "\(code)")
        for (id, value) in values where id.hasPrefix("sus/") || id.hasPrefix("ratio/") {
          let measure = id.split(separator: "/").last.map(String.init) ?? ""
          guard !measure.contains("cost"), !measure.contains("per_1000"), !measure.contains("first_to"), measure != "weighted_list",
            !measure.hasPrefix("practices"), !measure.contains("premium"), !measure.contains("dispersion")
          else { continue }
          #expect(!["1", "2", "3", "4"].contains(value), "\(id) is \(value)")
        }
      }
    }

    @Test func pagesPrintAStarForEveryFigureHeldBack() throws {
      for pack in try packs().prefix(4) {
        let code = (pack as NSString).lastPathComponent
        let values = try figures(pack)
        let html = try String(contentsOfFile: "\(pack)/\(code)-practices_2015-16_M11.html", encoding: .utf8)
        var met = 0
        for part in html.components(separatedBy: "data-figure=\"").dropFirst() {
          guard let quote = part.firstIndex(of: "\""), let open = part[quote...].firstIndex(of: ">") else { continue }
          let id = part[..<quote].replacing("&amp;", with: "&")
          let text = part[part.index(after: open)...].prefix { $0 != "<" }
          guard values[String(id)] == "*" else { continue }
          met += 1
          #expect(text == "*", "\(id) reads \(text)")
        }
        #expect(met > 0)
      }
    }

    @Test func dataFilesAndPDFsHoldNoCountOfOneToFour() throws {
      for pack in try packs().prefix(4) {
        let code = (pack as NSString).lastPathComponent
        for file in ["practice-specialty-outpatients", "practice-specialty-admissions", "practice-referred-by"] {
          let text = try String(contentsOfFile: "\(pack)/data/\(file).csv", encoding: .utf8)
          #expect(text.contains("*") || file == "practice-referred-by", "\(code), \(file)")
          for line in text.split(separator: "\n").dropFirst() {
            for cell in line.split(separator: ",") { #expect(!["1", "2", "3", "4"].contains(cell), "\(code), \(file): \(line)") }
          }
        }
        let printed = try run("/usr/bin/env", ["pdftotext", "-layout", "\(pack)/\(code)-practices_2015-16_M11.pdf", "-"])
        #expect(printed.status == 0, "\(printed.said)")
        let lines = printed.output.split(separator: "\n").filter { $0.contains(/\([A-Z]8[0-9]{4}\)/) }
        #expect(lines.count > 20)
        for line in lines {
          for word in line.split(separator: " ") { #expect(!["1", "2", "3", "4"].contains(word), "\(code): \(line)") }
        }
      }
    }
  }
}
