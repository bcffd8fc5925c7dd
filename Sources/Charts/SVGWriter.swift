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
    write("<svg class=\"chart\" viewBox=\"0 0 ", to: &bytes)
    appendNumber(scene.width, to: &bytes)
    bytes.append(0x20)
    appendNumber(scene.height, to: &bytes)
    write("\" width=\"", to: &bytes)
    appendNumber(scene.width, to: &bytes)
    write("\" height=\"", to: &bytes)
    appendNumber(scene.height, to: &bytes)
    write("\" font-size=\"", to: &bytes)
    appendNumber(common, to: &bytes)
    if hidden {
      write("\" fill=\"none\" role=\"img\" aria-hidden=\"true\">", to: &bytes)
    } else {
      write("\" fill=\"none\" role=\"img\" aria-labelledby=\"", to: &bytes)
      appendEscaped(idPrefix, to: &bytes)
      write("-t ", to: &bytes)
      appendEscaped(idPrefix, to: &bytes)
      write("-d\">", to: &bytes)
    }
    if !hidden {
      element("title", suffix: "-t", scene.title, to: &bytes)
      element("desc", suffix: "-d", scene.description, to: &bytes)
    }
    var marks = SVGMarks(commonTextSize: common)
    for command in scene.commands { marks.append(command, to: &bytes) }
    marks.close(&bytes)
    write("</svg>", to: &bytes)
  }

  /// Drawing commands without a picture around them, for a symbol that the page's drawings refer to.
  package static func shapes(_ commands: [DrawCommand]) -> [UInt8] {
    var bytes: [UInt8] = []
    var marks = SVGMarks(commonTextSize: 0)
    for command in commands { marks.append(command, to: &bytes) }
    marks.close(&bytes)
    return bytes
  }

  private func element(_ name: StaticString, suffix: StaticString, _ text: String, to bytes: inout [UInt8]) {
    write("<", to: &bytes)
    write(name, to: &bytes)
    write(" id=\"", to: &bytes)
    appendEscaped(idPrefix, to: &bytes)
    write(suffix, to: &bytes)
    write("\">", to: &bytes)
    appendEscaped(text, to: &bytes)
    write("</", to: &bytes)
    write(name, to: &bytes)
    write(">", to: &bytes)
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
