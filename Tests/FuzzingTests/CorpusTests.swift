import Foundation
import Fuzzing
import Testing

/// The folder of the inputs that the fuzzer begins with, and of those that once found something.
private let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Fuzzing/Corpus"

/// An input as tests name it: `csv/stray-quotes.csv`.
private struct Input: CustomTestStringConvertible, Sendable {
  let target: FuzzTarget
  let name: String
  var testDescription: String { "\(target)/\(name)" }
  var path: String { "\(corpus)/\(target)/\(name)" }

  static let all: [Input] = FuzzTarget.allCases.flatMap { target in
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(corpus)/\(target)")) ?? []).sorted().map { Input(target: target, name: $0) }
  }
}

/// The fuzzer's corpus, read once without the fuzzer: what it found stays mended.
struct CorpusTests {
  @Test(.timeLimit(.minutes(1)), arguments: Input.all)
  private func everyInputIsReadOrRefused(input: Input) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: input.path))
    try input.target.run(Array(bytes))
  }

  @Test func everyTargetHasInputsAndTheyAreSmall() throws {
    for target in FuzzTarget.allCases { #expect(Input.all.contains { $0.target == target }, "\(target) has no corpus") }
    for input in Input.all {
      let size = try #require(try FileManager.default.attributesOfItem(atPath: input.path)[.size] as? Int)
      #expect(size <= 8_192, "\(input.testDescription) has \(size) bytes")
    }
  }
}
