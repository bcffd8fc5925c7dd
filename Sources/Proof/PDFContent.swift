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
  package static func interpret(_ source: PDFScanner, fonts: [String: FontMap]) -> [PageText] {
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
    // A piece goes on while only the font changes: a minus sign and its digits may stand in two fonts.
    var open: PageText?
    func end() {
      if let piece = open, !piece.text.isEmpty { pieces.append(piece) }
      open = nil
    }
    func show(_ items: [PDFObject]) {
      if open == nil {
        let matrix = line.then(page)
        open = PageText(x: matrix.e, y: matrix.f, text: "")
      }
      for item in items {
        switch item {
        case .string(let bytes): open?.text += characters(of: bytes, font)
        // A move of more than a fifth of an em to the right is a space or the way to another cell.
        case .number(let adjustment) where adjustment < -200: open?.text += " "
        default: break
        }
      }
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
      case "BT":
        end()
        line = Transform()
      case "ET": end()
      case "Tf": if operands.count >= 2, case .name(let name) = operands[operands.count - 2] { font = fonts[name] ?? FontMap() }
      case "Tm":
        end()
        if let matrix = Transform(operands.suffix(6)) { line = matrix }
      case "Td", "TD":
        end()
        if operands.count >= 2, case .number(let x) = operands[operands.count - 2], case .number(let y) = operands[operands.count - 1] { move(x, y) }
      case "Tj", "'", "\"": if let last = operands.last { show([last]) }
      case "TJ": if case .array(let items)? = operands.last { show(items) }
      default: break
      }
      operands.removeAll(keepingCapacity: true)
    }
    end()
    return pieces
  }

  private static func characters(of bytes: [UInt8], _ font: FontMap) -> String {
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
