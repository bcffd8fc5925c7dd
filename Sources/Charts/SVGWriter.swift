import Styling

/// Writes a scene as inline SVG: real text, colours by class (so that light, dark and print are the page's business), small enough to stand in a pack
/// many times over.
///
/// A text that prints a figure carries `data-figure` around exactly its number. Colours and text styles come from `styleSheet`, which the page includes once.
package struct SVGWriter: Sendable {
  /// Starts the ids of title and description; unique in the page.
  package var idPrefix: String
  /// Whether the picture is kept from assistive software, because the same chart stands in the page in another size.
  package var hidden: Bool

  /// Makes a writer.
  package init(idPrefix: String, hidden: Bool = false) {
    self.idPrefix = idPrefix
    self.hidden = hidden
  }

  /// The scene as bytes of SVG.
  package func bytes(of scene: Scene) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    append(scene, to: &bytes)
    return bytes
  }

  /// The scene as text.
  package func text(of scene: Scene) -> String { String(decoding: bytes(of: scene), as: UTF8.self) }

  /// Appends the scene to a page under way.
  package func append(_ scene: Scene, to bytes: inout [UInt8]) {
    let common = commonTextSize(of: scene)
    bytes += Array("<svg class=\"chart\" viewBox=\"0 0 ".utf8)
    appendNumber(scene.width, to: &bytes)
    bytes.append(0x20)
    appendNumber(scene.height, to: &bytes)
    bytes += Array("\" width=\"".utf8)
    appendNumber(scene.width, to: &bytes)
    bytes += Array("\" height=\"".utf8)
    appendNumber(scene.height, to: &bytes)
    bytes += Array("\" font-size=\"".utf8)
    appendNumber(common, to: &bytes)
    if hidden {
      bytes += Array("\" fill=\"none\" role=\"img\" aria-hidden=\"true\">".utf8)
    } else {
      bytes += Array("\" fill=\"none\" role=\"img\" aria-labelledby=\"".utf8)
      appendEscaped(idPrefix, to: &bytes)
      bytes += Array("-t ".utf8)
      appendEscaped(idPrefix, to: &bytes)
      bytes += Array("-d\">".utf8)
    }
    if !hidden {
      element("title", suffix: "-t", scene.title, to: &bytes)
      element("desc", suffix: "-d", scene.description, to: &bytes)
    }
    var marks = SVGMarks(commonTextSize: common)
    for command in scene.commands { marks.append(command, to: &bytes) }
    marks.close(&bytes)
    bytes += Array("</svg>".utf8)
  }

  /// Drawing commands without a picture around them, for a symbol that the page's drawings refer to.
  package static func shapes(_ commands: [DrawCommand]) -> [UInt8] {
    var bytes: [UInt8] = []
    var marks = SVGMarks(commonTextSize: 0)
    for command in commands { marks.append(command, to: &bytes) }
    marks.close(&bytes)
    return bytes
  }

  private func element(_ name: String, suffix: String, _ text: String, to bytes: inout [UInt8]) {
    bytes += Array("<\(name) id=\"".utf8)
    appendEscaped(idPrefix, to: &bytes)
    bytes += Array("\(suffix)\">".utf8)
    appendEscaped(text, to: &bytes)
    bytes += Array("</\(name)>".utf8)
  }

  /// The size of most texts, which stands once at the root; ties go to the smaller.
  private func commonTextSize(of scene: Scene) -> Double {
    var counts: [(size: Double, count: Int)] = []
    for case .text(let run) in scene.commands {
      if let index = counts.firstIndex(where: { $0.size == run.style.size }) {
        counts[index].count += 1
      } else {
        counts.append((run.style.size, 1))
      }
    }
    return counts.max { ($0.count, -$0.size) < ($1.count, -$1.size) }?.size ?? 13
  }

  /// The rules that the classes stand for. Roles are CSS variables (`--ink`, `--over` …) that the page defines for light, dark and print.
  package static let styleSheet: String = {
    var rules = [
      ".chart{display:block;max-width:100%;height:auto}",
      ".chart text{font-kerning:none}",
      ".chart path{stroke-linejoin:round}",
      ".chart .b{font-weight:700}",
      ".chart .m{text-anchor:middle}",
      ".chart .e{text-anchor:end}",
      ".chart .h{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}",
    ]
    for role in ColourRole.allCases {
      rules.append(".f-\(role.rawValue){fill:var(--\(role.rawValue))}")
      rules.append(".s-\(role.rawValue){stroke:var(--\(role.rawValue))}")
    }
    return rules.joined(separator: "\n") + "\n"
  }()
}

/// Appends a length with at most two decimals, without trailing noughts; what is not finite becomes nought.
func appendNumber(_ value: Double, to bytes: inout [UInt8]) { appendHundredths(hundredths(value), to: &bytes) }

/// A length in whole hundredths.
func hundredths(_ value: Double) -> Int {
  guard value.isFinite, abs(value) < 1e12 else { return 0 }
  return Int((value * 100).rounded(.toNearestOrAwayFromZero))
}

/// Appends a count of hundredths as a decimal.
func appendHundredths(_ value: Int, to bytes: inout [UInt8]) {
  let size = value.magnitude
  if value < 0 { bytes.append(0x2D) }
  let whole = size / 100
  let rest = UInt8(size % 100)
  if whole > 0 || rest == 0 { bytes += Array(String(whole).utf8) }
  if rest > 0 {
    bytes.append(0x2E)
    bytes.append(0x30 + rest / 10)
    if rest % 10 > 0 { bytes.append(0x30 + rest % 10) }
  }
}
