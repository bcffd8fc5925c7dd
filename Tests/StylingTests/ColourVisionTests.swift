import Foundation
import Styling
import Testing

/// The three kinds of dichromacy, as matrices on linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
private let dichromacies: [(name: String, matrix: [[Double]])] = [
  ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
  ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
  ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
]

/// How far apart two colours look, ΔE of CIE 1976.
private func difference(_ a: Colour, _ b: Colour, seenBy matrix: [[Double]]) -> Double {
  func lab(_ colour: Colour) -> [Double] {
    let linear = [colour.red, colour.green, colour.blue].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let rgb = matrix.map { row in min(1, max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])) }
    let x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047
    let y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]
    let z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883
    func root(_ value: Double) -> Double { value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116 }
    return [116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))]
  }
  let (p, q) = (lab(a), lab(b))
  return sqrt(zip(p, q).map { ($0 - $1) * ($0 - $1) }.reduce(0, +))
}

/// Over and under plan stay apart for readers who see two of the three primary colours.
@Suite struct ColourVisionTests {
  let theme: Theme

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Templates/theme.yaml")
    theme = try #require(readTheme(Array(try Data(contentsOf: url)), file: "theme.yaml").theme)
  }

  @Test(arguments: [
    (ColourRole.over, ColourRole.under, 20.0), (.over, .underText, 20), (.overDark, .underDark, 20), (.overMid, .underMid, 20),
    (.overLight, .underLight, 12), (.overArea, .underArea, 12),
  ])
  func overAndUnderStayApart(over: ColourRole, under: ColourRole, least: Double) throws {
    for kind in dichromacies {
      let apart = difference(try #require(theme.light[over]), try #require(theme.light[under]), seenBy: kind.matrix)
      #expect(apart >= least, "\(kind.name)")
    }
  }

  @Test(arguments: [(ColourRole.over, ColourRole.under), (.over, .underText), (.overArea, .underArea)])
  func overAndUnderStayApartInTheDark(over: ColourRole, under: ColourRole) throws {
    for kind in dichromacies {
      let apart = difference(try #require(theme.dark[over]), try #require(theme.dark[under]), seenBy: kind.matrix)
      #expect(apart >= 16, "\(kind.name)")
    }
  }
}
