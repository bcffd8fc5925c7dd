/// The six numbers of a PDF transformation: x′ = a·x + c·y + e, y′ = b·x + d·y + f.
private struct Transform {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var e = 0.0
  var f = 0.0

  init() {}
  init?(_ operands: ArraySlice<PDFObject>) {
    var numbers: [Double] = []
    for operand in operands { if case .number(let value) = operand { numbers.append(value) } }
    guard numbers.count == 6 else { return nil }
    (a, b, c, d, e, f) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
  }

  /// This transformation first, then the other.
  func then(_ o: Transform) -> Transform {
    var t = Transform()
    t.a = a * o.a + b * o.c
    t.b = a * o.b + b * o.d
    t.c = c * o.a + d * o.c
    t.d = c * o.b + d * o.d
    t.e = e * o.a + f * o.c + o.e
    t.f = e * o.b + f * o.d + o.f
    return t
  }
}

extension PDFTextReader {
  /// Follows the operators of a page that place and show text.
  func interpret(_ source: PDFScanner, fonts: [String: FontMap]) -> [PageText] {
    var scanner = source
    var pieces: [PageText] = []
    var operands: [PDFObject] = []
    var page = Transform()
    var stack: [Transform] = []
    var line = Transform()
    var font = FontMap()

    func move(_ x: Double, _ y: Double) {
      var shift = Transform()
      shift.e = x
      shift.f = y
      line = shift.then(line)
    }
    func place(_ text: String, after advance: Double) {
      guard !text.isEmpty else { return }
      let matrix = line.then(page)
      pieces.append(PageText(x: matrix.e + advance * matrix.a, y: matrix.f, text: text))
    }
    func show(_ items: [PDFObject]) {
      var text = ""
      var order = 0.0
      for item in items {
        switch item {
        case .string(let bytes): text += characters(of: bytes, font)
        case .number(let adjustment) where adjustment < -333:
          place(text, after: order)
          order += 0.001
          text = ""
        default: break
        }
      }
      place(text, after: order)
    }

    while scanner.at < scanner.bytes.count {
      guard let object = scanner.object() else {
        scanner.at += 1
        continue
      }
      guard case .word(let operation) = object else {
        operands.append(object)
        continue
      }
      switch operation {
      case "q": stack.append(page)
      case "Q": page = stack.popLast() ?? Transform()
      case "cm": if let matrix = Transform(operands.suffix(6)) { page = matrix.then(page) }
      case "BT": line = Transform()
      case "Tf": if operands.count >= 2, case .name(let name) = operands[operands.count - 2] { font = fonts[name] ?? FontMap() }
      case "Tm": if let matrix = Transform(operands.suffix(6)) { line = matrix }
      case "Td", "TD":
        if operands.count >= 2, case .number(let x) = operands[operands.count - 2], case .number(let y) = operands[operands.count - 1] { move(x, y) }
      case "Tj", "'", "\"": if let last = operands.last { show([last]) }
      case "TJ": if case .array(let items)? = operands.last { show(items) }
      default: break
      }
      operands.removeAll(keepingCapacity: true)
    }
    return pieces
  }

  private func characters(of bytes: [UInt8], _ font: FontMap) -> String {
    var text = ""
    if font.isComposite {
      for index in stride(from: 0, to: bytes.count - 1, by: 2) {
        text += font.characters[Int(bytes[index]) << 8 | Int(bytes[index + 1])] ?? "\u{FFFD}"
      }
    } else {
      for byte in bytes { text += font.characters[Int(byte)] ?? String(UnicodeScalar(byte)) }
    }
    return text
  }
}
