import Figures
import Foundation
import Ledger
import Pipeline
import Quantities
import TestSupport
import Testing

/// Every printed figure has a way back: walks each figure of a pack down to source rows, or to the register or file that states it.
@Suite(.serialized) struct LineageTests {
  /// A built programme of three commissioners and two trusts, and what explains its figures.
  private struct Built: Sendable {
    /// Holds the programme and the output for as long as they are read.
    let place: TemporaryFolder
    let explainer: Explainer
    let output: String
  }

  private static let built = Result {
    let place = try TemporaryFolder()
    let folder = place.path
    try writeGeneratedProgramme(at: folder + "/programme", seed: 77, commissioners: 3, months: 15, linesPerPair: 10)
    let request = RunRequest(programme: folder + "/programme", jobs: 2)
    _ = try Pipeline.build(BuildRequest(run: request, output: folder + "/Output", formats: [.html]))
    return Built(place: place, explainer: try Explainer(request), output: folder + "/Output/2014-15/M03")
  }

  /// The ids of a pack's `figures.json`.
  private func ids(_ pack: String) throws -> [String] {
    let data = try Data(contentsOf: URL(fileURLWithPath: try Self.built.get().output + "/\(pack)/figures.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(json["figures"] as? [[String: Any]]).map { try #require($0["id"] as? String) }
  }

  /// What became of a walk.
  private struct Walk {
    var explained: [String: Bool] = [:]
    var byRows = 0
    var byFigures = 0
    var bySource: [String: Int] = [:]
  }

  @Test(arguments: ["commissioners/10H", "providers/R1H", "programme"])
  func everyFigureOfAPackWalksDown(pack: String) throws {
    let explainer = try Self.built.get().explainer
    let ids = try ids(pack)
    #expect(ids.count > 300)
    var walk = Walk()
    for id in ids { try follow(id, explainer, [], &walk) }
    #expect(walk.byRows > 100, "\(walk)")
    #expect(walk.byFigures > 100, "\(walk)")
    for source in walk.bySource.keys { #expect(!source.isEmpty && source != "not known", "a figure's source is “\(source)”") }
  }

  private func follow(_ id: String, _ explainer: Explainer, _ path: [String], _ walk: inout Walk) throws {
    if walk.explained[id] != nil { return }
    // The rest of a list is its total less what is listed; where the total is known by its list alone, the two name each other.
    if path.contains(id), path.last?.contains("_others") == true { return }
    guard !path.contains(id) else {
      Issue.record("a figure explains itself: \((path + [id]).joined(separator: " → "))")
      return
    }
    let explanation = try explainer.explain(id)
    #expect(!explanation.label.isEmpty && !explanation.formula.isEmpty, "\(id) has no label or no formula")
    switch explanation.origin {
    case .rows(let files, _):
      walk.byRows += 1
      let sum = files.reduce(Int128(0)) { $0 + $1.parts }
      switch explanation.figure.value {
      case .money(let money): #expect(money.parts == sum, "\(id) is \(money.decimal), its rows sum to \(decimalText(ofParts: sum))")
      case .activity(let activity): #expect(activity.parts == sum, "\(id) is \(activity.decimal), its rows sum to \(decimalText(ofParts: sum))")
      case .count(let count): #expect(Int128(count) * 100_000_000 == sum || files.reduce(0) { $0 + $1.rowCount } == count, "\(id) counts \(count)")
      case .missing: #expect(files.allSatisfy { $0.parts == 0 }, "\(id) is missing and has rows")
      default: Issue.record("\(id) is a sum of rows and \(explanation.figure.value)")
      }
    case .figures(let inputs):
      walk.byFigures += 1
      #expect(!inputs.isEmpty, "\(id) is worked out from nothing")
      for input in inputs { try follow(input.figure.id.text, explainer, path + [id], &walk) }
    case .source(let source): walk.bySource[source, default: 0] += 1
    }
    walk.explained[id] = true
  }

  /// Where the inputs of a sum are figures, they add up to it: a total of a table, a programme of its commissioners.
  @Test func theOrganisationsOfATotalAddUpToIt() throws {
    let explainer = try Self.built.get().explainer
    for measure in ["forecast_outturn", "annual_plan"] {
      let explanation = try explainer.explain("position/ALL/ALL/\(measure)")
      guard case .figures(let inputs) = explanation.origin, case .money(let whole) = explanation.figure.value else {
        Issue.record("\(measure) is not worked out from figures: \(explanation.origin)")
        continue
      }
      let sum = inputs.reduce(Money.zero) { sum, input in if case .money(let part) = input.figure.value { sum + part } else { sum } }
      #expect(sum == whole, "\(measure): \(inputs.map(\.figure.id.text))")
    }
  }

  @Test func aProcessMeanIsMadeOfItsMonths() throws {
    let explainer = try Self.built.get().explainer
    let ids = explainer.ids.filter { $0.hasPrefix("spc/ALL/") && ($0.hasSuffix("/process_mean") || $0.hasSuffix("/process_mean_share")) }
    #expect(ids.contains { $0.contains("series=quality.") })
    for id in ids {
      let explanation = try explainer.explain(id)
      guard case .figures(let inputs) = explanation.origin else {
        Issue.record("\(id) is made of no figures")
        continue
      }
      let months = inputs.compactMap { $0.figure.value.approximation }
      #expect(months.count > 6, "\(id)")
      let mean = try #require(explanation.figure.value.approximation)
      #expect(abs(months.reduce(0, +) / Double(months.count) - mean) < 1e-9, "\(id)")
    }
  }

  @Test func aPeriodOfItsOwnMayBeWrittenOut() throws {
    let explainer = try Self.built.get().explainer
    let short = try explainer.explain("position/10H/ALL/ytd_actual")
    let long = try explainer.explain("position/10H/ALL/ytd_actual@2014-15-M03")
    #expect(short.figure == long.figure)
  }
}
