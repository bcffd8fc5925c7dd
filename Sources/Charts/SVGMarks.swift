import Figures
import Styling

/// Writes drawing commands as SVG elements, joining neighbours of one look into one path.
struct SVGMarks {
  /// The text size that stands at the root.
  let commonTextSize: Double
  /// The look of the path that is open, if one is.
  private var open: Look?
  /// Where the open path's pen stands, in hundredths.
  private var pen = (x: 0, y: 0)

  /// What all shapes of one path share.
  private enum Look: Hashable {
    case stroke(Stroke)
    case fill(ColourRole)
  }

  init(commonTextSize: Double) { self.commonTextSize = commonTextSize }

  mutating func append(_ command: DrawCommand, to bytes: inout [UInt8]) {
    switch command {
    case .line(let points, let stroke):
      guard points.count > 1 else { return }
      begin(.stroke(stroke), &bytes)
      trace(points, closed: false, &bytes)
    case .area(let points, let role):
      guard points.count > 2 else { return }
      begin(.fill(role), &bytes)
      trace(points, closed: true, &bytes)
    case .rectangle(let box, let fill?, nil):
      begin(.fill(fill), &bytes)
      trace(box.corners, closed: true, &bytes)
    case .rectangle(let box, let fill, let stroke):
      close(&bytes)
      write("<rect x=\"", to: &bytes)
      appendNumber(box.x, to: &bytes)
      attribute("y", box.y, &bytes)
      attribute("width", box.width, &bytes)
      attribute("height", box.height, &bytes)
      looks(fill: fill, stroke: stroke, &bytes)
    case .circle(let centre, let radius, let fill, let stroke):
      close(&bytes)
      write("<circle cx=\"", to: &bytes)
      appendNumber(centre.x, to: &bytes)
      attribute("cy", centre.y, &bytes)
      attribute("r", radius, &bytes)
      looks(fill: fill, stroke: stroke, &bytes)
    case .text(let run):
      close(&bytes)
      text(run, &bytes)
    }
  }

  /// Ends the path that is open.
  mutating func close(_ bytes: inout [UInt8]) {
    guard let look = open else { return }
    open = nil
    switch look {
    case .fill(let role): looks(fill: role, stroke: nil, &bytes)
    case .stroke(let stroke): looks(fill: nil, stroke: stroke, &bytes)
    }
  }

  private mutating func begin(_ look: Look, _ bytes: inout [UInt8]) {
    if open == look { return }
    close(&bytes)
    open = look
    write("<path d=\"", to: &bytes)
  }

  /// One run of straight lines: an absolute start, then steps from point to point, so that rounding does not add up.
  private mutating func trace(_ points: [Point], closed: Bool, _ bytes: inout [UInt8]) {
    var verb: UInt8 = 0
    for (index, point) in points.enumerated() {
      let x = tenth(point.x)
      let y = tenth(point.y)
      if index == 0 {
        bytes.append(UInt8(ascii: "M"))
        pair(x, y, &bytes)
      } else if x == pen.x && y == pen.y && !(index == 1 && points.count == 2) {
        continue
      } else if y == pen.y {
        bytes.append(UInt8(ascii: "h"))
        appendHundredths(x - pen.x, to: &bytes)
        verb = UInt8(ascii: "h")
      } else if x == pen.x {
        bytes.append(UInt8(ascii: "v"))
        appendHundredths(y - pen.y, to: &bytes)
        verb = UInt8(ascii: "v")
      } else {
        if verb == UInt8(ascii: "l") {
          if x >= pen.x { bytes.append(0x20) }
        } else {
          bytes.append(UInt8(ascii: "l"))
        }
        pair(x - pen.x, y - pen.y, &bytes)
        verb = UInt8(ascii: "l")
      }
      pen = (x, y)
    }
    if closed { bytes.append(UInt8(ascii: "z")) }
  }

  /// A coordinate to the nearest tenth, in hundredths: finer than any screen shows.
  private func tenth(_ value: Double) -> Int { (hundredths(value * 10) + (value < 0 ? -50 : 50)) / 100 * 10 }

  private func pair(_ x: Int, _ y: Int, _ bytes: inout [UInt8]) {
    appendHundredths(x, to: &bytes)
    if y >= 0 { bytes.append(0x20) }
    appendHundredths(y, to: &bytes)
  }

  private func attribute(_ name: StaticString, _ value: Double, _ bytes: inout [UInt8]) {
    bytes += [0x22, 0x20]
    name.withUTF8Buffer { bytes += $0 }
    bytes += [0x3D, 0x22]
    appendNumber(value, to: &bytes)
  }

  private func className(_ prefix: StaticString, _ role: ColourRole, _ bytes: inout [UInt8]) {
    write(prefix, to: &bytes)
    bytes += role.rawValue.utf8
  }

  /// Closes the attribute under way, writes classes and stroke, and ends the element.
  private func looks(fill: ColourRole?, stroke: Stroke?, _ bytes: inout [UInt8]) {
    write("\" class=\"", to: &bytes)
    if let fill { className("f-", fill, &bytes) }
    if let stroke {
      if fill != nil { bytes.append(0x20) }
      className("s-", stroke.role, &bytes)
      if stroke.width != 1 { attribute("stroke-width", stroke.width, &bytes) }
      if !stroke.dash.isEmpty {
        write("\" stroke-dasharray=\"", to: &bytes)
        for (index, length) in stroke.dash.enumerated() {
          if index > 0 { bytes.append(0x20) }
          appendNumber(length, to: &bytes)
        }
      }
    }
    write("\"/>", to: &bytes)
  }

  private func text(_ run: TextRun, _ bytes: inout [UInt8]) {
    write("<text x=\"", to: &bytes)
    appendNumber(run.at.x, to: &bytes)
    attribute("y", run.at.y, &bytes)
    if run.style.size != commonTextSize { attribute("font-size", run.style.size, &bytes) }
    write("\" class=\"", to: &bytes)
    className("f-", run.role, &bytes)
    if run.style.weight == .bold { write(" b", to: &bytes) }
    switch run.anchor {
    case .start: break
    case .middle: write(" m", to: &bytes)
    case .end: write(" e", to: &bytes)
    }
    if run.halo { write(" h", to: &bytes) }
    if run.upward {
      write("\" transform=\"rotate(-90 ", to: &bytes)
      appendNumber(run.at.x, to: &bytes)
      bytes.append(0x20)
      appendNumber(run.at.y, to: &bytes)
      bytes.append(0x29)
    }
    if let figure = run.figure {
      write("\" data-figure=\"", to: &bytes)
      appendEscaped(figure.text, to: &bytes)
    }
    bytes += [0x22, 0x3E]
    appendEscaped(run.text, to: &bytes)
    write("</text>", to: &bytes)
  }
}

extension Box {
  /// The four corners from the top left, clockwise.
  var corners: [Point] { [Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height)] }
}
