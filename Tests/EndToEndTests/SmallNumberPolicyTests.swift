import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Whole releases with a small-number policy for every audience: they are built and proved, and every number in their files is read back.
  struct SmallNumberPolicy {
    /// A release under one rule.
    private struct Release: Sendable {
      let folder: TemporaryFolder
      let month: String
      let ran: Ran

      init(_ rule: String) throws {
        folder = try TemporaryFolder()
        let programme = try GeneratedProgramme.small.get().copy(in: folder)
        let settings = programme + "/programme.yaml"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        guard !text.contains("\nsmall_numbers:") else { throw CouldNotPrepare(what: "the policy", said: text) }
        let policy = ["commissioner", "provider", "programme", "practice"].map { "  \($0): \(rule)\n" }.joined()
        try (text + "\nsmall_numbers:\n" + policy).write(toFile: settings, atomically: true, encoding: .utf8)
        ran = try outturn("build", "--programme", programme, "--output", folder.path + "/Output")
        let year = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/Output").sorted().first ?? ""
        let months = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/Output/" + year).sorted()
        month = folder.path + "/Output/\(year)/\(months.first ?? "")"
      }
    }

    private static let releases: [String: Result<Release, any Error>] = Dictionary(
      uniqueKeysWithValues: ["lt5-with-secondary", "hes2018"].map { rule in (rule, Result { try Release(rule) }) })

    private func release(_ rule: String) throws -> Release { try #require(Self.releases[rule]).get() }

    /// The packs' folders.
    private func packs(_ month: String) throws -> [String] {
      try filePaths(below: month).filter { $0.hasSuffix("/figures.json") }.map { month + "/" + $0.dropLast("/figures.json".count) }.sorted()
    }

    private func figures(_ folder: String) throws -> [String: (value: String, unit: String)] {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "/figures.json"))) as? [String: Any])
      let list = try #require(object["figures"] as? [[String: Any]])
      return Dictionary(
        list.compactMap { figure in
          (figure["id"] as? String).map {
            ($0, (figure["value"] as? String ?? figure["missing"] as? String ?? "", figure["unit"] as? String ?? ""))
          }
        }, uniquingKeysWith: { first, _ in first })
    }

    /// Measures of people, by another list than the program's own.
    private let people = [
      "first_attendances", "follow_up_attendances", "outpatient_attendances", "admissions", "emergency_attendances", "referrals",
      "high_cost_patients",
      "frequent_attenders", "attendances_and_spells", "attendances_and_admissions", "actual_activity", "requests", "nca_charges",
      "admissions_through_emergency",
    ]

    private func isOfPeople(_ id: String) -> Bool {
      let measure = id.split(separator: "/").last.map { $0.prefix { $0 != "@" && $0 != "~" } } ?? ""
      return people.contains { measure == $0 || measure == "ytd_" + $0 || measure == "month_" + $0 }
    }

    @Test(arguments: ["lt5-with-secondary", "hes2018"])
    func everyNumberOfEveryFileIsLargeOrHeldBack(_ rule: String) throws {
      let release = try release(rule)
      #expect([0, 1].contains(release.ran.status), "\(release.ran.said)")
      let packs = try packs(release.month)
      #expect(packs.count == 10)
      let least = rule == "hes2018" ? 8.0 : 5.0
      var held = 0
      for pack in packs {
        let values = try figures(pack)
        for (id, figure) in values where isOfPeople(id) {
          held += figure.value == "*" ? 1 : 0
          guard let number = Double(figure.value) else { continue }
          #expect(number == 0 || abs(number) >= least, "\(pack): \(id) is \(figure.value)")
        }
        try pageAgrees(pack, values)
      }
      #expect(held > 100)
    }

    /// The sample lists patients of high cost one by one, in tables with a total: their rows go, and the packs must not call that a contradiction.
    @Test(arguments: ["lt5-with-secondary", "hes2018"])
    func aListOfPatientsIsHeldBackAndThePackIsStillProved(_ rule: String) throws {
      let folder = try TemporaryFolder()
      let programme = try copyOfFixture("thames-valley-wessex", in: folder)
      let settings = programme + "/programme.yaml"
      let text = try String(contentsOfFile: settings, encoding: .utf8)
      try #require(!text.contains("\nsmall_numbers:"))
      let policy = ["commissioner", "provider", "programme", "practice"].map { "  \($0): \(rule)\n" }.joined()
      try (text + "\nsmall_numbers:\n" + policy).write(toFile: settings, atomically: true, encoding: .utf8)
      let ran = try outturn(
        "build", "--programme", programme, "--period", "2015-16/M11", "--output", folder.path + "/Output", "--only", "10H,RQM")
      #expect([0, 1].contains(ran.status), "\(ran.said)")
      let files = try filePaths(below: folder.path + "/Output").filter { $0.hasSuffix("10H_2015-16_M11.html") || $0.hasSuffix("10H/figures.json") }
      #expect(files.count == 2)
      for file in files {
        let text = try String(contentsOfFile: folder.path + "/Output/" + file, encoding: .utf8)
        #expect(text.contains("/patient=_high_cost/") && !text.contains("/patient=1"), "\(file)")
        #expect(file.hasSuffix(".json") || text.contains("Patients are not listed one by one where small numbers are held back."))
      }
    }

    /// Each printed figure of the page, drawings among them, and each value of its passports, against figures.json.
    private func pageAgrees(_ pack: String, _ values: [String: (value: String, unit: String)]) throws {
      let name = try #require(FileManager.default.contentsOfDirectory(atPath: pack).first { $0.hasSuffix(".html") })
      let html = try String(contentsOfFile: pack + "/" + name, encoding: .utf8)
      var order: [String] = []
      var seen: Set<String> = []
      for part in html.components(separatedBy: "data-figure=\"").dropFirst() {
        guard let quote = part.firstIndex(of: "\""), let open = part[quote...].firstIndex(of: ">") else { continue }
        let id = String(part[..<quote]).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
        if seen.insert(id).inserted { order.append(id) }
        if values[id]?.value == "*" {
          let text = part[part.index(after: open)...].prefix { $0 != "<" }
          #expect(text == "*", "\(name): \(id) reads \(text)")
        }
      }
      let block = try #require(html.components(separatedBy: "\"values\":\"").dropFirst().first?.components(separatedBy: "\"").first)
      let passports = block.split(separator: ",", omittingEmptySubsequences: false)
      #expect(passports.count == order.count, "\(name): \(passports.count) values of \(order.count) figures")
      for (id, value) in zip(order, passports) where values[id]?.value == "*" {
        #expect(value.isEmpty, "\(name): the passport of \(id) says \(value)")
      }
    }

    /// The data that the month's own pages hand to a script: no activity, and no small count of referrals.
    @Test(arguments: ["lt5-with-secondary", "hes2018"])
    func thePagesOfTheMonthHoldNoSmallNumber(_ rule: String) throws {
      let release = try release(rule)
      let portal = try data(of: release.month + "/index.html")
      for part in ["pairs", "pods", "specialties"] {
        let columns = try #require(portal[part] as? [String: Any])
        #expect(columns["actual"] != nil && !columns.keys.contains { $0.lowercased().contains("activity") }, "\(part): \(columns.keys.sorted())")
      }
      guard FileManager.default.fileExists(atPath: release.month + "/referrals.html") else { return }
      let referrals = try data(of: release.month + "/referrals.html")
      let counts = try #require(referrals["count"] as? String).split(separator: ",").map { Int($0, radix: 36) ?? -1 }
      #expect(!counts.isEmpty && counts.allSatisfy { $0 >= 5 }, "\(counts.min() ?? 0)")
      let page = try String(contentsOfFile: release.month + "/referrals.html", encoding: .utf8)
      #expect(page.contains("Small numbers are held back"))
    }

    private func data(of path: String) throws -> [String: Any] {
      let html = try String(contentsOfFile: path, encoding: .utf8)
      let start = try #require(html.firstRange(of: "<script type=\"application/json\" id=\"data\">"))
      let rest = html[start.upperBound...]
      let json = rest[..<(try #require(rest.firstRange(of: "</script>"))).lowerBound]
      return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }
  }
}
