import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// What a reader does with finished pages, in a real Chromium opened from disk: by mouse and by keyboard, at a desk and on a telephone, by day and in
  /// the dark. The scripts in `Tools` say what is tried; each prints its faults.
  struct Browsers {
    let month: String
    static let pages = ThirdParties.packs + ["index", "referrals", "proof", "data-quality"]

    init() throws { month = try FixtureBuild.thamesValley.get().month }

    private func look(_ script: String, _ arguments: [String]) throws {
      let path = try #require(Bundle.module.path(forResource: "Tools/" + script, ofType: "py"))
      let ran = try run("/usr/bin/env", [systemPython, path] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
      #expect(ran.status == 0, "\(ran.said.prefix(4000))")
    }

    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"), arguments: ["tables", "passports", "without-script"])
    func packsCanBeWorkedWith(check: String) throws { try look("check_pages", [check, month] + ThirdParties.packs) }

    /// On a telephone no page slides sideways.
    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"))
    func noPageIsWiderThanATelephone() throws { try look("check_pages", ["widths", month] + Self.pages) }

    /// Every number that a choice in the dashboard shows is the packs' own.
    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"))
    func theDashboardSaysWhatThePacksSay() throws { try look("check_portal", ["numbers", month]) }

    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"))
    func thePortalCanBeWorkedWith() throws { try look("check_portal", ["choices", month]) }

    /// The referrals follow their filters, and the limits and signals of the page's own XmR are the reference's.
    @Test(.enabled(if: chromiumWorks, "SKIPPED: no Chromium"))
    func referralsFollowTheirFilters() throws {
      try look("check_portal", ["referrals", month, repository + "/Tests/AnalysisTests/Reference/spc_golden_ae.csv"])
    }

    @Test(.enabled(if: chromiumWorks && axeIsThere, "SKIPPED: no Chromium or no axe-core"), arguments: pages)
    func axeFindsNoViolation(page: String) throws { try look("check_pages", ["axe", month, page, "--axe", axeLibrary]) }
  }
}

/// axe-core, where `scripts/dependencies.sh test` puts it.
private let axeLibrary = repository + "/.build/axe/axe_playwright_python/axe.min.js"

/// Continuous integration has it, or the test fails.
private let axeIsThere =
  FileManager.default.fileExists(atPath: axeLibrary) || ProcessInfo.processInfo.environment["CI"].map { !$0.isEmpty } ?? false
