import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Pictures of finished pages at 60 dots to the inch, and of the HTML at the widths of a desk and a telephone, against those that were looked at and kept.
  ///
  /// A changed picture is recorded with `make golden` and committed with its reason. Differences are written to `Output/golden-differences`.
  struct GoldenPages {
    static let packs = [
      "commissioners/10H/10H_2015-16_M11", "providers/RQM/RQM_2015-16_M11", "programme/programme_2015-16_M11",
      "practices/10H/10H-practices_2015-16_M11",
    ]

    @Test(.enabled(if: canRun("pdftoppm", "-v") && pythonHas("PIL") && chromiumWorks, "SKIPPED: no pdftoppm, python3-pil or Chromium"))
    func everyPageLooksAsItDid() throws {
      let month = try FixtureBuild.thamesValley.get().month
      let made = try TemporaryFolder()
      for pack in Self.packs {
        let name = String(pack.split(separator: "/").last ?? "").replacing("_2015-16_M11", with: "")
        let pages = try run("/usr/bin/env", ["pdftoppm", "-r", "60", "-png", "\(month)/\(pack).pdf", "\(made.path)/\(name)-page"])
        #expect(pages.status == 0, "\(pages.said)")
        for width in [1280, 390] { try picture("\(month)/\(pack).html", width: width, to: "\(made.path)/\(name)-html-\(width).png") }
      }
      for width in [1280, 390] { try picture("\(month)/index.html", width: width, to: "\(made.path)/portal-html-\(width).png") }
      let recording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"].map { !$0.isEmpty } ?? false
      let script = try #require(Bundle.module.path(forResource: "Tools/golden_pages", ofType: "py"))
      let ran = try run(
        "/usr/bin/env",
        [
          systemPython, script, recording ? "record" : "compare", repository + "/Tests/Golden/pages", made.path,
          repository + "/Output/golden-differences",
        ])
      #expect(ran.status == 0, "\(ran.said)")
    }

    /// The first 3,000 points of a page, as Chromium shows it.
    private func picture(_ page: String, width: Int, to file: String) throws {
      let profile = try TemporaryFolder()
      let ran = try run(
        "/usr/bin/env",
        [
          "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--force-device-scale-factor=0.5",
          "--font-render-hinting=none", "--user-data-dir=\(profile.path)/profile", "--window-size=\(max(width, 500)),3000",
          "--virtual-time-budget=3000",
          "--screenshot=\(file)", "file://\(try framed(page, width: width, in: profile))",
        ], environment: ["HOME": profile.path])
      #expect(ran.status == 0 && FileManager.default.fileExists(atPath: file), "\(ran.errors.suffix(1000))")
    }

    /// A window of Chromium is never narrower than 500 points: a narrow page is shown in a frame of its width.
    private func framed(_ page: String, width: Int, in folder: TemporaryFolder) throws -> String {
      if width >= 500 { return page }
      let frame = folder.path + "/frame.html"
      let html =
        "<!doctype html><meta charset=utf-8><body style='margin:0'><iframe src='file://\(page)' style='border:0;width:\(width)px;height:3000px'></iframe>"
      try html.write(toFile: frame, atomically: true, encoding: .utf8)
      return frame
    }
  }
}
