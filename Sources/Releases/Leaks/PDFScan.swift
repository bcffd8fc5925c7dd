import Proof

extension FileScan {
  /// A PDF: the text of its pages and forms, and every string and name of every object (document information, bookmarks, links, annotations, names of
  /// attachments), its XMP metadata and its attachments.
  mutating func searchPDF(_ bytes: [UInt8], _ label: String) {
    let file = PDFFile(bytes)
    if file.isEncrypted { return cannotRead(label.isEmpty ? "the file" : String(label.dropLast(2)), "it is encrypted") }
    let pages = PDFPages(file)
    if pages.pages.isEmpty { cannotRead(label.isEmpty ? "the file" : String(label.dropLast(2)), "no page of it can be found") }
    for fault in file.faults { cannotRead(label + fault, "it cannot be read") }

    var done: Set<Int> = []
    var fonts: [Int: FontMap] = [:]
    for (index, page) in pages.pages.enumerated() {
      let number = index + 1
      var text = SearchText()
      let (content, unread) = pages.content(of: page)
      for stream in unread { cannotRead("\(label)page \(number)", "its content (object \(stream)) cannot be read") }
      done.formUnion(pages.contentNumbers(of: page))
      append(content, page.resources, file, &fonts, to: &text) { y in pages.section(onPage: index, at: y) }
      for form in pages.forms(in: page.resources) where done.insert(form.number).inserted {
        guard let data = file.data(form) else { continue }
        append(data, file.resolved(form.object["Resources"]) ?? page.resources, file, &fonts, to: &text) { _ in pages.section(onPage: index, at: 0) }
      }
      search(text) { _, part in
        Place(words: "\(label)page \(number)" + (part.context.isEmpty ? "" : ", section \(part.context)"), contexts: [part.context])
      }
    }
    for item in file.items { searchObject(item, file, pages, label) }
    for item in file.items where item.stream != nil && !done.contains(item.number) { searchStream(item, file, &fonts, label) }
  }

  /// Adds the text that some content shows, and what stands for it to those who cannot see it (`ActualText`, `Alt`).
  private func append(
    _ content: [UInt8], _ resources: PDFObject?, _ file: PDFFile, _ fonts: inout [Int: FontMap], to text: inout SearchText,
    _ section: (Double) -> String
  ) {
    var maps: [String: FontMap] = [:]
    for (name, font) in file.dictionary(resources?["Font"]) {
      if case .reference(let number) = font {
        let map = fonts[number] ?? fontMap(font, file)
        fonts[number] = map
        maps[name] = map
      } else {
        maps[name] = fontMap(font, file)
      }
    }
    let (pieces, alternatives) = content.withUnsafeBufferPointer { buffer in
      (PDFTextReader.interpret(PDFScanner(buffer), fonts: maps), PDFStrings.inContent(buffer))
    }
    var lastLine = Double.infinity
    for piece in pieces {
      text.append(abs(piece.y - lastLine) < 0.5 ? 32 : 10)
      text.mark(0, SearchText.Part(words: "", context: section(piece.y)))
      text.append(piece.text.utf8)
      lastLine = piece.y
    }
    for alternative in alternatives {
      text.append(0)
      text.append(alternative.utf8)
    }
  }

  private func fontMap(_ font: PDFObject, _ file: PDFFile) -> FontMap {
    var map = FontMap()
    let entries = file.resolved(font)
    map.isComposite = file.name(entries?["Subtype"]) == "Type0"
    if let item = file.stream(entries?["ToUnicode"]), let data = file.data(item) { map.read(data) }
    return map
  }

  private mutating func searchObject(_ item: PDFFile.Item, _ file: PDFFile, _ pages: PDFPages, _ label: String) {
    let kind = pages.kind(of: item)
    for string in PDFStrings.all(in: item.object) {
      let words = string.key == "URI" ? "link" : kind
      var text = string.text
      text.withUTF8 { bytes in
        search(bytes) { _ in
          // What stands for a drawing belongs to the section that the drawing stands in.
          let section = pages.section(of: item.object)
          return Place(
            words: label + words + (string.key.isEmpty ? "" : " /\(string.key)") + (section.isEmpty ? "" : ", section \(section)"),
            contexts: [section])
        }
      }
      if string.key == "URI", string.text.contains("%") {
        search(String(decoding: percentDecoded(string.text.utf8), as: UTF8.self), at: "\(label)\(words) /\(string.key)")
      }
    }
  }

  private mutating func searchStream(_ item: PDFFile.Item, _ file: PDFFile, _ fonts: inout [Int: FontMap], _ label: String) {
    let object = item.object
    let (type, subtype) = (file.name(object["Type"]) ?? "", file.name(object["Subtype"]) ?? "")
    // Pixels, fonts and tables have no text of their own; the objects in an object stream were taken out of it.
    if subtype == "Image" || type == "ObjStm" || type == "XRef" || object["Length1"] != nil || object["FunctionType"] != nil { return }
    if ["Type1C", "CIDFontType0C", "OpenType"].contains(subtype) { return }
    guard let data = file.data(item) else { return cannotRead("\(label)object \(item.number)", "its stream cannot be read") }
    if type == "Metadata" || subtype == "XML" {
      searchMarkup(data, isXML: true, "\(label)XMP metadata, ")
    } else if type == "EmbeddedFile" {
      open(data, name: "", inside: "\(label)attachment (object \(item.number))")
    } else if data.firstRange(of: Array("beginbfchar".utf8)) != nil || data.firstRange(of: Array("begincmap".utf8)) != nil {
      return
    } else {
      var text = SearchText()
      append(data, file.resolved(object["Resources"]), file, &fonts, to: &text) { _ in "" }
      search(text) { _, _ in Place(words: "\(label)object \(item.number), on no page", contexts: []) }
      searchBytes(data, "\(label)object \(item.number), its stream")
    }
  }
}

/// The pages of a PDF file with what they hold, and where its sections begin.
struct PDFPages {
  struct Page {
    var number: Int
    var object: PDFObject
    var resources: PDFObject?
  }

  let file: PDFFile
  private(set) var pages: [Page] = []
  /// Named places in the order of pages, downwards: in these packs each section's beginning under the section's id.
  private var sections: [(page: Int, top: Double, name: String)] = []
  private let info: Set<Int>

  init(_ file: PDFFile) {
    self.file = file
    info = Set(file.trailers.compactMap { if case .reference(let number)? = $0["Info"] { number } else { nil } })
    var visited: Set<Int> = []
    for trailer in file.trailers.reversed() where pages.isEmpty {
      guard let catalogue = file.resolved(trailer["Root"]) else { continue }
      collect(catalogue["Pages"], nil, &visited)
      var names: Set<Int> = []
      collectNames(file.resolved(catalogue["Names"])?["Dests"], &names)
      for (name, place) in file.dictionary(catalogue["Dests"]) { addSection(name, place) }
    }
    sections.sort { ($0.page, -$0.top, $0.name) < ($1.page, -$1.top, $1.name) }
  }

  private mutating func collect(_ node: PDFObject?, _ inherited: PDFObject?, _ visited: inout Set<Int>) {
    guard case .reference(let number)? = node, visited.insert(number).inserted, let entry = file.resolved(node) else { return }
    let resources = file.resolved(entry["Resources"]) ?? inherited
    if entry["Kids"] != nil {
      for kid in file.array(entry["Kids"]) { collect(kid, resources, &visited) }
    } else {
      pages.append(Page(number: number, object: entry, resources: resources))
    }
  }

  private mutating func collectNames(_ node: PDFObject?, _ visited: inout Set<Int>) {
    if case .reference(let number)? = node, !visited.insert(number).inserted { return }
    guard let entry = file.resolved(node) else { return }
    let pairs = file.array(entry["Names"])
    for index in stride(from: 0, to: pairs.count - 1, by: 2) {
      if case .string(let name)? = file.resolved(pairs[index]) { addSection(PDFStrings.text(name), pairs[index + 1]) }
    }
    for kid in file.array(entry["Kids"]) { collectNames(kid, &visited) }
  }

  private mutating func addSection(_ name: String, _ place: PDFObject) {
    let resolved = file.resolved(place)
    let target = file.array(resolved).isEmpty ? file.array(resolved?["D"]) : file.array(resolved)
    guard case .reference(let number)? = target.first, let page = pages.firstIndex(where: { $0.number == number }) else { return }
    var top = Double.infinity
    if target.count > 3, case .number(let y)? = file.resolved(target[3]) { top = y }
    sections.append((page, top, name))
  }

  /// The section that stands at a height of a page; empty before the first.
  func section(onPage page: Int, at y: Double) -> String {
    sections.last { $0.page < page || $0.page == page && $0.top >= y }?.name ?? ""
  }

  /// The section in which an element of the structure stands, by its page and its place there; empty for everything else.
  func section(of object: PDFObject) -> String {
    guard object["S"] != nil, case .reference(let number)? = object["Pg"], let page = pages.firstIndex(where: { $0.number == number }) else {
      return ""
    }
    let attributes = file.resolved(object["A"])
    let box = file.array((attributes?["BBox"] ?? file.array(attributes).lazy.compactMap { $0["BBox"] }.first))
    guard box.count == 4, case .number(let top)? = file.resolved(box[3]) else { return "" }
    return section(onPage: page, at: top)
  }

  private func contents(of page: Page) -> [PDFObject] {
    if case .array(let parts)? = file.resolved(page.object["Contents"]) { return parts }
    return page.object["Contents"].map { [$0] } ?? []
  }

  func contentNumbers(of page: Page) -> Set<Int> {
    Set(contents(of: page).compactMap { if case .reference(let number) = $0 { number } else { nil } })
  }

  /// What a page draws, and the numbers of the streams that cannot be read.
  func content(of page: Page) -> ([UInt8], unread: [Int]) {
    var content: [UInt8] = []
    var unread: [Int] = []
    for part in contents(of: page) {
      guard let item = file.stream(part) else { continue }
      if let data = file.data(item) { content += data + [10] } else { unread.append(item.number) }
    }
    return (content, unread)
  }

  /// The forms that a page may draw, and those that these draw.
  func forms(in resources: PDFObject?) -> [PDFFile.Item] {
    var found: [PDFFile.Item] = []
    var visited: Set<Int> = []
    func add(_ resources: PDFObject?) {
      for (_, object) in file.dictionary(resources?["XObject"]).sorted(by: { $0.key < $1.key }) {
        guard let item = file.stream(object), file.name(item.object["Subtype"]) == "Form", visited.insert(item.number).inserted else { continue }
        found.append(item)
        add(file.resolved(item.object["Resources"]))
      }
    }
    add(resources)
    return found
  }

  /// What an object is to those who look for it.
  func kind(of item: PDFFile.Item) -> String {
    let object = item.object
    if info.contains(item.number) { return "document information" }
    switch file.name(object["Type"]) {
    case "Filespec", "F": return "attachment’s name"
    case "Annot": return "annotation"
    case "Catalog": return "catalogue"
    default: break
    }
    if object["Title"] != nil, object["Parent"] != nil || object["Dest"] != nil || object["A"] != nil { return "bookmark" }
    if object["EF"] != nil { return "attachment’s name" }
    if object["URI"] != nil { return "link" }
    return "object \(item.number)"
  }
}

/// The strings and names of PDF objects as text.
enum PDFStrings {
  /// Every string and name of an object, with the key that it stands under.
  static func all(in object: PDFObject) -> [(key: String, text: String)] {
    var found: [(key: String, text: String)] = []
    func add(_ object: PDFObject, _ key: String) {
      switch object {
      case .string(let bytes): found.append((key, text(bytes)))
      case .name(let name): found.append((key, plain(name)))
      case .array(let items): for item in items { add(item, key) }
      case .dictionary(let entries):
        for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
          found.append((key, plain(name)))
          add(value, name)
        }
      default: break
      }
    }
    add(object, "")
    return found
  }

  /// The strings in dictionaries of a page's content.
  static func inContent(_ content: UnsafeBufferPointer<UInt8>) -> [String] {
    var texts: [String] = []
    var place = 0
    while place + 1 < content.count {
      if content[place] == UInt8(ascii: "<"), content[place + 1] == UInt8(ascii: "<") {
        var scanner = PDFScanner(content, at: place)
        if let object = scanner.object(), case .dictionary = object { texts += all(in: object).map(\.text) }
        place += 1
      }
      place += 1
    }
    return texts
  }

  /// A string in UTF-16 or UTF-8 where it says so, else in a byte a letter.
  static func text(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xFE, 0xFF]) { return String(decoding: utf8(ofUTF16: bytes[2...], isLittle: false), as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) { return String(decoding: utf8(ofUTF16: bytes[2...], isLittle: true), as: UTF8.self) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes[3...], as: UTF8.self) }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  /// A name whose `#52` are what they stand for.
  private static func plain(_ name: String) -> String {
    guard name.contains("#") else { return name }
    return String(decoding: percentDecoded(name.utf8.map { $0 == UInt8(ascii: "#") ? UInt8(ascii: "%") : $0 }), as: UTF8.self)
  }
}
