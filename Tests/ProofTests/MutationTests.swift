import Figures
import Foundation
import Ledger
import Pipeline
import Proof
import Quantities
import Report
import TestSupport
import Testing

@testable import OutturnCommand

/// Breaks one thing at a time in the middle of a real build, and sees the proof refuse it, with both places named.
@Suite(.serialized) struct MutationTests {
  /// A programme of two commissioners and two trusts, on disk.
  private static let programme = Result {
    let folder = try TemporaryFolder()
    try writeGeneratedProgramme(at: folder.path, seed: 31, months: 14, linesPerPair: 8)
    return folder
  }

  private let place: TemporaryFolder
  private var output: String { place.path + "/Output" }

  init() throws { place = try TemporaryFolder() }

  private func build(_ formats: Set<OutputFormat> = [.html], _ sabotage: Sabotage?) throws -> BuildOutcome {
    return try Pipeline.build(
      BuildRequest(run: RunRequest(programme: Self.programme.get().path, jobs: 2), output: output, formats: formats), sabotage: sabotage)
  }

  /// Builds with a sabotage and gives what the proof found; the build must be refused and write nothing.
  private func caught(_ formats: Set<OutputFormat> = [.html], _ prepare: (inout Sabotage) -> Void) throws -> ProofResult {
    var sabotage = Sabotage()
    prepare(&sabotage)
    do {
      _ = try build(formats, sabotage)
    } catch let failure as RunFailure {
      guard case .proof(let result) = failure else { throw failure }
      #expect(!FileManager.default.fileExists(atPath: output + "/2014-15/M02"), "a refused build wrote its month")
      for violation in result.violations { #expect(!violation.first.isEmpty && !violation.second.isEmpty && !violation.rule.isEmpty, "\(violation)") }
      return result
    }
    Issue.record("the build was not refused")
    return ProofResult(checks: [])
  }

  /// Whether a violation of a check names both places.
  private func names(_ result: ProofResult, _ check: String, _ first: String, _ second: String) -> Bool {
    result.violations.contains {
      $0.check == check && ($0.first.contains(first) && $0.second.contains(second) || $0.first.contains(second) && $0.second.contains(first))
    }
  }

  @Test func anUnbrokenBuildIsProvedByEveryCheck() throws {
    let outcome = try build([.html, .pdf, .xlsx], nil)
    #expect(outcome.proof.holds)
    // Two commissioners, each with its practices, two providers and the programme.
    #expect(outcome.packCount == 7)
    #expect(
      Set(outcome.proof.checks.map(\.id)) == [
        "files", "ledger", "period", "totals", "transpose", "one-value", "own", "tables", "names", "html", "pdf", "workbook",
      ])
    for check in outcome.proof.checks { #expect(check.compared > 0, "\(check.id) compared nothing") }
  }

  // MARK: What is printed

  @Test func aDigitOfAnHTMLCell() throws {
    let result = try caught { $0.html = { pack, html in if pack == "10G" { replace("data-figure=\"position/10G/ALL/ytd_actual\">", in: &html) } } }
    #expect(names(result, "html", "commissioner 10G pack, HTML: ", "figures.json: "), "\(result.violations)")
    #expect(result.violations.allSatisfy { $0.check == "html" && $0.rule.contains("position/10G/ALL/ytd_actual") }, "\(result.violations)")
  }

  @Test func aFigureThatNobodyKnows() throws {
    let result = try caught {
      $0.html = { pack, html in
        guard pack == "R1H" else { return }
        let text = String(decoding: html, as: UTF8.self)
        html = Array(text.replacing("</main>", with: "<p data-figure=\"position/ALL/R1H/nonsense\">1</p></main>").utf8)
      }
    }
    #expect(names(result, "html", "provider R1H pack, HTML: 1", "no such figure"), "\(result.violations)")
  }

  @Test func aPageWithoutItsFigures() throws {
    let result = try caught { $0.html = { pack, html in if pack == "programme" { html = Array("<!doctype html><title>empty</title>".utf8) } } }
    #expect(names(result, "html", "programme programme pack, HTML: no figures", "figures.json: "), "\(result.violations)")
  }

  @Test func aNumberOfThePDF() throws {
    let result = try caught([.pdf]) {
      $0.rendering = { report in
        if report.identity.code == "10G" { changeCell(of: &report, section: "position-by-provider", row: 0, column: 1) { $0 + pounds(1000) } }
      }
    }
    #expect(names(result, "pdf", "commissioner 10G pack, PDF, position-by-provider", "the document: "), "\(result.violations)")
    #expect(result.violations.count == 1, "\(result.violations)")
  }

  @Test func aRowThatIsMissingFromThePDF() throws {
    let result = try caught([.pdf]) {
      $0.rendering = { report in
        guard report.identity.code == "R1H" else { return }
        change(&report, section: "position-by-commissioner") { table in if !table.rows.isEmpty { table.rows.removeFirst() } }
      }
    }
    #expect(names(result, "pdf", "provider R1H pack, PDF, position-by-commissioner", "the document: "), "\(result.violations)")
  }

  /// A penny, which print would not show.
  @Test func aPennyOfTheWorkbook() throws {
    let result = try caught([.xlsx]) {
      $0.rendering = { report in
        if report.identity.code == "10G" {
          changeCell(of: &report, section: "position-by-provider", row: 0, column: 1) { $0 + Money(parts: Int128(1_000_000)) }
        }
      }
    }
    #expect(
      names(result, "workbook", "commissioner 10G pack, workbook, position-by-provider-ytd, row 6, column 2: ", "figures.json: "),
      "\(result.violations)")
    #expect(result.violations.count == 1, "\(result.violations)")
  }

  @Test func aRowThatIsMissingFromTheWorkbook() throws {
    let result = try caught([.xlsx]) {
      $0.rendering = { report in
        guard report.identity.code == "R1H" else { return }
        change(&report, section: "position-by-commissioner") { table in if !table.rows.isEmpty { table.rows.removeFirst() } }
      }
    }
    #expect(names(result, "workbook", "provider R1H pack, workbook, ", "the tables: "), "\(result.violations)")
  }

  // MARK: What is added up

  @Test func aTotalThatIsNotTheSumOfItsRows() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "10G" else { return }
        change(&report, section: "activity-by-specialty") { table in
          guard table.id == "activity-by-specialty-month", var total = table.total, case .variance(let printed) = total.cells[6],
            case .money(let money) = printed.figure.value
          else { return }
          total.cells[6] = .variance(Printed(Figure(printed.figure.id, .money(money + pounds(1))), printed.format))
          table.total = total
        }
      }
    }
    #expect(names(result, "tables", "commissioner 10G pack, activity-by-specialty", "the sum of its rows: "), "\(result.violations)")
    // The same figure stands in other sections, too.
    #expect(result.violations.contains { $0.check == "one-value" }, "\(result.violations)")
  }

  @Test func aPositionThatIsNotTheSumOfItsPairs() throws {
    let result = try caught {
      $0.periodFigures = { figures in
        for index in figures.indices where figures[index].id.text == "position/10G/ALL/annual_plan" { figures[index].value = .money(pounds(1)) }
      }
    }
    #expect(names(result, "totals", "position/10G/ALL/annual_plan: 1", "the sum of its pairs: "), "\(result.violations)")
    #expect(names(result, "one-value", "figures of the period: 1", "commissioner 10G pack"), "\(result.violations)")
  }

  @Test func aPairThatIsMissing() throws {
    let result = try caught {
      $0.periodFigures = { figures in figures.removeAll { $0.id.text == "position/10G/R1H/ytd_plan" } }
    }
    for total in ["position/10G/ALL/ytd_plan", "position/ALL/R1H/ytd_plan", "position/ALL/ALL/ytd_plan"] {
      #expect(names(result, "totals", total, "the sum of its pairs: "), "\(total): \(result.violations)")
    }
  }

  // MARK: From the files

  @Test func aMonthThatTheLedgerLost() throws {
    let result = try caught { sabotage in
      sabotage.ledger = { ledger in
        let last = ledger.monthly.monthCount - 1
        ledger.monthly.columns.actualCost[last] -= 12_345_678
      }
    }
    #expect(names(result, "ledger", "the returns, actual price: ", "the ledger's months, actual price: "), "\(result.violations)")
  }

  /// The lines are the way to the positions and breakdowns, the months the way to the series: they share nothing.
  @Test func aContractLineThatWasDropped() throws {
    let result = try caught { sabotage in
      sabotage.ledger = { ledger in
        guard let line = ledger.lines.ytd.actualCost.indices.max(by: { ledger.lines.ytd.actualCost[$0] < ledger.lines.ytd.actualCost[$1] }) else {
          return
        }
        ledger.lines.ytd.actualCost[line] = 0
      }
    }
    #expect(result.violations.contains { $0.check == "one-value" && $0.rule.contains("/ytd_actual has one value") }, "\(result.violations)")
    #expect(names(result, "period", "the ledger's months, actual price: ", "position/ALL/ALL, actual price: "), "\(result.violations)")
    #expect(result.violations.contains { $0.first.contains("pack, headlines: ") && $0.second.contains("pack, cumulative: ") }, "\(result.violations)")
  }

  @Test func moneyOfAFileThatIsNotAccountedFor() throws {
    let result = try caught { sabotage in
      sabotage.ledger = { ledger in
        guard let index = ledger.sources.firstIndex(where: { $0.kind == "slam" }) else { return }
        ledger.sources[index].countedTotal.actualCost -= pounds(1)
      }
    }
    #expect(names(result, "files", "extracts/slam/", "unaccounted for: "), "\(result.violations)")
  }

  // MARK: Whose it is

  @Test func twoTrustsThatChangedPlaces() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "10G" else { return }
        change(&report, section: "position-by-provider") { table in
          guard table.id == "position-by-provider-ytd", table.rows.count == 2 else { return }
          var (first, second) = (table.rows[0], table.rows[1])
          for column in first.cells.indices { swapValues(&first.cells[column], &second.cells[column]) }
          table.rows = [first, second]
        }
      }
    }
    #expect(result.violations.contains { $0.check == "one-value" && $0.rule.hasPrefix("position/10G/R1H/ytd_actual") }, "\(result.violations)")
    #expect(result.violations.contains { $0.check == "one-value" && $0.rule.hasPrefix("position/10G/R1K/ytd_actual") }, "\(result.violations)")
    #expect(names(result, "one-value", "commissioner 10G pack, position-by-provider", "figures of the period"), "\(result.violations)")
  }

  /// Every number is its figure's; the names beside them are not.
  @Test func twoNamesThatChangedPlacesInTheHTML() throws {
    let result = try caught { $0.html = { pack, html in if pack == "10G" { swapFirstNames(ofTable: "position-by-provider-ytd", in: &html) } } }
    #expect(result.violations.allSatisfy { $0.check == "names" }, "\(result.violations)")
    for (row, code) in [(1, "R1H"), (2, "R1K")] {
      #expect(
        result.violations.contains {
          $0.first.hasPrefix("commissioner 10G pack, HTML, position-by-provider-ytd, row ") && $0.second.contains("provider \(code) is “")
        }, "row \(row): \(result.violations)")
    }
    // The same names stand for their own codes in other packs.
    #expect(
      names(result, "names", "commissioner 10G pack, HTML, position-by-provider-ytd, row 1: “", " pack, document, "), "\(result.violations)")
    #expect(result.violations.contains { $0.rule == "a name stands for one provider in every pack" }, "\(result.violations)")
    let wording = FailureWording(.proof(result))
    #expect(wording.status.rawValue == 70)
    #expect(wording.text.contains("commissioner 10G pack, HTML, position-by-provider-ytd, row 1: “"), "\(wording.text)")
  }

  @Test func twoNamesThatChangedPlacesInTheDocument() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "R1H" else { return }
        change(&report, section: "position-by-commissioner") { table in
          guard table.id == "position-by-commissioner-ytd", table.rows.count == 2 else { return }
          let first = table.rows[0].cells[0]
          table.rows[0].cells[0] = table.rows[1].cells[0]
          table.rows[1].cells[0] = first
        }
      }
    }
    #expect(
      names(result, "names", "provider R1H pack, document, position-by-commissioner-ytd, row 1: “", "the programme's lists: commissioner "),
      "\(result.violations)")
    #expect(result.violations.allSatisfy { $0.check == "names" }, "\(result.violations)")
  }

  @Test func aSpecialtyThatIsCalledAnother() throws {
    let result = try caught {
      $0.rendering = { report in
        guard report.identity.code == "10H" else { return }
        change(&report, section: "activity-by-specialty") { table in
          guard table.id == "activity-by-specialty-ytd" else { return }
          table.rows[1].cells[0] = .text("999 Alchemy")
        }
      }
    }
    #expect(
      names(
        result, "names", "commissioner 10H pack, HTML, activity-by-specialty-ytd, row 2: “999 Alchemy”", "the programme's lists: treatment function "),
      "\(result.violations)")
    #expect(result.violations.count == 1, "\(result.violations)")
  }

  @Test func aPackWithAnotherOrganisationsTables() throws {
    let result = try caught {
      // Each pack says that it is the other's; its sections stay its own.
      $0.document = { report in
        switch report.identity.code {
        case "10G": report.identity.code = "10H"
        case "10H": report.identity.code = "10G"
        default: break
        }
      }
    }
    #expect(
      names(result, "own", "commissioner 10H pack, position-by-provider: position/10G/", "the pack's own organisation: 10H"),
      "\(result.violations.prefix(3))")
    #expect(
      names(result, "own", "commissioner 10G pack, position-by-provider: position/10H/", "the pack's own organisation: 10G"),
      "\(result.violations.prefix(3))")
  }

  @Test func packsWithoutAnyPosition() throws {
    let result = try caught {
      $0.document = { report in
        report.sections = []
        report.identity.coverChart = nil
        report.identity.finding = Sentence([])
      }
    }
    #expect(names(result, "transpose", "the packs: no common measure", "the programme pack"), "\(result.violations)")
  }

  /// The pack's definition has the section, and others of its kind print the measure.
  @Test func aPackThatLacksAMeasureOfItsSection() throws {
    let result = try caught {
      $0.document = { report in if report.identity.code == "R1H" { removeTable("position-by-commissioner-month-year", from: &report) } }
    }
    for id in ["position/10G/R1H/annual_plan", "position/10G/R1H/month_variance", "position/10H/R1H/forecast_variance"] {
      #expect(
        result.violations.contains {
          $0.check == "transpose" && $0.first == "provider R1H pack: does not print it" && $0.second.hasPrefix("figures of the period: ")
            && $0.rule.hasPrefix("\(id) is printed")
        }, "\(id): \(result.violations)")
    }
    #expect(result.violations.allSatisfy { $0.check == "transpose" && $0.first.contains("R1H") }, "\(result.violations)")
  }

  @Test func aPackThatLacksATotal() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "10G" else { return }
        for section in ["activity-by-pod", "activity-by-specialty"] { change(&report, section: section) { $0.total = nil } }
      }
    }
    #expect(
      result.violations.contains {
        $0.check == "transpose" && $0.first == "commissioner 10G pack: does not print it"
          && $0.rule.hasPrefix("position/10G/ALL/month_variance_activity ")
      }, "\(result.violations)")
  }

  @Test func aRowThatOneOfBothSidesLacks() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "10G" else { return }
        change(&report, section: "position-by-provider") { table in
          table.total = nil
          table.rows.removeAll { row in if case .figure(let printed) = row.cells[1] { printed.figure.id.text.contains("/R1K/") } else { false } }
        }
      }
    }
    #expect(
      result.violations.contains { $0.first == "commissioner 10G pack: does not print it" && $0.rule.hasPrefix("position/10G/R1K/month_variance ") },
      "\(result.violations)")
  }

  /// What a pack definition leaves out is no fault; the proof's page says that it was not compared.
  @Test func whatIsNotComparedIsSaid() throws {
    var sabotage = Sabotage()
    sabotage.document = { report in
      if report.identity.kind == .commissioner { report.sections.removeAll { $0.id == "position-by-provider" } }
    }
    let request = BuildRequest(run: RunRequest(programme: try Self.programme.get().path, jobs: 2), output: output, formats: [.html])
    let outcome = try Pipeline.build(request, sabotage: sabotage)
    let check = try #require(outcome.proof.checks.first { $0.id == "transpose" })
    let page = try String(contentsOfFile: output + "/2014-15/M02/proof.html", encoding: .utf8)
    for note in [
      "not compared: month_variance (the commissioner packs have no table of it by pair)",
      "not compared: annual_plan_activity (the programme pack does not print its total)",
    ] {
      #expect(check.notes.contains(note), "\(check.notes)")
      #expect(page.contains(note))
    }
    let counts = try #require(check.notes.first)
    #expect(!outcome.proof.violations.contains { $0.check == "transpose" })
    // Two commissioners and two trusts: both sides against the programme; pairs from the section of variances.
    #expect(counts.contains("ytd_actual 2 totals and 4 pairs"), "\(counts)")
    #expect(page.contains("ytd_actual 2 totals and 4 pairs"))
    #expect(!counts.contains("month_variance 2 totals and"), "\(counts)")
  }

  @Test func oneFigureWithTwoValuesInOnePack() throws {
    let result = try caught {
      $0.document = { report in
        guard report.identity.code == "R1H", let section = report.sections.firstIndex(where: { $0.id == "headlines" }) else { return }
        for block in report.sections[section].blocks.indices {
          guard case .tiles(var tiles) = report.sections[section].blocks[block] else { continue }
          for tile in tiles.indices where tiles[tile].value.figure.id.text == "position/ALL/R1H/forecast_outturn" {
            tiles[tile].value.figure.value = .money(pounds(7))
          }
          report.sections[section].blocks[block] = .tiles(tiles)
        }
      }
    }
    #expect(names(result, "one-value", "provider R1H pack, headlines: 7", "provider R1H pack, "), "\(result.violations)")
  }

  // MARK: How it is said

  @Test func theCommandSaysBothPlacesAndEndsWithSeventy() throws {
    let result = try caught { $0.html = { pack, html in if pack == "10G" { replace("data-figure=\"position/10G/ALL/ytd_actual\">", in: &html) } } }
    let wording = FailureWording(.proof(result))
    #expect(wording.status == .internalFault)
    #expect(wording.status.rawValue == 70)
    #expect(wording.text.hasPrefix("outturn: the packs contradict themselves; nothing was replaced\n"))
    #expect(wording.text.contains("commissioner 10G pack, HTML: "))
    #expect(wording.text.contains("figures.json: "))
  }

  @Test func aRefusedBuildLeavesTheOldMonth() throws {
    let request = BuildRequest(run: RunRequest(programme: try Self.programme.get().path, jobs: 2), output: output, formats: [.html])
    _ = try Pipeline.build(request)
    let sums = try Data(contentsOf: URL(fileURLWithPath: output + "/2014-15/M02/SHA256SUMS"))
    var sabotage = Sabotage()
    sabotage.html = { _, html in html = [] }
    #expect(throws: RunFailure.self) { try Pipeline.build(request, sabotage: sabotage) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: output + "/2014-15/M02/SHA256SUMS")) == sums)
    #expect(try FileManager.default.contentsOfDirectory(atPath: output + "/2014-15") == ["M02"])
  }
}

private func pounds(_ amount: Int64) -> Money { Money(parts: amount * 100_000_000) }

/// Changes the first digit after a marker to another.
private func replace(_ marker: String, in html: inout [UInt8]) {
  let text = String(decoding: html, as: UTF8.self)
  guard let place = text.range(of: marker), let digit = text[place.upperBound...].firstIndex(where: { ("1"..."9").contains($0) }) else { return }
  html = Array((text[..<digit] + (text[digit] == "9" ? "8" : "9") + text[text.index(after: digit)...]).utf8)
}

/// Gives the first two rows of a table each other's name.
private func swapFirstNames(ofTable id: String, in html: inout [UInt8]) {
  let text = String(decoding: html, as: UTF8.self)
  func name(after place: String.Index) -> Range<String.Index>? {
    guard let tag = text.range(of: "<th scope=\"row\">", range: place..<text.endIndex), let end = text[tag.upperBound...].firstIndex(of: "<") else {
      return nil
    }
    return tag.upperBound..<end
  }
  guard let table = text.range(of: "id=\"\(id)\""), let first = name(after: table.upperBound), let second = name(after: first.upperBound) else {
    return
  }
  html = Array(
    (text[..<first.lowerBound] + text[second] + text[first.upperBound..<second.lowerBound] + text[first] + text[second.upperBound...]).utf8)
}

/// Changes every table of a section.
private func change(_ report: inout ReportDocument, section id: String, _ change: (inout ReportTable) -> Void) {
  for section in report.sections.indices where report.sections[section].id == id {
    for block in report.sections[section].blocks.indices {
      guard case .table(var table) = report.sections[section].blocks[block] else { continue }
      change(&table)
      report.sections[section].blocks[block] = .table(table)
    }
  }
}

/// Takes a table out of a document.
private func removeTable(_ id: String, from report: inout ReportDocument) {
  for section in report.sections.indices {
    report.sections[section].blocks.removeAll { if case .table(let table) = $0 { table.id == id } else { false } }
  }
}

/// Changes the money of one cell of a section's first table.
private func changeCell(of report: inout ReportDocument, section: String, row: Int, column: Int, _ edit: (Money) -> Money) {
  var isFirst = true
  change(&report, section: section) { table in
    guard isFirst, table.rows.indices.contains(row), case .figure(let printed) = table.rows[row].cells[column],
      case .money(let money) = printed.figure.value
    else { return }
    isFirst = false
    table.rows[row].cells[column] = .figure(Printed(Figure(printed.figure.id, .money(edit(money))), printed.format))
  }
}

/// Gives two cells each other's value and leaves each its id.
private func swapValues(_ a: inout ReportTable.Cell, _ b: inout ReportTable.Cell) {
  switch (a, b) {
  case (.figure(let x), .figure(let y)):
    a = .figure(Printed(Figure(x.figure.id, y.figure.value), x.format))
    b = .figure(Printed(Figure(y.figure.id, x.figure.value), y.format))
  case (.variance(let x), .variance(let y)):
    a = .variance(Printed(Figure(x.figure.id, y.figure.value), x.format))
    b = .variance(Printed(Figure(y.figure.id, x.figure.value), y.format))
  default: break
  }
}
