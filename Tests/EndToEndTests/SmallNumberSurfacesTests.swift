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

    /// No practice refers another's patients in the sample: its referrals, what it referred of its own and what it referred are one number, in three tables. With
    /// what a locality and the commissioner have of it, no number of a practice that none of them shows is left fewer than three values.
    @Test func noCountFollowsAcrossTheTablesOfReferrers() throws {
      let list = try String(contentsOfFile: repository + "/Fixtures/thames-valley-wessex/organisations/practices.csv", encoding: .utf8)
      let practices = list.split(separator: "\n").dropFirst().map { line in
        // Names and localities may hold commas between quotes.
        var fields = [""]
        var isQuoted = false
        for character in line {
          switch character {
          case "\"": isQuoted.toggle()
          case "," where !isQuoted: fields.append("")
          default: fields[fields.count - 1].append(character)
          }
        }
        return (code: fields[0], commissioner: fields[2], locality: fields[3])
      }
      var judged = 0
      for pack in try packs() {
        let code = (pack as NSString).lastPathComponent
        let values = try figures(pack)
        func known(_ ids: [String]) -> Int? { ids.lazy.compactMap { values["sus/\(code)/ALL/" + $0].flatMap(Int.init) }.first }
        func ids(_ place: String) -> [String] { [place + "year=2015-16/referrals", place + "referred_by=same/ytd_first_attendances"] }
        guard known(["referred_by=practice/ytd_first_attendances"]) == 0 else { continue }
        let own = practices.filter { $0.commissioner == code }
        let groups = Dictionary(grouping: own, by: \.locality).map { ("locality=\(encoded($0.key))/", $0.value) } + [("", own)]
        for (place, members) in groups {
          guard let total = known(ids(place)) else { continue }
          let counts = members.map { known(ids("practice=\($0.code)/") + ["referrer=\($0.code)/ytd_first_attendances"]) }
          let unknown = counts.count { $0 == nil }
          if unknown == 0 { continue }
          judged += 1
          let rest = total - counts.compactMap(\.self).reduce(0, +)
          #expect(rest - (unknown - 1) >= 3 && unknown > 1, "\(code), \(place): \(rest) of \(unknown) practices")
        }
      }
      #expect(judged > 0)
    }

    private func encoded(_ code: String) -> String {
      code.utf8.map { byte in
        (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || [45, 46, 95].contains(byte)
          ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
      }.joined()
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
